"""Drawing numbers and words from a seeded source, and the usual slips with one number."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.generated import Mutation

Slip = tuple[Fraction, Mutation]


def nonzero(rng: Random, limit: int) -> int:
    """A whole number from -limit to limit that is not 0."""
    return rng.randint(1, limit) * (1 if rng.randint(0, 1) else -1)


def distinct(rng: Random, low: int, high: int, count: int) -> list[int]:
    """Different whole numbers from low to high, in the order drawn."""
    return rng.sample(list(range(low, high + 1)), count)


def phrase(rng: Random, phrases: Sequence[str], **parts: str) -> str:
    """One of several sentences, its named places filled."""
    return phrases[rng.randrange(len(phrases))].format(**parts)


def letter(rng: Random) -> str:
    """An unknown, mostly x."""
    return rng.choice(("x", "x", "x", "y", "t", "n", "z", "a"))


def slips(value: Fraction | int) -> Iterator[Slip]:
    """A sign, one too many, one too few, the inverse, a factor of two."""
    number = Fraction(value)
    yield -number, Mutation.SIGN
    yield number + 1, Mutation.OFF_BY_ONE
    if number:
        yield 1 / number, Mutation.INVERSE
    yield number - 1, Mutation.OFF_BY_ONE
    yield 2 * number, Mutation.FACTOR
