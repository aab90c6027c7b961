"""How many problems of a file are answered right, and what the certificates said of them.

    uv run python -m tutor.evaluate.solving PROBLEMS.jsonl --model qwen2.5-coder-1.5b --seed 1

Each line of the file is an object with `problem` and `gold`.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tutor.check.checker import Checker
from tutor.engine.opening import find_model, open_engine
from tutor.render.progress import TerminalProgress
from tutor.solve import options_for, solve
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.events import Finished, Solution
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.settings import Settings, load_settings
from tutor.vocabulary.verdict import CertificateStatus, Comparison


@dataclass(frozen=True, slots=True)
class Row:
    """One problem's outcome; `comparison` is against the known answer, None without an answer."""

    problem: Problem
    solution: Solution
    comparison: Comparison | None
    seconds: float

    @property
    def right(self) -> bool:
        return self.comparison is not None and self.comparison.equal


def read_problems(path: Path) -> list[Problem]:
    """The problems of a JSON-lines file with `problem` and `gold`; raises `UsageError` naming the line."""
    problems = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            problems.append(Problem(row["problem"], answer=row["gold"]))
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"{path}:{number}: not an object with `problem` and `gold`: {error}") from error
    return problems


def run_problems(problems: list[Problem], settings: Settings, checker: Checker) -> Iterator[Row]:
    """Solve each with one engine, one after the other."""
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    engine = open_engine(file, settings)
    seed = 1 if settings.seed is None else settings.seed
    options = options_for(file.card, settings, int(engine.facts["context"]), seed)
    for problem in problems:
        start = time.perf_counter()
        # solving never sees the known answer
        for event in solve(Problem(problem.text), engine, checker, options):
            if isinstance(event, Finished):
                yield Row(
                    problem,
                    event.solution,
                    _grade(problem, event.solution, checker),
                    time.perf_counter() - start,
                )
    engine.close()


def _grade(problem: Problem, solution: Solution, checker: Checker) -> Comparison | None:
    if solution.answer is None or problem.answer is None:
        return None
    return checker.compare(problem.answer, solution.answer.text, problem.text)


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", help="A name from `tutor models`.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--think", "think_tokens", type=int)
def command(path: Path, **typed: object) -> None:
    """Solve the problems of a file and print a row for each, then the sums."""
    rows = []
    with Checker() as checker:
        checker.warm()
        for row in run_problems(read_problems(path), load_settings(**typed), checker):
            rows.append(row)
            _print_row(row)
    certificates = Counter(row.solution.certificate.status for row in rows)
    false_proofs = sum(
        not row.right and row.solution.certificate.status is CertificateStatus.PROVED for row in rows
    )
    click.echo(
        f"{sum(row.right for row in rows)} of {len(rows)} right; certificates {dict(certificates)};"
        f" wrong ones proved: {false_proofs}"
    )


def _print_row(row: Row) -> None:
    answer = row.solution.answer.text if row.solution.answer else None
    mark = "right" if row.right else f"wrong ({row.comparison.equality if row.comparison else 'no answer'})"
    certificate = row.solution.certificate
    click.echo(
        f"{mark:8} {answer!r} for {row.problem.answer!r}: {certificate.status} · {certificate.method}"
        f" · {certificate.detail} [{row.seconds:.1f} s, {row.solution.ending}]"
    )


if __name__ == "__main__":
    command()
