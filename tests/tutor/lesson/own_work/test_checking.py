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
