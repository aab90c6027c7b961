"""Numbers to be written otherwise, and rounded."""

from dataclasses import replace
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation, decimal

_TO_DECIMAL = ("Convert {x} to a decimal.", "Write {x} as a decimal.", "What is {x} as a decimal?")
_TO_FRACTION = (
    "Write {x} as a fraction in lowest terms.",
    "Convert {x} to a fraction in simplest form.",
    "Express {x} as a fraction.",
)
_TO_PERCENT = ("Convert {x} to a percent.", "Write {x} as a percentage.", "What is {x} as a percent?")
_SCIENTIFIC = ("Write {x} in scientific notation.", "Express {x} in scientific notation.")
_ROUND = (
    "Round {x} to {n} decimal places.",
    "Round {x} to the nearest {place}.",
    "What is {x} rounded to {n} decimal places?",
)
_WORDS = {1: ("one", "tenth"), 2: ("two", "hundredth"), 3: ("three", "thousandth")}


def to_decimal(rng: Random, say: Notation) -> Draft:
    """A fraction whose decimal ends."""
    bottom = rng.choice((4, 5, 8, 10, 16, 20, 25, 40))
    value = rng.randint(0, 2) + Fraction(rng.randint(1, bottom - 1), bottom)
    problem = phrase(rng, _TO_DECIMAL, x=say.math(say.ratio(str(value.numerator), str(value.denominator))))
    wrong = [(value / 10, Mutation.FACTOR), *slips(value)]
    return draft(problem, value, wrong, lambda number: say.math(decimal(number)))


def to_fraction(rng: Random, say: Notation) -> Draft:
    """A decimal as a fraction."""
    value = Fraction(rng.randint(1, 99) * rng.choice((1, 5)), rng.choice((100, 1000, 20, 8)))
    if value.denominator == 1:
        value += Fraction(1, 4)
    wrong = [(value / 10, Mutation.FACTOR), *slips(value)]
    show = show_number(rng, replace(say, decimals=False))
    return draft(phrase(rng, _TO_FRACTION, x=say.math(decimal(value))), value, wrong, show)


def to_percent(rng: Random, say: Notation) -> Draft:
    """A decimal as a percentage."""
    value = Fraction(rng.randint(1, 400), rng.choice((100, 1000)))
    wrong = [(value / 10, Mutation.FACTOR), (value * 10, Mutation.FACTOR), (value + 1, Mutation.OFF_BY_ONE)]
    sign = "\\%" if say.latex else "%"
    problem = phrase(rng, _TO_PERCENT, x=say.math(decimal(value)))
    return draft(problem, value, wrong, lambda number: say.math(f"{decimal(100 * number)}{sign}"))


def scientific(rng: Random, say: Notation) -> Draft:
    """A number between 1 and 10 times a power of ten."""
    head, power = Fraction(rng.randint(11, 99), 10), rng.choice((-5, -4, -3, 4, 5, 6, 7))
    value = head, power
    wrong = [
        ((head, -power), Mutation.SIGN),
        ((head, power + 1), Mutation.OFF_BY_ONE),
        ((head, power - 1), Mutation.OFF_BY_ONE),
        ((head + 1, power), Mutation.OFF_BY_ONE),
    ]
    problem = phrase(rng, _SCIENTIFIC, x=say.math(decimal(head * Fraction(10) ** power)))
    times = "\\times" if say.latex else say.times

    def show(number: tuple[Fraction, int]) -> str:
        return say.math(f"{decimal(number[0])} {times} {say.power('10', number[1])}")

    return draft(problem, value, wrong, show)


def rounded(rng: Random, say: Notation) -> Draft:
    """A decimal to some places."""
    places = rng.randint(1, 3)
    digits = rng.randint(10 ** (places + 2), 10 ** (places + 4))
    exact = Fraction(digits * 10 + rng.choice((1, 2, 3, 4, 6, 7, 8, 9)), 10 ** (places + 3))
    steps = round(exact * 10**places)
    word, place = _WORDS[places]
    problem = phrase(rng, _ROUND, x=say.math(decimal(exact)), n=word, place=place)
    if places == 1:
        problem = problem.replace("one decimal places", "one decimal place")

    def show(number: int) -> str:
        text = str(abs(number)).rjust(places + 1, "0")
        return say.math(f"{text[:-places]}.{text[-places:]}")

    wrong = [
        (steps + 1, Mutation.OFF_BY_ONE),
        (steps - 1, Mutation.OFF_BY_ONE),
        (10 * steps, Mutation.FACTOR),
    ]
    return draft(problem, steps, wrong, show)
