"""A line that loses a solution: x = 4 after x² = 4x, x > 3 after x² > 9, cos x = 1 after cos² x = cos x.

Such a line is true of one case, and another may be still to come. It is wrong only where it is just what
a known slip makes of the line before, and the one answer of the whole work is refuted by the problem.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tutor.lesson.own_work.equality import CheckedEquality
from tutor.lesson.own_work.givens import given_lines, letters_of
from tutor.lesson.places import RELATION
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus, Verdict, VerdictStatus

_LOSING: Final = frozenset({"divided-by-letter", "one-root"})
_SQUARE: Final = re.compile(r"\^\s*\{?\s*[2-9]|[²³]")
_SINE: Final = re.compile(r"(?<![A-Za-z])(?:sin|cos|tan|cot|sec|csc)(?!h)")
_SEVERAL: Final = re.compile(r"±|\\pm(?![A-Za-z])|\bor\b|[,;]")
_ANY_INTEGER: Final = frozenset("klmn")
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
    watch = None if _WHY.search(text) else _watch(problem, workshop)
    last = watch.stated if watch else ""
    held: list[CheckedEquality] = []
    for each in found:
        if each.verdict.status is VerdictStatus.BREAKS:
            watch = None
        if held or (watch and watch.may_lose(each.statement, last)):
            held.append(each)
        else:
            last = each.statement
            yield each
    if held and watch and (missing := watch.missing(held, last)):
        held[0] = replace(held[0], verdict=Verdict(VerdictStatus.BREAKS, missing))
    yield from held


@dataclass(frozen=True, slots=True)
class _Watch:
    """The one equation or inequality of a problem, in one letter, and who judges what is made of it."""

    stated: str
    letter: str
    problem: Problem
    workshop: Workshop

    def may_lose(self, statement: str, last: str) -> bool:
        """Whether it is what a slip that loses solutions makes of the line before."""
        is_simpler = _factors(statement) < _factors(last)
        if not is_simpler or letters_of(statement) != {self.letter} or _SEVERAL.search(statement):
            return False
        slip = self.workshop.recognise([last], statement)
        return slip is not None and slip.rule in _LOSING

    def missing(self, held: list[CheckedEquality], last: str) -> str:
        """What shows that the only answer they come to is not all; empty where nothing does."""
        statements = [each.statement for each in held]
        answers = {"".join(text.split()): text for text in statements if self._is_answer(text)}
        others = [text for text in statements[1:] if not self._is_about_letter(text)]
        if len(answers) != 1 or others or not self._is_answer(statements[-1]):
            return ""
        if any(self._is_another_case(text, statements[0], last) for text in statements[1:]):
            return ""
        certificate = self.workshop.certify(
            Problem(_METHOD.sub("", self.problem.text)), next(iter(answers.values()))
        )
        return certificate.detail if certificate.status is CertificateStatus.REFUTED else ""

    def _is_another_case(self, statement: str, first: str, last: str) -> bool:
        """Whether the work goes back to where the first line lost something, and takes what that left out."""
        if self._is_answer(statement) or not self.may_lose(statement, last):
            return False
        return not self.workshop.compare(statement, first).equal

    def _is_about_letter(self, statement: str) -> bool:
        """Whether it has no other letter; an answer such as x = 2πn may have one for whole numbers."""
        own = letters_of(statement) - {self.letter}
        return not own or (len(own) == 1 and own <= _ANY_INTEGER and self._is_answer(statement))

    def _is_answer(self, statement: str) -> bool:
        """Whether the letter stands alone on its left."""
        sign = RELATION.search(statement)
        left = "" if sign is None else statement[: sign.start()].strip()
        return left.lstrip("\\") == self.letter or (len(left) == 1 and letters_of(left) == {self.letter})


def _watch(problem: Problem, workshop: Workshop) -> _Watch | None:
    stated = _stated(problem)
    names = letters_of(stated)
    return _Watch(stated, next(iter(names)), problem, workshop) if len(names) == 1 else None


def _stated(problem: Problem) -> str:
    """The one equation or inequality; bounds of its letter, as 0 ≤ x < 2π, may stand beside an equation."""
    lines = [line.strip("$") for line in given_lines(problem.text)]
    equations = [line for line in lines if "=" in line]
    if len(lines) > 1 and len(equations) == 1 and len({letters_of(line) for line in lines}) == 1:
        return equations[0]
    return lines[0] if len(lines) == 1 else ""


def _factors(statement: str) -> int:
    """A measure of what solving takes away: its squares, and its sines and their like."""
    return len(_SQUARE.findall(statement)) + len(_SINE.findall(statement))
