"""Kills during a run: whether the report of the continued result is the one of a run that nobody killed.

    uv run python -m tutor.evaluate.protocol.kills [--kills 50] [--seed 1]

A rehearsal in a process of its own is killed (SIGKILL) at moments drawn by the seed, again
and again until it ends; then `report.json` is compared byte by byte. Every other kill comes from
within, with half a line of the next sample written.
"""

import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

_REHEARSAL = [sys.executable, "-m", "tutor.evaluate.protocol.rehearsal"]


@dataclass(frozen=True, slots=True)
class Killing:
    """How a rehearsal went that was killed so often."""

    kills: int
    starts: int
    identical: bool


def rehearse_killed(folder: Path, kills: int, seed: int, problems: int) -> Killing:
    """Kill a rehearsal so often, let it end, and compare its report with that of an unharmed one."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    size = ["--problems", str(problems)]
    total = problems * 4
    done = 0
    for left in range(kills, 0, -1):
        after = dice.randint(0, max(0, (total - done) // (left + 1) * 2 - 1))
        _start_and_kill(folder / "killed", size, after, from_within=bool(left % 2 and after))
        done = _count(folder / "killed")
    subprocess.run([*_REHEARSAL, str(folder / "killed"), *size], check=True, capture_output=True)
    subprocess.run([*_REHEARSAL, str(folder / "whole"), *size], check=True, capture_output=True)
    reports = [(folder / name / "report.json").read_bytes() for name in ("killed", "whole")]
    return Killing(kills, kills + 1, reports[0] == reports[1])


def _start_and_kill(folder: Path, size: list[str], after: int, *, from_within: bool) -> None:
    """Kill the process once it has told of so many samples; at 0 while it begins."""
    within = ["--die-after", str(after)] if from_within else []
    process = subprocess.Popen(
        [*_REHEARSAL, str(folder), *size, *within],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    for _ in range(after):
        if not process.stdout.readline():
            break
    process.kill()
    process.stdout.close()
    process.wait()


def _count(folder: Path) -> int:
    path = folder / "samples.jsonl"
    return max(0, path.read_bytes().count(b"\n") - 1) if path.exists() else 0


@click.command()
@click.option("--kills", default=50, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--problems", default=150, show_default=True)
def command(kills: int, seed: int, problems: int) -> None:
    """Print whether the reports are the same."""
    with tempfile.TemporaryDirectory() as folder:
        found = rehearse_killed(Path(folder), kills, seed, problems)
    click.echo(f"{found.kills} kills, {found.starts} starts: reports identical: {found.identical}")
    sys.exit(0 if found.identical else 1)


if __name__ == "__main__":
    command()
