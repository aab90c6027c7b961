"""What checking can say. "Could not decide" is never folded into "wrong"."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class VerdictStatus(StrEnum):
    """Of a step or of one statement in it."""

    HOLDS = "holds"
    FOLLOWS = "follows"
    BREAKS = "breaks"
    UNDECIDED = "undecided"


class Reason(StrEnum):
    """Why a check could not decide."""

    UNPARSED = "unparsed"
    TOO_LARGE = "too large"
    TIMED_OUT = "timed out"
    NO_METHOD = "no method"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found about one statement or step.

    `detail` is one line for people: the witness of a break, or what was
    compared. `reason` is set exactly when the status is undecided.
    """

    status: VerdictStatus
    detail: str = ""
    reason: Reason | None = None
    statement: str = ""

    def __post_init__(self) -> None:
        if (self.status is VerdictStatus.UNDECIDED) != (self.reason is not None):
            raise ValueError(f"an undecided verdict has a reason, others have none: {self}")


def undecided(reason: Reason, detail: str = "", statement: str = "") -> Verdict:
    """A verdict that says honestly that nothing was decided, and why."""
    return Verdict(VerdictStatus.UNDECIDED, detail, reason, statement)


def summarize(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The one verdict of a step: a break wins, then what was confirmed, then doubt; None for nothing to check."""
    order = (VerdictStatus.BREAKS, VerdictStatus.HOLDS, VerdictStatus.FOLLOWS, VerdictStatus.UNDECIDED)
    found = list(verdicts)
    return min(found, key=lambda verdict: order.index(verdict.status), default=None)


class CertificateStatus(StrEnum):
    """How far an answer was checked."""

    PROVED = "proved"
    SUPPORTED = "supported"
    REFUTED = "refuted"
    UNCHECKED = "unchecked"


class Method(StrEnum):
    """How an answer was checked."""

    SUBSTITUTED = "substituted back"
    SOLVED = "solved independently"
    DIFFERENTIATED = "differentiated back"
    EVALUATED = "evaluated"
    COMPARED = "compared numerically"
    VOTES = "votes"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Certificate:
    """How the final answer was checked, with the line of mathematics that shows it."""

    status: CertificateStatus
    method: Method
    detail: str = ""


class Equality(StrEnum):
    """What comparing two answers can find."""

    PROVED = "equal (proved)"
    NUMERIC = "equal (numeric)"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether a given answer equals the expected one; `detail` holds the witness or the reason."""

    equality: Equality
    detail: str = ""
    form: str = ""  # set when the value is right and the form asked for is not

    @property
    def equal(self) -> bool:
        return self.equality in (Equality.PROVED, Equality.NUMERIC)
