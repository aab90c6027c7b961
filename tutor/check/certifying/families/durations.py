"""Times that an answer gives in two units: 2 hours and 20 minutes, 2 hours 20 minutes, 2:20."""

from tutor.check.reading.tree import Integer, ListOf, Node, Quantity, Ratio, Sum, Unit

HOUR, MINUTE, SECOND = (Unit(((name, 1),)) for name in ("hour", "minute", "second"))
_FALLING = (Unit((("day", 1),)), HOUR, MINUTE, SECOND)
_MINUTES_IN_AN_HOUR = 60


def joined(node: Node) -> Node:
    """A list of times in smaller and smaller units as their sum; anything else as it is."""
    if not isinstance(node, ListOf):
        return node
    units = [item.unit if isinstance(item, Quantity) else None for item in node.items]
    places = [_FALLING.index(unit) for unit in units if unit in _FALLING]
    falls = len(places) == len(units) and sorted(set(places)) == places
    return Sum(node.items) if falls else node


def of_clock_face(node: Node) -> Node:
    """2:20 as hours and minutes."""
    match node:
        case Ratio(parts=(Integer() as hours, Integer(value=minutes) as rest)) if (
            minutes < _MINUTES_IN_AN_HOUR
        ):
            return Sum((Quantity(hours, HOUR), Quantity(rest, MINUTE)))
    return node
