"""The answer of a trace: what each text offers as one, and which offer counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tutor.trace.boxed import last_boxed
from tutor.trace.phrases import last_phrase
from tutor.trace.results import last_result
from tutor.trace.spans import mask_code
from tutor.vocabulary.step import Answer, AnswerSource, Section, Statement


@dataclass(frozen=True, slots=True)
class Offers:
    """What a piece of text offers as the answer, by the way it is said."""

    boxed: str | None = None
    phrase: str | None = None
    result: str | None = None

    def then(self, later: "Offers") -> "Offers":
        """These offers, replaced where a later text has its own."""
        return Offers(later.boxed or self.boxed, later.phrase or self.phrase, later.result or self.result)


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


def read_offers(text: str, read: Callable[[], Sequence[Statement]]) -> Offers:
    """What a step's text offers; `read` gives its statements."""
    masked = mask_code(text)
    return Offers(last_boxed(masked), last_phrase(masked), last_result(masked, read()))


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
