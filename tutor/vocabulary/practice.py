"""What a student answered when practising, and what is remembered of it, as plain values.

An item may be answered more than once: each answer is a value of its own, and the second
one after a miss is a `retry`. Times know their zone; they are kept in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What marking an answer found. Only `WRONG` is a miss: what can't be told never counts as wrong."""

    RIGHT = "right"
    OTHER_FORM = "other form"  # the value is right, the form asked for is another
    WRONG = "wrong"
    UNDECIDED = "undecided"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class PracticeAnswer:
    """One answer given to one item; `generator`, `level` and `seed` make the item again.

    `hints` counts the rungs taken before it, `last_rung` says that the answer itself was shown.
    `given` is empty for an item that was left. `session` groups what was practised in one sitting.
    `form` and `set_hints` are what the file of a problem set says of it: no seed makes them again.
    """

    skill: str
    generator: str
    level: int
    seed: int
    problem: str
    expected: str
    given: str
    outcome: Outcome
    at: datetime
    seconds: float
    session: str
    hints: int = 0
    last_rung: bool = False
    retry: bool = False
    self_test: bool = False
    form: str = ""
    set_hints: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("an answer's time knows its zone")

    @property
    def aided(self) -> bool:
        """Whether a hint, the answer, or the news that an earlier try was wrong came before it."""
        return self.hints > 0 or self.last_rung or self.retry

    @property
    def decided(self) -> bool:
        return self.outcome in (Outcome.RIGHT, Outcome.WRONG)

    @property
    def right(self) -> bool:
        return self.outcome is Outcome.RIGHT


class Scope(StrEnum):
    """What a card remembers: a whole skill, or one kind of problem in it.

    The kind is a generator, whose problems differ each time; a problem of a set is a kind of its own.
    """

    SKILL = "skill"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """How well one thing is remembered: the state of its schedule as plain data, and when it is due."""

    scope: Scope
    name: str
    due: datetime
    state: Mapping[str, str | int | float | None] = field(default_factory=dict)
