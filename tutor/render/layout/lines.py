"""A formula too wide for the screen, broken before its relations, then before its sums."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tutor.render.latex.pieces import Kind, Piece
from tutor.render.layout.block import Block, beside, blank, stacked
from tutor.render.layout.printer import Printer, Spaced

_INDENT = 2


def broken(printer: Printer, spaced: Sequence[Spaced], width: int) -> list[Block] | None:
    """The lines of one row, the second and later ones indented; None where a part alone is too wide."""
    lines = _Lines(printer, width)
    for part in _parts(spaced, Kind.RELATION):
        for term in [part] if lines.fits(part) else _parts(part, Kind.BINARY):
            lines.add(term)
    blocks = [beside(line) for line in lines.found]
    return blocks if all(block.width <= width for block in blocks) else None


def paragraphs(lines: Sequence[Block]) -> Block:
    """Lines one under the other, with white space between those of more than one row."""
    rows = [lines[0]]
    for before, line in pairwise(lines):
        rows += [line] if before.is_flat and line.is_flat else [blank(0), line]
    return stacked(rows, 0, align=0)


class _Lines:
    """Lines as they are filled: relations under the first one where the left side is short."""

    def __init__(self, printer: Printer, width: int) -> None:
        self.found: list[list[Block]] = []
        self._printer = printer
        self._width = width
        self._used = width
        self._indent = 0

    def fits(self, part: list[Spaced]) -> bool:
        """Whether a part has room on a line of its own."""
        if self.found and not self._indent:
            short = len(self.found) == 1 and self._used <= self._width // 3
            self._indent = self._used + len(part[0][0]) if short else _INDENT
        return self._indent + self._printer.line(part).width <= self._width

    def add(self, part: list[Spaced]) -> None:
        gap, block = len(part[0][0]), self._printer.line(part)
        if self.found and self._used + gap + block.width <= self._width:
            self.found[-1] += [blank(gap), block]
            self._used += gap + block.width
            return
        relation = part[0][1].kind is Kind.RELATION
        indent = self._indent + (0 if relation else _INDENT) if self.found else 0
        self.found.append([blank(indent), block])
        self._used = indent + block.width


def _parts(spaced: Sequence[Spaced], kind: Kind) -> Iterator[list[Spaced]]:
    """The parts that begin at pieces of a kind outside of brackets: where a line may end."""
    part: list[Spaced] = []
    depth = 0
    for gap, piece in spaced:
        if part and depth == 0 and piece.kind is kind:
            yield part
            part = []
        part.append((gap, piece))
        depth = max(0, depth + _opens(piece))
    if part:
        yield part


def _opens(piece: Piece) -> int:
    return (piece.kind is Kind.OPEN) - (piece.kind is Kind.CLOSE)
