"""Whether a slip is found where it was made: right solutions with one number changed in one decided equality.

    uv run python -m tutor.evaluate.slips TRACES.jsonl --seed 1

Each line of the file is an object with `problem`, `solutions` and `scores`; solutions
that were right in the end are taken. One equality that was confirmed is chosen, one
number on one side of it is changed, and the whole solution is checked again.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from tutor.check.checker import Checker
from tutor.evaluate.checking import right_solutions, rows_of
from tutor.lesson.own_work import CheckedEquality, check_work, first_wrong
from tutor.lesson.places import RELATION
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import VerdictStatus

_NUMBER = re.compile(r"(?<!phantom\{)(?<![\w.])\d+(?![\w.]*\d)")  # a phantom shows nothing
_CONFIRMED = (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS)


@dataclass(frozen=True, slots=True)
class Slip:
    """A solution with one number changed; `lines` are those of the number and of the signs beside it."""

    text: str
    equality: str
    change: str
    lines: frozenset[int]


def make_slip(text: str, equalities: list[CheckedEquality], chance: random.Random) -> Slip | None:
    """Change one number in one confirmed equality that stands once, word for word, in the text."""
    usable = [
        each
        for each in equalities
        if each.verdict.status in _CONFIRMED
        and text.count(each.statement) == 1
        and _NUMBER.search(each.statement)
    ]
    if not usable:
        return None
    chosen = chance.choice(usable)
    start = text.index(chosen.statement)
    number = chance.choice(list(_NUMBER.finditer(chosen.statement)))
    changed = str(int(number.group()) + chance.choice((1, 2, 3)))
    place = start + number.start()
    mutated = text[:place] + changed + text[start + number.end() :]
    signs = [start + sign.start() for sign in RELATION.finditer(chosen.statement)]
    before = [sign for sign in signs if sign < place][-1:]
    after = [sign for sign in signs if sign > place][:1]
    lines = frozenset(text.count("\n", 0, offset) + 1 for offset in (place, *before, *after))
    return Slip(mutated, chosen.statement, f"{number.group()} -> {changed}", lines)


def run_slips(rows: list[dict[str, object]], checker: Checker, seed: int) -> Iterator[tuple[Slip, str]]:
    """Each slip with its outcome: `found`, `another line` or `missed`."""
    chance = random.Random(seed)  # noqa: S311 - a seed to repeat it, no secret
    for row in rows:
        problem = Problem(str(row["problem"]))
        for text in right_solutions(row):
            equalities = list(check_work(text, checker, problem))
            if first_wrong(equalities) is not None:
                continue  # right in the end, yet with a slip of its own
            slip = make_slip(text, equalities, chance)
            if slip is None:
                continue
            wrong = first_wrong(check_work(slip.text, checker, problem))
            if wrong is None:
                yield slip, "missed"
            else:
                yield slip, "found" if wrong.line in slip.lines else "another line"


@click.command()
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", default=1, show_default=True)
@click.option("--show", is_flag=True, help="List the slips that were not found.")
def command(path: Path, seed: int, show: bool) -> None:
    """Measure how many slips are found at their line."""
    counts: Counter[str] = Counter()
    with Checker() as checker:
        for slip, outcome in run_slips(rows_of(path), checker, seed):
            counts[outcome] += 1
            if show and outcome != "found":
                click.echo(f"{outcome}: {slip.change} in {slip.equality!r} (lines {sorted(slip.lines)})")
    total = sum(counts.values())
    found = counts["found"]
    click.echo(f"{found} of {total} slips found at their line ({found / total:.1%}); {dict(counts)}")


if __name__ == "__main__":
    command()
