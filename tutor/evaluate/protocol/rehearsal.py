"""An evaluation without a model: scripted answers by the seed of each sample, graders that compare words.

    uv run python -m tutor.evaluate.protocol.rehearsal DIR [--problems 40] [--runs 2] [--die-after SAMPLES]

It goes through everything that `tutor eval` does but the model and the graders' workers, so that
it shows what the rest costs and that nothing of a result is lost: killed at any moment, the
same command ends with the same report. With `--die-after` it kills itself.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click

from tutor.check.checker import Checker
from tutor.engine.interface import Branch, Message, Sampling
from tutor.evaluate.batches import run_in_batches
from tutor.evaluate.protocol.datasets.question import Dataset, Question
from tutor.evaluate.protocol.evaluating import Wanted, folder_of, head_of, write_report
from tutor.evaluate.protocol.grading.graders import Grader
from tutor.evaluate.protocol.reports.summary import Summary, summarize
from tutor.evaluate.protocol.results.journal import Journal
from tutor.evaluate.protocol.results.plan import Draw, Shard, draws
from tutor.evaluate.protocol.results.result import load_result
from tutor.evaluate.protocol.results.sample import DIFFERENT, EQUAL, UNDECIDED, Grade, Sample
from tutor.evaluate.protocol.results.terms import ModelIdentity, Protocol
from tutor.evaluate.protocol.running.drawing import Bench, draw_samples
from tutor.evaluate.protocol.running.opening import Opened, protocol_options
from tutor.solve.options import SolveOptions
from tutor.strategy.budget import Budget
from tutor.testing import Script, ScriptedEngine
from tutor.vocabulary.problem import Problem

_CONTEXT = 16_384


class RehearsedEngine(ScriptedEngine):
    """Answers "What is A + B?" as the seed of the branch has it: mostly right, at times wrong or nothing."""

    def __init__(self) -> None:
        super().__init__([""], piece_characters=24, context=_CONTEXT)

    def open(self, messages: Sequence[Message], sampling: Sampling) -> Branch:
        """A branch whose text hangs on the problem and the seed alone."""
        dice = random.Random(f"{messages[-1].content}/{sampling.seed}")  # noqa: S311 - repeatable on purpose
        return self.make_branch(Script(_text(messages[-1].content, dice), after_feed=("0}",)), 12)


def _text(problem: str, dice: random.Random) -> str:
    first, second = (int(word.strip("?")) for word in problem.split() if word.strip("?").isdecimal())
    lines = [f"Step {step}: {dice.randint(2, 99)} is not needed." for step in range(dice.randint(1, 6))]
    thinking = "\n\n".join([*lines, f"{first} + {second} = {first + second}."])
    luck = dice.random()
    if luck < 0.05:
        return f"<think>\n{thinking}"  # breaks off
    answer = first + second if luck < 0.7 else first + second + dice.randint(1, 3)
    shown = f"{answer}" if luck < 0.95 else f"about {answer}"
    return f"<think>\n{thinking}\n</think>\n\nThe answer is \\boxed{{{shown}}}."


class RehearsedGrader:
    """Compares words, so that the time of a rehearsal is that of everything else."""

    def __init__(self, name: str, decides_all: bool) -> None:
        self.name = name
        self._decides_all = decides_all

    def grade(self, question: Question, vote: str) -> Grade:
        """Equal words are equal; words that are no number are left undecided, or are different."""
        if vote == question.problem.answer:
            return Grade(EQUAL, vote)
        known = self._decides_all or vote.isdecimal()
        return Grade(DIFFERENT if known else UNDECIDED, f"{vote} against {question.problem.answer}")

    def close(self) -> None:
        """Nothing is held."""


def rehearsed_questions(count: int) -> tuple[Question, ...]:
    """Sums, with subjects and levels."""
    return tuple(
        Question(
            f"sum-{number}",
            Problem(f"What is {number} + {number * 7 % 50} ?", answer=str(number + number * 7 % 50)),
            ("small", "large")[number % 2],
            str(number % 5 + 1),
        )
        for number in range(count)
    )


class Rehearsal:
    """One rehearsed evaluation in a folder."""

    def __init__(self, folder: Path, problems: int, protocol: Protocol, shard: Shard = Shard()) -> None:
        dataset = Dataset("rehearsal", "0" * 64, rehearsed_questions(problems))
        options = protocol_options(SolveOptions(Budget(1)), protocol, _CONTEXT)
        self._opened = Opened(ModelIdentity("scripted"), options, RehearsedEngine, {"context": _CONTEXT})
        self._wanted = Wanted(dataset, protocol, shard=shard, out=folder, width=4)
        self.graders: tuple[Grader, ...] = (
            RehearsedGrader("words", decides_all=False),
            RehearsedGrader("all words", decides_all=True),
        )

    @property
    def wanted(self) -> list[Draw]:
        """The samples of it."""
        return list(draws(self._wanted.dataset.questions, self._wanted.protocol, self._wanted.shard))

    def samples(self, checker: Checker) -> "Drawn":
        """Draw what is missing, as `evaluate` does."""
        head = head_of(self._wanted, self._opened, self.graders)
        folder = folder_of(self._wanted, head)
        return Drawn(Journal(folder, head, self._wanted.dataset.questions), self._bench(checker), self.wanted)

    def _bench(self, checker: Checker) -> Bench:
        engine = self._opened.load()
        return Bench(engine, checker, self._opened.options, self.graders, 4, run_in_batches)


class Drawn:
    """The samples of a rehearsal, to be iterated once."""

    def __init__(self, journal: Journal, bench: Bench, wanted: Sequence[Draw]) -> None:
        self._journal, self._bench, self._wanted = journal, bench, wanted

    def __iter__(self) -> "Drawn":
        self._samples = draw_samples(self._bench, self._wanted, self._journal)
        return self

    def __next__(self) -> Sample:
        try:
            return next(self._samples)
        except BaseException:
            self._journal.close()
            raise


def same_words(one: str, other: str, _: str) -> bool:
    """Equality of two answers, for a rehearsal."""
    return one == other


def summarize_rehearsal(folder: Path) -> Summary:
    """The summary of a rehearsed result, kept beside it."""
    summary = summarize(load_result(folder), same_words)
    write_report(folder, summary)
    return summary


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--problems", default=40, show_default=True)
@click.option("--runs", default=2, show_default=True)
@click.option("--samples", default=2, show_default=True)
@click.option(
    "--die-after", type=int, help="Kill the process after so many samples, in mid-write of the next."
)
def command(folder: Path, problems: int, runs: int, samples: int, die_after: int | None) -> None:
    """Rehearse an evaluation and print its report's checksum."""
    start = time.perf_counter()
    with Checker() as checker:
        rehearsal = Rehearsal(folder, problems, Protocol(runs=runs, samples=samples))
        for count, _ in enumerate(rehearsal.samples(checker), start=1):
            if count == die_after:
                _die_writing(folder)
            click.echo(f"sample {count}")
    summary = summarize_rehearsal(folder)
    click.echo(json.dumps(summary["pass_at_1"]))
    click.echo(f"{time.perf_counter() - start:.2f} s", err=True)


def _die_writing(folder: Path) -> None:
    """End as a cut of power would, with half a line written."""
    with (folder / "samples.jsonl").open("ab") as file:
        file.write(b'{"kind": "sample", "question": "su')
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    command()
