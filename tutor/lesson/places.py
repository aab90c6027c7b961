"""Where statements stand in the text they were read from: lines, counted from 1.

A step carries its text and offsets into it, not its place in the whole. Steps come in
the order of the text and hold it word for word, apart from thinking tags, so each is
found again after the end of the one before.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.trace.marks import THINK_TAGS
from tutor.vocabulary.step import Statement, Step

_LINE_END = re.compile(r"\r\n?")
_TAG = re.compile(f"{re.escape(THINK_TAGS.open)}|{re.escape(THINK_TAGS.close)}")
RELATION = re.compile(
    r"<=|>=|[=<>≤≥≈≠≡]"
    r"|\\(?:le|ge|leq|geq|neq|ne|approx|equiv|lt|gt|leqslant|geqslant|sim|simeq|cong)(?![A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement with the line of each of its relation signs; without one, the line it begins on."""

    statement: Statement
    lines: tuple[int, ...]


def with_newlines(text: str) -> str:
    """The text with every line end written as one newline; its lines keep their numbers."""
    return _LINE_END.sub("\n", text)


class LineFinder:
    """Finds the steps of one text with newlines again, in order."""

    def __init__(self, text: str) -> None:
        self._text, self._cuts = _without_tags(text)
        self._line_starts = [place + 1 for place, letter in enumerate(text) if letter == "\n"]
        self._place = 0

    def place(self, step: Step) -> tuple[Placed, ...]:
        """The statements of the next step with their lines."""
        found = self._text.find(step.text, self._place)
        start = found if found >= 0 else self._place
        self._place = start + len(step.text)
        return tuple(self._placed(step, statement, start) for statement in step.statements)

    def _placed(self, step: Step, statement: Statement, start: int) -> Placed:
        source = step.text[statement.start : statement.end]
        signs = [start + statement.start + match.start() for match in RELATION.finditer(source)]
        # rows that open with a sign may have lost it: count from the end
        counted = len(RELATION.findall(statement.text))
        offsets: Sequence[int] = signs[-counted:] if counted and signs else ()
        skipped = len(source) - len(source.lstrip())
        return Placed(
            statement, tuple(map(self._line, offsets)) or (self._line(start + statement.start + skipped),)
        )

    def _line(self, offset: int) -> int:
        """The line of an offset into the text without tags."""
        removed = bisect_right(self._cuts, offset, key=lambda cut: cut[0])
        original = offset + (self._cuts[removed - 1][1] if removed else 0)
        return bisect_right(self._line_starts, original) + 1


def _without_tags(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without thinking tags; at which of its offsets how much had been taken out."""
    parts, cuts, place, removed = [], [], 0, 0
    for tag in _TAG.finditer(text):
        parts.append(text[place : tag.start()])
        removed += len(tag[0])
        cuts.append((tag.end() - removed, removed))
        place = tag.end()
    return "".join([*parts, text[place:]]), cuts
