"""Linear, compound, absolute and quadratic inequalities, answered as inequalities or as intervals."""

from collections.abc import Iterator
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import distinct, letter, nonzero, phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import with_roots

Region = tuple[Fraction | None, Fraction | None, bool, bool]
"""Between two bounds (None: no bound); whether the bounds belong to it; whether it is what lies outside."""

_ASK = (
    "Solve {inequality}.",
    "Solve the inequality {inequality}.",
    "Solve for {letter}: {inequality}",
    "Find all {letter} such that {inequality}.",
    "Solve the inequality {inequality} for {letter}.",
)
_ASK_INTERVAL = (
    "Solve the inequality {inequality}. Give your answer in interval notation.",
    "Solve {inequality}. Write the solution in interval notation.",
)
_SIGNS = ("<", ">", "<=", ">=")
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def linear(rng: Random, say: Notation) -> Draft:
    """ax + b < c, which turns when a is negative."""
    name, sign = letter(rng), rng.choice(_SIGNS)
    a, b = nonzero(rng, 6), nonzero(rng, 12)
    bound = Fraction(rng.randint(-9, 9), rng.choice((1, 1, 1, abs(a))))
    text = f"{say.polynomial((b, a), name)} {say.relation(sign)} {say.number(a * bound + b)}"
    solved = sign if a > 0 else _TURNED[sign]
    region = (
        (None, bound, len(solved) == 2, False) if solved[0] == "<" else (bound, None, len(solved) == 2, False)
    )
    return _ask(rng, say, name, text, region)


def compound(rng: Random, say: Notation) -> Draft:
    """low < ax + b < high, with a positive."""
    name, closed = letter(rng), rng.randint(0, 1) == 1
    low, high = sorted(distinct(rng, -9, 9, 2))
    a, b = rng.randint(1, 4), nonzero(rng, 9)
    sign = say.relation("<=" if closed else "<")
    text = f"{a * low + b} {sign} {say.polynomial((b, a), name)} {sign} {a * high + b}"
    return _ask(rng, say, name, text, (Fraction(low), Fraction(high), closed, False))


def absolute(rng: Random, say: Notation) -> Draft:
    """|x + b| < c, or > c."""
    name, sign, b, c = letter(rng), rng.choice(_SIGNS), nonzero(rng, 9), rng.randint(1, 9)
    text = f"|{say.polynomial((b, 1), name)}| {say.relation(sign)} {c}"
    return _ask(rng, say, name, text, (Fraction(-c - b), Fraction(c - b), len(sign) == 2, sign[0] == ">"))


def quadratic(rng: Random, say: Notation) -> Draft:
    """A parabola above or below zero."""
    name, sign = letter(rng), rng.choice(_SIGNS)
    low, high = sorted(distinct(rng, -8, 8, 2))
    text = f"{say.polynomial(with_roots((low, high)), name)} {say.relation(sign)} 0"
    return _ask(rng, say, name, text, (Fraction(low), Fraction(high), len(sign) == 2, sign[0] == ">"))


def _ask(rng: Random, say: Notation, name: str, inequality: str, region: Region) -> Draft:
    interval = rng.randrange(2) == 0
    asks = (*_ASK, *_ASK_INTERVAL) if interval else _ASK
    problem = phrase(rng, asks, inequality=say.math(inequality), letter=say.math(name))

    def show(value: Region) -> str:
        return _interval(say, value) if interval else _inequality(say, name, value)

    return draft(problem, region, _slips(region), show)


def _slips(region: Region) -> Iterator[tuple[Region, Mutation]]:
    low, high, closed, outside = region
    if low is None or high is None:
        yield (high, low, closed, outside), Mutation.DIRECTION
    else:
        yield (low, high, closed, not outside), Mutation.DIRECTION
        yield (-high, -low, closed, outside), Mutation.SIGN
    yield (low, high, not closed, outside), Mutation.ENDPOINT
    yield (low, None if high is None else high + 1, closed, outside), Mutation.OFF_BY_ONE
    yield (None if low is None else low - 1, high, closed, outside), Mutation.OFF_BY_ONE


def _interval(say: Notation, region: Region) -> str:
    low, high, closed, outside = region
    left, right = ("[", "]") if closed else ("(", ")")
    ends = [None if end is None else say.number(end) for end in (low, high)]
    if outside:
        union = "\\cup" if say.latex else "∪" if say.style == "unicode" else "U"
        return say.math(f"(-{say.infinity}, {ends[0]}{right} {union} {left}{ends[1]}, {say.infinity})")
    first = f"{left}{ends[0]}" if ends[0] else f"(-{say.infinity}"
    return say.math(f"{first}, {ends[1]}{right}" if ends[1] else f"{first}, {say.infinity})")


def _inequality(say: Notation, name: str, region: Region) -> str:
    low, high, closed, outside = region
    less, more = (say.relation(sign + "=" * closed) for sign in ("<", ">"))
    bounds = ["" if end is None else say.number(end) for end in (low, high)]
    if outside:
        return f"{say.math(f'{name} {less} {bounds[0]}')} or {say.math(f'{name} {more} {bounds[1]}')}"
    if low is not None and high is not None:
        return say.math(f"{bounds[0]} {less} {name} {less} {bounds[1]}")
    return say.math(f"{name} {less} {bounds[1]}" if low is None else f"{name} {more} {bounds[0]}")
