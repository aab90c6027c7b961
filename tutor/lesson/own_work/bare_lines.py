"""Lines without any relation sign: `(x + 3)^2` and below it `x^2 + 6x + 9`, the last one meant as the answer.

Nothing says what such a line claims, and one in the middle may be work on the side. So only the last
one is checked, as an answer to the problem, and with it the lines before that have the same value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from tutor.check.checker import Checker
from tutor.lesson.own_work.givens import only_rewrites
from tutor.lesson.places import RELATION
from tutor.lesson.quoted import quoted
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus, Equality, Verdict, VerdictStatus

_FORMULA: Final = re.compile(
    r"(?:\\[A-Za-z]+|\b(?:sin|cos|tan|ln|log|exp|sqrt|pi)\b|(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z])|[^A-Za-z])+"
)
_LONGEST: Final = 400
_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class BareLine:
    """A line that is one formula; `number` counts from 1."""

    number: int
    text: str


def judge_bare_lines(
    text: str, problem: Problem, checker: Checker
) -> Iterator[tuple[BareLine, str, Verdict]]:
    """The lines that stand for the answer, each with the statement it makes and its verdict."""
    lines = _bare_lines(text)
    if not lines:
        return
    status = _status(lines[-1], problem, checker)
    if status not in (CertificateStatus.PROVED, CertificateStatus.REFUTED):
        return
    last, before = lines[-1], lines[:-1]
    same = [last, *takewhile(lambda line: checker.compare(line.text, last.text).equal, reversed(before))]
    if status is CertificateStatus.REFUTED:
        yield _broken(same[-1], before[: len(lines) - len(same)], problem, checker)
        return
    for line in reversed(same):
        yield line, line.text, Verdict(VerdictStatus.HOLDS, "its value is what is asked for")


def _broken(
    line: BareLine, earlier: list[BareLine], problem: Problem, checker: Checker
) -> tuple[BareLine, str, Verdict]:
    """The first line with the wrong value, held against what it was made from where that is known."""
    if earlier and _status(earlier[-1], problem, checker) is not CertificateStatus.REFUTED:
        sources = [earlier[-1].text]
    else:
        sources = quoted(problem.text) if only_rewrites(problem.text) else []
    if len(sources) == 1:
        found = checker.compare(sources[0], line.text)
        if found.equality is Equality.DIFFERENT:
            return line, f"{sources[0]} = {line.text}", Verdict(VerdictStatus.BREAKS, found.detail)
    return line, line.text, Verdict(VerdictStatus.BREAKS, "it is not what is asked for")


def _status(line: BareLine, problem: Problem, checker: Checker) -> CertificateStatus:
    return checker.certify(problem, line.text).status


def _bare_lines(text: str) -> list[BareLine]:
    """The lines that are formulas; none where the last line is no formula or one begins with a sign."""
    lines = [BareLine(number, line.strip(" \t$")) for number, line in enumerate(text.split("\n"), start=1)]
    lines = [line for line in lines if line.text]
    if not lines or len(lines) > _MOST or any(RELATION.match(line.text) for line in lines):
        return []
    bare = [line for line in lines if len(line.text) <= _LONGEST and _is_formula(line.text)]
    return bare if bare and bare[-1] == lines[-1] else []


def _is_formula(text: str) -> bool:
    return _FORMULA.fullmatch(text) is not None and RELATION.search(text) is None
