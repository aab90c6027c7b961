"""The loop detector and the proof stop on recorded chains of thought.

    uv run python -m tutor.evaluate.stopping loops TRACES.jsonl --seeds 1-5 --half even
    uv run python -m tutor.evaluate.stopping cost --model MODEL.gguf TRACES.jsonl
    uv run python -m tutor.evaluate.stopping proofs TRACES.jsonl
    uv run python -m tutor.evaluate.stopping candidates TRACES.jsonl

Each line of TRACES is an object with `problem`, `gold` and `traces` or `solutions` (texts that
may begin with `<think>`). `loops` cuts a loop into each trace by a seeded script, in the forms of
`looping.py`; tokens are word pieces, with `--model` those of a GGUF file. `proofs` plays each trace
through the scripted engine, with the real checker; `candidates` certifies every answer proposed in
the traces. The limits of the detector were fitted on even traces and seeds 1 to 5.
"""

import json
import random
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

import click

from tutor.check.checker import Checker
from tutor.engine.llama.vocab import Vocab, open_vocab
from tutor.evaluate.looping import FORMS, LATE, Tokens, WordPieces, delay, first_alarm
from tutor.evaluate.proposals import Judged, Kind, judged, proposals
from tutor.solve import SolveOptions, solve
from tutor.strategy.budget import Budget
from tutor.strategy.loops import LoopDetector
from tutor.strategy.stopping import Stopping
from tutor.testing import ScriptedEngine
from tutor.trace import Reader
from tutor.vocabulary.events import Ending, Finished, Solution
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus


@dataclass(frozen=True, slots=True)
class Trace:
    """One recorded chain of thought."""

    problem: Problem
    text: str


def read_traces(path: Path) -> list[Trace]:
    """All traces of a file."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Trace(Problem(row["problem"], answer=row["gold"]), text)
        for row in rows
        for text in row.get("traces") or row["solutions"]
    ]


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PATHS = click.argument("paths", nargs=-1, required=True, type=_FILE)
_HALVES = {"even": 0, "odd": 1}


class _ModelTokens:
    """The tokens of a model's vocabulary."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def ids(self, text: str) -> list[int]:
        """Token ids, control tokens as the text they are."""
        return self._vocab.tokenize(text, special=False)

    def is_number(self, token: int) -> bool:
        """As the walk of a problem asks it of a piece."""
        return self._vocab.piece(token).decode("utf-8", "ignore").strip().isdecimal()


@contextmanager
def _cutting(model: Path | None) -> Iterator[Tokens]:
    if model is None:
        yield WordPieces()
        return
    with open_vocab(model) as vocab:
        yield _ModelTokens(vocab)


