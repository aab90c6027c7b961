"""What a preview consists of. Offsets are characters of the student's text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """Where reading stopped, with a message for the student.

    A `slip` is surely one. Without it the notation is one that the reader does not know: the
    tutor gets it as it was typed, and nobody need be bothered. `unfinished`: more typing may
    mend it, as with an operator at the end.
    """

    position: int
    message: str
    slip: bool = True
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The whole text with a change, which reads throughout; `change` says in words what is different."""

    text: str
    change: str


@dataclass(frozen=True, slots=True)
class Formula:
    """A piece of mathematics in the text, delimiters included.

    `shown` is the understood form, with brackets where readings differ; empty where it was not
    read. `stop` of a formula that was read is a doubt: it means something, but hardly what was meant.
    `alternatives` are other readings of what is often meant otherwise: `1/2x` as 1/(2x).
    """

    start: int
    end: int
    source: str
    shown: str = ""
    stop: Stop | None = None
    alternatives: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """A text, its formulas in order, and at most three corrected texts, best first.

    `unseen` characters at the end of a very long text were not looked at.
    """

    text: str
    formulas: tuple[Formula, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    unseen: int = 0

    @property
    def slips(self) -> tuple[Stop, ...]:
        """The places to point at."""
        return tuple(each.stop for each in self.formulas if each.stop and each.stop.slip)
