"""One break explained: by the model where its own mathematics stands the check, else by what was found.

The model is asked about one line only, with the line before it, what shows that it is wrong, and the slip
where one was named. Its reply streams as the events of any reply; `Explained` comes last. A reply that says
something false, or corrects the line to what doesn't follow, is not passed on as an explanation: `fault` says
why, and `text` is put together from the witness and the slip instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tutor.check.checker import Checker
from tutor.engine.interface import Engine, Message, Role
from tutor.lesson.own_work import Break, check_work
from tutor.lesson.slip import Slip
from tutor.solve import SolveOptions
from tutor.solve.dialogue import defused
from tutor.solve.reply import Reply
from tutor.strategy.budget import Budget
from tutor.strategy.stopping import UNVERIFIED
from tutor.trace import ThinkingMarks
from tutor.vocabulary.events import CheckedStep, Ending, Event, Started
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import VerdictStatus

_THINKING_TOKENS: Final = 512
_REPLY_TOKENS: Final = 320
_LONGEST: Final = 600  # characters of a line or of a detail that is quoted
_KNOWN_LINES: Final = 3
_SPACE: Final = re.compile(r"[\s$]|\\[,;:! ]|\\(?:left|right)(?![A-Za-z])")
_AS_RIGHT: Final = re.compile(r"\b(right|correct|should\s+(be|read)|must\s+be)\b", re.IGNORECASE)
_AS_WRONG: Final = re.compile(r"\b(not|wrong|incorrect|instead|mistake|wrote|your)\b|n't\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be explained: the break, the slip where one was named, and the problem where it is known."""

    broken: Break
    slip: Slip | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """The explanation to show. `fault` says why the model's own was not taken; empty where it was.

    `interrupted` says that the student did not want to wait for it (Ctrl-C).
    """

    text: str
    by_model: bool
    fault: str = ""
    interrupted: bool = False
    name: str = "explained"


def mechanical(asked: Asked) -> str:
    """An explanation from the witness and the slip alone, with formulas between dollar signs."""
    wrong = asked.broken.wrong
    said = [f"Line {wrong.line} is wrong: ${wrong.statement}$."]
    if asked.broken.before:
        said.append(f"Before it stands ${asked.broken.before[-1]}$.")
    if asked.slip is not None:
        said.append(asked.slip.detail)
    if wrong.verdict.detail:
        said.append(f"What shows it: {wrong.verdict.detail.rstrip('.')}.")
    return " ".join(said)


def explain_break(
    asked: Asked, engine: Engine, checker: Checker, options: SolveOptions
) -> Iterator[Event | Explained]:
    """Have the model explain a break, yielding events as they happen; the last is `Explained`.

    Raises `EngineError`.
    """
    messages = [Message(Role.SYSTEM, options.system)] if options.system else []
    messages.append(Message(Role.USER, explaining_prompt(asked, options.marks)))
    branch = engine.open(messages, options.sampling)
    thinking = min(options.budget.thinking, _THINKING_TOKENS, branch.room // 2)
    budget = Budget(thinking, answer=min(options.budget.answer, _REPLY_TOKENS))
    options = replace(options, budget=budget, stopping=UNVERIFIED, votes=1)
    problem = _as_problem(asked)
    walk = Reply(problem, branch, checker, options, can_probe=False, shown=True)
    try:
        yield Started(problem, engine.model, options.sampling.seed, engine.facts, budget.thinking)
        if options.opening:
            branch.feed(options.opening)
        while walk.ending is None:
            yield from walk.advance()
        if walk.ending is Ending.CANCELLED:
            yield Explained(mechanical(asked), by_model=False, fault="stopped before the model was done")
            return
        yield from walk.drain()
        text = walk.reader.answer_text.strip()
        fault = fault_of(text, walk.steps(), asked, checker)
        yield Explained(mechanical(asked) if fault else text, by_model=not fault, fault=fault)
    finally:
        walk.close()


def explaining_prompt(asked: Asked, marks: ThinkingMarks) -> str:
    """The question to the model. What the student wrote is quoted, without control characters and tags."""
    broken = asked.broken

    def quoted(text: str) -> str:
        return " ".join(defused(text, marks).split())[:_LONGEST]

    parts = []
    if asked.problem is not None:
        parts.append(f"A student works on this problem:\n> {quoted(asked.problem.text)}")
    if broken.before:
        parts.append(f"This line of the student is right:\n> ${quoted(broken.before[-1])}$")
    parts.append(f"This line of the student is wrong:\n> ${quoted(broken.wrong.statement)}$")
    if broken.wrong.verdict.detail:
        parts.append(f"A computer algebra check shows it: {quoted(broken.wrong.verdict.detail).rstrip('.')}.")
    if asked.slip is not None:
        parts.append(f"The slip: {asked.slip.detail}")
    parts.append(
        "Explain to the student in two or three sentences what went wrong in this one line, and give the "
        "line as it should be. Do not solve the rest of the problem."
    )
    return "\n\n".join(parts)


def fault_of(text: str, steps: tuple[CheckedStep, ...], asked: Asked, checker: Checker) -> str:
    """Why an explanation can't be passed on; empty where nothing speaks against it."""
    if not text:
        return "the model wrote no explanation"
    said = [
        (step, statement.text, verdict.status)
        for step in steps
        if step.step.section is Section.ANSWER
        for statement, verdict in zip(step.step.statements, step.verdicts, strict=False)
    ]
    for step, statement, status in said:
        if _is_known(statement, asked):
            continue
        if _is_the_wrong_one(statement, asked, checker):
            if _is_put_as_right(step.step.text, statement):
                return f"the model gives the wrong line as the right one: {statement}"
        elif status is VerdictStatus.BREAKS or _breaks_alone(statement, asked, checker):
            return f"the model says {statement}, which is wrong"
    return ""


def _as_problem(asked: Asked) -> Problem:
    """What the reply's equations are checked with: the problem, and the lines that stand before the break."""
    known = "\n".join(f"${line}$" for line in asked.broken.before[-_KNOWN_LINES:])
    return Problem("\n".join(filter(None, [asked.problem.text if asked.problem else "", known])))


def _is_known(statement: str, asked: Asked) -> bool:
    return _plain(statement) in map(_plain, asked.broken.before)


def _is_the_wrong_one(statement: str, asked: Asked, checker: Checker) -> bool:
    wrong = asked.broken.wrong.statement
    if _plain(statement) == _plain(wrong) or _plain(wrong).endswith(_plain(statement)):
        return True
    return "=" in statement and "=" in wrong and checker.compare(wrong, statement).equal


def _is_put_as_right(text: str, statement: str) -> bool:
    """Whether the words just before it call the wrong line right."""
    before = text.partition(statement)[0]
    clause = re.split(r"[.!?:;,]\s|\n", before)[-1]
    return bool(_AS_RIGHT.search(clause)) and not _AS_WRONG.search(clause)


def _breaks_alone(statement: str, asked: Asked, checker: Checker) -> bool:
    """Whether it breaks as the next line of the student's work, without the words that may excuse it."""
    lines = [*asked.broken.before[-_KNOWN_LINES:], statement]
    text = "\n".join(f"${' '.join(line.split())}$" for line in lines)
    checked = list(check_work(text, checker, asked.problem, "explained"))
    return bool(
        checked and checked[-1].line == len(lines) and checked[-1].verdict.status is VerdictStatus.BREAKS
    )


def _plain(statement: str) -> str:
    return _SPACE.sub("", statement)
