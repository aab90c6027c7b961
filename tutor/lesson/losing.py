"""A line that loses a solution: x = 4 after x² = 4x, x > 3 after x² > 9.

Such a line is true of one case, and another may be still to come. It is wrong only where it is just what
a known slip makes of the line before, and the one answer of the whole work is refuted by the problem.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from tutor.lesson.equality import CheckedEquality
from tutor.lesson.givens import given_lines, letters_of
from tutor.lesson.places import RELATION
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus, Verdict, VerdictStatus

_LOSING: Final = frozenset({"divided-by-letter", "one-root"})
_SQUARE: Final = re.compile(r"\^\s*\{?\s*[2-9]|[²³]")
_WHY: Final = re.compile(
    r"\b(positiv\w*|negativ\w*|reject\w*|only|lengths?|sides?|cannot|can't|not|invalid|extraneous|ignor\w*|case)\b",
    re.IGNORECASE,
)
# within the length of a clause: without a bound every "by" would be tried up to the end of the text
_METHOD: Final = re.compile(r"\b(by|using|with)\b[^.$]{0,80}(square|factor\w{0,12}|formula)\b", re.IGNORECASE)


def with_lost(
    found: Iterable[CheckedEquality], text: str, problem: Problem, workshop: Workshop
) -> Iterator[CheckedEquality]:
    """The same, a line that loses a solution with a break; from the first that may be one they come late."""
    letter = _letter(problem)
    before: list[str] = []
    held: list[CheckedEquality] = []
    is_sound = letter is not None and _WHY.search(text) is None
    for each in found:
        is_sound = is_sound and each.verdict.status is not VerdictStatus.BREAKS
        if held or (is_sound and letter and _may_lose(each, before, letter, problem, workshop)):
            held.append(each)
        else:
            before.append(each.statement)
            yield each
    if held and is_sound and letter and (missing := _missing(held, letter, problem, workshop)):
        held[0] = replace(held[0], verdict=Verdict(VerdictStatus.BREAKS, missing))
    yield from held


def _letter(problem: Problem) -> str | None:
    """The letter of the one equation or inequality that is to be solved."""
    stated = given_lines(problem.text)
    names = letters_of(stated[0].strip("$")) if len(stated) == 1 else frozenset()
    return next(iter(names)) if len(names) == 1 else None


def _may_lose(
    found: CheckedEquality, before: list[str], letter: str, problem: Problem, workshop: Workshop
) -> bool:
    """Whether it is what a slip that loses solutions makes of the line before."""
    last = before[-1] if before else given_lines(problem.text)[0].strip("$")
    squares, left = (len(_SQUARE.findall(text)) for text in (last, found.statement))
    if left >= squares or letters_of(found.statement) != {letter}:
        return False
    slip = workshop.recognise([last], found.statement)
    return slip is not None and slip.rule in _LOSING


def _missing(held: list[CheckedEquality], letter: str, problem: Problem, workshop: Workshop) -> str:
    """What shows that the only answer they come to is not all; empty where nothing does."""
    answers = {"".join(each.statement.split()) for each in held if _is_answer(each.statement, letter)}
    others = [each for each in held[1:] if letters_of(each.statement) != {letter}]
    if len(answers) != 1 or others:
        return ""
    certificate = workshop.certify(Problem(_METHOD.sub("", problem.text)), answers.pop())
    return certificate.detail if certificate.status is CertificateStatus.REFUTED else ""


def _is_answer(statement: str, letter: str) -> bool:
    """Whether the letter stands alone on its left."""
    sign = RELATION.search(statement)
    return sign is not None and statement[: sign.start()].strip() == letter
