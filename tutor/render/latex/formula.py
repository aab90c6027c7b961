"""The bounded way into the reader: any source in, rows or text out, always fast."""

from functools import lru_cache

from tutor.render.latex.environments import Row
from tutor.render.latex.groups import row_lines
from tutor.render.latex.reader import Reader, TooDeep

MAX_CHARACTERS = 8_000


@lru_cache(maxsize=256)  # a growing step is read again with every token, its finished formulas are not
def formula_lines(source: str) -> str:
    """The rows of a formula (`\\\\`, aligned environments), parted by newlines; all of it is mathematics.

    A source over `MAX_CHARACTERS` or nested too deeply comes back as it is.
    """
    rows = formula_rows(source)
    return source if rows is None else row_lines(rows)


@lru_cache(maxsize=32)  # of one step: both printers read what they print
def formula_rows(source: str) -> tuple[Row, ...] | None:
    """The rows and cells of a formula; None for a source too long or nested too deeply."""
    if len(source) > MAX_CHARACTERS:
        return None
    try:
        return tuple(Reader(source).all_rows())
    except TooDeep:
        return None
