"""The walk of one problem: one branch, or several that vote; then certify and sum up."""

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tutor.check.checker import Checker
from tutor.engine.interface import Branch, Engine
from tutor.solve.options import SolveOptions, prompt_messages
from tutor.solve.walk import Walk
from tutor.strategy.votes import Ballot
from tutor.vocabulary.events import Answered, Ending, Event, Finished, Solution, Started, Voted
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_NO_ANSWER = Certificate(CertificateStatus.UNCHECKED, Method.NONE, "the text states no answer")
_CANCELLED = Certificate(CertificateStatus.UNCHECKED, Method.NONE, "stopped before the answer was checked")


def solve(problem: Problem, engine: Engine, checker: Checker, options: SolveOptions) -> Iterator[Event]:
    """Solve one problem, yielding events as they happen; the last is `Finished`.

    After `engine.interrupt()` the stream ends within a token with the ending
    `CANCELLED`, keeping what was written. Raises `EngineError`.
    """
    yield Started(problem, engine.model, options.sampling.seed, engine.facts, options.budget.thinking)
    run = _Run(problem, engine, checker, options)
    try:
        yield from run.events()
    finally:
        run.close()


@dataclass(slots=True)
class Times:
    """When what happened, on the options' clock."""

    start: float
    first_token: float | None = None
    generated: float | None = None
    end: float | None = None

    def note_text(self, walk: Walk, clock: Callable[[], float]) -> None:
        """Keep the time of the first text."""
        if self.first_token is None and walk.reader.has_text:
            self.first_token = clock()

    def seconds(self) -> dict[str, float]:
        """Seconds from the start, by name."""
        marks = {"first_token": self.first_token, "generation": self.generated, "total": self.end}
        known = {name: round(mark - self.start, 3) for name, mark in marks.items() if mark is not None}
        return known | {"check": round(known["total"] - known["generation"], 3)}


@dataclass(slots=True)
class _Run:
    """The branches of one problem and what they have come to."""

    problem: Problem
    engine: Engine
    checker: Checker
    options: SolveOptions
    times: Times = field(init=False)
    walks: list[Walk] = field(default_factory=list)
    ballot: Ballot = field(init=False)

    def __post_init__(self) -> None:
        self.times = Times(self.options.clock())
        self.ballot = Ballot(
            self.options.votes,
            lambda first, second: self.checker.compare(first, second, self.problem.text).equal,
            lambda answer: self.checker.certify(self.problem, answer),
        )
        can_probe = self.engine.forks_midway
        for branch in self._branches():
            shown = not self.walks
            self.walks.append(
                Walk(self.problem, branch, self.checker, self.options, can_probe=can_probe, shown=shown)
            )

    def _branches(self) -> Iterator[Branch]:
        """The first branch, and forks of it: the prompt is read once."""
        first = self.engine.open(prompt_messages(self.problem, self.options), self.options.sampling)
        if self.options.opening:
            first.feed(self.options.opening)
        branches = [first]
        seed = self.options.sampling.seed
        try:
            branches += [first.fork(seed + vote) for vote in range(1, self.options.votes)]
        except BaseException:
            for branch in branches:
                branch.close()
            raise
        return iter(branches)

    def close(self) -> None:
        for walk in self.walks:
            walk.close()

    def events(self) -> Iterator[Event]:
        yield from self._read()
        self.times.generated = self.options.clock()
        winner = self._winner()
        if any(walk.ending is Ending.CANCELLED for walk in self.walks):
            yield from self._finish(self.walks[0], self.walks[0].answer, _CANCELLED)
            return
        yield from winner.drain() if winner is self.walks[0] else _silently(winner.drain())
        answer = winner.answer
        yield Answered(answer)
        yield from self._finish(winner, answer, self._certify(answer))

    def _read(self) -> Generator[Event, None, None]:
        """One token of each branch in turn, until all have ended or the votes are decided."""
        first = self.walks[0]
        going = list(self.walks)
        while going:
            for walk in list(going):
                yield from walk.advance() if walk is first else _silently(walk.advance())
                self.times.note_text(walk, self.options.clock)
                if walk.ending is None:
                    continue
                going.remove(walk)
                if len(self.walks) > 1 and walk.ending is not Ending.CANCELLED:
                    yield self._count_vote(walk, going)
                    if self.ballot.decided:
                        return

    def _count_vote(self, walk: Walk, going: Sequence[Walk]) -> Voted:
        """A branch that has ended gives its cells back at once."""
        answer = walk.answer
        self.ballot.cast(self.walks.index(walk), answer.text if answer else None, walk.counts.written)
        if going:
            walk.branch.close()
        return Voted(
            answer.text if answer else None,
            self.ballot.summary(),
            self.ballot.cast_count,
            self.ballot.planned,
            self.ballot.decided,
        )

    def _winner(self) -> Walk:
        """The branch that speaks for the answer: the shortest of the leading group, else the first."""
        leader = self.ballot.leader
        return self.walks[leader.shortest.branch] if leader else self.walks[0]

    def _certify(self, answer: Answer | None) -> Certificate:
        if answer is None:
            return _NO_ANSWER
        leader = self.ballot.leader
        if leader is None:
            return self.checker.certify(self.problem, answer.text)
        return _with_votes(leader.certificate, len(leader.votes), self.ballot.cast_count)

    def _finish(self, walk: Walk, answer: Answer | None, certificate: Certificate) -> Iterator[Event]:
        self.times.end = self.options.clock()
        solution = sum_up(walk, answer, certificate, self.times, self.engine.model, self.options)
        others = [other.counts for other in self.walks if other is not walk]
        beside = {
            "probes": walk.counts.probes + sum(counts.probes for counts in others),
            "other_votes": sum(counts.written for counts in others),
        }
        tokens = solution.tokens | {name: count for name, count in beside.items() if count}
        yield Finished(replace(solution, tokens=tokens, votes=self.ballot.summary()))


def sum_up(
    walk: Walk,
    answer: Answer | None,
    certificate: Certificate,
    times: Times,
    model: str,
    options: SolveOptions,
) -> Solution:
    """What one walk has come to."""
    assert walk.ending is not None
    return Solution(
        answer=answer,
        certificate=certificate,
        steps=walk.steps(),
        ending=walk.ending,
        tokens={
            "prompt": walk.branch.prompt_tokens,
            "thinking": walk.counts.thinking,
            "answer": walk.counts.answer,
        },
        seconds=times.seconds(),
        model=model,
        seed=options.sampling.seed,
        ending_detail=walk.detail,
    )


def _silently(events: Iterator[Event]) -> Iterator[Event]:
    """Let the events of a branch that is not shown happen."""
    for _ in events:
        pass
    return iter(())


def _with_votes(certificate: Certificate, votes: int, cast: int) -> Certificate:
    """What the votes add: a majority supports an answer that could not be checked otherwise."""
    words = f"{votes} of {cast} agree"
    if certificate.status is CertificateStatus.UNCHECKED and votes > 1 and 2 * votes > cast:
        return Certificate(CertificateStatus.SUPPORTED, Method.VOTES, words)
    return replace(certificate, detail="; ".join(filter(None, [certificate.detail, words])))
