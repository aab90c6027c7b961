"""What a generator writes, and how its mathematics is set."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from sympy import Expr, latex

from tutor.lesson.item import WorkedStep


@dataclass(frozen=True, slots=True)
class Draft:
    """An item without its origin; the fields are those of `Item`."""

    problem: str
    answer: str
    asked: str
    idea: str
    steps: tuple[WorkedStep, ...]
    form: str = ""


Make = Callable[[Random, int], Draft]
"""Makes a draft from a source of chance and a level of 1 to 3."""


@dataclass(frozen=True, slots=True)
class Generator:
    """A kind of problem. `name` is unique over all skills and never changes: records hold it."""

    name: str
    title: str
    make: Make


def tex(found: Expr | int) -> str:
    """An expression as LaTeX, as it is written in school: natural logarithms are `ln`."""
    return str(latex(found, ln_notation=True))


def nonzero(rng: Random, largest: int) -> int:
    """A whole number from -largest to largest, never 0."""
    return rng.choice((-1, 1)) * rng.randint(1, largest)
