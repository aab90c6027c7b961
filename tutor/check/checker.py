"""The public face of checking: steps, answers and certificates in, verdicts out.

Importing it imports no sympy: all mathematics happens in the cage's workers.
"""

import re
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass, field
from typing import Self, TypeVar

from tutor.check.cage import Cage, Data, Done, Failed, Outcome
from tutor.check.child import WORKER
from tutor.check.givens import decimals, formulas
from tutor.check.limits import DEFAULT, CageLimits
from tutor.check.wire import certificate_from, comparison_from, graph_from, solved_from, verdict_from
from tutor.vocabulary.errors import CheckError
from tutor.vocabulary.events import StepChecked
from tutor.vocabulary.graph import Graph, Range
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Statement, Step
from tutor.vocabulary.verdict import (
    Certificate,
    CertificateStatus,
    Comparison,
    Equality,
    Method,
    Reason,
    Solved,
    Verdict,
    summarize,
    undecided,
)

_REMEMBERED_STATEMENTS = 60
_WORDS_BEFORE = 160
_WORDS_AFTER = 60
_HALF_AT_END = re.compile(r"[A-Za-z0-9]+$")
_HALF_AT_START = re.compile(r"^[A-Za-z0-9]+")

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Context:
    """Where a step belongs: steps of one `trace` see the definitions in the steps before them.

    `over_reals` says that the problem's inequalities are about all real numbers, `results_only` that it
    asks for derivatives or integrals and solves no equation.
    """

    trace: str = ""
    problem: Problem | None = None
    over_reals: bool = False
    results_only: bool = False


@dataclass(frozen=True, slots=True)
class _Remark:
    """A statement with the words around it, as it is sent."""

    statement: str
    before: str
    after: str

    def data(self) -> Data:
        return {"statement": self.statement, "before": self.before, "after": self.after}


@dataclass(slots=True)
class _Pending:
    """A step under way: a future for each of its statements."""

    step: Step
    futures: "list[Future[Outcome]]"


@dataclass(slots=True)
class _Trace:
    """What one trace has said so far, and what of it must not be said to a worker again."""

    pending: deque[_Pending] = field(default_factory=deque)
    remarks: deque[_Remark] = field(default_factory=lambda: deque(maxlen=_REMEMBERED_STATEMENTS))
    poisoned: set[str] = field(default_factory=set)


class Checker:
    """Checks in worker processes, never blocking who submits. A context manager.

    Raises CheckError from any method when workers can't be started.
    """

    def __init__(
        self, limits: CageLimits = DEFAULT, workers: int = 1, program: tuple[str, ...] = WORKER
    ) -> None:
        self._limits = limits
        self._cage = Cage(limits, workers, program)
        self._traces: dict[str, _Trace] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Start the workers without waiting for them."""
        self._cage.warm()

    def submit(self, step: Step, context: Context = Context()) -> None:
        """Queue a step's statements; never blocks."""
        trace = self._traces.setdefault(context.trace, _Trace())
        remarks = [self._remark(step, statement) for statement in step.statements]
        futures = [self._judge(trace, remark, _setting(context)) for remark in remarks]
        trace.pending.append(_Pending(step, futures))

    def ready(self, trace: str = "") -> list[StepChecked]:
        """Whatever has come back of a trace, in the order submitted; never blocks."""
        found: list[StepChecked] = []
        pending = self._traces.setdefault(trace, _Trace()).pending
        while pending and all(future.done() for future in pending[0].futures):
            found.append(_collected(pending.popleft()))
        return found

    def drain(self, timeout_seconds: float, trace: str = "") -> list[StepChecked]:
        """What comes back of a trace within the time; the rest stays outstanding."""
        deadline = time.monotonic() + timeout_seconds
        for pending in list(self._traces.setdefault(trace, _Trace()).pending):
            wait(pending.futures, timeout=max(0.0, deadline - time.monotonic()))
        return self.ready(trace)

    def forget(self, trace: str) -> None:
        """Drop what is remembered of a trace and what is outstanding."""
        dropped = self._traces.pop(trace, _Trace())
        for pending in dropped.pending:
            for future in pending.futures:
                future.cancel()

    def certify(self, problem: Problem, answer: str) -> Certificate:
        """Check an answer against its problem without knowing the right one. Blocks for a bounded time."""
        try:
            return self.certify_soon(problem, answer).result()
        except CancelledError as error:
            raise CheckError("The checker was closed.") from error

    def certify_soon(self, problem: Problem, answer: str) -> "Future[Certificate]":
        """`certify` without waiting for it."""
        found: Future[Certificate] = Future()
        if self._too_long(problem.text, answer, *problem.choices):
            found.set_result(Certificate(CertificateStatus.UNCHECKED, Method.NONE, "too long"))
            return found
        data: Data = {"problem": problem.text, "choices": list(problem.choices), "answer": answer}
        future = self._cage.put("certify", lambda: data, urgent=True)
        future.add_done_callback(lambda done: _pass_on(done, found, certificate_from, _not_certified))
        return found

    def graph_soon(
        self, problem: Problem, answer: str = "", x_range: Range | None = None
    ) -> "Future[Graph | None]":
        """The picture of a problem and of what its answer names; None where there is nothing to draw.

        `x_range` is the stretch of the horizontal axis to show; one that fits is chosen without it.
        """
        found: Future[Graph | None] = Future()
        if self._too_long(problem.text, answer):
            found.set_result(None)
            return found
        data: Data = {"problem": problem.text, "answer": answer, "x_range": list(x_range or ())}
        future = self._cage.put("graph", lambda: data, urgent=True)
        future.add_done_callback(lambda done: _pass_on(done, found, graph_from, lambda _: None))
        return found

    def answer(self, problem: Problem) -> Solved | None:
        """The answer, where it can be found and proved without a model. Blocks for a bounded time."""
        if self._too_long(problem.text, *problem.choices):
            return None
        outcome = self.ask("answer", {"problem": problem.text, "choices": list(problem.choices)})
        return None if isinstance(outcome, Failed) else solved_from(outcome.data)

    def compare(self, expected: str, given: str, question: str = "") -> Comparison:
        """Whether a given answer equals the expected one. Blocks for a bounded time."""
        if self._too_long(expected, given):
            return Comparison(Equality.UNDECIDED, "too long")
        question = question[-self._limits.text_characters :]
        outcome = self.ask("compare", {"expected": expected, "given": given, "question": question})
        if isinstance(outcome, Failed):
            return Comparison(Equality.UNDECIDED, outcome.detail)
        return comparison_from(outcome.data)

    def ask(self, job: str, data: Data) -> Outcome:
        """Have a worker's program do one of its jobs, before what is queued. Blocks for a bounded time."""
        try:
            return self._cage.put(job, lambda: data, urgent=True).result()
        except CancelledError as error:
            raise CheckError("The checker was closed.") from error

    def close(self) -> None:
        """End the workers."""
        self._cage.close()

    def _too_long(self, *texts: str) -> bool:
        return any(len(text) > self._limits.text_characters for text in texts)

    def _remark(self, step: Step, statement: Statement) -> _Remark:
        before, after = step.text[: statement.start], step.text[statement.end :]
        return _Remark(statement.text, _last(before, _WORDS_BEFORE), _first(after, _WORDS_AFTER))

    def _judge(self, trace: _Trace, remark: _Remark, setting: Data) -> "Future[Outcome]":
        if self._too_long(remark.statement):
            refused: Future[Outcome] = Future()
            refused.set_result(Failed(Reason.TOO_LARGE, "too long"))
            return refused
        earlier = list(trace.remarks)
        trace.remarks.append(remark)

        def prepare() -> Data:
            known = [said.data() for said in earlier if said.statement not in trace.poisoned]
            return {**remark.data(), "earlier": known, **setting}

        future = self._cage.put("judge", prepare)
        future.add_done_callback(lambda done: _remember_poison(trace, remark, done))
        return future


