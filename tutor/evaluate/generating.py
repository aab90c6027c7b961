"""Whether what is made to practise is right: answers, worked lines, repeats, sizes, time.

    uv run python -m tutor.evaluate.generating --items 100

Prints a row a generator and level and ends with 1 if a bar fails. The bars: every answer
proved, no worked line wrong, no problem twice in 50, no answer told by its hints, larger
items at each level, 20 ms of a processor an item.
"""

import json
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

import click

from tutor.check.cage import Failed
from tutor.lesson.item import LEVELS, Item
from tutor.lesson.own_work import check_work
from tutor.lesson.wire import item_from
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.errors import CheckError
from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus

_CONFIRMED = (VerdictStatus.HOLDS, VerdictStatus.FOLLOWS)
_DISTINCT_ITEMS = 50
_MOST_MILLISECONDS = 20.0
_FORMULA = re.compile(r"\$([^$]*)\$")


@dataclass(frozen=True, slots=True)
class Judged:
    """One item and what was found: `fault` says what is wrong with it, empty where nothing is.

    `lines`, `confirmed` and `broken` count its worked lines; `milliseconds` are a processor's.
    """

    item: Item
    proved: bool
    told: bool
    lines: int
    confirmed: int
    broken: int
    milliseconds: float
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A generator at a level, counted."""

    skill: str
    generator: str
    level: int
    items: int
    proved: int
    told: int
    lines: int
    confirmed: int
    broken: int
    repeats: int
    size: float
    median_milliseconds: float
    longest_milliseconds: float

    @property
    def faults(self) -> tuple[str, ...]:
        """The bars that fail here."""
        found = {
            "proved": self.proved < self.items,
            "told": self.told > 0,
            "broken": self.broken > 0,
            "repeats": self.repeats > 0,
            "slow": self.median_milliseconds > _MOST_MILLISECONDS,
        }
        return tuple(name for name, fails in found.items() if fails)


def judge_item(workshop: Workshop, generator: str, level: int, seed: int) -> Judged:
    """Make the item of a seed, certify its answer and check its worked lines together."""
    item, milliseconds = _make(workshop, generator, level, seed)
    certificate = workshop.certify(item.as_problem, item.answer)
    proved = certificate.status is CertificateStatus.PROVED
    told = tells_answer(item)
    found: defaultdict[int, list[VerdictStatus]] = defaultdict(list)
    faults = [] if proved else [f"{item.answer}: {certificate.status} ({certificate.detail})"]
    faults += ["the hints tell the answer"] if told else []
    text = "\n".join(f"${step.line}$" for step in item.steps)
    for checked in check_work(text, workshop, item.as_problem, f"{generator}/{level}/{seed}"):
        found[checked.line].append(checked.verdict.status)
        if checked.verdict.status not in _CONFIRMED:
            faults.append(f"{checked.statement}: {checked.verdict.status} ({checked.verdict.detail})")
    lines = range(1, len(item.steps) + 1)
    faults += [f"{item.steps[line - 1].line}: nothing to check" for line in lines if not found[line]]
    confirmed = sum(bool(found[line]) and all(each in _CONFIRMED for each in found[line]) for line in lines)
    broken = sum(VerdictStatus.BREAKS in found[line] for line in lines)
    return Judged(item, proved, told, len(lines), confirmed, broken, milliseconds, "; ".join(faults))


def _make(workshop: Workshop, generator: str, level: int, seed: int) -> tuple[Item, float]:
    """The item of just this seed, and the milliseconds of a processor it took."""
    outcome = workshop.ask("generate", {"generator": generator, "level": level, "seed": seed})
    if isinstance(outcome, Failed):
        raise CheckError(f"{generator} made nothing at level {level} from seed {seed}: {outcome.detail}.")
    return item_from(outcome.data), float(str(outcome.data["milliseconds"]))


def tells_answer(item: Item) -> bool:
    """Whether a formula in the hints is the answer, or the value that the answer gives."""
    answers = {_squeezed(item.answer), _squeezed(item.answer.rpartition("=")[2])}
    return any(_squeezed(formula) in answers for formula in _FORMULA.findall(f"{item.asked} {item.idea}"))


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def row_of(judged: Sequence[Judged]) -> Row:
    """The counts of one generator at one level."""
    first = judged[0].item
    problems = [each.item.problem for each in judged[:_DISTINCT_ITEMS]]
    times = [each.milliseconds for each in judged]
    return Row(
        first.skill,
        first.generator,
        first.level,
        items=len(judged),
        proved=sum(each.proved for each in judged),
        told=sum(each.told for each in judged),
        lines=sum(each.lines for each in judged),
        confirmed=sum(each.confirmed for each in judged),
        broken=sum(each.broken for each in judged),
        repeats=len(problems) - len(set(problems)),
        size=statistics.mean(each.item.size for each in judged),
        median_milliseconds=statistics.median(times),
        longest_milliseconds=max(times),
    )


def unordered(rows: Iterable[Row]) -> list[str]:
    """The generators whose items do not grow with every level."""
    sizes: defaultdict[str, list[float]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.level):
        sizes[row.generator].append(row.size)
    return [name for name, found in sizes.items() if any(a >= b for a, b in pairwise(found))]


def heading() -> str:
    """The names of the columns."""
    counts = f"{'proved':>9} {'told':>4} {'confirmed':>11} {'broken':>6} {'repeats':>7}"
    return f"{'skill':13} {'generator':26} {'level':>5} {counts} {'size':>6} {'median':>7} {'longest':>8}"


def show_row(row: Row) -> str:
    """A line of the table, with the bars that fail at its end."""
    proved, confirmed = f"{row.proved}/{row.items}", f"{row.confirmed}/{row.lines}"
    counts = f"{proved:>9} {row.told:>4} {confirmed:>11} {row.broken:>6} {row.repeats:>7}"
    times = f"{row.median_milliseconds:>4.1f} ms {row.longest_milliseconds:>5.0f} ms"
    return (
        f"{row.skill:13} {row.generator:26} {row.level:>5} {counts} {row.size:>6.1f} {times}"
        f"  {' '.join(row.faults)}".rstrip()
    )


def summary(rows: Sequence[Row]) -> Iterator[str]:
    """Totals, and what fails."""
    items, lines, confirmed = (
        sum(getattr(row, name) for row in rows) for name in ("items", "lines", "confirmed")
    )
    names = {row.generator for row in rows}
    yield f"{len(names)} generators of {len({row.skill for row in rows})} skills, {items} items"
    yield f"answers proved: {sum(row.proved for row in rows)} of {items}"
    yield f"worked lines confirmed: {confirmed} of {lines} ({confirmed / max(lines, 1):.1%})"
    yield f"worked lines broken: {sum(row.broken for row in rows)}"
    yield f"repeated problems: {sum(row.repeats for row in rows)}"
    yield f"hints that tell the answer: {sum(row.told for row in rows)}"
    slowest = max((row.median_milliseconds for row in rows), default=0.0)
    yield f"the slowest generator: {slowest:.1f} ms an item at the median"
    yield f"sizes out of order: {', '.join(unordered(rows)) or 'none'}"


def _judge_all(workshop: Workshop, only: Sequence[str], items: int) -> Iterator[list[Judged]]:
    """The items of each generator and level in turn."""
    for skill, named in workshop.generators().items():
        for name in named:
            if only and skill not in only and name not in only:
                continue
            workshop.draft(name, LEVELS[0], 0)  # the first one waits for sympy to load
            for level in LEVELS:
                yield [judge_item(workshop, name, level, seed) for seed in range(items)]


@click.command()
@click.option("--items", default=100, show_default=True, help="Items of each generator at each level.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this generator or skill; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as JSON.")
@click.option("--show", is_flag=True, help="Also print what was found wrong or undecided, item by item.")
def command(items: int, only: tuple[str, ...], as_json: bool, show: bool) -> None:
    """Measure every generator of problems to practise."""
    rows: list[Row] = []
    if not as_json:
        click.echo(heading())
    with (workshop := Workshop()):
        for judged in _judge_all(workshop, only, items):
            rows.append(row_of(judged))
            if not as_json:
                click.echo(show_row(rows[-1]))
            for each in judged if show else ():
                if each.fault:
                    click.echo(f"    {each.item.problem}\n        {each.fault}", err=True)
    if as_json:
        click.echo(json.dumps([{**asdict(row), "faults": row.faults} for row in rows], indent=1))
    else:
        click.echo("\n".join(summary(rows)))
    if not rows or unordered(rows) or any(row.faults for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    command()
