"""A grid of characters, each with the role it plays; who shows it decides on colours."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a character belongs to."""

    EMPTY = "empty"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    AXIS = "axis"
    LABEL = "label"
    MARK = "mark"
    SPAN = "span"


CURVES = (Role.FIRST, Role.SECOND, Role.THIRD)


class Piece(NamedTuple):
    """A stretch of text in one role."""

    text: str
    role: Role


Row = list[Piece]

_BRAILLE = 0x2800
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@dataclass(slots=True)
class Cells:
    """Characters by column and row, and above them dots: two columns and four rows a character."""

    width: int
    height: int
    _characters: dict[tuple[int, int], Piece] = field(default_factory=dict)
    _dots: dict[tuple[int, int], tuple[int, Role]] = field(default_factory=dict)

    def put(self, column: int, row: int, text: str, role: Role) -> None:
        """Write text, a character a cell; what lies outside is left out."""
        for offset, character in enumerate(text):
            if 0 <= column + offset < self.width and 0 <= row < self.height:
                self._characters[column + offset, row] = Piece(character, role)
                self._dots.pop((column + offset, row), None)

    def dot(self, across: int, down: int, role: Role) -> None:
        """Set one braille dot; the first curve through a cell gives it its role."""
        column, row = across // 2, down // 4
        if 0 <= column < self.width and 0 <= row < self.height:
            bits, owner = self._dots.get((column, row), (0, role))
            self._dots[column, row] = (bits | _BITS[down % 4][across % 2], owner)

    def is_free(self, column: int, row: int) -> bool:
        """Whether nothing stands there."""
        return (column, row) not in self._characters and (column, row) not in self._dots

    def rows(self) -> list[Row]:
        """The grid from top to bottom, neighbours of one role joined."""
        return [self._row(row) for row in range(self.height)]

    def _row(self, row: int) -> Row:
        joined: Row = []
        for column in range(self.width):
            text, role = self._at(column, row)
            if joined and joined[-1].role is role:
                joined[-1] = Piece(joined[-1].text + text, role)
            else:
                joined.append(Piece(text, role))
        return joined

    def _at(self, column: int, row: int) -> Piece:
        if (column, row) in self._dots:
            bits, role = self._dots[column, row]
            return Piece(chr(_BRAILLE + bits), role)
        return self._characters.get((column, row), Piece(" ", Role.EMPTY))
