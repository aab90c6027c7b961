"""Powers, indices and primes at their base, limits over and under big operators, and integral signs.

What Unicode has a small letter for stays on the line (`x²`); the rest is raised or lowered.
"""

from typing import TYPE_CHECKING

from tutor.render.latex.forms import Braced, Pieces, Scripted
from tutor.render.latex.groups import flat
from tutor.render.latex.pieces import Kind, Piece
from tutor.render.latex.scripts import subscript, superscript
from tutor.render.layout.block import EMPTY, Block, beside, stacked
from tutor.render.layout.shapes import braced

if TYPE_CHECKING:
    from tutor.render.layout.printer import Printer

_INTEGRALS = {"∫": 1, "∬": 2, "∭": 3}


def with_scripts(printer: "Printer", form: Scripted) -> Block:
    """A base with its scripts; what stands at a big operator or a brace are its limits."""
    if form.base.kind is Kind.BIG and not form.primes:
        return _with_limits(printer, printer.piece(form.base), form)
    if isinstance(form.base.form, Braced):
        return _labelled(printer, form.base.form, form)
    return attached(printer, printer.piece(form.base), form)


def attached(printer: "Printer", base: Block, form: Scripted) -> Block:
    """A block with the scripts of a form at its right."""
    column = _beside_text if base.is_flat else _beside_tall
    return beside([base, column(printer, base, form)])


def _beside_text(printer: "Printer", _base: Block, form: Scripted) -> Block:
    raised, lowered = _small_letters(form)
    line = form.primes + (lowered or "") + (raised or "")
    parts = [printer.text(line)]
    if lowered is None:
        parts.append(printer.small(form.below))
    if raised is None:
        parts.insert(0, printer.small(form.above))
    return stacked(parts, int(raised is None), align=0)


def _beside_tall(printer: "Printer", base: Block, form: Scripted) -> Block:
    """Scripts level with the first and the last row of their base."""
    raised, lowered = _small_letters(form)
    plain = not printer.signs.has_scripts  # `^2` would repeat what the height says
    upper = printer.small(form.above) if raised is None or plain else printer.text(form.primes + raised)
    if form.primes and (raised is None or plain):
        upper = beside([upper, printer.text(form.primes)])
    lower = printer.small(form.below) if lowered is None or plain else printer.text(lowered)
    column = stacked([upper, *[EMPTY] * (base.height - 2), lower], 0, align=0)
    return Block(column.rows, column.width, upper.height - 1 + base.baseline)


def _small_letters(form: Scripted) -> tuple[str | None, str | None]:
    """The power and the index in small letters; None for one that has none."""
    raised = superscript(flat(form.above, tight=True).replace("∘", "°"))
    lowered = subscript(flat(form.below, tight=True))
    return None if raised[:1] == "^" else raised, None if lowered[:1] == "_" else lowered


def _with_limits(printer: "Printer", sign: Block, form: Scripted) -> Block:
    parts = [sign]
    if form.below:
        parts.append(printer.small(form.below))
    if form.above:
        parts.insert(0, printer.small(form.above))
    return stacked(parts, int(bool(form.above)))


def _labelled(printer: "Printer", brace: Braced, form: Scripted) -> Block:
    label: Pieces = form.above if brace.over else form.below
    rest = Scripted(
        form.base, form.below if brace.over else (), () if brace.over else form.above, form.primes
    )
    return attached(printer, braced(printer, brace, label), rest)


# -- integrals ----------------------------------------------------------------


def is_integral(piece: Piece) -> bool:
    """Whether a piece is an integral sign, with limits or without."""
    return piece.kind is Kind.BIG and _sign(piece).text in _INTEGRALS


def integral(printer: "Printer", piece: Piece, above: int, below: int) -> Block:
    """An integral sign that reaches so many rows over and under the baseline; limits at its right."""
    limits = piece.form if isinstance(piece.form, Scripted) else Scripted(piece)
    if limits.below or limits.above:
        above, below = max(above, 1), max(below, 1)
    if above == below == 0:
        return printer.text(_sign(piece).text)
    height = above + below + 1
    column = Block(tuple(printer.signs.integral.column(height)), 1, above)
    upper, lower = printer.small(limits.above), printer.small(limits.below)
    if height == 2 or not (limits.below or limits.above):
        return beside([column] * _INTEGRALS[_sign(piece).text])
    sides = stacked([upper, *[EMPTY] * (height - 2), lower], 0, align=0)
    sides = Block(sides.rows, sides.width, upper.height - 1 + above)
    return beside([*[column] * _INTEGRALS[_sign(piece).text], sides])


def _sign(piece: Piece) -> Piece:
    return piece.form.base if isinstance(piece.form, Scripted) else piece
