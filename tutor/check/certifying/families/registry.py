"""The kinds there are, asked in order: the first that recognizes the whole problem decides."""

from collections.abc import Callable

from tutor.check.certifying.families import (
    arrangements,
    clock,
    consecutive,
    conversions,
    counting,
    interest,
    motion,
    number_forms,
    percent_changes,
    prices,
    probability,
    roman,
    shares,
    whole_numbers,
)
from tutor.check.certifying.figures import kinds as figures
from tutor.check.certifying.functions import kinds as functions
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Certificate

CheckAnswer = Callable[[Node], Certificate]
"""Checks the tree of an answer against the problem that was recognized."""

Recognize = Callable[[str], CheckAnswer | None]
"""None unless the whole sentence of the problem is understood."""

KINDS: tuple[Recognize, ...] = (
    probability.recognize,
    counting.recognize,
    arrangements.recognize,
    number_forms.recognize,
    roman.recognize,
    prices.recognize,
    percent_changes.recognize,
    interest.recognize,
    shares.recognize,
    motion.recognize,
    clock.recognize,
    conversions.recognize,
    whole_numbers.recognize,
    consecutive.recognize,
    functions.recognize,
    figures.recognize,
)


def recognize(problem: str) -> CheckAnswer | None:
    """How to check an answer to this problem, None when no kind understands all of it."""
    return next((check for kind in KINDS if (check := kind(problem)) is not None), None)
