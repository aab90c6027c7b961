"""A greeting is told from a problem; whatever may be a problem is one."""

import json
from pathlib import Path

import pytest

from tutor.lesson.small_talk import small_talk

TABLE = json.loads(Path(__file__).with_name("small_talk.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", TABLE["small talk"])
def test_idle_lines_get_a_reply(line: str) -> None:
    assert small_talk(line)


@pytest.mark.parametrize("line", TABLE["a problem, or it may be one"])
def test_whatever_may_be_a_problem_gets_none(line: str) -> None:
    assert small_talk(line) is None


def test_of_a_greeting_and_a_question_the_question_is_answered() -> None:
    assert small_talk("hi, what can you do?") == small_talk("what can you do")
    assert small_talk("hello") != small_talk("what can you do")


def test_a_long_text_is_no_small_talk() -> None:
    assert small_talk("hello " * 60) is None
