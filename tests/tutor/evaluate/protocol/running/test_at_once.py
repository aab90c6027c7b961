"""Many requests at once: a server that fails for a while costs time, not the run."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from tutor.check.checker import Checker
from tutor.engine.interface import Branch, Message, Sampling
from tutor.evaluate.protocol.rehearsal import RehearsedEngine, RehearsedGrader, rehearsed_questions
from tutor.evaluate.protocol.results.journal import Journal
from tutor.evaluate.protocol.results.plan import draws
from tutor.evaluate.protocol.results.stored import Head
from tutor.evaluate.protocol.results.terms import Protocol
from tutor.evaluate.protocol.running.at_once import BackOff, Patience, run_with
from tutor.evaluate.protocol.running.drawing import Bench, draw_samples
from tutor.evaluate.protocol.running.opening import protocol_options
from tutor.solve.options import SolveOptions
from tutor.strategy.budget import Budget
from tutor.vocabulary.errors import EngineError

PROTOCOL = Protocol(runs=1, samples=4)
QUICK = Patience(first_seconds=0.001, longest_seconds=0.002)
QUESTIONS = rehearsed_questions(6)


class FaultyEngine(RehearsedEngine):
    """Refuses every so many requests."""

    def __init__(self, every: int) -> None:
        super().__init__()
        self.every = every
        self.requests = 0
        self._lock = threading.Lock()

    def open(self, messages: Sequence[Message], sampling: Sampling) -> Branch:
        with self._lock:
            self.requests += 1
            if self.requests % self.every == 0:
                raise EngineError("The server has too much to do.")
        return super().open(messages, sampling)


def draw(engine: RehearsedEngine, folder: Path, width: int) -> list[str]:
    with Checker() as checker, Journal(folder, Head({}, {}), QUESTIONS) as journal:
        options = protocol_options(SolveOptions(Budget(1)), PROTOCOL, 16_384)
        graders = [RehearsedGrader("words", decides_all=True)]
        bench = Bench(engine, checker, options, graders, width, run_with(BackOff(QUICK)))
        drawn = draw_samples(bench, draws(QUESTIONS, PROTOCOL), journal)
        return sorted(f"{sample.key} {sample.answer}" for sample in drawn)


def test_a_server_that_refuses_now_and_then_costs_no_sample(tmp_path: Path) -> None:
    """Every third request is refused: the answers are those of a server that is well."""
    well = draw(RehearsedEngine(), tmp_path / "well", 1)
    assert len(well) == 24
    assert draw(FaultyEngine(3), tmp_path / "faulty", 5) == well


def test_a_server_that_never_answers_ends_the_run_and_names_the_problem(tmp_path: Path) -> None:
    engine = FaultyEngine(1)
    with pytest.raises(EngineError, match=r"Problem 'sum-\d': The server .* do\. It was tried 3 times"):
        draw(engine, tmp_path, 2)
    assert engine.requests <= 2 * QUICK.first_tries
