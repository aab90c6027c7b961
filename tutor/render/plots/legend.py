"""What stands below a graph: its curves and its marks by name, on few lines."""

from tutor.render.ascii_maths import to_ascii
from tutor.render.plots.cells import Piece, Role, Row
from tutor.render.plots.picture import ascii_curve, curve_numbers, glyph, role_of
from tutor.render.unicode_math import to_unicode
from tutor.vocabulary.graph import Graph, MarkKind

_SAMPLES = ("──", "╌╌", "··")
_PLURALS = {
    MarkKind.ROOT: "roots",
    MarkKind.VERTEX: "vertices",
    MarkKind.MAXIMUM: "maxima",
    MarkKind.MINIMUM: "minima",
    MarkKind.INTERSECTION: "intersections",
    MarkKind.TANGENT: "tangent points",
    MarkKind.POINT: "points",
    MarkKind.ANSWER: "answers",
}
_GAP = "   "


def legend(graph: Graph, width: int, most_lines: int, ascii_only: bool = False) -> list[Row]:
    """At most so many lines; what doesn't fit ends in an ellipsis."""
    lines = _lines([_curves(graph, ascii_only), _marks(graph, ascii_only)], width, most_lines)
    return [[Piece(to_ascii(text), role) for text, role in line] for line in lines] if ascii_only else lines


def _curves(graph: Graph, ascii_only: bool) -> list[Row]:
    labels = dict(zip((curve.label for curve in graph.curves), curve_numbers(graph), strict=True))
    entries: list[Row] = []
    for label, number in labels.items():
        sample = ascii_curve(number) * 2 if ascii_only else _SAMPLES[number % len(_SAMPLES)]
        entries.append([Piece(sample, role_of(number)), Piece(f" {to_unicode(label)}", Role.LABEL)])
    return entries


def _marks(graph: Graph, ascii_only: bool) -> list[Row]:
    entries: list[Row] = []
    for kind in MarkKind:
        labels = list(dict.fromkeys(mark.label for mark in graph.marks if mark.kind is kind))
        if labels:
            name = kind.value if len(labels) == 1 else _PLURALS[kind]
            shown = ", ".join(to_unicode(label) for label in labels)
            entries.append([Piece(glyph(kind, ascii_only), Role.MARK), Piece(f" {name} {shown}", Role.LABEL)])
    if graph.spans:
        sample = "==" if ascii_only else "━━"
        entries.append([Piece(sample, Role.SPAN), Piece(f" {graph.caption}", Role.LABEL)])
    if graph.more_marks:
        entries.append([Piece("… more", Role.LABEL)])
    return entries


def _lines(groups: list[list[Row]], width: int, most: int) -> list[Row]:
    """Entries set one after the other; a group begins a line where there are lines enough."""
    lines: list[Row] = []
    for group in groups:
        line: Row = []
        for entry in group:
            if line and _length(line) + len(_GAP) + _length(entry) > width:
                lines.append(line)
                line = []
            line = [*line, Piece(_GAP, Role.EMPTY), *entry] if line else list(entry)
        if line:
            lines.append(line)
    return [_cut(line, width) for line in lines[:most]]


def _length(line: Row) -> int:
    return sum(len(piece.text) for piece in line)


def _cut(line: Row, width: int) -> Row:
    if _length(line) <= width:
        return line
    kept: Row = []
    for text, role in line:
        room = width - 1 - _length(kept)
        if len(text) > room:
            return [*kept, Piece(text[: max(0, room)] + "…", role)]
        kept.append(Piece(text, role))
    return kept
