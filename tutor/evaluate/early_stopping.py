"""What verified stopping saves: tokens until the answer with it over without, and whether that costs answers.

    uv run python -m tutor.evaluate.early_stopping PROBLEMS.jsonl --model qwen2.5-coder-1.5b --out FILE.jsonl

Each problem (`problem` and `gold` on each line) is thought about once, to the model's own
end; proofs and probes are asked as they would be, and noted where they would have ended
the thinking, with the answer they would have given. So both figures come from the same
text, and what the probes cost is counted. The problems are branches of one batch. FILE gets
a line for each as it ends; the same command goes on after the lines that are there.
"""

import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click

from tutor.check.checker import Checker
from tutor.engine.opening import find_model, open_engine
from tutor.evaluate.batches import Sample, open_walk, run_in_batches
from tutor.evaluate.solving import read_problems
from tutor.render.progress import TerminalProgress
from tutor.solve import options_for
from tutor.solve.walk import Walk
from tutor.vocabulary.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Row:
    """One problem: tokens and answers without verified stopping and with it."""

    key: str
    ending: str
    tokens: int
    answer: str | None
    right: bool
    stopped_by: str | None
    stopped_tokens: int
    stopped_answer: str | None
    stopped_right: bool


def run(path: Path, out: Path, settings: Settings, checker: Checker, width: int) -> Iterator[Row]:
    """The rows that are still missing, each written to `out` before it is given."""
    done = {json.loads(line)["key"] for line in _lines(out)}
    problems = read_problems(path)
    seed = settings.seed or 1
    samples = [Sample(str(number), problem, seed + number) for number, problem in enumerate(problems)]
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    engine = open_engine(file, settings.model_copy(update={"votes": width, "session_bytes": 0}))
    options = options_for(file.card, settings, int(engine.facts["context"]), seed)
    options = replace(options, stopping=replace(options.stopping, observed=True))
    missing = [sample for sample in samples if sample.key not in done]
    with out.open("a", encoding="utf-8") as record:
        walks = run_in_batches(missing, lambda sample: open_walk(sample, engine, checker, options), width)
        for sample, walk in walks:
            row = _row(sample, walk, checker)
            record.write(json.dumps(asdict(row)) + "\n")
            record.flush()
            yield row
    engine.close()


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _row(sample: Sample, walk: Walk, checker: Checker) -> Row:
    def is_right(text: str | None) -> bool:
        gold = sample.problem.answer
        return (
            text is not None and gold is not None and checker.compare(gold, text, sample.problem.text).equal
        )

    answer = walk.answer.text if walk.answer else None
    stop = walk.would_stop
    return Row(
        key=sample.key,
        ending=str(walk.ending),
        tokens=walk.counts.written,
        answer=answer,
        right=is_right(answer),
        stopped_by=str(stop.ending) if stop else None,
        stopped_tokens=(
            stop.thinking_tokens + stop.probe_tokens if stop else walk.counts.written + walk.counts.probes
        ),
        stopped_answer=stop.answer if stop else answer,
        stopped_right=is_right(stop.answer if stop else answer),
    )


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--model", help="A name from `tutor models`.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--think", "think_tokens", type=int, default=1500, show_default=True)
@click.option("--width", type=click.IntRange(1, 62), default=16, show_default=True, help="Problems at once.")
def command(path: Path, out: Path, width: int, **typed: object) -> None:
    """Think about each problem once and print where verified stopping would have ended it."""
    settings = load_settings(**typed, thinking=True)
    with Checker() as checker:
        checker.warm()
        for row in run(path, out, settings, checker, width):
            click.echo(
                f"{row.key:>4} {row.tokens:5} -> {row.stopped_tokens:5} by {row.stopped_by or 'the model':9}"
                f" {'right' if row.right else 'wrong'} -> {'right' if row.stopped_right else 'wrong'}"
            )
    _sum_up([Row(**json.loads(line)) for line in _lines(out)])


def _sum_up(rows: list[Row]) -> None:
    without, with_stop = sum(row.tokens for row in rows), sum(row.stopped_tokens for row in rows)
    click.echo(
        f"{len(rows)} problems: {without} tokens without, {with_stop} with verified stopping"
        f" ({100 * (1 - with_stop / without):.1f}% fewer; median ratio"
        f" {statistics.median(row.stopped_tokens / max(1, row.tokens) for row in rows):.2f})"
    )
    click.echo(
        f"right: {sum(row.right for row in rows)} without, {sum(row.stopped_right for row in rows)} with;"
        f" without an answer: {sum(row.answer is None for row in rows)}"
    )
    for kind in ("proved", "settled", None):
        count = sum(row.stopped_by == kind for row in rows)
        click.echo(f"ended by {kind or 'the model or its budget'}: {count}")


if __name__ == "__main__":
    command()
