"""The walk of one problem: read the branch, submit steps, decide, certify."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from uuid import uuid4

from tutor.check.checker import Checker, Context
from tutor.engine.interface import Branch, Engine
from tutor.solve.options import SolveOptions, prompt_messages
from tutor.strategy.budget import Decision, Move, Progress, decide
from tutor.strategy.closing import ANSWER_LEAD, OpenedBox, closing_words
from tutor.trace import Change, Reader
from tutor.vocabulary.events import (
    Answered,
    CheckedStep,
    Ending,
    Event,
    Finished,
    Solution,
    Started,
    StepChecked,
    StepFinished,
)
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, Section
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_NO_ANSWER = Certificate(CertificateStatus.UNCHECKED, Method.NONE, "the text states no answer")
_CANCELLED = Certificate(CertificateStatus.UNCHECKED, Method.NONE, "stopped before the answer was checked")


def solve(problem: Problem, engine: Engine, checker: Checker, options: SolveOptions) -> Iterator[Event]:
    """Solve one problem, yielding events as they happen; the last is `Finished`.

    After `engine.interrupt()` the stream ends within a token with the ending
    `CANCELLED`, keeping what was written. Raises `EngineError`.
    """
    yield Started(problem, engine.model, options.sampling.seed, engine.facts)
    run = _Run(problem, engine, checker, options)
    try:
        yield from run.events()
    finally:
        run.branch.close()
        checker.forget(run.context.trace)


@dataclass(slots=True)
class _Counts:
    thinking: int = 0
    answer: int = 0
    asked_at: int = 0

    @property
    def all(self) -> int:
        return self.thinking + self.answer


@dataclass(slots=True)
class _Times:
    start: float
    first_token: float | None = None
    generated: float | None = None
    end: float | None = None

    def seconds(self) -> dict[str, float]:
        marks = {"first_token": self.first_token, "generation": self.generated, "total": self.end}
        known = {name: round(mark - self.start, 3) for name, mark in marks.items() if mark is not None}
        return known | {"check": round(known["total"] - known["generation"], 3)}


@dataclass(slots=True)
class _Run:
    """The state of one run: who has said what so far."""

    problem: Problem
    engine: Engine
    checker: Checker
    options: SolveOptions
    branch: Branch = field(init=False)
    reader: Reader = field(init=False)
    counts: _Counts = field(default_factory=_Counts)
    times: _Times = field(init=False)
    context: Context = field(init=False)
    checks: dict[int, StepChecked] = field(default_factory=dict)
    asked: Ending | None = None
    box: OpenedBox | None = None

    def __post_init__(self) -> None:
        self.times = _Times(self.options.clock())
        self.context = Context(trace=uuid4().hex, problem=self.problem)
        self.branch = self.engine.open(prompt_messages(self.problem, self.options), self.options.sampling)
        marks = self.options.marks
        # newer templates of thinking models end the prompt with the opening tag
        opened = self.branch.prompt_tail.rstrip().endswith(marks.open)
        self.reader = Reader(marks, starts_in_thinking=opened)

    def events(self) -> Iterator[Event]:
        ending = yield from self._generate()
        self.times.generated = self.options.clock()
        yield from self._take(self.reader.finish())
        if ending is Ending.CANCELLED:
            yield from self._finish(ending, _CANCELLED)
            return
        yield from self._checked(self.checker.drain(self.options.check_seconds, self.context.trace))
        answer = self.reader.answer()
        yield Answered(answer)
        certificate = self._certify(answer)
        yield from self._finish(ending, certificate)

    def _generate(self) -> Generator[Event, None, Ending]:
        """Read the branch to its end; returns why it ended."""
        while True:
            piece = self.branch.next()
            if piece is not None:
                self.times.first_token = self.times.first_token or self.options.clock()
                self._count()
                if self.box:
                    self.box.feed(piece.text)
                yield from self._take(self.reader.feed(piece.text))
            yield from self._checked(self.checker.ready(self.context.trace))
            decision = decide(self.options.budget, self._progress())
            if decision.move is Move.STOP:
                return decision.ending
            if decision.move is Move.ASK:
                yield from self._ask(decision)

    def _ask(self, decision: Decision) -> Iterator[Event]:
        """Close the thinking by hand and open the answer."""
        self.asked, self.counts.asked_at, self.box = decision.ending, self.counts.all, OpenedBox()
        self.branch.feed(closing_words(self.reader.section, self.options.marks.close))
        if self.reader.section is Section.THINKING:
            yield from self._take(self.reader.close_thinking(decision.ending))
        yield from self._take(self.reader.feed("\n\n" + ANSWER_LEAD))

    def _count(self) -> None:
        if self.reader.section is Section.THINKING:
            self.counts.thinking += 1
        else:
            self.counts.answer += 1

    def _progress(self) -> Progress:
        return Progress(
            section=self.reader.section,
            thinking=self.counts.thinking,
            answer=self.counts.answer,
            since_asked=self.counts.all - self.counts.asked_at,
            room=self.branch.room,
            end=self.branch.end,
            asked=self.asked,
            answered=self._answered,
        )

    def _answered(self) -> bool:
        return self.box.closed if self.box else self.reader.answer() is not None

    def _take(self, changes: list[Change]) -> Iterator[Event]:
        for change in changes:
            if isinstance(change, StepFinished):
                self.checker.submit(change.step, self.context)
            yield change

    def _checked(self, found: list[StepChecked]) -> Iterator[Event]:
        for checked in found:
            self.checks[checked.number] = checked
            yield checked

    def _steps(self) -> tuple[CheckedStep, ...]:
        """The steps as the reader knows them at the end, with what was found of each."""
        found = ((step, self.checks.get(step.number)) for step in self.reader.steps)
        return tuple(
            CheckedStep(step, check.verdict, check.verdicts) if check else CheckedStep(step)
            for step, check in found
        )

    def _certify(self, answer: Answer | None) -> Certificate:
        if answer is None:
            return _NO_ANSWER
        return self.checker.certify(self.problem, answer.text)

    def _finish(self, ending: Ending, certificate: Certificate) -> Iterator[Event]:
        self.times.end = self.options.clock()
        yield Finished(
            Solution(
                answer=self.reader.answer(),
                certificate=certificate,
                steps=self._steps(),
                ending=ending,
                tokens={
                    "prompt": self.branch.prompt_tokens,
                    "thinking": self.counts.thinking,
                    "answer": self.counts.answer,
                },
                seconds=self.times.seconds(),
                model=self.engine.model,
                seed=self.options.sampling.seed,
            )
        )
