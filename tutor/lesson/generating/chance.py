"""What generators draw by chance: whole numbers with a sign or without common factors, letters."""

from math import gcd
from random import Random

from sympy import Symbol, symbols

# letters that are read as no constant and no function
_LETTERS = "xyztnmkpaw"


def nonzero(rng: Random, largest: int) -> int:
    """A whole number from -largest to largest, never 0."""
    return either_sign(rng, 1, largest)


def either_sign(rng: Random, least: int, largest: int) -> int:
    """A whole number between the bounds, or its opposite."""
    return rng.choice((-1, 1)) * rng.randint(least, largest)


def coprime(rng: Random, low: int, high: int, other: int) -> int:
    """A whole number between the bounds without a common factor with another."""
    return rng.choice([each for each in range(low, high + 1) if gcd(each, other) == 1])


def any_letter(rng: Random) -> Symbol:
    """A letter for an unknown."""
    return symbols(rng.choice(_LETTERS))
