"""Formulas alone on their lines: the last one is held against the problem, the others against it."""

from collections.abc import Iterator

import pytest

from tutor.check.checker import Checker
from tutor.lesson.own_work import CheckedEquality, check_work
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import VerdictStatus


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as checker:
        yield checker


def found(text: str, problem: str, checker: Checker) -> list[CheckedEquality]:
    return list(check_work(text, checker, Problem(problem)))


def lines(text: str, problem: str, checker: Checker) -> list[tuple[int, str]]:
    return [(each.line, each.verdict.status.value) for each in found(text, problem, checker)]


@pytest.mark.parametrize(
    ("text", "problem", "expected"),
    [
        ("x^2 + 6x + 9", "Expand $(x+3)^2$.", [(1, "holds")]),
        ("2x + 6 - 4\n2x + 2", "Simplify $2(x+3) - 4$.", [(1, "holds"), (2, "holds")]),
        ("3*4\n12\n5*6\n30\n42", "Evaluate $3 \\cdot 4 + 5 \\cdot 6$.", [(5, "holds")]),
        ("2x = 4\n\n2", "Solve $2x + 3 = 7$.", [(1, "holds"), (3, "holds")]),
    ],
)
def test_lines_with_the_value_asked_for_hold(
    text: str, problem: str, expected: list[tuple[int, str]], checker: Checker
) -> None:
    assert lines(text, problem, checker) == expected


@pytest.mark.parametrize(
    ("text", "problem", "statement", "line"),
    [
        ("x^2 + 9", "Expand $(x+3)^2$.", "(x+3)^2 = x^2 + 9", 1),
        ("2x + 6 - 4\n2x + 1\n1 + 2x", "Simplify $2(x+3) - 4$.", "2x + 6 - 4 = 2x + 1", 2),
        ("12 + 5*6\n17*6\n102", "Evaluate $12 + 5 \\cdot 6$.", "12 + 5*6 = 17*6", 2),
        ("2x \\cos x", "Differentiate $x^2 \\sin x$.", "2x \\cos x", 1),
    ],
)
def test_the_first_line_with_a_wrong_value_breaks(
    text: str, problem: str, statement: str, line: int, checker: Checker
) -> None:
    (wrong,) = found(text, problem, checker)
    assert (wrong.line, wrong.statement, wrong.verdict.status) == (line, statement, VerdictStatus.BREAKS)
    assert wrong.verdict.detail


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("(x+3)(x+3)\nthat is all", "Expand $(x+3)^2$."),
        ("3*4\n= 13", "Evaluate $3 \\cdot 4 + 1$."),
        ("10", "How many ways are there to sit?"),
        ("1.41", "Evaluate $\\sqrt{2}$ to two decimal places."),
        ("I think it is 42", "Evaluate $3 \\cdot 4 + 5 \\cdot 6$."),
        ("", "Expand $(x+3)^2$."),
    ],
)
def test_nothing_is_said_of_bare_lines_where_it_is_not_known_what_they_claim(
    text: str, problem: str, checker: Checker
) -> None:
    said = found(text, problem, checker)
    assert not [each for each in said if "=" not in each.statement]
    assert not [each for each in said if each.statement.startswith(("(x+3)", "1.41", "10"))]
