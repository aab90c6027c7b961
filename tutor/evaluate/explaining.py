"""What an explanation of a known answer costs beside a whole thinking about the same problem.

    uv run python -m tutor.evaluate.explaining PROBLEMS.jsonl --thinking FILE.jsonl --out OTHER.jsonl

The problems are those the checker answers alone; each is explained as `tutor solve --fast` does.
FILE holds the thinking runs that `tutor.evaluate.early_stopping` recorded over the same problems.
OTHER gets a line for each explanation; the same command goes on after the lines that are there.
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
from tutor.evaluate.batches import Sample, run_in_batches
from tutor.evaluate.solving import read_problems
from tutor.render.progress import TerminalProgress
from tutor.solve import options_for
from tutor.solve.fast import open_explanation
from tutor.solve.walk import Walk
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Row:
    """One explanation: its tokens, and whether the text ends with the known answer."""

    key: str
    tokens: int
    agrees: bool


def run(path: Path, out: Path, settings: Settings, checker: Checker, width: int) -> Iterator[Row]:
    """The explanations that are still missing, each written to `out` before it is given."""
    done = {row.key for row in read_rows(out)}
    seed = settings.seed or 1
    known: dict[str, str] = {}
    samples = []
    for number, problem in enumerate(read_problems(path)):
        asked = Problem(problem.text, choices=problem.choices)
        found = checker.answer(asked)
        if found is not None and str(number) not in done:
            known[str(number)] = found.answer
            samples.append(Sample(str(number), asked, seed + number))
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    engine = open_engine(file, settings.model_copy(update={"votes": width, "session_bytes": 0}))
    options = options_for(file.card, settings, int(engine.facts["context"]), seed)

    def open_one(sample: Sample) -> Walk:
        seeded = replace(options, sampling=replace(options.sampling, seed=sample.seed))
        return open_explanation(sample.problem, known[sample.key], engine, checker, seeded)

    with out.open("a", encoding="utf-8") as record:
        for sample, walk in run_in_batches(samples, open_one, width):
            said = walk.answer.text if walk.answer else ""
            agrees = checker.compare(known[sample.key], said, sample.problem.text).equal
            row = Row(sample.key, walk.counts.written, agrees)
            record.write(json.dumps(asdict(row)) + "\n")
            record.flush()
            yield row
    engine.close()


def read_rows(path: Path) -> list[Row]:
    """The explanations recorded so far."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Row(**json.loads(line)) for line in lines]


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--thinking", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--model", help="A name from `tutor models`.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--width", type=click.IntRange(1, 62), default=16, show_default=True, help="Problems at once.")
def command(path: Path, thinking: Path, out: Path, width: int, **typed: object) -> None:
    """Explain what the checker answers alone, and compare with thinking about it."""
    with Checker() as checker:
        checker.warm()
        for row in run(path, out, load_settings(**typed), checker, width):
            click.echo(f"{row.key:>4} {row.tokens:5} tokens, {'agrees' if row.agrees else 'differs'}")
    thought = {row["key"]: row["tokens"] for row in map(json.loads, thinking.read_text().splitlines())}
    pairs = [(row.tokens, thought[row.key]) for row in read_rows(out) if row.key in thought]
    explained, whole = sum(first for first, _ in pairs), sum(second for _, second in pairs)
    ratio = statistics.median(first / second for first, second in pairs)
    click.echo(
        f"{len(pairs)} problems: {explained} tokens of explanations, {whole} of thinking"
        f" ({explained / whole:.2f} of it; median of the ratios {ratio:.2f});"
        f" {sum(row.agrees for row in read_rows(out))} explanations end with the known answer"
    )


if __name__ == "__main__":
    command()
