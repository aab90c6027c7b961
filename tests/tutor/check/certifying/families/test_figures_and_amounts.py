"""Lines, parabolas, matrices, percentages, functions and sums: what is proved, refuted, left alone."""

import json
from pathlib import Path

import pytest

from tutor.check.certifying.families import (
    evaluate_at,
    lines_and_points,
    matrices,
    parabolas,
    percentages,
    sums,
)
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.outcome import Parsed
from tutor.check.understanding import understood

KINDS = (lines_and_points, parabolas, matrices, percentages, evaluate_at, sums)
TABLE = json.loads(Path(__file__).with_name("figures_and_amounts.json").read_text(encoding="utf-8"))


def _status(problem: str, answer: str) -> str:
    found = [check for kind in KINDS if (check := kind.recognize(problem)) is not None]
    if not found:
        return "none"
    reading = understood(answer)
    assert isinstance(reading, Parsed)
    try:
        return found[0](reading.tree).status
    except UnbuildableError:
        return "unchecked"


@pytest.mark.parametrize(("problem", "answer", "status"), TABLE)
def test_an_answer_is_checked_against_its_problem(problem: str, answer: str, status: str) -> None:
    assert _status(problem, answer) == status


@pytest.mark.parametrize("problem", sorted({row[0] for row in TABLE if row[2] != "none"}))
@pytest.mark.parametrize("extra", ["Then double the result.", "Add 1 to the answer.", "Do it in base 7."])
def test_a_sentence_too_many_is_not_understood(problem: str, extra: str) -> None:
    assert all(kind.recognize(f"{problem} {extra}") is None for kind in KINDS)
