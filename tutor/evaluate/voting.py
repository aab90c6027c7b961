"""Consensus of K branches against one branch, on the problems a model finds hardest.

    uv run python -m tutor.evaluate.voting PROBLEMS.jsonl --model qwen2.5-coder-1.5b --out FILE.jsonl

First every problem is answered a few times, or FILE of `tutor.evaluate.early_stopping` is taken
(`--ranked-by FILE`): that ranks them. Then the hardest are answered by K
fresh branches each, which vote as `tutor solve --votes K` does: grouped by the checker, a proved
answer before all others, the voting ended where the rest can't change it. So the ranking and the
result share no sample. FILE gets a line for each answer; the same command goes on after them.
"""

import json
import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from tutor.check.checker import Checker
from tutor.engine.opening import find_model, open_engine
from tutor.evaluate.batches import Sample, open_walk, run_in_batches
from tutor.evaluate.solving import read_problems
from tutor.render.progress import TerminalProgress
from tutor.solve import options_for
from tutor.strategy.votes import Ballot
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.settings import Settings, load_settings
from tutor.vocabulary.verdict import Certificate, CertificateStatus

_RESAMPLES = 10_000
_RANKING, _VOTING = "ranking", "voting"


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of one branch to one problem, in one of the two stages."""

    stage: str
    problem: int
    sample: int
    answer: str | None
    tokens: int
    right: bool


class Answering:
    """Has problems answered in batches and records each answer at once."""

    def __init__(self, problems: Sequence[Problem], out: Path, settings: Settings, checker: Checker) -> None:
        self._problems, self._out, self._checker = problems, out, checker
        self._settings = settings
        with TerminalProgress(sys.stderr) as progress:
            self._file = find_model(settings, progress)

    def answer(self, stage: str, numbers: Iterable[int], samples: int, width: int) -> list[Row]:
        """Each problem `samples` times; what is recorded already is not asked again."""
        wanted = [(number, sample) for number in numbers for sample in range(samples)]
        done = {(row.problem, row.sample) for row in read_rows(self._out) if row.stage == stage}
        missing = [pair for pair in wanted if pair not in done]
        if missing:
            self._ask(stage, missing, width)
        return [
            row
            for row in read_rows(self._out)
            if row.stage == stage and (row.problem, row.sample) in set(wanted)
        ]

    def _ask(self, stage: str, missing: Sequence[tuple[int, int]], width: int) -> None:
        settings = self._settings.model_copy(update={"votes": width, "session_bytes": 0})
        engine = open_engine(self._file, settings)
        seed = settings.seed or 1
        first_seed = seed if stage == _RANKING else seed + 100_000
        options = options_for(self._file.card, settings, int(engine.facts["context"]), seed)
        asked = [
            Sample(f"{number}/{sample}", self._problems[number], first_seed + 1000 * number + sample)
            for number, sample in missing
        ]
        with self._out.open("a", encoding="utf-8") as record:
            walks = run_in_batches(asked, lambda one: open_walk(one, engine, self._checker, options), width)
            for count, (sample, walk) in enumerate(walks, start=1):
                number, index = map(int, sample.key.split("/"))
                text = walk.answer.text if walk.answer else None
                gold = self._problems[number].answer or ""
                right = text is not None and self._checker.compare(gold, text, sample.problem.text).equal
                record.write(json.dumps(asdict(Row(stage, number, index, text, walk.counts.written, right))))
                record.write("\n")
                record.flush()
                click.echo(f"{stage} {count} of {len(missing)}", err=True)
        engine.close()


def read_rows(path: Path) -> list[Row]:
    """The answers recorded so far."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Row(**json.loads(line)) for line in lines]


@dataclass(frozen=True, slots=True)
class Vote:
    """One problem's vote: the share of right branches, the result, and how many votes were counted."""

    pass_at_1: float
    right: bool
    counted: int
    status: CertificateStatus


