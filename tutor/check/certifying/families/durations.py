"""Times that an answer gives in two units: 2 hours and 20 minutes, 2 hours 20 minutes, 2:20."""

from fractions import Fraction

from tutor.check.certifying.problems.numbers import node_of, number_of
from tutor.check.reading.tree import Integer, ListOf, Node, Quantity, Ratio, Sum, Unit

HOUR, MINUTE, SECOND = (Unit(((name, 1),)) for name in ("hour", "minute", "second"))
_FALLING = (Unit((("day", 1),)), HOUR, MINUTE, SECOND)
_SECONDS = (86400, 3600, 60, 1)
_MINUTES_IN_AN_HOUR = 60


def joined(node: Node) -> Node:
    """Times in smaller and smaller units as a number of the last unit; anything else as it is."""
    items = node.items if isinstance(node, ListOf) else node.terms if isinstance(node, Sum) else ()
    times = [item for item in items if isinstance(item, Quantity) and item.unit in _FALLING]
    places = [_FALLING.index(time.unit) for time in times]
    numbers = [number_of(time.value) for time in times]
    if not items or len(times) < len(items) or sorted(set(places)) != places:
        return node
    total = Fraction(0)
    for place, number in zip(places, numbers, strict=True):
        if number is None:
            return node
        total += number * _SECONDS[place] / _SECONDS[places[-1]]
    return Quantity(node_of(total), _FALLING[places[-1]])


def of_clock_face(node: Node) -> Node:
    """2:20 as hours and minutes."""
    match node:
        case Ratio(parts=(Integer() as hours, Integer(value=minutes) as rest)) if (
            minutes < _MINUTES_IN_AN_HOUR
        ):
            return Sum((Quantity(hours, HOUR), Quantity(rest, MINUTE)))
    return node
