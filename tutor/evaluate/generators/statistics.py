"""Mean, median, mode, range and variance of a list."""

from collections import Counter
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation

_ASK = (
    "Find the {what} of {numbers}.",
    "What is the {what} of {numbers}?",
    "Find the {what} of the data set {numbers}.",
    "Find the {what} of the following numbers: {numbers}",
    "Calculate the {what} of the list {numbers}.",
    "Compute the {what} of the numbers {numbers}.",
)


def center(rng: Random, say: Notation) -> Draft:
    """The mean or the median, which may be a fraction."""
    numbers = [rng.randint(1, 30) for _ in range(rng.randint(4, 8))]
    ordered, half = sorted(numbers), len(numbers) // 2
    median = Fraction(ordered[half] + ordered[half - 1 + len(numbers) % 2], 2)
    mean = Fraction(sum(numbers), len(numbers))
    what, value, slip = rng.choice(
        (("mean", mean, median), ("median", median, mean), ("average", mean, median))
    )
    return _ask(rng, say, what, numbers, value, slip)


def mode_or_range(rng: Random, say: Notation) -> Draft:
    """The number that is there most often, or the largest less the smallest."""
    value = rng.randint(1, 12)
    others = [each for each in rng.sample(list(range(1, 25)), 4) if each != value]
    numbers = [value, value, *others]
    rng.shuffle(numbers)
    spread = Fraction(max(numbers) - min(numbers))
    assert Counter(numbers).most_common(1)[0] == (value, 2)
    if rng.randrange(2):
        return _ask(rng, say, "mode", numbers, Fraction(value), spread)
    return _ask(rng, say, "range", numbers, spread, Fraction(value))


def variance(rng: Random, say: Notation) -> Draft:
    """The population or the sample variance."""
    numbers = [rng.randint(1, 15) for _ in range(rng.randint(4, 6))]
    mean = Fraction(sum(numbers), len(numbers))
    squares = sum(((each - mean) ** 2 for each in numbers), Fraction(0))
    population, sample = squares / len(numbers), squares / (len(numbers) - 1)
    if rng.randrange(2):
        return _ask(rng, say, "population variance", numbers, population, sample)
    return _ask(rng, say, "sample variance", numbers, sample, population)


def _ask(rng: Random, say: Notation, what: str, numbers: list[int], value: Fraction, slip: Fraction) -> Draft:
    listed = ", ".join(map(str, numbers))
    if say.latex and rng.randrange(2):
        listed = f"${listed}$"
    problem = phrase(rng, _ASK, what=what, numbers=listed)
    return draft(problem, value, [(slip, Mutation.OPERATION), *slips(value)], show_number(rng, say))
