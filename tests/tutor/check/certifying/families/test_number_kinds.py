"""Kinds of problems about numbers: right answers are proved, wrong ones refuted, others left alone."""

import json
from pathlib import Path

import pytest

from tutor.check.certifying.families import probability
from tutor.check.reading.outcome import Parsed
from tutor.check.understanding import understood

TABLE = json.loads(Path(__file__).with_name("number_kinds.json").read_text(encoding="utf-8"))
KINDS = {"probability": probability.recognize}


@pytest.mark.parametrize(
    ("kind", "problem", "answer", "status"), [(kind, *row) for kind, rows in TABLE.items() for row in rows]
)
def test_an_answer_gets_its_certificate(kind: str, problem: str, answer: str, status: str) -> None:
    check = KINDS[kind](problem)
    if status == "not recognized":
        assert check is None
        return
    assert check is not None
    reading = understood(answer)
    assert isinstance(reading, Parsed)
    found = check(reading.tree)
    assert found.status == status, found
    assert found.detail


@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_more_is_no_longer_recognized(kind: str) -> None:
    known = [problem for problem, _, status in TABLE[kind] if status == "proved"]
    assert known
    for problem in known:
        assert KINDS[kind](f"{problem} Then add 1.") is None
        assert KINDS[kind](f"Tom has 3 apples. {problem}") is None
