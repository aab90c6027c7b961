"""What a generator writes: an item without its origin, and its worked steps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from sympy import Symbol

from tutor.lesson.generating.phrases import ask_solution
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


def solved_draft(
    rng: Random, letter: Symbol, relation: str, idea: str, lines: Sequence[tuple[str, str]]
) -> Draft:
    """An equation with one solution, with which the last of the (idea, line) pairs ends."""
    return Draft(
        problem=ask_solution(rng, relation, letter),
        answer=f"{letter} = {lines[-1][1].rpartition(' = ')[2]}",
        asked=f"the number ${letter}$ that makes the equation true",
        idea=idea,
        steps=steps_of(*lines),
    )


def steps_of(*lines: tuple[str, str]) -> tuple[WorkedStep, ...]:
    """(idea, line) each."""
    return tuple(WorkedStep(idea, line) for idea, line in lines)


def stages(start: str, *changes: tuple[str, str]) -> tuple[WorkedStep, ...]:
    """Steps that rewrite one expression: (idea, next form) each, as an equality with the form before."""
    steps, before = [], start
    for idea, after in changes:
        steps.append(WorkedStep(idea, f"{before} = {after}"))
        before = after
    return tuple(steps)
