"""Answers without a model: proved, or none at all."""

import pytest

from tutor.check.certifying.answering import answer
from tutor.check.comparing.answers import compare_answers
from tutor.vocabulary.verdict import CertificateStatus


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        ("Solve 2x^2 - 3x - 5 = 0", "x = -1, x = 5/2"),
        ("Solve x^2 + 1 = 0 over the real numbers.", "no solution"),
        ("Evaluate 3/4 + 5/6.", "19/12"),
        ("Solve the system x + y = 6, x - y = 2.", "x = 4, y = 2"),
        ("Solve the inequality 2x + 1 > 5.", "(2, \\infty)"),
        ("Factor x^2 - 5x + 6.", "(x-2)(x-3)"),
        ("Find the derivative of x^3 - 4x^2.", "3x^2 - 8x"),
        ("Find the integral of x^2 with respect to x.", "x^3/3 + C"),
        ("Find the prime factorization of 360.", "2^3 \\cdot 3^2 \\cdot 5"),
        ("Find the vertex of the parabola y = x^2 - 4x + 1.", "(2, -3)"),
        ("Solve x^2 = 4 for x > 0.", "2"),
        ("Solve sin x = 1/2 on [0, 2π).", "x = π/6, x = 5π/6"),
        ("Solve sin x = 1/2 for 0° ≤ x < 360°.", "x = 30°, x = 150°"),
        ("Solve tan x = 1.", "x = π/4 + πn"),
        ("Solve cos x = 2.", "no solution"),
    ],
)
def test_what_can_be_solved_is_answered_with_its_proof(problem: str, expected: str) -> None:
    found = answer(problem)
    assert found is not None
    assert found.certificate.status is CertificateStatus.PROVED
    assert compare_answers(expected, found.answer, problem).equal, found.answer


def test_the_one_right_choice_is_named_by_its_letter() -> None:
    found = answer("Evaluate 2 + 3.", ("4", "5", "6"))
    assert found is not None
    assert found.answer == "B"


@pytest.mark.parametrize(
    "problem",
    [
        "Ann has three apples and gives one away. What does she think?",
        "Solve x^5 - x + a = sin(x) for x.",
        "",
    ],
)
def test_what_is_not_understood_or_not_proved_has_no_answer(problem: str) -> None:
    assert answer(problem) is None


def test_two_right_choices_are_no_answer() -> None:
    assert answer("Evaluate 2 + 3.", ("5", "10/2")) is None
