"""What every exported form says of an attempt, in words."""

from collections.abc import Iterator

from tutor.render.glyphs import UNICODE
from tutor.render.unfinished import UnfinishedText
from tutor.render.wording import (
    certificate_words,
    disagreement_words,
    ending_words,
    figures,
    finding_words,
    findings,
)
from tutor.vocabulary.attempt import Attempt, AttemptState
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import Certificate

SECTION_WORDS = {Section.THINKING: "Thinking", Section.ANSWER: "Explanation"}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def when(attempt: Attempt) -> str:
    """The time of the question where the student is, to the minute."""
    return f"{attempt.asked_at.astimezone():%Y-%m-%d %H:%M}"


def choices(attempt: Attempt) -> Iterator[tuple[str, str]]:
    """The letters and texts of a problem with choices."""
    return zip(_LETTERS, attempt.problem.choices, strict=False)


def badge(checked: CheckedStep) -> str:
    """A sign and the word for it, `✓ holds`; empty where nothing was checked."""
    if checked.verdict is None:
        return ""
    return f"{UNICODE.badge(checked)} {checked.verdict.status.value}"


def found(checked: CheckedStep) -> list[str]:
    """A line for each statement that breaks."""
    return [finding_words(verdict) for verdict in findings(checked, verbose=False)]


def certificate_rest(certificate: Certificate) -> str:
    """How it was checked, after the word that says how far."""
    return UNICODE.separator.join(certificate_words(certificate)[1:])


def remarks(attempt: Attempt) -> list[str]:
    """What else is to be said of the answer: that the text disagrees, how the text ended."""
    if solution := attempt.solution:
        disagreement = disagreement_words(solution) if solution.disagreement else ""
        return list(filter(None, [disagreement, ending_words(solution)]))
    if attempt.state is AttemptState.RUNNING:
        return ["still being answered"]
    return ["broke off before the answer; what was written until then is here"]


def last_line(attempt: Attempt) -> str:
    """Tokens, time, model, seed; of an attempt that broke off, what is known of it."""
    if solution := attempt.solution:
        return UNICODE.separator.join(figures(solution))
    parts = [attempt.model, "" if attempt.seed is None else f"seed {attempt.seed}"]
    return UNICODE.separator.join(filter(None, parts))


def unfinished_text(attempt: Attempt) -> str:
    """What was written and belongs to no finished step, of an attempt that broke off."""
    if attempt.solution:
        return ""
    rest = UnfinishedText()
    rest.add(attempt.thinking_text + "\n" + attempt.answer_text)
    for checked in attempt.steps:
        rest.cut(checked.step.text)
    return rest.text.strip()
