"""The bounded way into the reader: any source in, text out, always fast."""

from tutor.render.latex.reader import Reader, TooDeep

MAX_CHARACTERS = 8_000


def formula_lines(source: str) -> str:
    """The rows of a formula (`\\\\`, aligned environments), parted by newlines; all of it is mathematics.

    A source over `MAX_CHARACTERS` or nested too deeply comes back as it is.
    """
    if len(source) > MAX_CHARACTERS:
        return source
    try:
        return Reader(source).lines()
    except TooDeep:
        return source
