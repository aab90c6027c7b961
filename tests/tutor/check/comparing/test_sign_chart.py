"""The numbers that satisfy an inequality, by zeros, poles and the signs between them."""

import pytest
from sympy import Interval, Reals, S, Set, Symbol, Union, oo, sqrt

from tutor.check.comparing.inequalities import solution_set
from tutor.check.comparing.sign_chart import numbers_where
from tutor.check.expressions import expression
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.read import read
from tutor.check.reading.tree import Relation

X = Symbol("x", real=True)


def relation(text: str) -> Relation:
    reading = read(text)
    assert isinstance(reading, Parsed)
    assert isinstance(reading.tree, Relation)
    return reading.tree


def chart(text: str) -> Set | None:
    tree = relation(text)
    left, right = (expression(side).subs(Symbol("x"), X) for side in tree.operands)
    return numbers_where(left - right, tree.operators[0], X)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("x^2 - 5x + 6 > 0", Union(Interval.open(-oo, 2), Interval.open(3, oo))),
        ("(x-1)(x+2) \\le 0", Interval(-2, 1)),
        ("(x-1)^2 > 0", Union(Interval.open(-oo, 1), Interval.open(1, oo))),
        ("(x-1)^2 \\le 0", Interval(1, 1)),
        ("(x-1)^2 < 0", S.EmptySet),
        ("x^2 + 1 > 0", Reals),
        ("x^2 - 2 \\ge 0", Union(Interval(-oo, -sqrt(2)), Interval(sqrt(2), oo))),
        ("\\frac{x-1}{x+2} \\ge 0", Union(Interval.open(-oo, -2), Interval(1, oo))),
        ("\\frac{1}{x} < 2", Union(Interval.open(-oo, 0), Interval.open(S.Half, oo))),
        ("x^7 - x < 0", Union(Interval.open(-oo, -1), Interval.open(0, 1))),
    ],
)
def test_zeros_and_poles_are_in_or_out(text: str, numbers: Set) -> None:
    assert chart(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("\\frac{x(x-3)}{x} < 0", Union(Interval.open(-oo, 0), Interval.open(0, 3))),
        ("\\frac{x^2-1}{x-1} \\ge 2", Interval.open(1, oo)),
    ],
)
def test_what_cancels_has_no_value_all_the_same(text: str, numbers: Set) -> None:
    assert solution_set(relation(text)) == numbers


@pytest.mark.parametrize("text", ["x < 3 + i", "1 < x < 3 + i", "ix > 0"])
def test_among_complex_numbers_there_is_no_order(text: str) -> None:
    assert solution_set(relation(text)) is None


@pytest.mark.parametrize("text", ["x^3 + x + 1 > 0", "\\sin x > 0", "|x| < 2"])
def test_without_borders_of_its_own_there_is_no_chart(text: str) -> None:
    assert chart(text) is None


def test_what_has_no_chart_is_still_solved_where_it_is_simple() -> None:
    assert solution_set(relation("|x| < 2")) == Interval.open(-2, 2)
    assert solution_set(relation("\\sqrt{2} x > 2")) == Interval.open(sqrt(2), oo)
    assert solution_set(relation("1 < x^2 \\le 4")) == Union(Interval.Ropen(-2, -1), Interval.Lopen(1, 2))
