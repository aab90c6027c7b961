"""A student's lines, checked with real workers."""

from collections.abc import Iterator

import pytest

from tutor.check.checker import Checker
from tutor.lesson.own_work import CheckedEquality, check_work, first_wrong
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import VerdictStatus

SYSTEM = "Solve the system $x + y = 7$, $2x - y = 2$."


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker() as checker:
        yield checker


def checked(text: str, checker: Checker, problem: str = "") -> list[CheckedEquality]:
    return list(check_work(text, checker, Problem(problem) if problem else None, trace=text))


def wrong_line(text: str, checker: Checker) -> int | None:
    wrong = first_wrong(checked(text, checker))
    return wrong.line if wrong else None


def test_equalities_come_in_order_and_other_statements_are_left_out(checker: Checker) -> None:
    found = checked("Let $x$ be a number.\n\n$1 + 1 = 2$ and $2 \\cdot 3 = 6$.\n\n$(3, 4)$", checker)
    assert [(each.line, each.statement) for each in found] == [(3, "1 + 1 = 2"), (3, "2 \\cdot 3 = 6")]
    assert all(each.verdict.status is VerdictStatus.HOLDS for each in found)


def test_work_without_equalities_has_no_wrong_line(checker: Checker) -> None:
    assert wrong_line("", checker) is None
    assert wrong_line("I do not know.", checker) is None


@pytest.mark.parametrize("row", [0, 1, 2, 3])
def test_a_broken_chain_is_wrong_on_the_line_of_the_broken_link(row: int, checker: Checker) -> None:
    right = ["2 + 3 \\cdot 4", "2 + 12", "14", "7 \\cdot 2", "14"]
    sides = right if row == 0 else [*right[:row], "15", *right[row + 1 :]]
    text = "So\n\\[\n\\begin{aligned}\n" + f"{sides[0]} &= {sides[1]} \\\\\n"
    text += " \\\\\n".join(f"&= {side}" for side in sides[2:]) + "\n\\end{aligned}\n\\]\n"
    assert wrong_line(text, checker) == (None if row == 0 else 3 + row)


def test_the_first_of_several_wrong_lines_is_named(checker: Checker) -> None:
    wrong = first_wrong(checked("1 + 1 = 2\n2 + 2 = 5\n3 + 3 = 7", checker))
    assert wrong is not None and (wrong.line, wrong.statement) == (2, "2 + 2 = 5")
    assert "4" in wrong.verdict.detail


def test_two_texts_at_once_do_not_mix(checker: Checker) -> None:
    first = check_work("1 + 1 = 2\n\nThen 2 + 2 = 4.", checker, trace="a")
    assert next(first).statement == "1 + 1 = 2"
    assert [each.statement for each in check_work("5 + 5 = 10", checker, trace="b")] == ["5 + 5 = 10"]
    assert [each.statement for each in first] == ["2 + 2 = 4"]


@pytest.mark.parametrize(
    "text",
    [
        "2(x+1) = 3x + 2\n2x + 2 = 3x + 2\n2x = 3x\nx = 0",
        "4^x = 2^{3x}\n2x = 3x\nx = 0",
        "(x+3)^2 = x^2 + 9\n6x = 0",
    ],
)
def test_an_equation_that_the_next_line_solves_is_no_false_identity(text: str, checker: Checker) -> None:
    assert wrong_line(text, checker) is None


@pytest.mark.parametrize(
    "text", ["(x+3)^2 = x^2 + 9", "2(x+1) = 2x + 1\n3(x+1) = 3x + 3", "2(x+1) = 3x + 2\ny = 3"]
)
def test_a_false_identity_that_nothing_follows_from_breaks(text: str, checker: Checker) -> None:
    assert wrong_line(text, checker) == 1


