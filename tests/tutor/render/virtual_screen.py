"""A small terminal: enough of ECMA-48 for what rich writes, to see what is left on the screen."""

import re

from rich.cells import cell_len

_PART = re.compile(
    r"\x1b\[(?P<arguments>[0-9;?]*)(?P<final>[A-Za-z])|(?P<other>\x1b.)|(?P<character>.)", re.DOTALL
)
_DARK = "2"


class Screen:
    """Endless scrollback above `height` rows; keeps text, and which characters were dim, bold or coloured."""

    def __init__(self, width: int, height: int = 24) -> None:
        self.width = width
        self.height = height
        self.rows: list[list[tuple[str, str]]] = [[]]
        self.row = 0
        self.column = 0
        self.style = ""
        self.unknown: list[str] = []
        self.cursor_shown = True

    def feed(self, output: str) -> "Screen":
        for match in _PART.finditer(output):
            if match["final"]:
                self._control(match["final"], match["arguments"])
            elif match["other"]:
                self.unknown.append(match["other"])
            else:
                self._character(match["character"])
        return self

    @property
    def lines(self) -> list[str]:
        return ["".join(character for character, _ in row).rstrip() for row in self.rows]

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip("\n")

    def styles_of(self, text: str) -> set[str]:
        """The styles of the first place where this text stands."""
        for line, row in zip(self.lines, self.rows, strict=True):
            if (begin := line.find(text)) >= 0:
                return {style for _, style in row[begin : begin + len(text)]}
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    def _character(self, character: str) -> None:
        if character == "\n":
            self._go_to(self.row + 1)
            self.column = 0
        elif character == "\r":
            self.column = 0
        elif character < " " or "\x7f" <= character < "\xa0":
            self.unknown.append(character)
        else:
            self._put(character)

    def _put(self, character: str) -> None:
        cells = cell_len(character)
        if self.column + cells > self.width:
            self._go_to(self.row + 1)
            self.column = 0
        row = self.rows[self.row]
        row.extend([(" ", "")] * (self.column - len(row)))
        if cells == 0 and row:
            row[-1] = (row[-1][0] + character, row[-1][1])
            return
        # the second half of a wide character is a cell without text
        row[self.column : self.column + cells] = [(character, self.style), *[("", self.style)] * (cells - 1)]
        self.column += cells

    def _go_to(self, row: int) -> None:
        top = max(0, len(self.rows) - self.height)
        self.row = max(top, row)
        while self.row >= len(self.rows):
            self.rows.append([])

    def _control(self, final: str, arguments: str) -> None:
        count = int(arguments) if arguments.isdigit() else 1
        if final == "m":
            self.style = "" if arguments in ("", "0") else arguments
        elif final in "AB":
            self._go_to(self.row + (count if final == "B" else -count))
        elif final == "K" and arguments == "2":
            self.rows[self.row] = []
        elif final == "G":
            self.column = count - 1
        elif final in "hl" and arguments == "?25":
            self.cursor_shown = final == "h"
        else:
            self.unknown.append(f"CSI {arguments}{final}")
