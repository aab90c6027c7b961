"""The tags around the thinking, recognised in a stream whatever its chunks are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto


@dataclass(frozen=True, slots=True)
class ThinkingMarks:
    """The plain text a model opens and closes its thinking with."""

    open: str = "<think>"
    close: str = "</think>"


THINK_TAGS = ThinkingMarks()


class Mark(Enum):
    """A tag that was found."""

    OPEN = auto()
    CLOSE = auto()


class MarkSplitter:
    """Splits a stream into text and tags; holds back only what may be the beginning of a tag."""

    def __init__(self, marks: ThinkingMarks | None) -> None:
        self._kinds: dict[str, Mark] = {}
        if marks is not None:
            self._kinds = {
                tag: mark for tag, mark in ((marks.close, Mark.CLOSE), (marks.open, Mark.OPEN)) if tag
            }
        longest_first = sorted(self._kinds, key=len, reverse=True)
        self._pattern = re.compile(f"({'|'.join(map(re.escape, longest_first))})") if self._kinds else None
        self._longest = max(map(len, self._kinds), default=0)
        self._held = ""

    def feed(self, text: str) -> Iterator[str | Mark]:
        """The pieces that are certain so far, in order, none of them empty."""
        if self._pattern is None:
            parts = [text]
        else:
            parts = self._pattern.split(self._held + text)
            self._held = self._possible_tag(parts[-1])
            parts[-1] = parts[-1].removesuffix(self._held)
        for part in parts:
            if part:
                yield self._kinds.get(part, part)

    def finish(self) -> str:
        """The text that looked like the beginning of a tag and was none."""
        held, self._held = self._held, ""
        return held

    def _possible_tag(self, text: str) -> str:
        tail = text[1 - self._longest :]
        start = min((place for tag in self._kinds if (place := tail.find(tag[0])) >= 0), default=len(tail))
        for possible in (tail[place:] for place in range(start, len(tail))):
            if any(tag.startswith(possible) for tag in self._kinds):
                return possible
        return ""