@pytest.mark.parametrize(
    ("problem", "text", "line"),
    [
        ("Solve $2\\sin x = 1$.", "2 sin x = 1\nsin x = 2\nno solution", 2),
        (
            "Solve the system $x + y = 7$, $2x - y = 2$.",
            "x + y = 7 (1)\n2x - y = 2 (2)\n(1)+(2): 3x = 5\nx = 5/3",
            3,
        ),
        (
            "Solve the system $x + y = 7$, $2x - y = 2$.",
            "x + y = 7 (1)\n2x - y = 2 (2)\n(1)+(2): 3x = 9\nx = 3",
            None,
        ),
        ("Solve $2x^2 + 3x - 2 = 0$.", "x = (-3 ± sqrt(9 - 16))/4\nno solution", 1),
        ("", "3/4 : 2/5\n= 3/4 * 5/2\n= 1 7/8", None),
        ("", "3x - 7 = 8\n+7   +7\n3x = 15\n/3\nx = 12", 5),
        ("", "a) 7 - 12 + 3 = 7 - 15 = -8", 1),
        ("", "mean = 32/4 = 6", 1),
        ("Solve the system $a + b = 9$, $a - b = 3$.", "a + b = 9\na - b = 3\n-------\n2a = 6", 4),
    ],
)
def test_lines_are_checked_as_students_type_them(
    problem: str, text: str, line: int | None, checker: Checker
) -> None:
    wrong = first_wrong(checked(text, checker, problem))
    assert (wrong.line if wrong else None) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [("= 2x+6-x+1\n= x+7", None), ("= 2x+6-x-1\n= x+5", 1), ("\n$= 2x+6-x+1$\n$= x+8$", 3)],
)
def test_work_that_begins_with_an_equals_sign_goes_on_from_the_problem(
    text: str, line: int | None, checker: Checker
) -> None:
    found = checked(text, checker, "Simplify $2(x + 3) - (x - 1)$.")
    wrong = first_wrong(found)
    assert found and (wrong.line if wrong else None) == line


@pytest.mark.parametrize("problem", ["Compute 35% of 240.", "Compute $35\\%$ of $240$.", "Find it.", ""])
def test_a_problem_without_one_expression_is_not_gone_on_from(problem: str, checker: Checker) -> None:
    assert first_wrong(checked("= 0.35*240\n= 84", checker, problem)) is None


def test_a_value_with_a_colon_opens_a_case(checker: Checker) -> None:
    text = "y=0: 2x-8=0 -> x=4\nx=0: y=2*0-8=-8"
    assert first_wrong(checked(text, checker, "Where does $y = 2x - 8$ cross the axes?")) is None


def test_what_is_crossed_out_is_not_held_against_the_work(checker: Checker) -> None:
    problem = "Solve $4x - 3 = 2x + 9$."
    assert first_wrong(checked("4x-3=2x+9\n~~6x=12~~\n2x=12\nx=6", checker, problem)) is None
    wrong = first_wrong(checked("4x-3=2x+9\n~~6x=12~~\n2x=6\nx=3", checker, problem))
    assert wrong is not None and wrong.line == 3


def test_a_derivative_through_a_letter_in_between(checker: Checker) -> None:
    text = "u = 3x+1, u' = 3\ny = u^4\ny' = 4u^3 * u' = 12(3x+1)^3"
    assert first_wrong(checked(text, checker, "Differentiate $y = (3x+1)^4$.")) is None


@pytest.mark.parametrize(
    "text", ["x = 45°\nx = 45°+180° = 225°", "x = 45°\nx = 180° - 45° = 135°", "x = π/4\nx = π/4 + π"]
)
def test_the_next_angle_is_no_contradiction(text: str, checker: Checker) -> None:
    assert first_wrong(checked(text, checker, "Find all $x$ in $[0, 360°)$ with $\\tan x = 1$.")) is None


def test_an_angle_that_its_equation_refuses_still_breaks(checker: Checker) -> None:
    wrong = first_wrong(checked("x + 40° = 180°\nx = 180° + 40° = 220°", checker))
    assert wrong is not None and wrong.line == 2
