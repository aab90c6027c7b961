"""Random, mutated and hostile texts through reading, comparing, certifying and judging, in the cage.

    uv run python -m tutor.evaluate.fuzzing --count 100000 --seed 1

Exits with 1 when a promise is broken: an exception in the parent, a hang, a text
evaluated, a worker that ended by itself, a reading that prints as something else.
"""

import json
import os
import sys
import tempfile
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from tutor.check.limits import DEFAULT, MEGABYTE
from tutor.evaluate.fuzzing.inputs import inputs
from tutor.evaluate.fuzzing.run import Report, fuzz
from tutor.evaluate.fuzzing.worker import CANARY_WORD


def _show(report: Report, files_made: int) -> None:
    click.echo(
        f"{report.inputs:,} inputs in {report.seconds:.0f} s, {report.inputs / report.seconds:.0f} a second"
    )
    for (job, what), count in sorted(report.outcomes.items()):
        click.echo(f"  {job:8} {what:42} {count:>8,}")
    for what, count in {**report.must_be_zero, "files made": files_made}.items():
        click.echo(f"{what:42} {count:>8,}")
    kinds = Counter(finding.what for finding in report.findings)
    for what in ("stopped for time", "stopped for memory or depth", "fault in the worker"):
        click.echo(f"{what:42} {kinds[what]:>8,}")
    click.echo(f"{'workers started':42} {report.workers_started:>8,}")
    click.echo(f"{'slowest that finished':42} {report.slowest_seconds:>8.2f} s")
    limit = DEFAULT.memory_bytes // MEGABYTE
    click.echo(f"{'peak memory, parent':42} {report.own_peak_bytes / MEGABYTE:>8.0f} MB")
    click.echo(f"{'peak memory, a worker':42} {report.worker_peak_bytes / MEGABYTE:>8.0f} MB (limit {limit})")


@click.command()
@click.option("--count", default=100_000, show_default=True, help="How many inputs.")
@click.option("--seed", default=1, show_default=True)
@click.option("--workers", default=os.cpu_count() or 1, show_default=True)
@click.option("--findings", type=click.Path(path_type=Path), help="Write each finding here, as JSON lines.")
def command(count: int, seed: int, workers: int, findings: Path | None) -> None:
    """Fuzz the checker."""
    with tempfile.TemporaryDirectory() as folder:
        given = inputs(count, seed, f"{folder}/{CANARY_WORD}")
        with click.progressbar(given, length=count, file=sys.stderr, update_min_steps=500) as shown:
            report = fuzz(shown, workers)
        files_made = len(list(Path(folder).iterdir()))
    _show(report, files_made)
    if findings is not None:
        lines = [json.dumps(asdict(finding)) for finding in report.findings]
        findings.write_text("\n".join(lines) + "\n", encoding="ascii")
    sys.exit(1 if files_made or any(report.must_be_zero.values()) else 0)


if __name__ == "__main__":
    command()
