"""The stream cut into lines, each with its line end, so that joining them gives the text back.

Two things cut a line before its end: a sentence in which the model turns
("… Wait, …"), and a length no paragraph should have.
"""

import re
from collections.abc import Iterator

LONGEST_LINE = 2000  # characters; a longer line is handed on in parts, so that no step is kept back for long
HEAD_CHARACTERS = 64
_SHORTEST_PART = 12  # "Hmm." alone is no step
_LOOKAHEAD = 32  # characters after which a turn is certain, whatever follows
_OVERLAP = 64

_TURN = re.compile(
    r"(?<=[.?!…])\s+(?=(?:(?:But|Oh|No|Hmm|Ah|So),?\s{1,2})?"
    r"(?:[Ww]ait(?![a-z]|\s{1,2}time)|Hmm+|Alternatively|[Hh]old on|"
    r"[Ll]et me (?:double[- ]?check|re-?check|verify))\b)"
)


class LineBuffer:
    """Collects pieces of text and gives lines; without `splits`, only a line that is too long is cut."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._searched = 0
        self.head = ""  # the first characters of the line that is being written
        self.splits = True
        self.turns = False  # whether the line that is being written begins with a turn that cut it off

    @property
    def partial(self) -> str:
        """The line that is being written."""
        self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def feed(self, text: str) -> Iterator[str]:
        """The lines that `text` completes; `splits` may be changed between one and the next."""
        for piece in text.splitlines(keepends=True):
            for start in range(0, len(piece), LONGEST_LINE):
                yield from self._add(piece[start : start + LONGEST_LINE])

    def finish(self) -> Iterator[str]:
        """What is left without a line end."""
        while turn := self._turn(at_end=True):
            yield turn
        if self._length:
            yield self._break_at(self._length, turns=False)

    def _add(self, piece: str) -> Iterator[str]:
        self._pieces.append(piece)
        self._length += len(piece)
        if len(self.head) < HEAD_CHARACTERS:
            self.head = (self.head + piece)[:HEAD_CHARACTERS]
        while cut := self._turn() or self._too_long():
            yield cut
        if piece.endswith("\n"):
            yield self._break_at(self._length, turns=False)

    def _turn(self, at_end: bool = False) -> str:
        """The line up to the first sentence that turns, outside inline mathematics, if there is one."""
        if not self.splits:
            return ""
        # what is cut depends on these characters alone, so that every chunking cuts alike
        window = self.partial[: LONGEST_LINE + 1]
        certain = len(window) if at_end or window.endswith("\n") else len(window) - _LOOKAHEAD
        for match in _TURN.finditer(window, max(0, self._searched - _OVERLAP)):
            end = match.end()
            if _SHORTEST_PART <= end <= certain and _is_outside_math(window[:end]):
                return self._break_at(end, turns=True)
        self._searched = len(window)
        return ""

    def _too_long(self) -> str:
        if self._length <= LONGEST_LINE:
            return ""
        return self._break_at(_sentence_end(self.partial[:LONGEST_LINE]), turns=False)

    def _break_at(self, end: int, turns: bool) -> str:
        line = self.partial
        self._reset(line[end:])
        self.turns = turns
        return line[:end]

    def _reset(self, rest: str) -> None:
        self._pieces = [rest] if rest else []
        self._length = len(rest)
        self._searched = 0
        self.turns = False
        self.head = rest[:HEAD_CHARACTERS]


def _is_outside_math(text: str) -> bool:
    return text.count("$") % 2 == 0 and all(
        text.count(opening) == text.count(closing) for opening, closing in ((r"\(", r"\)"), (r"\[", r"\]"))
    )


def _sentence_end(text: str) -> int:
    """Where to cut a line that is too long: after its last sentence, else after its last word."""
    for end in (". ", " "):
        cut = text.rfind(end, LONGEST_LINE // 2)
        if cut >= 0:
            return cut + len(end)
    return len(text)
