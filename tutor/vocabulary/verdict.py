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
    NOTHING_CLAIMED = "nothing claimed"  # a bare expression, a letter: there is nothing to decide


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


def claims(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts on statements that claim something."""
    return [verdict for verdict in verdicts if verdict.reason is not Reason.NOTHING_CLAIMED]


def summarize(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The one verdict of a step: a break wins, then what was confirmed, then doubt; None for no claim.

    Where not all was confirmed, a front door says so beside it: see `tally`.
    """
    order = (VerdictStatus.BREAKS, VerdictStatus.HOLDS, VerdictStatus.FOLLOWS, VerdictStatus.UNDECIDED)
    return min(claims(verdicts), key=lambda verdict: order.index(verdict.status), default=None)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a step's claims were confirmed."""

    confirmed: int
    claims: int

    @property
    def partial(self) -> bool:
        return 0 < self.confirmed < self.claims


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """Count what was confirmed among what was claimed."""
    found = claims(verdicts)
    confirmed = (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS)
    return Tally(sum(verdict.status in confirmed for verdict in found), len(found))


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


@dataclass(frozen=True, slots=True)
class Solved:
    """An answer found without a model, as LaTeX, and the certificate that proves it."""

    answer: str
    certificate: Certificate


class Equality(StrEnum):
    """What comparing two answers can find."""

    PROVED = "equal (proved)"
    NUMERIC = "equal (numeric)"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


class Unread(StrEnum):
    """Which of two answers could not be read."""

    EXPECTED = "expected"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether a given answer equals the expected one; `detail` holds the witness or the reason."""

    equality: Equality
    detail: str = ""
    form: str = ""  # set when the value is right and the form asked for is not
    unread: Unread | None = None

    @property
    def equal(self) -> bool:
        return self.equality in (Equality.PROVED, Equality.NUMERIC)
