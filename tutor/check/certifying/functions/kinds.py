"""Which kinds there are, and the one that recognizes a whole problem."""

import re

from tutor.check.certifying.functions import (
    circles,
    division,
    domains,
    extrema,
    graphs,
    intervals,
    inverses,
    lines,
    quadratics,
    ranges,
    tangents,
)
from tutor.check.certifying.functions.asked import CheckAnswer
from tutor.check.certifying.functions.matching import Kind
from tutor.check.certifying.problems.sentences import sentence_of
from tutor.check.expressions import UnbuildableError

_LONGEST = 400
_ASSUMED = re.compile(r"\bassum", re.IGNORECASE)  # a condition that the sentence may have lost
_KINDS: tuple[Kind, ...] = (
    lines.recognize,
    tangents.recognize_lines,
    tangents.recognize_slopes,
    domains.recognize,
    ranges.recognize,
    extrema.recognize,
    intervals.recognize,
    inverses.recognize,
    division.recognize,
    circles.recognize,
    graphs.recognize,
    quadratics.recognize_numbers,
    quadratics.recognize_axes,
)


def recognize(problem: str) -> CheckAnswer | None:
    """How to check an answer to a question about a function, None when no kind understands all of it."""
    sentence = sentence_of(problem)
    if len(sentence.words) > _LONGEST or _ASSUMED.search(problem):
        return None
    try:
        return next((check for kind in _KINDS if (check := kind(problem, sentence)) is not None), None)
    except UnbuildableError:
        return None
