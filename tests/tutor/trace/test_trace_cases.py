"""Tables of cases: how text is cut, which statements are found, which answer is read."""

import json
from pathlib import Path

import pytest

from tutor.trace import Reader
from tutor.trace.statements import read_statements
from tutor.vocabulary.step import AnswerSource

FOLDER = Path(__file__).parent


def table(name):
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def read(text):
    reader = Reader()
    reader.feed(text)
    reader.finish()
    return reader


@pytest.mark.parametrize("case", table("steps.json"), ids=lambda case: case["about"])
def test_steps_are_cut_at_the_models_own_moves(case):
    steps = read(case["text"]).steps
    assert [[step.opening.value, step.text] for step in steps] == case["steps"]


@pytest.mark.parametrize("case", table("statements.json"), ids=lambda case: case["about"])
def test_statements_are_found_and_prose_yields_none(case):
    statements = read_statements(case["text"])
    assert [found.text for found in statements] == case["statements"]
    if "latex" in case:
        assert {found.latex for found in statements} == {case["latex"]}


@pytest.mark.parametrize("case", table("answers.json"), ids=lambda case: case["text"][-40:] or "nothing")
def test_the_answer_and_where_it_was_found(case):
    answer = read(case["text"]).answer()
    if case["answer"] is None:
        assert answer is None
    else:
        assert answer is not None
        assert (answer.text, answer.source) == (case["answer"], AnswerSource(case["source"]))
