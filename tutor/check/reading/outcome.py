"""What a reading yields: a tree, or where and why it stopped."""

from dataclasses import dataclass

from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Reason


@dataclass(frozen=True, slots=True)
class Parsed:
    """The whole text was read."""

    tree: Node


@dataclass(frozen=True, slots=True)
class Unparsed:
    """The text was not read; `position` is the character where reading stopped."""

    reason: Reason
    position: int
    message: str


Reading = Parsed | Unparsed


class UnreadError(Exception):
    """Raised inside the reader only; `read` turns it into `Unparsed`."""

    def __init__(self, message: str, position: int, reason: Reason = Reason.UNPARSED) -> None:
        super().__init__(message)
        self.outcome = Unparsed(reason, position, message)
