"""Our verdicts on pairs of answers beside those of Math-Verify.

    uv run python -m tutor.evaluate.yardstick FILE... [--differences]

A FILE holds JSON lines (`gold`, `pred`, `equal`, optional `question`) or a JSON list
(`expected`, `given`, `equal`, ...). Each pair takes one trip to a warm worker.
"""

import json
import statistics
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import click

from tutor.evaluate.answer_pairs import AnswerPair, read_pairs
from tutor.evaluate.judges import Judge, Judgement, MathVerifyJudge, OurJudge
from tutor.vocabulary.errors import TutorError

Words = Sequence[Judgement]
"""One judge's word on each pair, in order."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one judge did to a list of pairs; `wrong_accepted` is what a student would be misled by."""

    wrong: int
    wrong_accepted: int
    right: int
    right_found: int
    undecided: int
    median_milliseconds: float
    p99_milliseconds: float


def tally(pairs: Sequence[AnswerPair], words: Words) -> Tally:
    """Count one judge's words against the known verdicts; there is at least one pair."""
    accepted = [pair.equal for pair, word in zip(pairs, words, strict=True) if word.verdict == "equal"]
    times = sorted(word.milliseconds for word in words)
    return Tally(
        wrong=sum(not pair.equal for pair in pairs),
        wrong_accepted=accepted.count(False),
        right=sum(pair.equal for pair in pairs),
        right_found=accepted.count(True),
        undecided=sum(word.verdict == "undecided" for word in words),
        median_milliseconds=statistics.median(times),
        p99_milliseconds=times[min(len(times) - 1, round(0.99 * len(times)))],
    )


def differing(
    pairs: Sequence[AnswerPair], ours: Words, theirs: Words
) -> list[tuple[AnswerPair, Judgement, Judgement]]:
    """The pairs which one judge takes for equal and the other does not."""
    return [
        (pair, our, their)
        for pair, our, their in zip(pairs, ours, theirs, strict=True)
        if (our.verdict == "equal") != (their.verdict == "equal")
    ]


def _rows(found: Tally) -> list[str]:
    return [
        f"{found.wrong_accepted} of {found.wrong}",
        f"{found.right_found} of {found.right} ({found.right_found / max(1, found.right):.0%})",
        str(found.undecided),
        f"{found.median_milliseconds:.1f}",
        f"{found.p99_milliseconds:.0f}",
    ]


def _print_table(judges: Sequence[Judge], tallies: Sequence[Tally]) -> None:
    labels = ["", "wrong accepted", "right found", "undecided", "median ms", "99th percentile ms"]
    columns = [[judge.name, *_rows(found)] for judge, found in zip(judges, tallies, strict=True)]
    for label, *cells in zip(labels, *columns, strict=True):
        click.echo(f"{label:20}" + "".join(f"{cell:>20}" for cell in cells))


def _print_differences(rows: Sequence[tuple[AnswerPair, Judgement, Judgement]]) -> None:
    for pair, our, their in rows:
        row = {
            "expected": pair.expected,
            "given": pair.given,
            "equal": pair.equal,
            "tutor": our.verdict,
            "math_verify": their.verdict,
            "detail": our.detail,
            "math_verify_read": their.detail,
        }
        click.echo(json.dumps(row, ensure_ascii=False))


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option(
    "--warm-up",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="Pairs that are asked first and not counted, so that the times are of a warm checker.",
)
@click.option("--differences", is_flag=True, help="Also list each pair that only one takes for equal.")
def command(files: tuple[Path, ...], warm_up: tuple[Path, ...], differences: bool) -> None:
    """Compare our checker with Math-Verify on pairs of answers."""
    try:
        pairs, first = read_pairs(files), read_pairs(warm_up)
    except TutorError as error:
        raise click.ClickException(f"{error.message} {error.hint}") from error
    with ExitStack() as stack:
        judges: list[Judge] = [stack.enter_context(OurJudge()), stack.enter_context(MathVerifyJudge())]
        for judge in judges:
            for pair in first:
                judge.judge(pair)
        words = [[judge.judge(pair) for pair in pairs] for judge in judges]
    click.echo(f"{len(pairs)} pairs")
    _print_table(judges, [tally(pairs, said) for said in words])
    if differences:
        _print_differences(differing(pairs, *words))


if __name__ == "__main__":
    command()
