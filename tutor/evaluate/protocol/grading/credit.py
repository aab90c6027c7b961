"""What a sample counts for, by one grader or by both together."""

from collections.abc import Callable
from enum import StrEnum

from tutor.evaluate.protocol.results.sample import DIFFERENT, EQUAL, UNDECIDED, Grade, Sample

Credit = Callable[[Sample], bool]


class Outcome(StrEnum):
    """Of one sample."""

    RIGHT = "right"
    WRONG = "wrong"
    UNDECIDED = "undecided"


_OUTCOMES = {EQUAL: Outcome.RIGHT, DIFFERENT: Outcome.WRONG, UNDECIDED: Outcome.UNDECIDED}


def outcome_of(sample: Sample) -> Outcome:
    """Our word where it decides: a proof or a witness; else Math-Verify's; else nobody's."""
    ours = _OUTCOMES[sample.tutor.verdict]
    if ours is not Outcome.UNDECIDED or sample.math_verify is None:
        return ours
    return _OUTCOMES[sample.math_verify.verdict]


def counts(sample: Sample) -> bool:
    """Whether the sample counts as right by the protocol: an answer of its own, found right."""
    return not sample.asked and outcome_of(sample) is Outcome.RIGHT


def counts_with_asked(sample: Sample) -> bool:
    """The same where an answer asked for at the cut counts like any other."""
    return outcome_of(sample) is Outcome.RIGHT


def counts_by(grade: Callable[[Sample], Grade | None]) -> Credit:
    """The protocol's count by one grader alone; undecided counts as wrong."""

    def credit(sample: Sample) -> bool:
        found = grade(sample)
        return not sample.asked and found is not None and found.verdict == EQUAL

    return credit
