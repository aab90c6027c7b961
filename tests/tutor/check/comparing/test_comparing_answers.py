"""Answers compared as texts: a table of pairs, never equal by accident."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.check.comparing.answers import compare_answers
from tutor.vocabulary.verdict import Equality

TABLE = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))


def rows(kind: str) -> list[tuple[str, str, str]]:
    return [(row[0], row[1], row[2] if len(row) > 2 else "") for row in TABLE[kind]]


@pytest.mark.parametrize(("expected", "given_answer", "question"), rows("equal"))
def test_equal_answers_are_found_equal(expected: str, given_answer: str, question: str) -> None:
    assert compare_answers(expected, given_answer, question).equal


@pytest.mark.parametrize(("expected", "given_answer", "question"), rows("different"))
def test_different_answers_are_told_apart_with_a_witness(
    expected: str, given_answer: str, question: str
) -> None:
    found = compare_answers(expected, given_answer, question)
    assert found.equality is Equality.DIFFERENT
    assert found.detail


@pytest.mark.parametrize(("expected", "given_answer", "question"), rows("undecided"))
def test_doubtful_pairs_stay_undecided_with_a_reason(expected: str, given_answer: str, question: str) -> None:
    found = compare_answers(expected, given_answer, question)
    assert found.equality is Equality.UNDECIDED
    assert found.detail


@pytest.mark.parametrize(("expected", "given_answer", "question"), rows("different"))
def test_a_difference_does_not_depend_on_the_order(expected: str, given_answer: str, question: str) -> None:
    assert not compare_answers(given_answer, expected, question).equal


def test_a_missing_constant_of_integration_is_a_matter_of_form() -> None:
    found = compare_answers("x^2 + C", "x^2", "Find the integral of 2x.")
    assert found.equal
    assert found.form == "the constant of integration is missing"


def test_the_witness_names_the_place_and_both_values() -> None:
    assert compare_answers("x^2", "x^3").detail == "at x = 13/10: 1.69 ≠ 2.197"


numbers = st.integers(min_value=-10_000, max_value=10_000)


@settings(max_examples=60)
@given(top=numbers, bottom=numbers.filter(bool), other=numbers)
def test_fractions_are_equal_exactly_when_their_values_are(top: int, bottom: int, other: int) -> None:
    found = compare_answers(rf"\frac{{{top}}}{{{bottom}}}", str(other))
    assert found.equal == (top == other * bottom)


@settings(max_examples=40)
@given(st.lists(numbers, min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_solutions_never_matters(solutions: list[int], random: object) -> None:
    shuffled = list(solutions)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    text = ", ".join(f"x = {value}" for value in solutions)
    assert compare_answers(text, ", ".join(map(str, shuffled))).equal


@settings(max_examples=40)
@given(numbers, numbers)
def test_points_are_ordered(first: int, second: int) -> None:
    found = compare_answers(f"({first}, {second})", f"({second}, {first})")
    assert found.equal == (first == second)
