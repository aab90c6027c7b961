"""Where a rational function is positive, zero or negative: by its borders, and a sign between each two.

Between two neighbouring zeros or poles it keeps its sign, so that one rational number there tells it.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from sympy import (
    Expr,
    FiniteSet,
    Interval,
    Poly,
    Rational,
    Set,
    Symbol,
    Union,
    fraction,
    oo,
    together,
)
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.reading.tree import RelationOperator
from tutor.check.solving import all_roots

_DIGITS = 40
_NEAREST = Rational(1, 10**20)  # borders nearer to each other are not told apart here
_POSITIVE = (RelationOperator.GREATER, RelationOperator.GREATER_EQUAL)
_WITH_ZEROS = (RelationOperator.LESS_EQUAL, RelationOperator.GREATER_EQUAL)


def numbers_where(difference: Expr, operator: RelationOperator, unknown: Symbol) -> Set | None:
    """The real numbers at which the difference stands so to 0; None where its borders can't be given.

    What has been cancelled in the difference is no pole of it any more.
    """
    try:
        top, bottom = (Poly(part, unknown) for part in fraction(together(difference)))
    except (BasePolynomialError, NotImplementedError):
        return None
    if not all(number.is_real for part in (top, bottom) for number in part.coeffs()):
        return None
    zeros, poles = real_roots(top), real_roots(bottom)
    if zeros is None or poles is None or (borders := _in_order({*zeros, *poles})) is None:
        return None
    wanted = 1 if operator in _POSITIVE else -1
    pieces: list[Set] = [
        Interval.open(lower, upper)
        for lower, upper, inside in _between(borders)
        if _sign(top, inside) * _sign(bottom, inside) == wanted
    ]
    if operator in _WITH_ZEROS:
        pieces += [FiniteSet(zero) for zero in zeros]
    return Union(*pieces)


def real_roots(polynomial: Poly) -> Sequence[Expr] | None:
    """The zeros; None where not all can be given, or where every number is one."""
    if polynomial.is_zero:
        return None
    if polynomial.degree() == 0:
        return ()
    found = all_roots(polynomial.as_expr(), polynomial.gen)
    return None if found is None else found.real


def _in_order(borders: AbstractSet[Expr]) -> list[tuple[Expr, Rational]] | None:
    """From left to right, each with a rational number next to it; None where two are too near."""
    placed = sorted(
        ((border, Rational(str(border.evalf(_DIGITS)))) for border in borders), key=lambda each: each[1]
    )
    near = any(after[1] - before[1] < _NEAREST for before, after in pairwise(placed))
    return None if near else placed


def _between(borders: Sequence[tuple[Expr, Rational]]) -> Iterator[tuple[Expr, Expr, Rational]]:
    """The open intervals between the borders, each with a number inside."""
    if not borders:
        yield -oo, oo, Rational(0)
        return
    yield -oo, borders[0][0], borders[0][1] - 1
    for (lower, before), (upper, after) in pairwise(borders):
        yield lower, upper, (before + after) / 2
    yield borders[-1][0], oo, borders[-1][1] + 1


def _sign(polynomial: Poly, at: Rational) -> int:
    value = polynomial.eval(at)
    return 1 if value > 0 else -1 if value < 0 else 0
