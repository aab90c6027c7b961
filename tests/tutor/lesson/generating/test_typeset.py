"""Mathematics is set as a teacher writes it: signs, brackets and factors of one where they belong."""

import pytest
from sympy import Rational, symbols

from tutor.lesson.generating.phrases import and_list, moved, ordinal
from tutor.lesson.generating.typeset import (
    as_base,
    bracketed,
    chain,
    decimal,
    either,
    factored,
    plus,
    scaled,
    solutions,
    times,
    unexpanded,
)

X = symbols("x")
HALF = Rational(1, 2)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (plus(3, -4, X, "-h"), "3 - 4 + x - h"),
        (plus(-3), "-3"),
        (plus(0, 0), "0 + 0"),
        (times(-3, -2, X + 1), r"-3 \cdot (-2) \cdot (x + 1)"),
        (times(2, -HALF), r"2 \cdot \left(- \frac{1}{2}\right)"),
        (bracketed(HALF), r"\frac{1}{2}"),
        (as_base(HALF), r"\left(\frac{1}{2}\right)"),
        (as_base(-3), r"\left(-3\right)"),
        (as_base(3), "3"),
        (scaled(1, "y"), "y"),
        (scaled(-1, "y"), "-y"),
        (scaled(5, "y"), "5 y"),
        (unexpanded(-1, X + 2), "-(x + 2)"),
        (unexpanded(3, X - 2), "3 (x - 2)"),
        (factored(1, X, 3, -1), "(x - 3)(x + 1)"),
        (factored(-1, X, 0), "-x"),
        (factored(2, X, 0, 4), "2x(x - 4)"),
        (chain("a", 2, 2, 3), "a = 2 = 3"),
        (either(X, 2, 2), "x = 2"),
        (either(X, 2, -3), r"x = 2 \text{ or } x = -3"),
        (solutions(X, 2, -3), "x = 2, x = -3"),
        (decimal(Rational(-7, 40)), "-0.175"),
        (decimal(120), "120"),
    ],
)
def test_what_is_set(made: str, expected: str) -> None:
    assert made == expected


@pytest.mark.parametrize(
    ("term", "said"),
    [
        (3, "Subtract $3$ from both sides."),
        (-3, "Add $3$ to both sides."),
        (2 * X, "Subtract $2 x$ from both sides."),
        (-2 * X, "Add $2 x$ to both sides."),
    ],
)
def test_a_term_is_brought_over_by_its_opposite(term: int, said: str) -> None:
    assert moved(term) == said


def test_numbers_and_lists_in_a_sentence() -> None:
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 102)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd")
    ]
    assert [and_list(list(letters)) for letters in ("a", "ab", "abc")] == ["a", "a and b", "a, b and c"]
