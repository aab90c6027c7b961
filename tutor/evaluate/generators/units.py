"""Conversions between units."""

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation, decimal


@dataclass(frozen=True, slots=True)
class _Rule:
    """One `large` is `factor` of `small`; both with their signs."""

    large: str
    large_sign: str
    small: str
    small_sign: str
    factor: Fraction


_RULES = tuple(
    _Rule(large, large_sign, small, small_sign, Fraction(factor))
    for large, large_sign, small, small_sign, factor in (
        ("kilometers", "km", "meters", "m", 1000),
        ("meters", "m", "centimeters", "cm", 100),
        ("centimeters", "cm", "millimeters", "mm", 10),
        ("kilograms", "kg", "grams", "g", 1000),
        ("grams", "g", "milligrams", "mg", 1000),
        ("liters", "L", "milliliters", "mL", 1000),
        ("hours", "h", "minutes", "min", 60),
        ("minutes", "min", "seconds", "s", 60),
        ("days", "days", "hours", "h", 24),
        ("feet", "ft", "inches", "in", 12),
        ("yards", "yd", "feet", "ft", 3),
        ("pounds", "lb", "ounces", "oz", 16),
        ("square meters", "m^2", "square centimeters", "cm^2", 10_000),
    )
)
_ASK = (
    "Convert {amount} {source} to {target}.",
    "How many {target} are in {amount} {source}?",
    "Express {amount} {source} in {target}.",
    "Change {amount} {source} to {target}.",
    "Convert {amount} {source} into {target}.",
    "{amount} {source} is how many {target}?",
)
_ASK_SHORT = ("Convert {amount} {source} to {target}.", "Express {amount} {source} in {target}.")


def conversion(rng: Random, say: Notation) -> Draft:  # noqa: ARG001 - every author has this shape
    """An amount in another unit, with or without the unit in the answer."""
    rule = rng.choice(_RULES)
    short = rng.randrange(4) == 0
    large, small = (rule.large_sign, rule.small_sign) if short else (rule.large, rule.small)
    amount = Fraction(rng.randint(1, 60), rng.choice((1, 1, 2, 4)))
    downwards = rng.randrange(2) == 0
    if downwards:
        source, target, value = large, small, amount * rule.factor
    else:
        source, target, amount, value = small, large, amount * rule.factor, amount
    unit = rng.choice(("", target, rule.small_sign if downwards else rule.large_sign))
    problem = phrase(rng, _ASK_SHORT if short else _ASK, amount=decimal(amount), source=source, target=target)
    wrong = [
        (amount / rule.factor if downwards else amount * rule.factor, Mutation.INVERSE),
        (value + 1, Mutation.OFF_BY_ONE),
        (value * 10, Mutation.FACTOR),
        (amount, Mutation.RESTATED),
    ]
    return draft(problem, value, wrong, lambda number: f"{decimal(number)} {unit}".strip())
