"""A hint ladder as a plain value. How far a student has climbed is kept by whoever shows it."""

from dataclasses import dataclass
from enum import StrEnum

from tutor.vocabulary.verdict import Certificate


class RungKind(StrEnum):
    """What a rung tells."""

    ASKED = "what is asked"
    IDEA = "the idea"
    FIRST_MOVE = "the first move"
    STEP = "the next step"
    SOLUTION = "the solution"


@dataclass(frozen=True, slots=True)
class Rung:
    """One hint. `text` is prose with LaTeX between dollar signs."""

    kind: RungKind
    text: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The hints for one problem, the least telling first; the last one is the worked solution.

    `certificate` says how the answer of that solution was checked.
    """

    problem: str
    rungs: tuple[Rung, ...]
    certificate: Certificate

    def __post_init__(self) -> None:
        if not self.rungs or self.rungs[-1].kind is not RungKind.SOLUTION:
            raise ValueError("the last rung of a ladder is the solution")

    def is_last(self, number: int) -> bool:
        """Whether this rung, counted from 1, is the worked solution. Taking it is an event to record."""
        return number >= len(self.rungs)

    def rung(self, number: int) -> Rung:
        """A rung by its number from 1; beyond the last it is the last."""
        return self.rungs[min(max(number, 1), len(self.rungs)) - 1]


@dataclass(frozen=True, slots=True)
class NoLadder:
    """Why no hints can be cut from a solution, in a sentence for the student."""

    reason: str
