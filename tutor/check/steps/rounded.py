"""Whether two unequal sides can be the same number rounded on the way.

Every decimal may be off by one in its last place. What is known to be exact (the decimals of the
problem, those that a line before gave exactly) may not, and then only the result can be rounded.
"""

from collections.abc import Iterator
from functools import lru_cache

from sympy import Expr, Rational

from tutor.check.comparing.rounding import written
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import (
    Call,
    Constant,
    ConstantName,
    Decimal,
    Fraction,
    Integer,
    Negation,
    Node,
    Percent,
    Power,
    Product,
    Root,
    Sum,
)
from tutor.check.steps.links import Link
from tutor.check.trees import signed_integer, walk

_HIGHEST_POWER = 60

Interval = tuple[Rational, Rational]


def rounding_explains(link: Link, left: Expr, right: Expr, exact: frozenset[Decimal] = frozenset()) -> bool:
    """Whether what is not equal may be equal to the digits written; true where that can't be told."""
    inner = [node for side in (link.left, link.right) for node in walk(side)]
    if not any(isinstance(node, Decimal) for node in inner):
        return _to_a_numeral(link, left, right)
    if any(isinstance(node, Root | Call | Constant) for node in inner):
        return True
    loose = any(isinstance(node, Decimal) and node not in exact for node in _inputs(link))
    intervals = [
        _result(side, loose) if _is_numeral(side) else _worth(side, exact) for side in (link.left, link.right)
    ]
    if intervals[0] is None or intervals[1] is None:
        return True
    (low, high), (other_low, other_high) = intervals[0], intervals[1]
    if loose:
        return bool(low <= other_high and other_low <= high)
    return bool(low < other_high and other_low < high)


def _inputs(link: Link) -> Iterator[Node]:
    """What stands in the sides that are more than one number."""
    for side in (link.left, link.right):
        if not _is_numeral(side):
            yield from walk(side)


@lru_cache(maxsize=256)
def exact_decimals(links: tuple[Link, ...], stated: frozenset[Decimal] = frozenset()) -> frozenset[Decimal]:
    """The decimals known to be exact: those of the problem, and results that are exact in turn."""
    known = set(stated)
    for link in links:
        for one, other in ((link.left, link.right), (link.right, link.left)):
            if isinstance(other, Decimal) and not isinstance(one, Decimal) and _is_exactly(one, other, known):
                known.add(other)
    return frozenset(known)


def _is_exactly(value: Node, decimal: Decimal, known: set[Decimal]) -> bool:
    if decimal.continues or any(isinstance(node, Decimal) and node not in known for node in walk(value)):
        return False
    try:
        return compare_values(expression(value), expression(decimal)).equal
    except UnbuildableError:
        return False


def _to_a_numeral(link: Link, left: Expr, right: Expr) -> bool:
    """A root or a function may be rounded to a whole number, and pi may be 22/7; nothing else is."""
    if any(_has_pi(side) for side in (link.left, link.right)):
        return True
    if left.is_Rational and right.is_Rational:
        return False
    numerals = [side for side in (link.left, link.right) if _is_numeral(side)]
    return any(bool(abs(left - right) <= _worth_of_last_digit(side)) for side in numerals)


def _has_pi(node: Node) -> bool:
    return any(inner == Constant(ConstantName.PI) for inner in walk(node))


def _is_numeral(node: Node) -> bool:
    return written(node) is not None


def _worth_of_last_digit(numeral: Node) -> Rational:
    """Of a whole number without the zeros at its end: 100 of 4900."""
    form = written(numeral)
    value = expression(numeral)
    if form is None or form.decimal or not value.is_Integer or value == 0:
        return Rational(1) if form is None else Rational(form.place.numerator, form.place.denominator)
    text = str(abs(int(value)))
    return Rational(10) ** (len(text) - len(text.rstrip("0")))


def _result(node: Node, loose: bool) -> Interval | None:
    """A result may always be rounded: to its last place, and to its zeros where what it comes from is too."""
    try:
        value = expression(node)
    except UnbuildableError:
        return None
    if not value.is_Rational:
        return None
    return _around(value, _worth_of_last_digit(node) if loose or _has_point(node) else Rational(1))


def _has_point(numeral: Node) -> bool:
    form = written(numeral)
    return form is not None and form.decimal


def _around(value: Expr, place: Rational) -> Interval:
    return (Rational(value) - place, Rational(value) + place)


def _worth(node: Node, exact: frozenset[Decimal]) -> Interval | None:
    """What a side may be worth; None where it has parts that are no plain arithmetic."""
    found: Interval | None = None
    match node:
        case Integer(value=value):
            found = _around(Rational(value), Rational(0))
        case Decimal():
            found = _around(expression(node), Rational(0) if node in exact else Rational(1, 10**node.places))
        case Negation(operand=operand):
            found = _times(_worth(operand, exact), (Rational(-1), Rational(-1)))
        case Percent(value=inner):
            found = _times(_worth(inner, exact), (Rational(1, 100), Rational(1, 100)))
        case Sum(terms=terms):
            found = _added([_worth(term, exact) for term in terms])
        case Product(factors=factors):
            found = _multiplied([_worth(factor, exact) for factor in factors])
        case Fraction(numerator=top, denominator=bottom):
            found = _times(_worth(top, exact), _inverse(_worth(bottom, exact)))
        case Power(base=base, exponent=exponent):
            power = signed_integer(exponent)
            if power is not None and 0 < power <= _HIGHEST_POWER:
                found = _multiplied([_worth(base, exact)] * power)
    return found


def _added(parts: list[Interval | None]) -> Interval | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    return (sum((low for low, _ in known), Rational(0)), sum((high for _, high in known), Rational(0)))


def _multiplied(parts: list[Interval | None]) -> Interval | None:
    found: Interval | None = (Rational(1), Rational(1))
    for part in parts:
        found = _times(found, part)
    return found


def _times(one: Interval | None, other: Interval | None) -> Interval | None:
    if one is None or other is None:
        return None
    corners = [a * b for a in one for b in other]
    return (min(corners), max(corners))


def _inverse(of: Interval | None) -> Interval | None:
    if of is None or of[0] <= 0 <= of[1]:
        return None
    return (1 / of[1], 1 / of[0])