def _tell(line: str) -> None:
    """Progress, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r{line:<70}", nl=False, err=True)


@click.group()
def command() -> None:
    """Loop detector and proof stop on recorded traces."""


@command.command()
@_PATHS
@click.option("--seeds", default="1", show_default=True, help="One, or from-to: 1-5.")
@click.option("--half", type=click.Choice(["all", *_HALVES]), default="all", show_default=True)
@click.option("--model", type=_FILE, help="A GGUF file: its tokens instead of word pieces.")
def loops(paths: tuple[Path, ...], seeds: str, half: str, model: Path | None) -> None:
    """Cut a loop into each trace and count what is caught, how late, and false alarms."""
    first, _, last = seeds.partition("-")
    with _cutting(model) as cut:
        texts = [cut.ids(trace.text) for path in paths for trace in read_traces(path)]
        chosen = [number for number in range(len(texts)) if number % 2 == _HALVES.get(half, number % 2)]
        alarmed = [number for number in chosen if first_alarm(texts[number], cut) is not None]
        click.echo(f"{len(chosen)} traces as recorded: {len(alarmed)} alarms, in traces {alarmed}")
        calm = [texts[number] for number in chosen if number not in alarmed]
        for form in FORMS:
            found: list[int | None] = []
            for seed in range(int(first), int(last or first) + 1):
                rng = random.Random(f"{form} {seed}")  # noqa: S311 - a script that can be repeated
                found += [delay(text, form, rng, cut) for text in calm]
                _tell(f"{form}: seed {seed}")
            click.echo(_row(form, found))


def _row(form: str, found: list[int | None]) -> str:
    caught = [delay for delay in found if delay is not None]
    if not caught:
        return f"loops, {form}: none of {len(found)} caught"
    late = len(found) - sum(delay <= LATE for delay in caught)
    return (
        f"loops, {form}: {len(caught)} of {len(found)} caught, after {statistics.median(caught):.0f}"
        f" tokens (median), {max(caught)} at most; {late} not within {LATE}"
    )


@command.command()
@_PATHS
@click.option("--model", type=_FILE, help="A GGUF file: its tokens instead of word pieces.")
def cost(paths: tuple[Path, ...], model: Path | None) -> None:
    """Time the detector along a text of all traces, one after the other."""
    with _cutting(model) as cut:
        text = [token for path in paths for trace in read_traces(path) for token in cut.ids(trace.text)]
        numbers = [cut.is_number(token) for token in text]
    for shape, tokens in (
        ("traces", list(zip(text, numbers, strict=True))),
        ("a loop", [(1, False), (2, True)]),
    ):
        detector, begin = LoopDetector(), 0
        said = list(islice(cycle(tokens), 16_500))
        for end in (100, 600, 15_500, 16_000, 16_500):
            started = perf_counter()
            for token, number in said[begin:end]:
                detector.feed(token, number=number)
            microseconds = 1e6 * (perf_counter() - started) / (end - begin)
            click.echo(f"{shape}, tokens {begin:,} to {end:,}: {microseconds:.1f} µs a token")
            begin = end


@command.command()
@click.argument("path", type=_FILE)
def proofs(path: Path) -> None:
    """Play each trace and tell where the proof stop ended it, and whether rightly."""
    held = stopped = wrong = 0
    shares = []
    with Checker() as checker:
        checker.certify(Problem("1 + 1"), "2")  # its worker has loaded
        for trace in read_traces(path):
            provable = _holds_a_proved_box(trace, checker)
            solution = _play(trace, checker)
            held += provable
            if solution.ending is not Ending.PROVED:
                if provable:
                    click.echo(f"not stopped: {trace.problem.text!r}")
                continue
            stopped += 1
            shares.append(solution.tokens["thinking"] * 4 / max(1, len(trace.text)))
            if not _is_right(trace, solution, checker):
                wrong += 1
                click.echo(f"differs from the known answer: {trace.problem.text!r}: {_said(solution)!r}")
    where = f", after {100 * statistics.median(shares):.0f}% of their text (median)" if shares else ""
    click.echo(
        f"{held} traces box an answer in the thinking that is proved; {stopped} traces were stopped{where};"
        f" {wrong} at an answer that differs from the known one"
    )


@command.command()
@_PATHS
def candidates(paths: tuple[Path, ...]) -> None:
    """Certify every answer the traces propose; tell of those proved that differ from the known answer."""
    traces = [(trace.problem, trace.text) for path in paths for trace in read_traces(path)]
    found = proposals(traces)
    results: list[Judged] = []
    with Checker() as checker:
        checker.certify(Problem("1 + 1"), "2")  # its worker has loaded
        for result in judged(found, checker):
            results.append(result)
            _tell(f"{len(results)} of {len(found)} certified")
            if result.is_wrongly_proved:
                click.echo(_wrongly_proved(result))
    for kind in Kind:
        click.echo(_counts(kind, [result for result in results if result.proposal.kind is kind]))
    helped = {result.proposal.problem for result in results if result.is_proved}
    click.echo(f"{len(helped)} of {len({problem for problem, _ in traces})} problems have a proved candidate")


def _wrongly_proved(result: Judged) -> str:
    proposal, certificate = result.proposal, result.certificate
    return (
        f"proved, and not the known answer {proposal.problem.answer!r}: {proposal.text!r} ({proposal.kind},"
        f" {proposal.traces} traces)\n  {proposal.problem.text!r}\n"
        f"  {certificate.method}: {certificate.detail}"
    )


def _counts(kind: Kind, results: list[Judged]) -> str:
    statuses = Counter(result.certificate.status for result in results)
    wrong = sum(result.is_wrongly_proved for result in results)
    shares = ", ".join(f"{statuses[status]} {status}" for status in CertificateStatus)
    return f"{kind}: {len(results)} certified: {shares}; {wrong} proved that differ from the known answer"


def _holds_a_proved_box(trace: Trace, checker: Checker) -> bool:
    """Whether one of the answers announced in the thinking is proved for the problem."""
    reader = Reader()
    reader.feed(trace.text)
    reader.finish()
    said = {candidate.answer.text for candidate in reader.candidates}
    asked = Problem(trace.problem.text)
    return any(checker.certify(asked, text).status is CertificateStatus.PROVED for text in sorted(said))


def _play(trace: Trace, checker: Checker) -> Solution:
    options = SolveOptions(
        budget=Budget(thinking=100_000, answer=100_000), stopping=Stopping(probing=None), check_seconds=60
    )
    engine = ScriptedEngine([trace.text])
    for event in solve(replace(trace.problem, answer=None), engine, checker, options):
        if event.name == "step":
            checker.compare("1", "1")  # a script is played no faster than checks come back
        if isinstance(event, Finished):
            return event.solution
    raise AssertionError("a run ends with Finished")


def _said(solution: Solution) -> str:
    return solution.answer.text if solution.answer else ""


def _is_right(trace: Trace, solution: Solution, checker: Checker) -> bool:
    return checker.compare(trace.problem.answer or "", _said(solution), trace.problem.text).equal


if __name__ == "__main__":
    command()