def _setting(context: Context) -> Data:
    """What a problem's text puts in force before the first step."""
    if context.problem is None:
        return {"givens": []}
    return {
        "givens": formulas(context.problem.text),
        "decimals": decimals(context.problem.text),
        "over_reals": context.over_reals,
        "results_only": context.results_only,
    }


def _first(text: str, characters: int) -> str:
    """The beginning of a text without the word that is cut in two: of `\\pmod` no `pm` is left."""
    cut = text[:characters]
    return cut if cut == text or not text[characters].isalnum() else _HALF_AT_END.sub("", cut)


def _last(text: str, characters: int) -> str:
    """The end of a text without the word that is cut in two."""
    cut = text[-characters:]
    return cut if cut == text or not text[-characters - 1].isalnum() else _HALF_AT_START.sub("", cut)


def _remember_poison(trace: _Trace, remark: _Remark, done: "Future[Outcome]") -> None:
    """What cost a worker its life isn't sent along with later statements."""
    if not done.cancelled() and done.exception() is None and isinstance(done.result(), Failed):
        trace.poisoned.add(remark.statement)


def _not_certified(failed: Failed) -> Certificate:
    return Certificate(CertificateStatus.UNCHECKED, Method.NONE, failed.detail)


def _pass_on(
    done: "Future[Outcome]",
    found: "Future[_Found]",
    read: Callable[[Data], _Found],
    without: Callable[[Failed], _Found],
) -> None:
    """Settle `found` as the worker's reply settles it; `without` is what stands for no reply."""
    if done.cancelled():
        found.cancel()
        return
    if not found.set_running_or_notify_cancel():
        return  # nobody waits for it any more
    if fault := done.exception():
        found.set_exception(fault)
    elif isinstance(outcome := done.result(), Failed):
        found.set_result(without(outcome))
    else:
        found.set_result(read(outcome.data))


def _collected(pending: _Pending) -> StepChecked:
    texts = [statement.text for statement in pending.step.statements]
    verdicts = tuple(_verdict(future, text) for future, text in zip(pending.futures, texts, strict=True))
    return StepChecked(pending.step.number, summarize(verdicts), verdicts)


def _verdict(future: "Future[Outcome]", statement: str) -> Verdict:
    if future.cancelled():
        return undecided(Reason.TIMED_OUT, "the checker was closed", statement)
    outcome = future.result()
    if isinstance(outcome, Done):
        return verdict_from(outcome.data, statement)
    return undecided(outcome.reason, outcome.detail, statement)
