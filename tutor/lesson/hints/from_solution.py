"""The ladder of a free problem: cut from a checked solution, or made of its known answer alone."""

import re
from typing import Final

from tutor.lesson.hints.cutting import middle_rungs, solution_rung
from tutor.lesson.hints.ideas import approach_to
from tutor.lesson.hints.ladder import Ladder, NoLadder, Rung, RungKind
from tutor.lesson.hints.leaks import Comparing, LeakTest
from tutor.vocabulary.events import CheckedStep, Ending, Known, Solution
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus

READ_AGAIN: Final = "Read the problem again: what is to be found, what is given?"
_SENTENCE: Final = re.compile(r"(?<=[.?!])\s+(?=[A-Z$\\(])")
_ASKS: Final = re.compile(
    r"\?\s*$|^\W*(?:solve|find|calculate|compute|evaluate|simplify|factor\w*|expand|differentiate|integrate"
    r"|determine|show|prove|write|express|how|what|which|give|convert|round|sketch|draw|work out)\b",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"^\s*(?:#+\s*|\d{1,2}[.)]\s+|[-*]\s+)?(?:step\s*\d+\s*[:.]\s*)?", re.IGNORECASE
)
_FILLER: Final = re.compile(r"\bstep[- ]by[- ]step\b|^(?:sure|okay|certainly|of course)\b", re.IGNORECASE)
_LONGEST_STEP: Final = 600
_FEWEST_WORDS: Final = 2
_NO_STEPS: Final = "The answer was found without a model, so no worked steps are at hand."


def known_ladder(known: Known, checker: Comparing) -> Ladder | NoLadder:
    """The ladder of a problem that the checker answered alone: general hints of its kind, then the answer.

    There are no worked steps then; a problem whose kind is not known gets no ladder this way.
    """
    if approach_to(known.problem.text) is None:
        return NoLadder("The answer is known, but no steps that lead to it.")
    rungs = general_rungs(known.problem, LeakTest(checker, known.problem.text, known.answer.text))
    rungs.append(solution_rung([_NO_STEPS], known.answer.text))
    return Ladder(known.problem.text, tuple(rungs), known.certificate)


def solution_ladder(problem: Problem, solution: Solution, checker: Comparing) -> Ladder | NoLadder:
    """The ladder cut from a model's solution. Steps that break are left out; a refuted answer gives none."""
    refused = _refused(solution)
    if refused:
        return refused
    assert solution.answer is not None
    test = LeakTest(checker, problem.text, solution.answer.text)
    rungs = [_asked_rung(problem, test)]
    approach = approach_to(problem.text)
    if approach and not test.leaks(approach.idea):
        rungs.append(Rung(RungKind.IDEA, approach.idea))
    sound = [_words(step) for step in _sound_steps(solution)]
    steps = middle_rungs(((text, "") for text in sound if not _only_says(text, test)), test)
    if not steps and approach:
        general = ((RungKind.FIRST_MOVE, approach.first), (RungKind.STEP, approach.then))
        steps = [Rung(kind, text) for kind, text in general if not test.leaks(text)]
    rungs += [*steps, solution_rung(sound, solution.answer.text)]
    return Ladder(problem.text, tuple(rungs), solution.certificate)


def general_rungs(problem: Problem, test: LeakTest) -> list[Rung]:
    """What is asked, and how problems of its kind are gone about, where that kind is known."""
    approach = approach_to(problem.text)
    told = (
        [
            (RungKind.IDEA, approach.idea),
            (RungKind.FIRST_MOVE, approach.first),
            (RungKind.STEP, approach.then),
        ]
        if approach
        else []
    )
    return [_asked_rung(problem, test), *(Rung(kind, text) for kind, text in told if not test.leaks(text))]


def _asked_rung(problem: Problem, test: LeakTest) -> Rung:
    """What is asked, and what is known, in the problem's own words."""
    sentences = [each.strip() for each in _SENTENCE.split(problem.text.strip()) if each.strip()]
    asking = [each for each in sentences if _ASKS.search(each)] or sentences[-1:]
    known = [each for each in sentences if each not in asking]
    text = " ".join(asking)
    text += f"\n\nKnown: {' '.join(known)}" if known else ""
    return Rung(RungKind.ASKED, test.cut(text) or READ_AGAIN)


def _sound_steps(solution: Solution) -> list[CheckedStep]:
    """The steps that may be told: none that breaks, the written ones before the thinking."""
    written = [step for step in solution.steps if step.step.section is Section.ANSWER]
    chosen = [step for step in written or solution.steps if not _breaks(step)]
    return [step for step in chosen if step.step.text.strip() and not _FILLER.search(step.step.text)]


def _refused(solution: Solution) -> NoLadder | None:
    if solution.ending is Ending.CANCELLED:
        return NoLadder("The solution was stopped before it was whole.")
    if solution.answer is None:
        return NoLadder("The solution has no answer, so nothing can be built on it.")
    if solution.certificate.status is CertificateStatus.REFUTED:
        return NoLadder("The answer of this solution is refuted: hints from it would lead astray.")
    return None


def _breaks(step: CheckedStep) -> bool:
    found = [*step.verdicts, *([step.verdict] if step.verdict else [])]
    return any(verdict.status is VerdictStatus.BREAKS for verdict in found)


def _words(step: CheckedStep) -> str:
    text = _NUMBERED.sub("", step.step.text.strip(), count=1).strip()
    return text if len(text) <= _LONGEST_STEP else text[:_LONGEST_STEP].rsplit(maxsplit=1)[0] + " …"


def _only_says(text: str, test: LeakTest) -> bool:
    """Whether a step is nothing but the answer: what is left beside it is hardly a word."""
    if not test.leaks(text):
        return False
    left = re.findall(r"[A-Za-z]{3,}", re.sub(r"\$[^$]*\$|\\[A-Za-z]+", " ", test.cut(text)))
    return len(left) <= _FEWEST_WORDS
