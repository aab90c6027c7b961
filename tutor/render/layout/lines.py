"""A formula too wide for the screen, broken before its relations, then before its sums."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tutor.render.latex.pieces import Kind, Piece
from tutor.render.layout.block import Block, beside, blank, stacked
from tutor.render.layout.printer import Printer, Spaced

_INDENT = 2


def broken(printer: Printer, spaced: Sequence[Spaced], width: int) -> list[Block] | None:
    """The lines of one row, the second and later ones indented; None where a part alone is too wide."""
    parts = [(kind, printer.line(part), part[0][0]) for kind, part in _parts(spaced)]
    lines: list[list[Block]] = []
    used, indent = width + 1, 0
    for kind, block, gap in parts:
        if used + len(gap) + block.width <= width:
            lines[-1] += [blank(len(gap)), block]
            used += len(gap) + block.width
            continue
        indent = _continuation(parts[0][1].width, width, kind) if lines else 0
        lines.append([blank(indent), block])
        used = indent + block.width
        if used > width:
            return None
    return [beside(line) for line in lines]


def paragraphs(lines: Sequence[Block]) -> Block:
    """Lines one under the other, with white space between those of more than one row."""
    rows = [lines[0]]
    for before, line in pairwise(lines):
        rows += [line] if before.is_flat and line.is_flat else [blank(0), line]
    return stacked(rows, 0, align=0)


def _continuation(left_side: int, width: int, kind: Kind) -> int:
    """Relations stand under the first one where the left side is short; sums a little further in."""
    indent = left_side + 1 if left_side <= width // 3 else _INDENT
    return indent if kind is Kind.RELATION else indent + _INDENT


def _parts(spaced: Sequence[Spaced]) -> Iterator[tuple[Kind, list[Spaced]]]:
    """The parts between the places where a line may end, and what each begins with."""
    part: list[Spaced] = []
    depth = 0
    for gap, piece in spaced:
        if part and depth == 0 and piece.kind in (Kind.RELATION, Kind.BINARY):
            yield _first_kind(part), part
            part = []
        part.append((gap, piece))
        depth = max(0, depth + _opens(piece))
    if part:
        yield _first_kind(part), part


def _first_kind(part: list[Spaced]) -> Kind:
    return part[0][1].kind


def _opens(piece: Piece) -> int:
    return (piece.kind is Kind.OPEN) - (piece.kind is Kind.CLOSE)
