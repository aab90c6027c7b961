"""A student's or a model's lines, checked: every equality with its line, and the first line that is wrong."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tutor.check.checker import Checker, Context
from tutor.check.givens import delimited
from tutor.lesson.own_work.bare_lines import judge_bare_lines
from tutor.lesson.own_work.equality import CheckedEquality
from tutor.lesson.own_work.givens import (
    asks_results,
    given_lines,
    is_over_reals,
    letters_of,
    only_rewrites,
    solves_for_letter,
    to_rearrange,
)
from tutor.lesson.own_work.losing import with_lost
from tutor.lesson.own_work.typed_lines import typed_lines
from tutor.lesson.places import RELATION, LineFinder, Placed, with_newlines
from tutor.lesson.workshop import Workshop
from tutor.trace import Reader
from tutor.vocabulary.events import StepChecked
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Opening, Section, Statement, Step
from tutor.vocabulary.verdict import Equality, Reason, Verdict, VerdictStatus, undecided

_POLL_SECONDS = 0.05
_LONGEST = 400
_EQUATION = undecided(Reason.NO_METHOD, "there is no line before to compare it with")


def check_work(
    text: str, checker: Checker, problem: Problem | None = None, trace: str = ""
) -> Iterator[CheckedEquality]:
    """Every equality of a text in order, as soon as it is checked; lines count from 1.

    Where the problem is one to solve, the text begins where it ends: the first line follows from the
    problem's equations as any other does from the line before. Formulas alone on their lines come last,
    where they stand for the answer. A `Workshop` also tells where a solution gets lost. `trace` keeps
    texts apart that are checked at the same time.
    """
    text = with_newlines(text)
    text = _begun(text, problem.text) if problem else text
    stated = given_lines(problem.text) if problem else []
    given = "".join(f"{line}\n" for line in stated)
    found = _check_text(given + typed_lines(text, problem.text if problem else ""), checker, problem, trace)
    found = _with_equations(found, checker, f"{trace}/equation")
    own: Iterator[CheckedEquality] = (
        replace(each, line=each.line - len(stated)) for each in found if each.line > len(stated)
    )
    if problem and isinstance(checker, Workshop):
        own = with_lost(own, text, problem, checker)
    yield from own
    if problem is None:
        return
    for line, statement, verdict in judge_bare_lines(text, problem, checker):
        yield CheckedEquality(line.number, statement, verdict)


def _begun(text: str, problem: str) -> str:
    """The text with the problem's expression before a first line that begins with its equals sign."""
    start = len(text) - len(text.lstrip(" \t\n$"))
    asked = delimited(problem) if text[start : start + 1] == "=" and only_rewrites(problem) else []
    if len(asked) != 1 or len(asked[0]) > _LONGEST:
        return text
    return f"{text[:start]}{' '.join(asked[0].split())} {text[start:]}"


def _check_text(
    text: str, checker: Checker, problem: Problem | None, trace: str
) -> Iterator[CheckedEquality]:
    reader, finder, context = Reader(), LineFinder(text), _context(trace, problem)
    reader.feed(text)
    reader.finish()
    placed: dict[int, tuple[Placed, ...]] = {}
    for step in reader.steps:
        placed[step.number] = finder.place(step)
        checker.submit(step, context)
    try:
        while placed:
            for checked in checker.drain(_POLL_SECONDS, trace):
                found = zip(placed.pop(checked.number), checked.verdicts, strict=True)
                yield from (
                    _checked(each, verdict, checker, context) for each, verdict in found if _relates(each)
                )
    finally:
        checker.forget(trace)


def _with_equations(
    found: Iterable[CheckedEquality], checker: Checker, trace: str
) -> Iterator[CheckedEquality]:
    """The same, with false identities taken for equations where the next line solves them.

    2(x + 1) = 3x + 2 may be a slip or an equation: nothing but what comes after it tells. Where an
    equation in the same letters stands before it, it is held against that one.
    """
    waiting: CheckedEquality | None = None
    stated: set[frozenset[str]] = set()
    for each in found:
        if waiting:
            solved = waiting.line < each.line and _goes_on(waiting.statement, each.statement, checker, trace)
            yield replace(waiting, verdict=_EQUATION) if solved else waiting
            waiting = None
        letters = letters_of(each.statement)
        is_first = each.statement.count("=") == len(letters) == 1 and letters not in stated
        stated.add(letters)
        if is_first and _breaks_alone(each, checker, trace):
            waiting = each
        else:
            yield each
    if waiting:
        yield waiting


def _breaks_alone(found: CheckedEquality, checker: Checker, trace: str) -> bool:
    """Whether it is false by itself, whatever stands before it."""
    if found.verdict.status is not VerdictStatus.BREAKS:
        return False
    alone = _check_text(f"${found.statement}$\n", checker, None, trace)
    return any(each.verdict.status is VerdictStatus.BREAKS for each in alone)


def _goes_on(equation: str, following: str, checker: Checker, trace: str) -> bool:
    """Whether the second line is confirmed after the first and not without it."""
    after = list(_check_text(f"${equation}$\n${following}$\n", checker, None, trace))
    alone = list(_check_text(f"${following}$\n", checker, None, trace))
    return _is_confirmed(after[-1:]) and not _is_confirmed(alone)