def hold_vote(problem: Problem, rows: Sequence[Row], checker: Checker) -> Vote:
    """The vote over the answers of one problem, cast in the order in which their branches end."""
    asked = Problem(problem.text, choices=problem.choices)

    def certify(answer: str) -> Certificate:
        return checker.certify(asked, answer)

    ballot = Ballot(len(rows), lambda one, other: checker.compare(one, other, problem.text).equal, certify)
    for row in sorted(rows, key=lambda row: (row.tokens, row.sample)):
        ballot.cast(row.sample, row.answer, row.tokens)
        if ballot.decided:
            break
    leader = ballot.leader
    shortest = next((row for row in rows if leader and row.sample == leader.shortest.branch), None)
    return Vote(
        statistics.mean(row.right for row in rows),
        shortest is not None and shortest.right,
        ballot.cast_count,
        leader.certificate.status if leader else CertificateStatus.UNCHECKED,
    )


def paired_interval(votes: Sequence[Vote], seed: int) -> tuple[float, float]:
    """The 95% interval of consensus minus pass@1, resampling problems."""
    rng = random.Random(seed)  # noqa: S311 - an interval that can be repeated
    gains = [vote.right - vote.pass_at_1 for vote in votes]
    means = sorted(statistics.mean(rng.choices(gains, k=len(gains))) for _ in range(_RESAMPLES))
    return means[int(0.025 * _RESAMPLES)], means[int(0.975 * _RESAMPLES)]


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--model", help="A name from `tutor models`.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--ranking", type=click.IntRange(1), default=4, show_default=True, help="Answers that rank.")
@click.option(
    "--ranked-by",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A record of `tutor.evaluate.early_stopping` that ranks instead.",
)
@click.option("--hardest", type=click.IntRange(1), default=30, show_default=True, help="Problems voted on.")
@click.option("--votes", type=click.IntRange(2), default=8, show_default=True)
@click.option("--width", type=click.IntRange(1, 62), default=16, show_default=True, help="Branches at once.")
def command(path: Path, out: Path, ranked_by: Path | None, hardest: int, votes: int, **typed: object) -> None:
    """Rank problems, vote on the hardest, and print both figures with their paired interval."""
    problems = read_problems(path)
    ranking, width = int(str(typed.pop("ranking"))), int(str(typed.pop("width")))
    settings = load_settings(**typed)
    with Checker() as checker:
        checker.warm()
        answering = Answering(problems, out, settings, checker)
        if ranked_by:
            shares = _shares_of(ranked_by)
        else:
            ranked = _by_problem(answering.answer(_RANKING, range(len(problems)), ranking, width))
            shares = {number: statistics.mean(row.right for row in rows) for number, rows in ranked.items()}
        click.echo(f"ranked by pass@1, {statistics.mean(shares.values()):.3f} over {len(shares)} problems")
        chosen = sorted(shares, key=lambda number: (shares[number], number))
        hard = _by_problem(answering.answer(_VOTING, chosen[:hardest], votes, width))
        results = [hold_vote(problems[number], rows, checker) for number, rows in sorted(hard.items())]
    low, high = paired_interval(results, settings.seed or 1)
    one, all_of_them = (
        statistics.mean(vote.pass_at_1 for vote in results),
        statistics.mean(vote.right for vote in results),
    )
    proved = [vote for vote in results if vote.status is CertificateStatus.PROVED]
    click.echo(
        f"hardest {len(results)}: pass@1 {one:.3f}, consensus@{votes} {all_of_them:.3f};"
        f" difference {all_of_them - one:+.3f}, 95% interval {low:+.3f} to {high:+.3f}"
        " (bootstrap over problems)"
    )
    click.echo(
        f"votes counted: {statistics.mean(vote.counted for vote in results):.1f} of {votes} (mean);"
        f" won by a proof: {len(proved)}, of these right: {sum(vote.right for vote in proved)}"
    )


def _by_problem(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.problem].append(row)
    return found


def _shares_of(path: Path) -> dict[int, float]:
    """Whether each problem was answered rightly in a record of `tutor.evaluate.early_stopping`."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return {int(row["key"]): float(row["right"]) for row in rows}


if __name__ == "__main__":
    command()
