"""Trigonometric equations, and unknowns that lie in an interval: right answers, wrong ones, near misses."""

import json
from pathlib import Path

import pytest

from tutor.check.certifying.certify import certify


def _table(name: str) -> list[list[str]]:
    rows: list[list[str]] = json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return rows


@pytest.mark.parametrize(("problem", "answer", "status"), _table("trigonometric_equations.json"))
def test_an_answer_is_held_against_all_solutions(problem: str, answer: str, status: str) -> None:
    found = certify(problem, answer)
    assert found.status == status, found
    assert found.detail


@pytest.mark.parametrize(("problem", "answer", "status"), _table("conditions.json"))
def test_only_solutions_in_the_interval_count(problem: str, answer: str, status: str) -> None:
    found = certify(problem, answer)
    assert found.status == status, found
    assert found.detail


@pytest.mark.parametrize(
    ("problem", "answer", "detail"),
    [
        (r"Solve \cos^2 x = \cos x for 0 \le x < 2\pi", "x = 0", "x = π/2 is also a solution"),
        (r"Solve \cos^2 x = \cos x", "x = 2πn", "x = π/2 is also a solution"),
        ("Solve sin x = 1/2 for 0° ≤ x < 360°", "30°", "x = 150° is also a solution"),
        ("Solve cos x = 1/3 on [0, 2π)", "no solution", "x = 1.230959417"),
        ("Solve (1 - cos x)/sin x = 0 on [0, 2π)", "0", "no value at x = 0"),
        ("Solve sin x = 1/2 on [0, π]", "π/6, 13π/6", "not in the interval"),
    ],
)
def test_what_is_wrong_is_named(problem: str, answer: str, detail: str) -> None:
    assert detail in certify(problem, answer).detail
