"""The bounded way in: any source, a block or None, always fast."""

from functools import lru_cache

from tutor.render.latex.delimiters import undelimited
from tutor.render.latex.environments import BRACKETS, CASES, Row
from tutor.render.latex.forms import Table
from tutor.render.latex.formula import formula_rows
from tutor.render.latex.pieces import Piece, spread
from tutor.render.latex.tokens import tokenize
from tutor.render.layout.block import Block, TooLarge, drawn
from tutor.render.layout.helps import stacking_helps
from tutor.render.layout.lines import broken, paragraphs
from tutor.render.layout.printer import Printer
from tutor.render.layout.signs import ASCII, UNICODE
from tutor.render.safe import sanitize

# What is longer is a page, not a formula. The slowest that fits takes a few milliseconds.
MAX_CHARACTERS = 2_000
MAX_TOKENS = 400


@lru_cache(maxsize=128)
def helps(latex: str) -> bool:
    """Whether a formula reads better in two dimensions: not `3/4`, `x²` or `√49`."""
    pieces = _read(latex)
    return pieces is not None and stacking_helps(pieces)


@lru_cache(maxsize=128)  # a growing step is laid out again with every token, its finished formulas are not
def formula_block(latex: str, width: int, *, ascii_only: bool = False) -> Block | None:
    """A formula, with or without its delimiters, in at most `width` columns.

    Where it is wider it is broken before its relations. None for what fits in no way,
    and for sources that are empty, too long or nested too deeply.
    """
    pieces = _read(latex)
    if pieces is None:
        return None
    printer = Printer(ASCII if ascii_only else UNICODE)
    try:
        block = _fitted(printer, pieces, width)
    except TooLarge:
        return None
    if block is None or not any(row.strip() for row in block.rows):
        return None
    # joined characters may be narrower or wider than apart: the rows are measured as a terminal would
    block = drawn(block.rows, block.baseline)
    return block if block.width <= width else None


@lru_cache(maxsize=128)
def _read(latex: str) -> tuple[Piece, ...] | None:
    """The pieces of a source; several rows are one table."""
    if len(latex) > MAX_CHARACTERS:
        return None
    source = sanitize(latex)
    inside, delimited = undelimited(source.strip())
    source = inside if delimited else source
    if len(tokenize(source)) > MAX_TOKENS or (found := formula_rows(source)) is None:
        return None
    rows = [row for row in found if any(row)]
    if len(rows) == 1:
        return tuple(piece for cell in rows[0] for piece in cell)
    return (Piece("", form=Table("aligned", rows)),)


def _fitted(printer: Printer, pieces: tuple[Piece, ...], width: int) -> Block | None:
    block = printer.row(pieces)
    if block.width <= width:
        return block
    lines: list[Block] = []
    for row in _equations(pieces):
        found = broken(printer, spread([piece for cell in row for piece in cell]), width)
        if found is None:
            return None
        lines += found
    return paragraphs(lines)


def _equations(pieces: tuple[Piece, ...]) -> list[Row]:
    """The rows of aligned equations, or the one row that there is."""
    form = pieces[0].form if len(pieces) == 1 else None
    if isinstance(form, Table) and form.name not in CASES and form.name not in BRACKETS:
        return [[[*cell] for cell in row] for row in form.rows]
    return [[[*pieces]]]
