"""What recognizes a question about a figure."""

from collections.abc import Callable

from tutor.check.certifying.families.plain_numbers import plain_words
from tutor.check.certifying.figures.angles import angle_asked, certify_angle
from tutor.check.certifying.figures.measured import certify_measure
from tutor.check.certifying.figures.sentences import measured
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Certificate

_LONGEST = 300


def recognize(problem: str) -> Callable[[Node], Certificate] | None:
    """How to check a measure of a figure or an angle, None when the sentence is not understood whole."""
    words = plain_words(problem)
    if not words or len(words) > _LONGEST or "assum" in problem.lower():
        return None
    angle = angle_asked(words, problem)
    if angle is not None:
        return lambda answer: certify_angle(angle, answer)
    asked = measured(words, problem)
    return None if asked is None else lambda answer: certify_measure(asked, answer)
