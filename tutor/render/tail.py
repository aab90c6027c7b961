"""The raw, growing end of a text, wrapped as it comes.

Greedy wrapping is stable under appending: lines once full never change, so only
the last one is wrapped again and the cost of a delta doesn't grow with the text.
"""

import re
from collections import deque

from rich.cells import cell_len, chop_cells

from tutor.render.safe import sanitize

_MAX_KEPT = 200
_WORDS = re.compile(r"\S+\s*|\s+")


class Tail:
    """Wrapped lines of at most `width` columns; keeps the last few hundred of them."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._full: deque[str] = deque(maxlen=_MAX_KEPT)
        self._last = ""

    def extend(self, text: str) -> None:
        """More text."""
        *ended, last = (self._last + sanitize(text).expandtabs(4)).split("\n")
        for line in ended:
            self._full.extend(_wrapped(line, self._width))
        *full, self._last = _wrapped(last, self._width)
        self._full.extend(full)

    def lines(self, count: int) -> list[str]:
        """The last lines that aren't blank, at most `count`."""
        found: list[str] = []
        for line in (self._last, *reversed(self._full)):
            if len(found) >= count:
                break
            if line.strip():
                found.append(line.rstrip())
        return found[::-1]


def _wrapped(line: str, width: int) -> list[str]:
    """A line in pieces of at most `width` columns, white space at their ends aside; at least one piece."""
    if cell_len(line) <= width:
        return [line]
    pieces = [""]
    used = 0
    for word in _WORDS.findall(line):
        letters = word.rstrip()
        if used + cell_len(letters) > width:
            # a line of nothing but white space gives way
            pieces[-1:] = [pieces[-1], ""] if pieces[-1].strip() else [""]
        *whole, rest = chop_cells(letters, width) or [""]  # a word longer than a line
        if whole:
            pieces[-1:] = [*whole, ""]
        pieces[-1] += rest + word[len(letters) :]
        used = cell_len(pieces[-1])
    return pieces
