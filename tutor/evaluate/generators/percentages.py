"""Percentages of a number, as a share, of change, and backwards."""

from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation, decimal

_OF = ("What is {p} of {n}?", "Find {p} of {n}.", "Calculate {p} of {n}.", "Compute {p} of {n}.")
_SHARE = (
    "{a} is what percent of {n}?",
    "What percent of {n} is {a}?",
    "What percentage of {n} is {a}?",
    "Express {a} as a percentage of {n}.",
)
_WHOLE = (
    "{a} is {p} of what number?",
    "{p} of what number is {a}?",
    "If {p} of a number is {a}, what is the number?",
)
_INCREASE = ("Increase {n} by {p}.", "What is {n} increased by {p}?")
_DECREASE = ("Decrease {n} by {p}.", "What is {n} decreased by {p}?")
_CHANGE = (
    "What is the percent change from {n} to {a}?",
    "Find the percentage change from {n} to {a}.",
    "What is the percent {direction} from {n} to {a}?",
)
_DISCOUNT = (
    "After a {p} discount, the price is {a} dollars. What was the original price?",
    "An item costs {a} dollars after a {p} discount. Find the original price.",
)


def part(rng: Random, say: Notation) -> Draft:
    """A percentage of a number."""
    p, n = rng.randint(1, 19) * 5, rng.randint(2, 60) * 10
    value = Fraction(p * n, 100)
    wrong = [(n - value, Mutation.INVERSE), (value * 10, Mutation.FACTOR), *slips(value)]
    problem = phrase(rng, _OF, p=_percent(say, p), n=say.math(str(n)))
    return draft(problem, value, wrong, decimal)


def share(rng: Random, say: Notation) -> Draft:
    """What percentage one number is of another."""
    p, n = rng.randint(1, 30) * 5, rng.randint(1, 30) * 20
    a = Fraction(p * n, 100)
    problem = phrase(rng, _SHARE, a=say.math(decimal(a)), n=say.math(str(n)))
    signed = rng.randrange(3) > 0
    wrong = [(100 * n / a, Mutation.INVERSE), (Fraction(100 - p), Mutation.OPERATION), *slips(p)]

    def show(value: Fraction) -> str:
        return _percent(say, value) if signed else decimal(value)

    return draft(problem, Fraction(p), wrong, show)


def whole(rng: Random, say: Notation) -> Draft:
    """The number of which a percentage is known."""
    p, n = Fraction(rng.randint(1, 19) * 5), Fraction(rng.randint(2, 60) * 10)
    a = p * n / 100
    problem = phrase(rng, _WHOLE, a=say.math(decimal(a)), p=_percent(say, p))
    return draft(problem, n, [(p * a / 100, Mutation.INVERSE), *slips(n)], decimal)


def changed(rng: Random, say: Notation) -> Draft:
    """A number increased or decreased by a percentage."""
    p, n = Fraction(rng.randint(1, 15) * 5), Fraction(rng.randint(2, 60) * 10)
    grows = rng.randrange(2) == 0
    up, down = n * (1 + p / 100), n * (1 - p / 100)
    value, slip = (up, down) if grows else (down, up)
    problem = phrase(rng, _INCREASE if grows else _DECREASE, n=say.math(decimal(n)), p=_percent(say, p))
    return draft(
        problem, value, [(slip, Mutation.SIGN), (abs(n - value), Mutation.MISSING), *slips(value)], decimal
    )


def change(rng: Random, say: Notation) -> Draft:
    """The change from one number to another, in percent of the first."""
    p, n = rng.randint(1, 15) * 5, Fraction(rng.randint(2, 30) * 20)
    grows = rng.randrange(2) == 0
    a = n * (1 + Fraction(p if grows else -p, 100))
    asks = _CHANGE if grows else _CHANGE[2:]
    problem = phrase(
        rng,
        asks,
        n=say.math(decimal(n)),
        a=say.math(decimal(a)),
        direction="increase" if grows else "decrease",
    )
    back = 100 * abs(a - n) / a
    wrong = [
        (back, Mutation.INVERSE),
        (Fraction(100 + p), Mutation.EXTRA),
        (Fraction(p + 5), Mutation.OFF_BY_ONE),
    ]
    wrong.append((abs(a - n), Mutation.OPERATION))
    return draft(problem, Fraction(p), wrong, lambda value: _percent(say, value))


def discount(rng: Random, say: Notation) -> Draft:
    """The price before a discount."""
    p, n = Fraction(rng.randint(1, 10) * 5), Fraction(rng.randint(2, 40) * 10)
    a = n * (1 - p / 100)
    problem = phrase(rng, _DISCOUNT, p=_percent(say, p), a=say.math(decimal(a)))
    dollars = rng.choice(("{} dollars", "{}", "${}" if not say.latex else "\\${}"))
    wrong = [(a * (1 + p / 100), Mutation.INVERSE), (a * p / 100, Mutation.MISSING), *slips(n)]
    return draft(problem, n, wrong, lambda value: dollars.format(decimal(value)))


def _percent(say: Notation, value: Fraction | int) -> str:
    number = decimal(Fraction(value))
    return say.math(f"{number}\\%") if say.latex else f"{number}%"
