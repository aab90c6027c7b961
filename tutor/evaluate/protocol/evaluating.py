"""One evaluation from the model to its report: draw what is missing, sum up, keep the report beside it."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from tutor.check.checker import Checker
from tutor.evaluate.batches import run_in_batches
from tutor.evaluate.protocol.datasets.question import Dataset
from tutor.evaluate.protocol.grading.classes import Same
from tutor.evaluate.protocol.grading.graders import Grader
from tutor.evaluate.protocol.grading.judging import ask_judge, read_judgements
from tutor.evaluate.protocol.reports.summary import Summary, summarize
from tutor.evaluate.protocol.results.files import write_whole
from tutor.evaluate.protocol.results.journal import Journal
from tutor.evaluate.protocol.results.plan import Shard, draws
from tutor.evaluate.protocol.results.result import load_result
from tutor.evaluate.protocol.results.stored import Head
from tutor.evaluate.protocol.results.terms import Protocol, chosen, fingerprint, make_terms
from tutor.evaluate.protocol.running.at_once import BackOff, run_with
from tutor.evaluate.protocol.running.drawing import Bench, draw_samples
from tutor.evaluate.protocol.running.opening import Opened
from tutor.evaluate.protocol.running.pace import Pace
from tutor.evaluate.protocol.running.telling import tell

REPORT, TIMINGS = "report.json", "timings.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    dataset: Dataset
    protocol: Protocol
    columns: str = ""
    shard: Shard = Shard()
    out: Path | None = None
    width: int = 1
    judge: bool = False


def head_of(wanted: Wanted, opened: Opened, graders: Sequence[Grader]) -> Head:
    """The head of the result."""
    terms = make_terms(wanted.protocol, wanted.dataset, wanted.columns, opened.identity, opened.options)
    terms["graders"] = ", ".join(grader.name for grader in graders)
    facts: dict[str, str | int | float] = {**opened.facts, "width": wanted.width}
    return Head(terms, facts, wanted.dataset.licence, wanted.dataset.source)


def folder_of(wanted: Wanted, head: Head) -> Path:
    """Where the result lies: as was said, else in a folder named for what was chosen."""
    if wanted.out is not None:
        return wanted.out
    names = [wanted.dataset.name, str(head.terms["model"]), str(head.terms["quantization"])]
    safe = "-".join("".join(sign if sign.isalnum() else "-" for sign in name) for name in names if name)
    return Path(f"eval-{safe[:80]}-{fingerprint(chosen(head.terms))[:8]}")


def evaluate(
    wanted: Wanted, opened: Opened, checker: Checker, graders: Sequence[Grader], stream: TextIO = sys.stderr
) -> tuple[Path, Summary]:
    """Draw what is missing and sum up. Left at any moment, the same call goes on with what is there."""
    head = head_of(wanted, opened, graders)
    folder = folder_of(wanted, head)
    with Journal(folder, head, wanted.dataset.questions) as journal:
        planned = list(draws(wanted.dataset.questions, wanted.protocol, wanted.shard))
        missing = [draw for draw in planned if draw.key not in journal.done]
        if missing or wanted.judge:
            bench = _bench(wanted, opened, checker, graders)
            try:
                pace = Pace(len(planned) - len(missing), len(planned), wanted.width, bench.written)
                for _ in tell(draw_samples(bench, missing, journal), pace, stream):
                    pass
                if wanted.judge:
                    result, same = load_result(folder), same_by(checker)
                    ask_judge(
                        result, bench.engine, bench.options, same, lambda line: print(line, file=stream)
                    )
            finally:
                bench.engine.close()
    return folder, sum_up(folder, checker)


def _bench(wanted: Wanted, opened: Opened, checker: Checker, graders: Sequence[Grader]) -> Bench:
    served = bool(opened.identity.where)
    checker.compare("1/2", "0.5")  # one that can't start says so now, not after the first hour of a text
    return Bench(
        engine=opened.load(),
        checker=checker,
        options=replace(opened.options, check_seconds=0.0),
        graders=graders,
        width=wanted.width,
        run_at_once=run_with(BackOff()) if served else run_in_batches,
    )


def same_by(checker: Checker) -> Same:
    """Equality of two answers by the checker."""
    return lambda one, other, text: checker.compare(one, other, text).equal


def sum_up(folder: Path, checker: Checker) -> Summary:
    """The summary of a result, kept beside it: timings apart, so that the report hangs on samples alone."""
    summary = read_summary(folder, checker)
    write_report(folder, summary)
    return summary


def read_summary(folder: Path, checker: Checker) -> Summary:
    """The summary of a result that is only read."""
    return summarize(load_result(folder), same_by(checker), read_judgements(folder))


def write_report(folder: Path, summary: Summary) -> None:
    """Keep a summary beside its samples, the timings in a file of their own."""
    lasting = {name: value for name, value in summary.items() if name != "seconds"}
    write_whole(folder / REPORT, json.dumps(lasting, indent=1) + "\n")
    write_whole(folder / TIMINGS, json.dumps(summary["seconds"], indent=1) + "\n")
