"""Fractions, binomials, roots, accents, braces and labels: one form, one block."""

import re
from typing import TYPE_CHECKING

from tutor.render.latex.forms import Accented, Binomial, Braced, Fraction, Framed, Pieces, Root, Stacked
from tutor.render.latex.groups import flat
from tutor.render.latex.scripts import accented, superscript
from tutor.render.layout.block import Block, beside, blank, drawn, stacked, text_block, widened
from tutor.render.layout.fences import fenced, framed

if TYPE_CHECKING:
    from tutor.render.layout.printer import Printer

_BARE = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]")  # needs no bar to show where the root ends
_RADICALS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_ROOT_WORDS = {"": "sqrt", "2": "sqrt", "3": "cbrt"}
_LONG_MARKS = {"overline": True, "bar": True, "underline": False}
_ARROWS = frozenset({"vec", "overrightarrow"})
_MARKS = {"hat": "^", "widehat": "^", "tilde": "~", "widetilde": "~", "dot": ".", "ddot": ".."}


def fraction(printer: "Printer", form: Fraction) -> Block:
    """The bar stands out by a cell on both sides, so that it is no minus and nested ones differ."""
    above, below = printer.row(form.above), printer.row(form.below)
    bar = text_block(printer.signs.bar * (max(above.width, below.width, 1) + 2))
    return stacked([above, bar, below], 1)


def binomial(printer: "Printer", form: Binomial) -> Block:
    """Three rows, the middle one empty: level with the text beside it."""
    inside = stacked([printer.row(form.above), blank(1), printer.row(form.below)], 1)
    return fenced(inside, "(", ")", printer.signs)


def root(printer: "Printer", form: Root) -> Block:
    """The sign and a bar over the radicand; a lone number or letter needs no bar."""
    inside, index = printer.row(form.inside), flat(form.index, tight=True)
    if not printer.signs.has_radical:
        return _root_in_words(printer, inside, index)
    if not inside.is_flat:
        return _tall_root(printer, inside, "" if index == "2" else index)
    sign = _RADICALS.get(index) or superscript(index) + "√"
    if _BARE.fullmatch(inside.rows[0]):
        return printer.text(sign + inside.rows[0])
    bar = text_block(printer.signs.low_bar * inside.width)
    return beside([printer.text(sign), stacked([bar, inside], 1)])


def _root_in_words(printer: "Printer", inside: Block, index: str) -> Block:
    word = _ROOT_WORDS.get(index) or f"root[{index}]"
    return beside([printer.text(word), fenced(inside, "(", ")", printer.signs)])


def _tall_root(printer: "Printer", inside: Block, index: str) -> Block:
    frame = printer.signs.frame
    bar = frame.top_left + frame.horizontal * (inside.width + 1)
    under_bar = [bar, *[f"{frame.vertical} {row}" for row in inside.rows]]
    hook = [printer.text(" ")] * (len(under_bar) - 2) + [printer.text(index), printer.text("╲")]
    left = stacked(hook, 0, align=1)
    right = drawn(under_bar, inside.baseline + 1)
    return beside([Block(left.rows, left.width, right.baseline), right])


def accent(printer: "Printer", form: Accented) -> Block:
    """A mark over (or a line under) more than one letter; over one it is part of the letter."""
    text = flat(form.inside)
    one_line = accented(form.command, text)
    inside = printer.row(form.inside)
    if inside.is_flat and not one_line.endswith(")") and form.command != "underline":
        return printer.text(one_line)
    signs = printer.signs
    if form.command in _ARROWS:
        return stacked([arrow(printer, "→", inside.width), inside], 1)
    if form.command not in _LONG_MARKS:
        return stacked([printer.text(_MARKS[form.command]), inside], 1)
    over = _LONG_MARKS[form.command]
    bar = text_block((signs.low_bar if over else signs.high_bar) * inside.width)
    return stacked([bar, inside] if over else [inside, bar], int(over))


def arrow(printer: "Printer", sign: str, width: int) -> Block:
    """An arrow of at least two cells."""
    tip, shaft = printer.signs.tips[sign], printer.signs.bar * (max(width, 2) - 1)
    return text_block(tip + shaft if sign == "←" else shaft + tip)


def boxed(printer: "Printer", form: Framed) -> Block:
    """A frame; the answer of a problem stands in one."""
    return framed(printer.row(form.inside), printer.signs)


def braced(printer: "Printer", form: Braced, label: Pieces = ()) -> Block:
    """A lying brace over or under a block, and its label."""
    inside = printer.row(form.inside)
    inside = widened(inside, max(3, inside.width))
    brace = printer.signs.braces[form.over]
    before = (inside.width - 3) // 2
    after = inside.width - 3 - before
    line = brace.left + brace.filling * before + brace.tip + brace.filling * after + brace.right
    parts = [inside, text_block(line), *([printer.small(label)] if label else [])]
    return stacked(parts[::-1] if form.over else parts, len(parts) - 1 if form.over else 0)


def labelled(printer: "Printer", form: Stacked) -> Block:
    """A sign with marks over and under it."""
    above, below = printer.small(form.above), printer.small(form.below)
    base = printer.piece(form.base)
    if form.long_arrow:
        base = arrow(printer, form.base.text, max(above.width, below.width) + 2)
    parts = [*([above] if form.above else []), base, *([below] if form.below else [])]
    return stacked(parts, int(bool(form.above)))
