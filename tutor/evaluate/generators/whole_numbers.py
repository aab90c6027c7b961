"""Divisors, multiples in a range, last digits, zeros of factorials, consecutive numbers, angles."""

from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import enumerated, show_number
from tutor.evaluate.generators.choosing import phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation

_DIVISORS = (
    "How many divisors does {n} have?",
    "How many positive factors does {n} have?",
    "Find the number of positive divisors of {n}.",
)
_SUM = ("Find the sum of the positive divisors of {n}.", "What is the sum of all the divisors of {n}?")
_MULTIPLES = (
    "How many integers from 1 to {n} are divisible by {k}?",
    "How many whole numbers from 1 to {n} are divisible by {k}?",
)
_LAST = ("What is the last digit of {power}?", "Find the units digit of {power}.")
_ZEROS = ("How many zeros are at the end of {n}!?", "How many trailing zeros does {n}! have?")
_CONSECUTIVE = (
    "The sum of {count} consecutive {kind}integers is {total}. Find them.",
    "Find {count} consecutive {kind}integers whose sum is {total}.",
    "If the sum of {count} consecutive {kind}integers is {total}, what are the integers?",
)
_RADIANS = ("Convert {x} to radians.", "Express {x} in radians.")
_NAMES = {2: "two", 3: "three", 4: "four"}


def divisors(rng: Random, say: Notation) -> Draft:
    """How many, or their sum."""
    n = rng.randint(12, 400)
    found = [d for d in range(1, n + 1) if n % d == 0]
    added = rng.randrange(3) == 0
    value, asks = (sum(found), _SUM) if added else (len(found), _DIVISORS)
    wrong = [(Fraction(value - n if added else value - 2), Mutation.MISSING), *slips(value)]
    return draft(phrase(rng, asks, n=say.math(str(n))), Fraction(value), wrong, show_number(rng, say))


def counted(rng: Random, say: Notation) -> Draft:
    """Multiples up to a bound, or zeros at the end of a factorial."""
    n = rng.randint(20, 500)
    if rng.randrange(2):
        k = rng.randint(3, 15)
        problem, value = phrase(rng, _MULTIPLES, n=say.math(str(n)), k=say.math(str(k))), n // k
    else:
        value = sum(n // 5**power for power in range(1, 5))
        problem = phrase(rng, _ZEROS, n=str(n))
    return draft(
        problem,
        Fraction(value),
        [(Fraction(n // 10), Mutation.OPERATION), *slips(value)],
        show_number(rng, say),
    )


def last_digit(rng: Random, say: Notation) -> Draft:
    """Of a high power."""
    base, power = rng.randint(2, 29), rng.randint(20, 999)
    value = pow(base, power, 10)
    problem = phrase(rng, _LAST, power=say.math(say.power(str(base), power)))
    wrong = [
        (Fraction((value + 2) % 10), Mutation.OFF_BY_ONE),
        (Fraction(base), Mutation.RESTATED),
        *slips(value),
    ]
    return draft(problem, Fraction(value), wrong, show_number(rng, say))


def consecutive(rng: Random, say: Notation) -> Draft:
    """Numbers in a row with a known sum."""
    count = rng.choice((2, 3, 4))
    kind = rng.choice(("", "", "even ", "odd "))
    step = 2 if kind else 1
    first = rng.randint(-10, 60)
    first += (first % 2 == 0) if kind == "odd " else (first % 2) if kind else 0
    value = tuple(range(first, first + step * count, step))
    problem = phrase(rng, _CONSECUTIVE, count=_NAMES[count], kind=kind, total=say.math(str(sum(value))))
    problem = problem[0].upper() + problem[1:]
    wrong = [
        (tuple(one + step for one in value), Mutation.OFF_BY_ONE),
        (tuple(one - 1 for one in value), Mutation.OFF_BY_ONE),
        ((*value[:-1], value[-1] + step), Mutation.EXTRA),
    ]

    def show(numbers: tuple[int, ...]) -> str:
        return enumerated([say.math(str(one)) for one in numbers])

    return draft(problem, value, wrong, show)


def radians(rng: Random, say: Notation) -> Draft:
    """Degrees in radians."""
    value = Fraction(rng.randint(1, 35), 36) * rng.choice((1, 2))
    sign = "^\\circ" if say.latex else rng.choice(("°", " degrees"))
    problem = phrase(rng, _RADIANS, x=say.math(f"{value * 180}{sign}"))
    pi = "\\pi" if say.latex else "π"

    def show(number: Fraction) -> str:
        top = pi if number.numerator == 1 else f"{number.numerator}{pi}"
        if number.denominator == 1:
            return say.math(top)
        return say.math(
            say.ratio(top, str(number.denominator)) if say.latex else f"{top}/{number.denominator}"
        )

    wrong = [(value * 2, Mutation.FACTOR), (1 / value, Mutation.INVERSE), (value / 2, Mutation.FACTOR)]
    return draft(problem, value, wrong, show)
