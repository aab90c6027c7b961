"""The answer that lines without a wrong one come to, held against the problem.

Every step may be in order and the start be wrong: a_20 = 3 + 20 · 4, then a_20 = 83. No line is false by
itself there, so none is marked. What is told is that the answer does not fit, and where to look first.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tutor.check.checker import Checker
from tutor.lesson.own_work.asked_name import is_asked_for
from tutor.lesson.own_work.equality import CheckedEquality
from tutor.lesson.own_work.givens import given_lines, letters_of
from tutor.lesson.places import RELATION, with_newlines
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus

_LABELLED: Final = re.compile(
    r"(?:(?:so|thus|hence|therefore|final|the|my)\s+)*"
    r"(?:(?:answer|ans|solution|result)\s*(?:is\b|[:=])|(?:answer|ans|result)\s+(?=[-\d$])(?!\d+\s*[:.)]))\s*"
    r"(?P<answer>.+)",
    re.IGNORECASE,
)
_BOXED: Final = re.compile(r"\\boxed\{(?P<answer>[^{}]+)\}")
_NONE: Final = re.compile(
    r"(?:(?:so|thus|hence|therefore|there\s+(?:is|are))\s+)*(?P<answer>no\s+(?:real\s+)?solutions?)\W*",
    re.IGNORECASE,
)
# a letter with or without an index, or the name of a quantity: a_20, a20, \det A, P
_NAME: Final = re.compile(r"(?:\\?det\s*\(?\s*)?[A-Za-z](?:_?\d+|_\{?\w+\}?)?\s*\)?")
_WORDS: Final = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){0,3}")
_SIDES: Final = re.compile(r"(?:lhs|rhs|ls|rs|left|right|check|test|proof|probe)\b", re.IGNORECASE)
# several answers, one that is left out for a reason, or one that may be rounded
_SEVERAL: Final = re.compile(
    r"±|∨|\+-|\\pm|\\vee|\b(?:or|oder|and|case|positiv\w*|negativ\w*|reject\w*|only|not|cannot|can't|cant)\b",
    re.IGNORECASE,
)
_ROUNDED: Final = re.compile(r"≈|~|\\approx|\d[.,]\d|\b(?:about|approx\w*|roughly)\b")
_OTHER_SIGN: Final = re.compile(r"[<>≤≥≈≠≡]|\\[A-Za-z]*(?:eq|lt|gt|le|ge|ne|sim|approx|equiv)")
_CONFIRMED: Final = (CertificateStatus.PROVED, CertificateStatus.SUPPORTED)
# no D, a, b or c, which have values on the way
_UNKNOWNS: Final = frozenset("tuvwxyzmnpqrs")
_LONGEST: Final = 120
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class UnfittingAnswer:
    """An answer that the problem refutes, what shows it, and the first line that could not be checked."""

    answer: str
    witness: str
    look_at: int | None = None

    @property
    def advice(self) -> str:
        """Where to look, in a sentence that tells nothing of the answer."""
        return where_to_look(self.look_at)


def where_to_look(line: int | None) -> str:
    """The first line that could not be checked, or the start of the work where there is none."""
    if line is None:
        return "Look at how the work begins: is it what the problem asks for?"
    return f"Look first at line {line}: it could not be checked."


def unfitting_answer(
    text: str, found: Sequence[CheckedEquality], problem: Problem, checker: Checker
) -> UnfittingAnswer | None:
    """What the problem refutes in work without a wrong line; None where the answer fits or can't be told."""
    answer = _answer(with_newlines(text), found, problem)
    if not answer or len(answer) > _LONGEST or _ROUNDED.search(answer):
        return None
    certificate = checker.certify(problem, answer)
    if certificate.status is not CertificateStatus.REFUTED or _stands_before(found, problem, checker):
        return None
    open_lines = [each.line for each in found if each.verdict.status is VerdictStatus.UNDECIDED]
    return UnfittingAnswer(answer, certificate.detail, min(open_lines, default=None))


def _stands_before(found: Sequence[CheckedEquality], problem: Problem, checker: Checker) -> bool:
    """Whether the right answer is a value somewhere in the lines, and what comes last is something else."""
    values = dict.fromkeys(_members(each.statement)[-1] for each in found)
    numbers = [value for value in values if not letters_of(value) and len(value) <= _LONGEST][-_MOST:]
    return any(checker.certify(problem, value).status in _CONFIRMED for value in numbers)


def _answer(text: str, found: Sequence[CheckedEquality], problem: Problem) -> str:
    """What the last line says is the answer, or the value that it gives to a name; empty for others."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        return ""
    number, last = lines[-1]
    labelled = [line for _, line in lines if _BOXED.search(line) or _LABELLED.match(line)]
    if (said := _BOXED.search(last) or _LABELLED.match(last)) is not None:
        return said["answer"].strip(" .!$") if len(labelled) == 1 else ""
    if _SEVERAL.search(text):
        return ""
    if (none := _NONE.fullmatch(last)) is not None:
        return "" if any(_is_value_of_letter(each.statement) for each in found) else none["answer"]
    if not found or not _ends_in(found[-1], number, last):
        return ""
    head = _members(last)[0]
    return _named_value(found, head if _WORDS.fullmatch(head) and not _SIDES.match(head) else "", problem)


def _is_value_of_letter(statement: str) -> bool:
    """Whether it says what x is: a solution, whatever comes after it."""
    head, *others = _members(statement)
    return bool(others) and head in _UNKNOWNS and not letters_of(others[-1])


def _ends_in(found: CheckedEquality, number: int, line: str) -> bool:
    """Whether the last line is that of the equality, or goes on with its chain."""
    if found.line == number:
        return True
    member = _members(found.statement)[-1]
    return RELATION.match(line) is not None and "".join(line.split()).endswith("".join(member.split()))


def _named_value(found: Sequence[CheckedEquality], words: str, problem: Problem) -> str:
    """The number that the last equality gives a name or words; with its letter where one is asked for."""
    statement = found[-1].statement
    name, *members = [words, *_members(statement)] if words else _members(statement)
    if (
        not members
        or _is_given(members, problem)
        or not (words or _NAME.fullmatch(name))
        or _OTHER_SIGN.search(statement)
        or letters_of(members[-1])
    ):
        return ""
    if not (given := given_lines(problem.text)):
        return members[-1] if is_asked_for(name, problem.text) else ""
    is_asked = len(given) == 1 and "=" in given[0] and letters_of(given[0].strip("$")) == {name}
    same_name = [other for each in found if (other := _members(each.statement))[0] == name]
    said = {"".join(other[-1].split()) for other in same_name}
    plain = not any(map(letters_of, members))
    return f"{name} = {members[-1]}" if is_asked and plain and len(said) == 1 else ""


def _is_given(members: Sequence[str], problem: Problem) -> bool:
    """Whether it only says over what the problem says: work that has just begun has no answer."""
    said = rf"(?<![\d.,]){re.escape(members[0])}(?![\d.,]*\d)"
    return len(members) == 1 and re.search(said, problem.text) is not None


def _members(statement: str) -> list[str]:
    """What stands between the relation signs."""
    return [member.strip() for member in RELATION.split(statement)]
