"""Limits, finite sums and geometric series."""

from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import distinct, nonzero, phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import at, polynomial, with_roots

_LIMIT = (
    "Find {limit}.",
    "Evaluate {limit}.",
    "Compute the limit {limit}.",
    "Evaluate the limit: {limit}",
    "What is {limit}?",
)
_LIMIT_IN_WORDS = "Find the limit of {expression} as {x} approaches {point}."
_SUM = (
    "Compute {sum}.",
    "Evaluate {sum}.",
    "Find the value of {sum}.",
    "Find the sum {sum}.",
    "What is {sum}?",
)


def limit(rng: Random, say: Notation) -> Draft:
    """A removable gap, a polynomial, a quotient at infinity, sin(ax)/(bx)."""
    kind = rng.randrange(4)
    if kind == 0:
        gap, other = distinct(rng, -7, 7, 2)
        text = say.ratio(say.polynomial(with_roots((gap, other))), say.polynomial(with_roots((gap,))))
        return _limit(rng, say, text, str(gap), Fraction(gap - other))
    if kind == 1:
        point, whole = rng.randint(-4, 4), polynomial(nonzero(rng, 9), rng.randint(-5, 5), nonzero(rng, 3))
        return _limit(rng, say, say.polynomial(whole), str(point), at(whole, point))
    a, b = nonzero(rng, 9), rng.randint(1, 9)
    if kind == 2:
        above = say.polynomial((rng.randint(-9, 9), rng.randint(-9, 9), a))
        below = say.polynomial((rng.randint(1, 9), rng.randint(-9, 9), b))
        return _limit(rng, say, say.ratio(above, below), say.infinity, Fraction(a, b))
    a = abs(a)
    text = say.ratio(say.call("sin", say.term(a, "x")), say.term(b, "x"))
    return _limit(rng, say, text, "0", Fraction(a, b))


def _limit(rng: Random, say: Notation, text: str, point: str, value: Fraction) -> Draft:
    if rng.randrange(4) == 0:
        problem = _LIMIT_IN_WORDS.format(expression=say.math(text), x=say.math("x"), point=say.math(point))
    else:
        body = f"({text})" if " " in text and not say.latex else text
        arrow = f"\\lim_{{x \\to {point}}} {text}" if say.latex else f"lim_(x->{point}) {body}"
        if say.latex and text[0] != "\\" and " " in text:
            arrow = f"\\lim_{{x \\to {point}}} ({text})"
        problem = phrase(rng, _LIMIT, limit=say.math(arrow))
    return draft(problem, value, slips(value), show_number(rng, say))


def finite_sum(rng: Random, say: Notation) -> Draft:
    """Sums over k of a linear or a quadratic term, and sums of powers."""
    low, high = rng.choice((0, 1, 1, 1, 2)), rng.randint(4, 20)
    kind = rng.randrange(3)
    if kind == 2:
        base, high = rng.choice((2, 3)), rng.randint(3, 8)
        text, values = say.power(str(base), "k"), [Fraction(base**k) for k in range(low, high + 1)]
    else:
        whole = polynomial(rng.randint(-5, 5), nonzero(rng, 5), kind)
        text, values = say.polynomial(whole, "k"), [at(whole, k) for k in range(low, high + 1)]
    body = f"({text})" if " " in text else text
    written = f"\\sum_{{k={low}}}^{{{high}}} {body}" if say.latex else f"sum_(k={low})^{high} {body}"
    value = sum(values, Fraction(0))
    wrong = [
        (value - values[-1], Mutation.OFF_BY_ONE),
        (value - values[0], Mutation.OFF_BY_ONE),
        *slips(value),
    ]
    return draft(phrase(rng, _SUM, sum=say.math(written)), value, wrong, show_number(rng, say))


def geometric_series(rng: Random, say: Notation) -> Draft:
    """An infinite geometric series, as a sum over k or by its first terms."""
    first, ratio = Fraction(rng.randint(1, 9)), Fraction(rng.choice((1, 1, 2, -1)), rng.randint(3, 6))
    value = first / (1 - ratio)
    if rng.randrange(2):
        base = f"({say.number(ratio)})" if not say.latex else f"\\left({say.number(ratio)}\\right)"
        term = say.power(base, "k") if first == 1 else f"{first} {say.times} {say.power(base, 'k')}"
        bounds = (
            f"\\sum_{{k=0}}^{{{say.infinity}}} {term}" if say.latex else f"sum_(k=0)^{say.infinity} {term}"
        )
        problem = phrase(rng, _SUM, sum=say.math(bounds))
    else:
        terms = say.sum([say.number(first * ratio**k) for k in range(4)])
        asks = (
            "Find the sum of the infinite geometric series {series}.",
            "Find the sum of the geometric series {series}.",
        )
        problem = phrase(rng, asks, series=say.math(f"{terms} + {say.dots}"))
    wrong = [(first / (1 + ratio), Mutation.SIGN), (value - first, Mutation.OFF_BY_ONE), *slips(value)]
    return draft(problem, value, wrong, show_number(rng, say))
