"""Zeros, turning points and breaks of a function found in numbers; each is verified, none is guessed."""

from collections.abc import Iterator
from itertools import pairwise

from tutor.check.graphing.numeric import Function
from tutor.vocabulary.graph import Range

_HALVINGS = 80
_STEPS = 600
_SMALL = 1e-6
_CLOSER = 1e-5  # of the frame: how far beside a turning point the heights are compared


def zeros(function: Function, frame: Range, steps: int = _STEPS) -> list[float]:
    """Places where the function passes through zero, continuously."""
    return [place for place, value, scale in _changes(function, frame, steps) if abs(value) <= _SMALL * scale]


def breaks(function: Function, frame: Range, steps: int = _STEPS) -> list[float]:
    """Ends of the domain, and places where the sign changes without a zero."""
    jumps = [place for place, value, scale in _changes(function, frame, steps) if abs(value) > _SMALL * scale]
    return sorted(jumps + list(_domain_ends(function, frame, steps)))


def turns(function: Function, slope: Function, frame: Range) -> list[float]:
    """Places where the function is continuous and its slope changes its sign: smooth turns and corners."""
    places = [place for place, _, _ in _changes(slope, frame, _STEPS)]
    near = _CLOSER * (frame[1] - frame[0])
    return [place for place in places if turn_at(function, place, near)]


def turn_at(function: Function, place: float, near: float) -> int:
    """1 at a highest point among its neighbours, -1 at a lowest one, 0 at none and at a break."""
    left, middle, right = (function(place + offset) for offset in (-near, 0.0, near))
    nearer = [function(place + offset) for offset in (-near / 100, near / 100)]
    if left is None or middle is None or right is None or nearer[0] is None or nearer[1] is None:
        return 0
    reach = max(abs(middle - left), abs(middle - right))
    if max(abs(middle - nearer[0]), abs(middle - nearer[1])) > 0.2 * reach:
        return 0  # it jumps, or shoots up
    if middle > max(left, right):
        return 1
    return -1 if middle < min(left, right) else 0


def scan(function: Function, frame: Range, steps: int) -> list[tuple[float, float | None]]:
    """Heights at places a little off round numbers, where zeros like to lie."""
    low, high = frame
    width = (high - low) / steps
    places = [low + (index + 0.4871) * width for index in range(-1, steps + 1)]
    return [(place, function(place)) for place in places]


def _changes(function: Function, frame: Range, steps: int) -> Iterator[tuple[float, float, float]]:
    """Where the sign changes: the place, the height there and the height beside it."""
    points = scan(function, frame, steps)
    for (a, left), (b, right) in pairwise(points):
        if left is None or right is None or left * right >= 0:
            continue
        place = _halved(function, a, b, left)
        if place is None or not frame[0] <= place <= frame[1]:
            continue
        value = function(place)
        yield place, float("inf") if value is None else value, max(abs(left), abs(right))


def _halved(function: Function, a: float, b: float, left: float) -> float | None:
    """The place of a change of sign to the last digit; of a break, one side of it."""
    for _ in range(_HALVINGS):
        middle = (a + b) / 2
        if middle in (a, b):
            break
        value = function(middle)
        if value is None or value == 0:
            return middle
        if (value > 0) == (left > 0):
            a = middle
        else:
            b = middle
    values = [(abs(value), place) for place in (a, b) if (value := function(place)) is not None]
    return min(values)[1] if values else None


def _domain_ends(function: Function, frame: Range, steps: int) -> Iterator[float]:
    points = scan(function, frame, steps)
    for (a, left), (b, right) in pairwise(points):
        if (left is None) == (right is None):
            continue
        inside, outside = (b, a) if left is None else (a, b)
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2
            inside, outside = (inside, middle) if function(middle) is None else (middle, outside)
        yield inside
