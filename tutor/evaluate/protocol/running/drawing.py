"""Samples drawn and graded, many under way at once, each kept before the next is looked at."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tutor.check.checker import Checker
from tutor.engine.interface import Engine
from tutor.evaluate.batches import Sample as Asked
from tutor.evaluate.batches import open_walk, run_in_batches
from tutor.evaluate.protocol.grading.graders import NO_ANSWER, Grader, vote_of
from tutor.evaluate.protocol.results.journal import Journal
from tutor.evaluate.protocol.results.plan import Draw
from tutor.evaluate.protocol.results.sample import Sample
from tutor.evaluate.protocol.running.pace import Written
from tutor.evaluate.protocol.running.transcript import TranscribedBranch, TranscribingEngine
from tutor.solve.options import SolveOptions
from tutor.solve.walk import Walk
from tutor.vocabulary.errors import EngineError
from tutor.vocabulary.events import Ending

RunAtOnce = Callable[[Iterable[Asked], Callable[[Asked], Walk], int], Iterator[tuple[Asked, Walk]]]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Bench:
    """What samples are drawn with. `graders` are ours and, where it is there, Math-Verify."""

    engine: Engine
    checker: Checker
    options: SolveOptions
    graders: Sequence[Grader]
    width: int = 1
    run_at_once: RunAtOnce = run_in_batches
    clock: Clock = time.perf_counter
    written: Written = field(default_factory=Written)


def draw_samples(bench: Bench, wanted: Iterable[Draw], journal: Journal) -> Iterator[Sample]:
    """The samples that are still missing, each given when it is on disk."""
    stopping = bench.options.stopping
    engine = TranscribingEngine(bench.engine, bench.clock, bench.written, watch_loops=not stopping.loops)
    missing = {draw.key: draw for draw in wanted if draw.key not in journal.done}
    asked = (Asked(key, draw.question.problem, draw.seed) for key, draw in missing.items())

    def open_one(one: Asked) -> Walk:
        try:
            return open_walk(one, engine, bench.checker, bench.options)
        except EngineError as error:
            question = missing[one.key].question
            raise EngineError(f"Problem {question.id!r}: {error.message}", error.hint) from error

    before = bench.clock()
    for one, walk in bench.run_at_once(asked, open_one, bench.width):
        if walk.ending is Ending.CANCELLED:
            continue
        now = bench.clock()
        sample = _finish(bench, missing[one.key], walk, now - before)
        before = now
        journal.add(sample)
        yield sample


def _finish(bench: Bench, draw: Draw, walk: Walk, wall_seconds: float) -> Sample:
    branch = walk.branch
    assert isinstance(branch, TranscribedBranch)
    assert walk.ending is not None
    seconds = bench.clock() - branch.started
    answer = walk.answer.text if walk.answer else None
    vote = vote_of(
        draw.question, answer, lambda one, other, text: bench.checker.compare(one, other, text).equal
    )
    grades = [NO_ANSWER if vote is None else grader.grade(draw.question, vote) for grader in bench.graders]
    return Sample(
        question=draw.question.id,
        run=draw.run,
        sample=draw.sample,
        seed=draw.seed,
        answer=answer,
        vote=vote,
        asked=branch.asked,
        ending=walk.ending.value,
        repeats=branch.repeats or walk.ending is Ending.LOOP,
        prompt_tokens=branch.prompt_tokens,
        thinking_tokens=walk.counts.thinking,
        answer_tokens=walk.counts.answer,
        tutor=grades[0],
        math_verify=grades[1] if len(grades) > 1 else None,
        seconds=seconds,
        wall_seconds=wall_seconds,
        text=branch.text,
    )
