"""Groups of pieces as one text or one piece."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tutor.render.latex.forms import Grouped
from tutor.render.latex.pieces import Kind, Piece, join


def flat(pieces: Sequence[Piece], *, tight: bool = False) -> str:
    """The pieces on one line, rows too."""
    return on_one_line(join(pieces, tight=tight))


def group(pieces: Sequence[Piece]) -> Piece:
    """The pieces of a group as one; a lone piece keeps its kind, but for `ab`, which is two."""
    if len(pieces) == 1:
        several = pieces[0].kind is Kind.ORDINARY and len(pieces[0].text) > 1 and pieces[0].text.isalpha()
        return replace(pieces[0], kind=Kind.GROUP) if several else pieces[0]
    if all(piece.kind is Kind.PUNCTUATION for piece in pieces):
        return Piece(flat(pieces))
    structured = any(piece.form for piece in pieces)
    return Piece(flat(pieces), Kind.GROUP, form=Grouped(pieces) if structured else None)


def row_lines(rows: Iterable[Sequence[Sequence[Piece]]]) -> str:
    """Rows of cells, each on one line, parted by newlines."""
    lines = (join([piece for cell in row for piece in cell]) for row in rows)
    return "\n".join(line for line in lines if line)


def on_one_line(text: str) -> str:
    """Lines put one after the other, with `; ` where the line before ends without a mark of its own."""
    lines = [line for line in text.split("\n") if line]
    return "".join(
        line + ("" if index == len(lines) - 1 else " " if line[-1] in ",;.:" else "; ")
        for index, line in enumerate(lines)
    )