def _is_confirmed(found: Sequence[CheckedEquality]) -> bool:
    confirmed = (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS)
    return bool(found) and all(each.verdict.status in confirmed for each in found)


def _context(trace: str, problem: Problem | None) -> Context:
    if problem is None:
        return Context(trace)
    return Context(trace, problem, is_over_reals(problem.text), asks_results(problem.text))


def first_wrong(equalities: Iterable[CheckedEquality]) -> CheckedEquality | None:
    """The equality that breaks on the earliest line, None when none does."""
    broken = [each for each in equalities if each.verdict.status is VerdictStatus.BREAKS]
    return min(broken, key=lambda each: each.line, default=None)


@dataclass(frozen=True, slots=True)
class Break:
    """The first wrong equality, and the statements that stand before it, in order."""

    wrong: CheckedEquality
    before: tuple[str, ...]


def find_break(equalities: Sequence[CheckedEquality]) -> Break | None:
    """The first wrong equality with what stands before it; None when none is wrong.

    What breaks elsewhere is left out of what stands before it.
    """
    wrong = first_wrong(equalities)
    if wrong is None:
        return None
    earlier = equalities[: next(place for place, each in enumerate(equalities) if each is wrong)]
    sound = [each.statement for each in earlier if each.verdict.status is not VerdictStatus.BREAKS]
    return Break(wrong, tuple(sound))


def _relates(placed: Placed) -> bool:
    return RELATION.search(placed.statement.text) is not None


def _checked(placed: Placed, verdict: Verdict, checker: Checker, context: Context) -> CheckedEquality:
    line = placed.lines[0]
    if verdict.status is VerdictStatus.BREAKS and len(set(placed.lines)) > 1:
        line = _breaking_line(placed, checker, context) or line
    if verdict.status is VerdictStatus.UNDECIDED and context.problem:
        found = _unlike(placed.statement.text, checker, context.problem.text)
        verdict = (
            replace(verdict, status=VerdictStatus.BREAKS, detail=found, reason=None) if found else verdict
        )
    return CheckedEquality(line, placed.statement.text, verdict)


def _unlike(text: str, checker: Checker, problem: str) -> str:
    """What shows that a line is wrong in a problem where every line says the same; empty where nothing does.

    To rewrite an expression is to write equal ones, to solve for a letter equivalent equations.
    """
    if len(text) > _LONGEST or not re.fullmatch(r"[^<>≤≥≈≠≡]*", text):
        return ""
    if given := to_rearrange(problem):
        pairs = _rearranged(given, text, for_letter=solves_for_letter(problem))
    elif only_rewrites(problem):
        members = [member.strip() for member in text.split("=")]
        pairs = [
            (one, other)
            for one, other in pairwise(members)
            if letters_of(one) and letters_of(one) == letters_of(other)
        ]
    else:
        return ""
    results = [checker.compare(one, other) for one, other in pairs]
    return next((found.detail for found in results if found.equality is Equality.DIFFERENT), "")


def _rearranged(given: str, text: str, *, for_letter: bool) -> list[tuple[str, str]]:
    """What must be equal in a line of such a problem: the equations.

    To solve for a letter also both sides of an equation that has lost another letter.
    """
    if text.count("=") != 1:
        return []
    if letters_of(text) == letters_of(given):
        return [(given, text)]
    one, other = (side.strip() for side in text.split("="))
    gone = letters_of(one) == letters_of(other) < letters_of(given) and letters_of(text)
    return [(one, other)] if for_letter and gone and min(len(one), len(other)) > 1 else []


def _breaking_line(placed: Placed, checker: Checker, context: Context) -> int | None:
    """Where a chain over lines breaks: its first link that breaks alone, else its shortest such beginning."""
    text = placed.statement.text
    signs = list(RELATION.finditer(text))
    if len(signs) != len(placed.lines):
        return None
    starts = [0, *(sign.end() for sign in signs)]
    ends = [*(sign.start() for sign in signs[1:]), len(text)]
    links = [text[start:end].strip() for start, end in zip(starts, ends, strict=False)]
    beginnings = [text[:end].strip() for end in ends]
    found = _broken([*links, *beginnings], placed.statement, checker, context)
    return next((placed.lines[index % len(links)] for index in found), None)


def _broken(texts: list[str], statement: Statement, checker: Checker, context: Context) -> list[int]:
    """Which of some texts break when each is checked on its own."""
    found = _alone(texts, statement, checker, context)
    return [
        number for number, verdict in enumerate(found) if verdict and verdict.status is VerdictStatus.BREAKS
    ]


def _alone(
    texts: list[str], statement: Statement, checker: Checker, context: Context
) -> list[Verdict | None]:
    """The verdict of each of some texts without the lines before it."""
    trace = f"{context.trace}/links"
    for number, text in enumerate(texts):
        alone = replace(statement, text=text, start=0, end=len(text))
        step = Step(number, Section.ANSWER, Opening.PARAGRAPH, text, (alone,))
        checker.submit(step, replace(context, trace=f"{trace}/{number}"))
    found: list[Verdict | None] = []
    for number in range(len(texts)):
        checked: list[StepChecked] = []
        while not checked:
            checked = checker.drain(_POLL_SECONDS, f"{trace}/{number}")
        checker.forget(f"{trace}/{number}")
        found.append(checked[0].verdict)
    return found
