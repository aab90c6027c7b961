"""The fast path: what the checker can solve alone is shown at once, and the model only explains it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from tutor.check.checker import Checker
from tutor.engine.interface import Branch, Engine, Message, Role
from tutor.solve.options import SolveOptions, prompt_messages
from tutor.solve.run import Times, solve, sum_up
from tutor.solve.walk import Walk
from tutor.strategy.budget import Budget
from tutor.strategy.stopping import UNVERIFIED
from tutor.vocabulary.events import Answered, Ending, Event, Finished, Known, Started
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, AnswerSource

_EXPLAINING = (
    "Write the shortest complete solution of the problem for a student: two to four lines, "
    "one formula in each with a few words before it. No introduction, no headings, no check, "
    "and do not repeat the problem. "
    "Its answer is known and right: {answer}. End with the final answer within \\boxed{{}}."
)
# what makes small models calculate at once, a formula a line, instead of telling what they are going to do
_LEAD = "The calculation, one line a step:\n\n\\["
_EXPLANATION_TOKENS = 1024


def solve_fast(
    problem: Problem, checker: Checker, start: Callable[[], tuple[Engine, SolveOptions]]
) -> Iterator[Event]:
    """`solve`, with the answer first where no model is needed for it. `start` loads the model, when it is."""
    known = _solve_alone(problem, checker)
    if known is not None:
        yield known
    engine, options = start()
    if known is None:
        yield from solve(problem, engine, checker, options)
    else:
        yield from explain(problem, known, engine, checker, options)


def explain(
    problem: Problem, known: Known, engine: Engine, checker: Checker, options: SolveOptions
) -> Iterator[Event]:
    """Have the model explain a known answer without thinking; its steps are checked as always."""
    yield Started(problem, engine.model, options.sampling.seed, engine.facts)
    times = Times(options.clock())
    walk = open_explanation(problem, known.answer.text, engine, checker, options)
    try:
        while walk.ending is None:
            yield from walk.advance()
            times.note_text(walk, options.clock)
        times.generated = options.clock()
        cancelled = walk.ending is Ending.CANCELLED
        if not cancelled:
            yield from walk.drain()
            yield Answered(known.answer)
        times.end = options.clock()
        solution = sum_up(walk, known.answer, known.certificate, times, engine.model, options)
        yield Finished(
            replace(solution, disagreement="" if cancelled else _disagreement(walk, known, checker))
        )
    finally:
        walk.close()


def open_explanation(
    problem: Problem, answer: str, engine: Engine, checker: Checker, options: SolveOptions
) -> Walk:
    """A branch that begins to explain a known answer, its thinking opened and closed."""
    branch = engine.open(explaining_messages(problem, answer, options), options.sampling)
    opening = _closed_thinking(branch, options)
    branch.feed(opening + _LEAD)
    options = replace(
        options, budget=Budget(0, _EXPLANATION_TOKENS), stopping=UNVERIFIED, opening=opening, lead=_LEAD
    )
    return Walk(problem, branch, checker, options, can_probe=False, shown=True)


def _solve_alone(problem: Problem, checker: Checker) -> Known | None:
    start = time.perf_counter()
    found = checker.answer(problem)
    if found is None:
        return None
    answer = Answer(found.answer, AnswerSource.CHECKER)
    return Known(problem, answer, found.certificate, round(time.perf_counter() - start, 4))


def explaining_messages(problem: Problem, answer: str, options: SolveOptions) -> list[Message]:
    """The conversation that has the model explain a known answer."""
    system = Message(Role.SYSTEM, _EXPLAINING.format(answer=answer))
    user = prompt_messages(problem, replace(options, user_suffix=""))[-1]
    return [system, user]


def _closed_thinking(branch: Branch, options: SolveOptions) -> str:
    """What opens and closes the thinking of a model that would think by itself; empty for others."""
    if not options.thinks:
        return ""
    opened = branch.prompt_tail.rstrip().endswith(options.marks.open)
    return ("" if opened else f"{options.marks.open}\n") + f"\n{options.marks.close}\n\n"


def _disagreement(walk: Walk, known: Known, checker: Checker) -> str:
    """What the text says instead of the known answer; empty where it is that, or nothing readable."""
    said = walk.answer
    if said is None:
        return ""
    question = walk.context.problem.text if walk.context.problem else ""
    return "" if checker.compare(known.answer.text, said.text, question).equal else said.text
