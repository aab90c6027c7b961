"""The answer of a trace: what each text offers as one, and which offer counts."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.trace.boxed import last_boxed
from tutor.trace.conclusions import last_conclusion
from tutor.trace.kinds import Kind, classify
from tutor.trace.phrases import last_phrase
from tutor.trace.results import last_result
from tutor.trace.spans import mask_code
from tutor.vocabulary.step import Answer, AnswerSource, Section, Statement

_CHECK = re.compile(
    r"\b(?:verify|verification|check(?:ing)?|double[- ]?check|confirm|substitut\w+[^.]* back)\b",
    re.IGNORECASE,
)
_HEAD_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Offers:
    """What a piece of text offers as the answer, by the way it is said.

    While the model checks what it found, the equations it writes are no results;
    a concluding sentence or a turn ends the check.
    """

    boxed: str | None = None
    phrase: str | None = None
    result: str | None = None
    checking: bool = False
    concludes: bool = False
    turns: bool = False

    def then(self, later: "Offers") -> "Offers":
        """These offers, replaced where a later text has its own."""
        ends_check = later.concludes or later.turns
        checking = later.checking or (self.checking and not ends_check)
        result = (
            self.result if checking and self.result and not later.concludes else later.result or self.result
        )
        return Offers(later.boxed or self.boxed, later.phrase or self.phrase, result, checking)


NO_OFFERS = Offers()

# The student's section comes first; a result that was only computed counts when nothing was announced.
_ORDER = (
    (Section.ANSWER, AnswerSource.BOXED),
    (Section.ANSWER, AnswerSource.PHRASE),
    (Section.THINKING, AnswerSource.BOXED),
    (Section.THINKING, AnswerSource.PHRASE),
    (Section.ANSWER, AnswerSource.LAST_RESULT),
    (Section.THINKING, AnswerSource.LAST_RESULT),
)


def read_offers(text: str, statements: Sequence[Statement]) -> Offers:
    """What a step offers, from its text and the statements read in it."""
    masked = mask_code(text)
    conclusion = last_conclusion(masked)
    value, end = conclusion or (None, 0)
    return Offers(
        last_boxed(masked),
        last_phrase(masked),
        last_result(masked, statements, end) or value,
        checking=_CHECK.search(masked[:_HEAD_CHARACTERS]) is not None and not conclusion,
        concludes=conclusion is not None,
        turns=classify(masked) is Kind.TURN,
    )


def choose(offers: Mapping[Section, Offers]) -> Answer | None:
    """The answer, by section and by how firmly it was said."""
    for section, source in _ORDER:
        offer = offers.get(section, NO_OFFERS)
        text = {
            AnswerSource.BOXED: offer.boxed,
            AnswerSource.PHRASE: offer.phrase,
            AnswerSource.LAST_RESULT: offer.result,
        }[source]
        if text:
            return Answer(text, source)
    return None


def announced(offers: Offers) -> Answer | None:
    """What a step of the thinking announces as an answer, boxed or in words."""
    if offers.boxed:
        return Answer(offers.boxed, AnswerSource.BOXED)
    return Answer(offers.phrase, AnswerSource.PHRASE) if offers.phrase else None
