"""A graph drawn in a given number of columns and rows."""

import math
from dataclasses import dataclass
from itertools import pairwise

from tutor.render.ascii_maths import to_ascii
from tutor.render.plots.cells import CURVES, Cells, Role, Row
from tutor.render.plots.ticks import tick_label, ticks
from tutor.vocabulary.graph import Curve, Graph, Mark, MarkKind, Range

_GLYPHS = {
    MarkKind.ROOT: "●o",
    MarkKind.VERTEX: "◆V",
    MarkKind.MAXIMUM: "▲^",
    MarkKind.MINIMUM: "▼v",
    MarkKind.INTERSECTION: "■X",
    MarkKind.TANGENT: "◎T",
    MarkKind.POINT: "○@",
    MarkKind.ANSWER: "★#",
}
_DASHES = ((1, 0), (5, 4), (1, 3))  # dots set and left out
_ASCII_CURVES = "*+:"
_COLUMNS_A_TICK = 10
_ROWS_A_TICK = 3
_DRAWN_FIRST = tuple(reversed(MarkKind))  # so that roots lie on top
_SMALLEST = (12, 4)


def glyph(kind: MarkKind, ascii_only: bool) -> str:
    """The sign of a mark."""
    return _GLYPHS[kind][int(ascii_only)]


def dash(number: int) -> tuple[int, int]:
    """How many dots of a curve are set, and how many are left out after them."""
    return _DASHES[number % len(_DASHES)]


def ascii_curve(number: int) -> str:
    """The character a curve is drawn with where there is no braille."""
    return _ASCII_CURVES[number % len(_ASCII_CURVES)]


def role_of(number: int) -> Role:
    """The role of the curve of that number."""
    return CURVES[number % len(CURVES)]


def curve_numbers(graph: Graph) -> list[int]:
    """A number for each curve; curves of one label (the halves of a circle) share theirs."""
    labels = list(dict.fromkeys(curve.label for curve in graph.curves))
    return [labels.index(curve.label) for curve in graph.curves]


@dataclass(frozen=True, slots=True)
class _Plane:
    """From numbers to cells: `left` columns and one row below are kept for labels."""

    x_range: Range
    y_range: Range
    left: int
    width: int
    height: int

    def column(self, x: float) -> int:
        return self.left + round(self.across(x, 2 * self.width)) // 2

    def row(self, y: float) -> int:
        return round(self.down(y, 4 * self.height)) // 4

    def across(self, x: float, count: int) -> float:
        low, high = self.x_range
        return (x - low) / (high - low) * (count - 1)

    def down(self, y: float, count: int) -> float:
        low, high = self.y_range
        return (high - y) / (high - low) * (count - 1)

    def holds(self, x: float, y: float) -> bool:
        return self.x_range[0] <= x <= self.x_range[1] and self.y_range[0] <= y <= self.y_range[1]


def picture(
    graph: Graph, width: int, height: int, x_range: Range | None = None, ascii_only: bool = False
) -> list[Row]:
    """The graph as `height` rows of `width` characters; none where that is too small for anything.

    `x_range` is the part to show of what the graph holds, all of it without.
    """
    if width < _SMALLEST[0] or height < _SMALLEST[1]:
        return []
    labels = _height_labels(graph.y_range, height - 1)
    left = max((len(text) for _, text in labels), default=0) + 1
    plane = _Plane(x_range or graph.x_range, graph.y_range, left, width - left, height - 1)
    cells = Cells(width, height)
    _axes(cells, plane, labels, ascii_only)
    for number, curve in reversed(list(zip(curve_numbers(graph), graph.curves, strict=True))):
        _curve(cells, plane, curve, number, ascii_only)
    for span in graph.spans:
        _span(cells, plane, span, ascii_only)
    for mark in sorted(graph.marks, key=lambda one: _DRAWN_FIRST.index(one.kind)):
        _mark(cells, plane, mark, ascii_only)
    return cells.rows()


