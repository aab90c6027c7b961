"""Every generator by its name, and the item that one makes."""

from random import Random
from typing import Final

from tutor.lesson.generating import (
    arithmetic,
    counting,
    derivatives,
    fractions,
    functions,
    inequalities,
    integrals,
    limits,
    linear,
    logarithms,
    matrices,
    modular,
    percent,
    powers,
    quadratics,
    sequences,
    systems,
    trigonometry,
)
from tutor.lesson.generating.draft import Generator
from tutor.lesson.item import Item

BY_SKILL: Final[dict[str, tuple[Generator, ...]]] = {
    "arithmetic": arithmetic.GENERATORS,
    "fractions": fractions.GENERATORS,
    "percent": percent.GENERATORS,
    "linear": linear.GENERATORS,
    "systems": systems.GENERATORS,
    "quadratics": quadratics.GENERATORS,
    "inequalities": inequalities.GENERATORS,
    "powers": (*powers.GENERATORS, *logarithms.GENERATORS),
    "functions": functions.GENERATORS,
    "trigonometry": trigonometry.GENERATORS,
    "sequences": sequences.GENERATORS,
    "counting": counting.GENERATORS,
    "limits": limits.GENERATORS,
    "derivatives": derivatives.GENERATORS,
    "integrals": integrals.GENERATORS,
    "matrices": matrices.GENERATORS,
    "modular": modular.GENERATORS,
}

_FOUND: Final = {each.name: (skill, each) for skill, those in BY_SKILL.items() for each in those}


def make_item(generator: str, level: int, seed: int) -> Item:
    """The item of a generator at a level; the same each time for the same seed. Raises KeyError."""
    skill, found = _FOUND[generator]
    rng = Random(f"{generator}/{level}/{seed}")  # noqa: S311 - a seed to repeat it, no secret
    made = found.make(rng, level)
    return Item(
        skill,
        generator,
        level,
        seed,
        problem=made.problem,
        answer=made.answer,
        asked=made.asked,
        idea=made.idea,
        steps=made.steps,
        form=made.form,
    )
