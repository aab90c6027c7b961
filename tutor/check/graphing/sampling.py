"""Points of a curve: more where it bends, interrupted where it breaks, a bounded number of them."""

import heapq
from dataclasses import dataclass
from itertools import pairwise

from tutor.check.graphing.numeric import Function
from tutor.vocabulary.graph import Point, Range

MOST_POINTS = 400
_FIRST_POINTS = 161
_FLAT = 0.002  # of the window's height: less can't be seen
_CLOSE = 1e-4  # of the window's width
_JUMP = 0.3  # of the height: a jump, or a steep place
_STEP = 0.02
_HALVINGS = 50


@dataclass(frozen=True, slots=True)
class _Clipped:
    """The function held within one height above and below the window, where it can't be seen."""

    function: Function
    lowest: float
    highest: float

    def __call__(self, place: float) -> float | None:
        value = self.function(place)
        return None if value is None else min(max(value, self.lowest), self.highest)


def sampled(function: Function, x_range: Range, y_range: Range) -> tuple[Point, ...]:
    """The curve over the window from left to right."""
    height = y_range[1] - y_range[0]
    clipped = _Clipped(function, y_range[0] - height, y_range[1] + height)
    points = _refined(clipped, x_range, height)
    return tuple(
        (_short(x), None if y is None else _short(y)) for x, y in _interrupted(clipped, points, height)
    )


def _refined(function: Function, x_range: Range, height: float) -> list[Point]:
    low, high = x_range
    step = (high - low) / (_FIRST_POINTS - 1)
    points: dict[float, float | None] = {}
    for index in range(_FIRST_POINTS):
        place = low + index * step
        points[place] = function(place)
    places = sorted(points)
    waiting = [_candidate(function, points, a, b, height) for a, b in pairwise(places)]
    heapq.heapify(waiting)
    while waiting and len(points) < MOST_POINTS:
        bend, a, b, middle, value = heapq.heappop(waiting)
        if -bend < _FLAT:
            break
        points[middle] = value
        if b - a > _CLOSE * (high - low):
            heapq.heappush(waiting, _candidate(function, points, a, middle, height))
            heapq.heappush(waiting, _candidate(function, points, middle, b, height))
    return sorted(points.items())


def _candidate(
    function: Function, points: dict[float, float | None], a: float, b: float, height: float
) -> tuple[float, float, float, float, float | None]:
    """How far the middle lies off the chord, as a negative part of the height, with the middle."""
    middle = (a + b) / 2
    value = function(middle)
    left, right = points[a], points[b]
    known = [one for one in (left, right, value) if one is not None]
    if len(known) == 3:
        return -abs(known[2] - (known[0] + known[1]) / 2) / height, a, b, middle, value
    return (-1.0 if known else 0.0), a, b, middle, value


def _interrupted(function: Function, points: list[Point], height: float) -> list[Point]:
    """The points with a gap at each place where the function jumps."""
    found: list[Point] = []
    width = points[-1][0] - points[0][0]
    for (a, left), (b, right) in pairwise(points):
        found.append((a, left))
        if left is None or right is None:
            continue
        steep = b - a <= 10 * _CLOSE * width and abs(right - left) > _STEP * height
        if not steep and abs(right - left) < _JUMP * height:
            continue
        place = _jump(function, (a, left), (b, right))
        if place is not None:
            found.append((place, None))
    return [*found, points[-1]]


def _jump(function: Function, left: tuple[float, float], right: tuple[float, float]) -> float | None:
    """The place of a jump that stays however closely one looks."""
    rise = abs(right[1] - left[1])
    for _ in range(_HALVINGS):
        place = (left[0] + right[0]) / 2
        value = function(place)
        if value is None:
            return place
        if place in (left[0], right[0]):
            break
        if abs(value - left[1]) > abs(right[1] - value):
            right = (place, value)
        else:
            left = (place, value)
        if abs(right[1] - left[1]) < rise / 2:
            return None
    return (left[0] + right[0]) / 2


def _short(value: float) -> float:
    return float(f"{value:.10g}")