def _height_labels(y_range: Range, rows: int) -> list[tuple[float, str]]:
    return [(value, tick_label(value, y_range)) for value in ticks(y_range, max(1, rows // _ROWS_A_TICK))]


def _axes(cells: Cells, plane: _Plane, labels: list[tuple[float, str]], ascii_only: bool) -> None:
    """Lines through zero where zero is in sight, tick labels at the left and at the bottom."""
    across, up, cross = "-|+" if ascii_only else "─│┼"
    upright = plane.column(0.0) if plane.holds(0.0, plane.y_range[0]) else None
    level = plane.row(0.0) if plane.holds(plane.x_range[0], 0.0) else None
    if level is not None:
        cells.put(plane.left, level, across * plane.width, Role.AXIS)
    if upright is not None:
        for row in range(plane.height):
            cells.put(upright, row, cross if row == level else up, Role.AXIS)
    for value, text in labels:
        shown = to_ascii(text) if ascii_only else text
        cells.put(plane.left - 1 - len(shown), plane.row(value), shown, Role.LABEL)
    end = 0
    for value in ticks(plane.x_range, max(2, plane.width // _COLUMNS_A_TICK)):
        text = tick_label(value, plane.x_range)
        shown = to_ascii(text) if ascii_only else text
        start = min(max(plane.column(value) - len(shown) // 2, end), cells.width - len(shown))
        if start < end:
            continue
        cells.put(start, plane.height, shown, Role.LABEL)
        end = start + len(shown) + 1
        if level is not None and plane.column(value) != upright:
            cells.put(plane.column(value), level, "+" if ascii_only else "┴", Role.AXIS)


def _curve(cells: Cells, plane: _Plane, curve: Curve, number: int, ascii_only: bool) -> None:
    columns, rows = plane.width * 2, plane.height * 4
    on, off = (1, 0) if ascii_only else dash(number)
    length = 0.0
    for (x, y), (u, v) in pairwise(curve.points):
        if y is None or v is None:
            continue
        piece = _clipped(plane, (x, y), (u, v))
        if piece is None:
            continue
        (a, b), (c, d) = ((plane.across(px, columns), plane.down(py, rows)) for px, py in piece)
        reach = max(abs(c - a), abs(d - b))
        count = max(1, math.ceil(reach))
        for index in range(count + 1):
            place = (round(a + (c - a) * index / count), round(b + (d - b) * index / count))
            if int(length + reach * index / count) % (on + off) < on:
                _point(cells, plane, place, number, ascii_only)
        length += reach


def _point(cells: Cells, plane: _Plane, place: tuple[int, int], number: int, ascii_only: bool) -> None:
    if ascii_only:
        cells.put(plane.left + place[0] // 2, place[1] // 4, ascii_curve(number), role_of(number))
    else:
        cells.dot(2 * plane.left + place[0], place[1], role_of(number))


def _clipped(
    plane: _Plane, start: tuple[float, float], end: tuple[float, float]
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part of a segment within the window (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    dx, dy = end[0] - start[0], end[1] - start[1]
    for move, at, (least, most) in ((dx, start[0], plane.x_range), (dy, start[1], plane.y_range)):
        if move == 0:
            if not least <= at <= most:
                return None
            continue
        enter, leave = sorted(((least - at) / move, (most - at) / move))
        low, high = max(low, enter), min(high, leave)
    if low > high:
        return None
    return (start[0] + low * dx, start[1] + low * dy), (start[0] + high * dx, start[1] + high * dy)


def _span(cells: Cells, plane: _Plane, span: Range, ascii_only: bool) -> None:
    """A stretch of the horizontal axis, or of the lowest row when the axis is out of sight."""
    low, high = max(span[0], plane.x_range[0]), min(span[1], plane.x_range[1])
    if low > high:
        return
    row = plane.row(0.0) if plane.holds(plane.x_range[0], 0.0) else plane.height - 1
    first, last = plane.column(low), plane.column(high)
    cells.put(first, row, ("=" if ascii_only else "━") * (last - first + 1), Role.SPAN)


def _mark(cells: Cells, plane: _Plane, mark: Mark, ascii_only: bool) -> None:
    if plane.holds(mark.x, mark.y):
        cells.put(plane.column(mark.x), plane.row(mark.y), glyph(mark.kind, ascii_only), Role.MARK)
