"""Sets the pieces of a formula beside each other: brackets find their partners, integrals their height."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tutor.render.latex.forms import (
    Accented,
    Binomial,
    Braced,
    Form,
    Fraction,
    Framed,
    Grouped,
    Pieces,
    Root,
    Scripted,
    Stacked,
    Table,
)
from tutor.render.latex.pieces import Kind, Piece, join, spread
from tutor.render.layout import scripts, shapes, tables
from tutor.render.layout.block import Block, TooLarge, beside, blank, text_block
from tutor.render.layout.fences import bracket, fenced
from tutor.render.layout.helps import stacking_helps_script
from tutor.render.layout.signs import Signs

MAX_LEVELS = 16
_MAX_GAP = 2
_DIFFERENTIAL = re.compile(r"d[A-Za-zα-ω]")
_WHITE_SPACE = re.compile(r"\s")
_CLOSED = Piece(")", Kind.CLOSE)

Spaced = tuple[str, Piece]


@dataclass(slots=True)
class _Item:
    """A block in a row, and the white space before it."""

    gap: str
    block: Block
    piece: Piece


@dataclass(slots=True)
class _Frame:
    """What stands after a bracket that is still open; the first frame has none."""

    bracket: str = ""
    gap: str = ""
    items: list[_Item] = field(default_factory=list)


class Printer:
    """Draws pieces as blocks; raises `TooLarge` for what is nested or grows too far."""

    def __init__(self, signs: Signs) -> None:
        self.signs = signs
        self._level = 0

    def text(self, text: str) -> Block:
        """One row of text, as the terminal can show it."""
        return text_block(self.signs.shown(_WHITE_SPACE.sub(" ", text)))

    def row(self, pieces: Pieces) -> Block:
        """A whole sequence."""
        if all(piece.form is None for piece in pieces):
            return self.text(join(pieces))
        self._level += 1
        if self._level > MAX_LEVELS:
            raise TooLarge
        block = self.line(spread(pieces))
        self._level -= 1
        return block

    def small(self, pieces: Pieces) -> Block:
        """A power, an index or a limit: tight, and on one line where it can be."""
        if stacking_helps_script(pieces):
            return self.row(pieces)
        return self.text(join(pieces, tight=True).replace("∘", "°").replace("\n", " "))

    def piece(self, piece: Piece) -> Block:
        """One piece by its form."""
        if piece.form is None:
            return self.text(piece.text)
        return _PRINTERS[type(piece.form)](self, piece.form)

    def line(self, spaced: Iterable[Spaced]) -> Block:
        """Pieces with their white space, from left to right."""
        row = _Row(self)
        for gap, piece in spaced:
            row.add(gap, piece)
        return row.block()


class _Row:
    """One row as it grows, with a frame for every bracket that is open."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._frames = [_Frame()]
        self._space = ""

    def add(self, gap: str, piece: Piece) -> None:
        gap = (self._space + gap)[:_MAX_GAP]
        self._space = ""
        if piece.kind is Kind.SPACE:
            self._space = (gap + piece.text)[:_MAX_GAP]
        elif piece.text == "‖" and self._frames[-1].bracket == "‖":
            self._close(gap, piece)
        elif (piece.kind is Kind.OPEN and piece.form is None) or piece.text == "‖":
            self._frames.append(_Frame(piece.text, gap))
        elif piece.kind is Kind.CLOSE:
            self._close(gap, piece)
        elif _is_empty_base(piece) and self._frames[-1].bracket == "|" and not self._frames[-1].items:
            self._evaluate(piece)
        else:
            block = blank(0) if scripts.is_integral(piece) else self._printer.piece(piece)
            self._frames[-1].items.append(_Item(gap, block, piece))

    def block(self) -> Block:
        while len(self._frames) > 1:
            self._leave_open()
        return self._joined(self._frames[0].items)

    # -- brackets -----------------------------------------------------------------

    def _close(self, gap: str, piece: Piece) -> None:
        """A closing bracket with its scripts; any pair matches, as in `[0, 1)`, but bars match bars."""
        sign = _closing(piece)
        while sign != "|" and self._frames[-1].bracket == "|":
            self._leave_open()
        opener = self._frames[-1].bracket
        if not opener or (sign == "|") != (opener == "|"):
            self._close_unopened(gap, sign, piece)
            return
        frame = self._frames.pop()
        inside = self._joined(frame.items)
        block = fenced(beside([inside, blank(len(gap))]), opener, sign, self._printer.signs)
        self._frames[-1].items.append(_Item(frame.gap, self._scripted(block, piece), _CLOSED))

    def _close_unopened(self, gap: str, sign: str, piece: Piece) -> None:
        """A lone closing bracket or bar belongs to what stands before it, back to the last relation."""
        items = self._frames[-1].items
        begin = 1 + max((i for i, item in enumerate(items) if item.piece.kind is Kind.RELATION), default=-1)
        inside = self._joined(items[begin:])
        before = items[begin].gap if begin < len(items) else gap
        block = self._scripted(fenced(inside, "", sign, self._printer.signs), piece)
        items[begin:] = [_Item(before, block, _CLOSED)]

    def _evaluate(self, limits: Piece) -> None:
        """The bar of `F(x) |_a^b`, which looks like an opening one until its limits come."""
        gap = self._frames.pop().gap
        self._close_unopened(gap, "|", limits)

    def _leave_open(self) -> None:
        """A bracket without a partner is as high as all that follows it."""
        frame = self._frames.pop()
        inside = self._joined(frame.items)
        if frame.bracket == "{" and not inside.is_flat:
            inside = beside([blank(1), inside])
        block = fenced(inside, frame.bracket, "", self._printer.signs)
        self._frames[-1].items.append(_Item(frame.gap, block, _CLOSED))

    def _scripted(self, block: Block, piece: Piece) -> Block:
        form = piece.form
        return scripts.attached(self._printer, block, form) if isinstance(form, Scripted) else block

    # -- what depends on its neighbours ---------------------------------------------

    def _joined(self, items: list[_Item]) -> Block:
        self._stretch_integrals(items)
        if any(item.piece.text == "|" and item.piece.kind is Kind.RELATION for item in items):
            self._stretch_bars(items)
        blocks: list[Block] = []
        for index, item in enumerate(items):
            if index:
                blocks.append(blank(len(item.gap) or self._apart(items[index - 1], item)))
            blocks.append(item.block)
        return beside(blocks)

    def _stretch_integrals(self, items: list[_Item]) -> None:
        """Each integral sign is as high as its integrand; an inner one counts for the outer."""
        above = below = 0
        for item in reversed(items):
            if item.piece.kind is Kind.RELATION or _DIFFERENTIAL.fullmatch(item.piece.text):
                above = below = 0
            if scripts.is_integral(item.piece):
                item.block = scripts.integral(self._printer, item.piece, above, below)
            above, below = max(above, item.block.above), max(below, item.block.below)

    def _stretch_bars(self, items: list[_Item]) -> None:
        """The bar of `{x | …}` is as high as its neighbours."""
        whole = beside(item.block for item in items)
        for item in items:
            if item.piece.text == "|" and item.piece.kind is Kind.RELATION:
                item.block = bracket("|", whole, self._printer.signs)

    def _apart(self, before: _Item, item: _Item) -> int:
        """White space that one line doesn't need: bars, and words that were letters, must not meet."""
        if before.block.is_flat and item.block.is_flat:
            meet = before.block.rows[0][-1:].isalpha() and item.block.rows[0][:1].isalpha()
            return int(meet and not self._printer.signs.has_radical and _has_words(before, item))
        if not before.block.is_flat and before.piece.kind in (Kind.FRACTION, Kind.ROOT):
            return int(item.piece.kind not in (Kind.PUNCTUATION, Kind.POSTFIX) and item.piece.text != ".")
        if not item.block.is_flat and item.piece.kind is Kind.FRACTION:
            return 1
        return int(not before.block.is_flat and not item.block.is_flat)


def _has_words(*items: _Item) -> bool:
    return not all(item.piece.text.isascii() for item in items)


def _closing(piece: Piece) -> str:
    return piece.form.base.text if isinstance(piece.form, Scripted) else piece.text


def _is_empty_base(piece: Piece) -> bool:
    return isinstance(piece.form, Scripted) and piece.form.base.text == ""


_PRINTERS: dict[type[Form], Callable[[Printer, Any], Block]] = {
    Grouped: lambda printer, form: printer.row(form.pieces),
    Fraction: shapes.fraction,
    Binomial: shapes.binomial,
    Root: shapes.root,
    Scripted: scripts.with_scripts,
    Stacked: shapes.labelled,
    Accented: shapes.accent,
    Braced: shapes.braced,
    Framed: shapes.boxed,
    Table: tables.table,
}
