"""The text of a step or a problem as the rows of a card: formulas drawn, as LaTeX, or in plain words.

Owns no number, badge or colour of a step: those are `step_layout`'s and the app's.
"""

import re
from enum import StrEnum

from rich.text import Text

from tutor.render.ascii_maths import maths_in_ascii
from tutor.render.glyphs import Glyphs
from tutor.render.layout.block import Block
from tutor.render.layout.formula import formula_block, helps
from tutor.render.marked import without_foreign_marks
from tutor.render.prose import Line, Span, Style, to_lines
from tutor.render.safe import sanitize
from tutor.render.wrapping import indents, wrapped


class Notation(StrEnum):
    """How the mathematics of a text is written."""

    READABLE = "readable"  # Unicode, display formulas in two dimensions where that helps
    LATEX = "latex"  # as the model wrote it
    PLAIN = "plain"  # one line of ASCII for each formula, to be copied or read aloud


_ITEM = re.compile(r"[ \t]*(?:(?:[-*]|\d{1,3}[.)])[ \t]+)?")


def body_lines(
    text: str, width: int, glyphs: Glyphs, *, notation: Notation = Notation.READABLE, style: str = ""
) -> list[Text]:
    """Anybody's text as rows of at most `width` columns; the blank lines of its source are left out.

    Only display formulas are drawn in two dimensions, those inside a sentence stay on
    its line. One blank row keeps two drawn ones apart.
    """
    rows: list[Text] = []
    width = max(4, width)
    drawn_before = drawn = False
    for line in _lines(text, notation):
        if not line.spans or (drawn and line.display and not line.source):
            continue
        block = _drawn(line, width, glyphs) if notation is Notation.READABLE and line.source else None
        drawn_before, drawn = drawn, block is not None
        if block is None:
            rows += wrapped(line, width, glyphs, style)
        else:
            rows += [Text()] if drawn_before else []
            rows += _set(block, min(indents(line, width)[0], width - block.width), style)
    return rows


def _drawn(line: Line, width: int, glyphs: Glyphs) -> Block | None:
    """The display formula that begins with this row, where two dimensions help and are to be had."""
    if not helps(line.source):
        return None
    return formula_block(line.source, width, ascii_only=glyphs.ascii_only)


def _set(block: Block, indent: int, style: str) -> list[Text]:
    return [Text((" " * indent + row).rstrip(), style) for row in block.rows]


def _lines(text: str, notation: Notation) -> tuple[Line, ...]:
    match notation:
        case Notation.READABLE:
            return to_lines(text)
        case Notation.PLAIN:
            return tuple(_in_ascii(line) for line in to_lines(text))
        case Notation.LATEX:
            return tuple(_source_line(line) for line in without_foreign_marks(sanitize(text)).split("\n"))


def _in_ascii(line: Line) -> Line:
    """The mathematics of a line in ASCII; its words keep their letters, its code stays as it is."""
    spans = (
        span if span.style is Style.CODE else Span(maths_in_ascii(span.text), span.style)
        for span in line.spans
    )
    return Line(tuple(spans), line.indent, line.hang, line.display)


def _source_line(source: str) -> Line:
    """A line as it was written, hanging under its own beginning."""
    shown = source.expandtabs(4).rstrip()
    if not shown:
        return Line()
    indent = len(shown) - len(shown.lstrip())
    mark = _ITEM.match(shown)
    hang = mark.end() - indent if mark else 0
    return Line((Span(shown[indent:]),), indent, hang)
