"""Lines of prose wrapped under their hanging indents."""

import io
from functools import cache

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tutor.render.glyphs import Glyphs
from tutor.render.prose import Line, Span, Style, line_text

# rich breaks lines at every kind of space; a private-use character stands in while it wraps
_NO_BREAK = "\ue002"


def wrapped(line: Line, width: int, glyphs: Glyphs, style: str = "") -> list[Text]:
    """One line of prose as rows of at most `width` columns; short formulas stay whole."""
    indent, hang = indents(line, width)
    text = line_text(Line(tuple(_held_together(span, width, glyphs) for span in line.spans)))
    text.style = style
    rows = text.wrap(_console(), width - indent - hang)
    for row in rows:
        if _NO_BREAK in row.plain:
            row.plain = row.plain.replace(_NO_BREAK, " ")
    return [Text.assemble(" " * (indent + hang if index else indent), row) for index, row in enumerate(rows)]


def indents(line: Line, width: int) -> tuple[int, int]:
    """The columns before a line and, further in, before its continuations; narrow screens get less."""
    return min(line.indent, width // 4), min(line.hang, width // 4)


def _held_together(span: Span, width: int, glyphs: Glyphs) -> Span:
    """The span as the screen can show it; a short formula is kept on one line."""
    text = glyphs.shown(span.text).expandtabs(4)
    if span.style is Style.MATHS and cell_len(text) <= width // 3:
        text = text.replace(" ", _NO_BREAK)
    return Span(text, span.style)


@cache
def _console() -> Console:
    """Nothing is printed here: rich asks for a console and looks at it only to justify."""
    return Console(file=io.StringIO(), width=80)
