"""The stream cut into lines, each with its line end, so that joining them gives the text back."""

LONGEST_LINE = 2000  # characters; a longer line is handed on in parts, so that a step is never kept back
HEAD_CHARACTERS = 64


class LineBuffer:
    """Collects pieces of text until a line is whole."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.head = ""  # the first characters of the line that is being written

    @property
    def partial(self) -> str:
        """The line that is being written."""
        return "".join(self._pieces)

    def feed(self, text: str) -> list[str]:
        """The lines that `text` completes."""
        lines: list[str] = []
        for piece in text.splitlines(keepends=True):
            for start in range(0, len(piece), LONGEST_LINE):
                self._add(piece[start : start + LONGEST_LINE], lines)
        return lines

    def finish(self) -> str:
        """What is left without a line end."""
        rest = self.partial
        self._reset("")
        return rest

    def _add(self, piece: str, lines: list[str]) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        if len(self.head) < HEAD_CHARACTERS:
            self.head = (self.head + piece)[:HEAD_CHARACTERS]
        while self._length > LONGEST_LINE:
            line = self.partial
            cut = _sentence_end(line[:LONGEST_LINE])
            lines.append(line[:cut])
            self._reset(line[cut:])
        if piece.endswith("\n"):
            lines.append(self.finish())

    def _reset(self, rest: str) -> None:
        self._pieces = [rest] if rest else []
        self._length = len(rest)
        self.head = rest[:HEAD_CHARACTERS]


def _sentence_end(text: str) -> int:
    """Where to cut a line that is too long: after its last sentence, else after its last word."""
    for end in (". ", " "):
        cut = text.rfind(end, LONGEST_LINE // 2)
        if cut >= 0:
            return cut + len(end)
    return len(text)
