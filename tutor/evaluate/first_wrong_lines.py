"""Whether the first wrong line of a student's solution is found, and its slip named.

    uv run python -m tutor.evaluate.first_wrong_lines --solutions 1000 --seed 1

Solutions are the worked lines of generated problems with one line made wrong: half of them by a slip
that students make, half by a random change of a number, a sign or an operation. The lines after it stay
as they were, or go on from the wrong one. Every solution is also checked as it was, to see whether a
right one is accused.

Slips of moving and dividing are made of equations to solve alone: no student writes 144x⁴ = 9x⁴ + C for
the next integral, so lines that work out an integral, a derivative or a limit get the other slips. A new
letter's definition (u = 3x² + 1) stays as it is: another choice is a poor one, and no false line.

A slip counts as named where the rule that made it is named, or another whose wrong line is just the same.
"""

import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import click

from tutor.lesson.item import LEVELS, Item
from tutor.lesson.own_work import check_work, find_break
from tutor.lesson.slip import Mutation
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.errors import CheckError

_ITEMS_TRIED = 40
_MUTATIONS_TRIED = 4


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found of one mutated solution; `named` is the rule that was named, empty for none."""

    item: Item
    mutation: Mutation
    line: int | None
    named: str
    seconds: float
    right_accused: int | None

    @property
    def found(self) -> bool:
        return self.line == self.mutation.place + 1

    @property
    def named_rightly(self) -> bool:
        return bool(self.named) and self.named in self.mutation.makers


@dataclass(slots=True)
class Figures:
    """Counts over many solutions."""

    solutions: int = 0
    found: int = 0
    another: int = 0
    accused: int = 0
    slips: int = 0
    named: int = 0
    named_else: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one solution."""
        self.seconds.append(outcome.seconds)
        self.accused += outcome.right_accused is not None
        self.solutions += 1
        self.found += outcome.found
        self.another += outcome.line is not None and not outcome.found
        if outcome.mutation.rule:
            self.slips += 1
            self.named += outcome.named_rightly
            self.named_else += bool(outcome.named) and not outcome.named_rightly

    def lines(self) -> Iterator[str]:
        """The figures, a sentence each."""
        if not self.solutions:
            yield "No solution could be made wrong."
            return
        yield (
            f"{self.found} of {self.solutions} wrong lines found ({self.found / self.solutions:.1%}), "
            f"{self.another} accused at another line"
        )
        share = self.accused / self.solutions
        yield f"{self.accused} of {self.solutions} right solutions accused ({share:.2%})"
        if self.slips:
            yield (
                f"{self.named} of {self.slips} slips named ({self.named / self.slips:.1%}), "
                f"{self.named_else} named as something else"
            )
        ordered = sorted(self.seconds)
        yield (
            f"{median(ordered) * 1000:.0f} ms a solution (median), "
            f"{ordered[int(0.95 * (len(ordered) - 1))] * 1000:.0f} ms the slowest of twenty"
        )


def run(workshop: Workshop, solutions: int, seed: int, skills: tuple[str, ...] = ()) -> Iterator[Outcome]:
    """Mutated solutions with what was found of them, the same ones for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - a seed to repeat it, no secret
    generators = [
        name
        for skill, named in workshop.generators().items()
        for name in named
        if not skills or skill in skills
    ]
    made = missed = 0
    while made < solutions and missed < _ITEMS_TRIED * len(generators):
        generator = generators[(made + missed) % len(generators)]
        found = _mutated(workshop, generator, rng, by_rule=made % 2 == 0)
        if found is None:
            missed += 1
            continue
        made += 1
        yield _outcome(workshop, *found)


def _mutated(
    workshop: Workshop, generator: str, rng: random.Random, by_rule: bool
) -> tuple[Item, Mutation] | None:
    for _ in range(_MUTATIONS_TRIED):
        try:
            item = workshop.draft(generator, rng.choice(LEVELS), rng.randrange(10**6))
        except CheckError:
            continue
        mutation = workshop.mutate(item, rng.randrange(10**9), by_rule)
        if mutation is not None:
            return item, mutation
    return None


def _outcome(workshop: Workshop, item: Item, mutation: Mutation) -> Outcome:
    problem = item.as_problem
    right = find_break(list(check_work(_text([step.line for step in item.steps]), workshop, problem)))
    started = time.perf_counter()
    checked = list(check_work(_text(mutation.lines), workshop, problem))
    broken = find_break(checked)
    slip = workshop.recognise(broken.before, broken.wrong.statement, item.problem) if broken else None
    return Outcome(
        item,
        mutation,
        line=broken.wrong.line if broken else None,
        named=slip.rule if slip else "",
        seconds=time.perf_counter() - started,
        right_accused=right.wrong.line if right else None,
    )


def _text(lines: tuple[str, ...] | list[str]) -> str:
    return "\n".join(f"${line}$" for line in lines)


def _show(outcome: Outcome) -> None:
    mutation = outcome.mutation
    faults = []
    if outcome.right_accused is not None:
        faults.append(f"ACCUSED at line {outcome.right_accused}")
    if not outcome.found:
        faults.append(f"found at {outcome.line}" if outcome.line else "missed")
    if mutation.rule and not outcome.named_rightly:
        faults.append(f"named {outcome.named or 'nothing'}")
    if not faults:
        return
    item = outcome.item
    click.echo(f"{item.generator}/{item.level}/{item.seed} {mutation.rule or 'random'}: {', '.join(faults)}")
    click.echo(f"    {item.problem}")
    for place, line in enumerate(mutation.lines):
        right = f"      (right: {mutation.right})" if place == mutation.place else ""
        click.echo(f"    {place + 1}. {line}{right}")


@click.command()
@click.option("--solutions", default=1000, show_default=True, help="How many wrong solutions to make.")
@click.option("--seed", default=1, show_default=True)
@click.option("--skill", "skills", multiple=True, help="Only problems of this skill; repeat it for more.")
@click.option("--workers", default=1, show_default=True)
@click.option("--show", is_flag=True, help="List what was not found or not named.")
def command(solutions: int, seed: int, skills: tuple[str, ...], workers: int, show: bool) -> None:
    """Measure how often the first wrong line is found and its slip named."""
    figures = Figures()
    by_generator: Counter[str] = Counter()
    with Workshop(workers=workers) as workshop:
        for outcome in run(workshop, solutions, seed, skills):
            figures.add(outcome)
            if not outcome.found:
                by_generator[outcome.item.generator] += 1
            if show:
                _show(outcome)
    for line in figures.lines():
        click.echo(line)
    if by_generator:
        click.echo(
            "not found: " + ", ".join(f"{name} {count}" for name, count in by_generator.most_common(12))
        )


if __name__ == "__main__":
    command()
