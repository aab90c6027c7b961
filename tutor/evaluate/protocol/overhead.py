"""What an evaluation costs beside the model and the graders, a sample, and whether its memory grows.

    uv run python -m tutor.evaluate.protocol.overhead [--samples 10000]

The same scripted samples are read to their end with and without the evaluation around them; the
difference is the evaluation's own: seeds, transcript, journal. What of it the disk takes to have
a line lie safe (fsync) is measured with the same lines written barely, and hangs on the disk.
"""

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click
import psutil

from tutor.check.checker import Checker
from tutor.evaluate.batches import Sample, open_walk, run_in_batches
from tutor.evaluate.protocol.rehearsal import Rehearsal, RehearsedEngine, summarize_rehearsal
from tutor.evaluate.protocol.results.stored import SAMPLES
from tutor.evaluate.protocol.results.terms import Protocol
from tutor.evaluate.protocol.running.opening import protocol_options
from tutor.solve.options import SolveOptions
from tutor.strategy.budget import Budget

_PER_PROBLEM = 10
_BARE_LINES = 1_000


@dataclass(frozen=True, slots=True)
class Overhead:
    """Milliseconds a sample: bare reading, the whole, the disk, the summary; memory early and at the end."""

    samples: int
    bare_milliseconds: float
    whole_milliseconds: float
    disk_milliseconds: float
    summary_milliseconds: float
    early_bytes: int
    late_bytes: int

    @property
    def own_milliseconds(self) -> float:
        """The evaluation's own share, beside the disk's."""
        return self.whole_milliseconds - self.bare_milliseconds - self.disk_milliseconds


def measure(samples: int, folder: Path) -> Overhead:
    """Rehearse so many samples."""
    protocol = Protocol(runs=1, samples=_PER_PROBLEM)
    rehearsal = Rehearsal(folder, samples // _PER_PROBLEM, protocol)
    with Checker() as checker:
        bare = _read_bare(rehearsal, checker, protocol)
        start = time.perf_counter()
        early = 0
        for count, _ in enumerate(rehearsal.samples(checker), start=1):
            if count == samples // 10:
                early = _memory()
        whole = time.perf_counter() - start
        late = _memory()
    start = time.perf_counter()
    summarize_rehearsal(folder)
    summary = time.perf_counter() - start
    scale = 1e3 / samples
    disk = _write_barely(folder)
    return Overhead(samples, bare * scale, whole * scale, disk * 1e3, summary * scale, early, late)


def _write_barely(folder: Path) -> float:
    """Seconds a line that the disk takes, for lines of the journal."""
    lines = (folder / SAMPLES).read_bytes().splitlines(keepends=True)[1 : _BARE_LINES + 1]
    with (folder / "bare").open("wb") as file:
        start = time.perf_counter()
        for line in lines:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
        return (time.perf_counter() - start) / len(lines)


def _read_bare(rehearsal: Rehearsal, checker: Checker, protocol: Protocol) -> float:
    engine = RehearsedEngine()
    options = protocol_options(SolveOptions(Budget(1)), protocol, engine.context)
    asked = [Sample(draw.key, draw.question.problem, draw.seed) for draw in rehearsal.wanted]
    start = time.perf_counter()
    for _ in run_in_batches(asked, lambda one: open_walk(one, engine, checker, options), 4):
        pass
    return time.perf_counter() - start


def _memory() -> int:
    return int(psutil.Process().memory_info().rss)


@click.command()
@click.option("--samples", default=10_000, show_default=True)
def command(samples: int) -> None:
    """Print the overhead."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(samples, Path(folder))
    click.echo(f"{found.samples} samples, milliseconds each: {found.own_milliseconds:.2f} of its own")
    click.echo(
        f"  the disk {found.disk_milliseconds:.2f}, scripted texts {found.bare_milliseconds:.2f},"
        f" all {found.whole_milliseconds:.2f}"
    )
    click.echo(f"  the summary at the end {found.summary_milliseconds:.2f}")
    click.echo(
        f"memory: {found.early_bytes / 1e6:.1f} MB after a tenth, {found.late_bytes / 1e6:.1f} MB at the end"
    )


if __name__ == "__main__":
    command()
