"""Lines of text broken between words where the terminal is narrower than they are."""

import shutil
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.render.glyphs import Glyphs

_NARROWEST = 20


def folded(text: str, glyphs: "Glyphs", width: int | None = None) -> str:
    """The text as the terminal can show it; what goes into a pipe or a file keeps its lines.

    A line that goes on is indented as its beginning. `width` is that of the terminal.
    """
    if width is None and not sys.stdout.isatty():
        return glyphs.shown(text)
    columns = max(width or shutil.get_terminal_size().columns, _NARROWEST)
    return "\n".join(_line(line, columns, glyphs) for line in glyphs.shown(text).split("\n"))


def _line(line: str, columns: int, glyphs: "Glyphs") -> str:
    if len(line) <= columns // 2:  # no sign is wider than two columns
        return line
    from tutor.render.prose import Line, Span
    from tutor.render.wrapping import wrapped

    bare = line.lstrip(" ")
    rows = wrapped(Line((Span(bare),), indent=len(line) - len(bare)), columns, glyphs)
    return "\n".join(row.plain.rstrip() for row in rows)
