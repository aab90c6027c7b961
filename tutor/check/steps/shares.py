"""Percents that correspond to an amount: 100% = 250, 1% = 2.5, 15% = 37.5 of a rule of three."""

from collections.abc import Iterable

from sympy import Integer, log

from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import Decimal, Node, Percent
from tutor.check.reading.tree import Integer as Whole
from tutor.check.steps.links import Link
from tutor.check.steps.readings import without_units
from tutor.check.trees import contains

_MOST_PLACES_LOST = 2
_ONE, _WHOLE = Percent(Whole(1)), Percent(Whole(100))


def may_correspond(link: Link, said: Iterable[Link]) -> bool:
    """Whether a percent alone is set equal to an amount, and is not merely a decimal written wrong."""
    if not _is_share(link):
        return _is_share_worked_out(link) and any(map(_is_share, said))
    return _WHOLE in (link.left, link.right) or any(map(_is_share, said)) or not _is_decimal_of_it(link)


def _is_share(link: Link) -> bool:
    sides = (without_units(link.left), without_units(link.right))
    return link.is_equality and any(
        isinstance(one, Percent) and _is_numeral(one.value) and _is_numeral(other)
        for one, other in (sides, sides[::-1])
    )


def _is_share_worked_out(link: Link) -> bool:
    """35% = 72 + 12: the amount put together from others."""
    sides = (without_units(link.left), without_units(link.right))
    return link.is_equality and any(
        isinstance(one, Percent) and _is_numeral(one.value) and not contains(other, Percent)
        for one, other in (sides, sides[::-1])
    )


def _is_numeral(node: Node) -> bool:
    return isinstance(node, Whole | Decimal)


def _is_decimal_of_it(link: Link) -> bool:
    """Whether the amount is below 1, or the percent with its point moved: 15% = 0.2, 15% = 1.5.

    1% = 0.4 begins a rule of three.
    """
    try:
        one, other = expression(link.left), expression(link.right)
    except UnbuildableError:
        return False
    if one <= 0 or other <= 0:
        return False
    places = log(one / other, 10)
    from_one = _ONE in (without_units(link.left), without_units(link.right))
    return bool(one < 1 and other < 1 and not from_one) or bool(
        abs(places) <= _MOST_PLACES_LOST and isinstance(places, Integer)
    )
