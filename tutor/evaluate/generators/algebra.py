"""Expressions to simplify, to expand and to factor."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import distinct, letter, nonzero, phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import (
    Polynomial,
    coefficient,
    plus,
    polynomial,
    product,
    scaled,
    square_part,
    times,
    with_roots,
)

_SIMPLIFY = (
    "Simplify {expression}.",
    "Simplify: {expression}",
    "Simplify the expression {expression}.",
    "Write {expression} in simplest form.",
)
_EXPAND = (
    "Expand {expression}.",
    "Expand and simplify {expression}.",
    "Multiply out {expression}.",
    "Expand the product {expression}.",
    "Expand: {expression}",
)
_FACTOR = (
    "Factor {expression}.",
    "Factor completely: {expression}",
    "Factorise {expression}.",
    "Factor the polynomial {expression}.",
    "Factor the expression {expression} completely.",
    "Write {expression} in factored form.",
)


def like_terms(rng: Random, say: Notation) -> Draft:
    """Terms to be collected, some behind a bracket."""
    name = letter(rng)
    first, second = (polynomial(nonzero(rng, 9), nonzero(rng, 9)) for _ in range(2))
    factor = nonzero(rng, 5)
    bracket = say.term(factor, f"({say.polynomial(second, name)})")
    text = say.sum([say.polynomial(first, name), bracket])
    value = plus(first, scaled(second, factor))
    problem = phrase(rng, _SIMPLIFY, expression=say.math(text))
    return draft(problem, value, _polynomial_slips(value), _show(say, name))


def rational_expression(rng: Random, say: Notation) -> Draft:
    """A quotient of polynomials that cancels to (x - left) or to (x - left)/(x - right)."""
    name = letter(rng)
    common, left, right = distinct(rng, -8, 8, 3)
    cancels_whole = rng.randrange(2) == 0
    above, below = ((common, left), (common,) if cancels_whole else (common, right))
    quotient = say.ratio(say.polynomial(with_roots(above), name), say.polynomial(with_roots(below), name))
    wrong = [
        ((-left, right), Mutation.SIGN),
        ((left + 1, right), Mutation.OFF_BY_ONE),
        ((common, right), Mutation.OPERATION),
        ((right, left), Mutation.INVERSE),
    ]

    def show(roots: tuple[int, int]) -> str:
        top, bottom = (say.polynomial(with_roots((root,)), name) for root in roots)
        return say.math(top if cancels_whole else say.ratio(top, bottom))

    problem = phrase(rng, _SIMPLIFY, expression=say.math(quotient))
    return draft(problem, (left, right), [each for each in wrong if each[0][0] != each[0][1]], show)


def radical(rng: Random, say: Notation) -> Draft:
    """√n with a square taken out."""
    number = rng.choice((2, 3, 5, 6, 7)) * rng.randint(2, 9) ** 2
    value = square_part(number)
    outside, inside = value
    problem = phrase(rng, _SIMPLIFY, expression=say.math(say.root(str(number))))
    wrong = [
        ((inside, outside), Mutation.SWAPPED),
        ((outside + 1, inside), Mutation.OFF_BY_ONE),
        ((outside * outside, inside), Mutation.FACTOR),
        ((-outside, inside), Mutation.SIGN),
    ]
    wrong = [(each, mutation) for each, mutation in wrong if each[0] * abs(each[0]) * each[1] != number]
    return draft(problem, value, wrong, lambda surd: say.math(say.term(surd[0], say.root(str(surd[1])))))


def exponents(rng: Random, say: Notation) -> Draft:
    """Products, quotients and powers of powers of one letter."""
    name = letter(rng)
    a, b = rng.randint(2, 7), rng.randint(2, 5)
    first, second = say.power(name, a), say.power(name, b)
    kind = rng.randrange(3)
    text, value, slip = (
        (f"{first} {say.times} {second}", a + b, a * b),
        (say.ratio(first, second), a - b, a + b),
        (say.power(f"({first})", b), a * b, a + b),
    )[kind]
    wrong = [
        (slip, Mutation.OPERATION),
        (value + 1, Mutation.OFF_BY_ONE),
        (-value, Mutation.INVERSE),
        (value - 1, Mutation.OFF_BY_ONE),
    ]
    problem = phrase(rng, _SIMPLIFY, expression=say.math(text))
    return draft(problem, value, wrong, lambda n: say.math(say.power(name, n) if n else "1"))


def numeric_fraction(rng: Random, say: Notation) -> Draft:
    """A fraction in lowest terms."""
    value = Fraction(rng.randint(1, 12), rng.randint(2, 13))
    factor = rng.randint(2, 9)
    text = say.ratio(str(value.numerator * factor), str(value.denominator * factor))
    wrong = [
        (1 / value, Mutation.INVERSE),
        (value + Fraction(1, value.denominator), Mutation.OFF_BY_ONE),
        (value / factor, Mutation.FACTOR),
        (-value, Mutation.SIGN),
    ]
    problem = phrase(rng, _SIMPLIFY, expression=say.math(text))
    return draft(problem, value, wrong, replace(say, decimals=False).number)


def expansion(rng: Random, say: Notation) -> Draft:
    """Products of linear factors, squares and cubes of binomials, differences of products."""
    name, kind = letter(rng), rng.randrange(5)
    first = polynomial(nonzero(rng, 9), rng.choice((1, 1, 2, 3)))
    second = polynomial(nonzero(rng, 9), rng.choice((1, 1, 2, -1)))
    brackets = [f"({say.polynomial(each, name)})" for each in (first, second)]
    if kind == 0:
        text, value = say.power(brackets[0], 2), times(first, first)
    elif kind == 1:
        text, value = say.power(brackets[0], 3), product((first, first, first))
    elif kind == 2:
        text, value = say.term(1, name + brackets[0]), times(polynomial(0, 1), first)
    else:
        text, value = "".join(brackets), times(first, second)
    problem = phrase(rng, _EXPAND, expression=say.math(text))
    return draft(problem, value, _polynomial_slips(value), _show(say, name))


def factorisation(rng: Random, say: Notation) -> Draft:
    """Quadratics, differences of squares and common factors."""
    name = letter(rng)
    roots = _rational_pair(rng)
    common = rng.choice((1, 1, 1, 2, 3))
    whole = scaled(with_roots(roots), common)
    text = say.polynomial(whole, name)
    problem = phrase(rng, _FACTOR, expression=say.math(text))
    right = (common, roots)
    wrong = [
        (each, mutation)
        for each, mutation in _factor_slips(common, roots)
        if scaled(with_roots(each[1]), each[0]) != whole
    ]
    return draft(problem, right, wrong, lambda value: _factored(say, name, *value) if value[1] else text)


Factors = tuple[int, tuple[Fraction, ...]]


def _rational_pair(rng: Random) -> tuple[Fraction, ...]:
    kind = rng.randrange(3)
    if kind == 0:
        root = Fraction(rng.randint(1, 9), rng.choice((1, 1, 2, 3)))
        return (root, -root)
    first, second = distinct(rng, -9, 9, 2)
    return (Fraction(first, rng.choice((1, 2, 3)) if kind == 2 else 1), Fraction(second))


def _factor_slips(common: int, roots: tuple[Fraction, ...]) -> Iterator[tuple[Factors, Mutation]]:
    yield (common, tuple(-root for root in roots)), Mutation.SIGN
    yield (common, (roots[0], -roots[1])), Mutation.SIGN
    yield (common, (roots[0], roots[1] + 1)), Mutation.OFF_BY_ONE
    yield (common + 1, roots), Mutation.FACTOR
    yield (common, ()), Mutation.RESTATED


def _factored(say: Notation, name: str, common: int, roots: tuple[Fraction, ...]) -> str:
    factors = [say.polynomial(with_roots((root,)), name) for root in roots]
    written = [
        each if each == name else f"({each})" for each in sorted(factors, key=lambda each: each != name)
    ]
    if len(set(written)) == 1:
        return say.math(say.term(common, say.power(written[0], 2)))
    return say.math(say.term(common, "".join(written)))


def _polynomial_slips(value: Polynomial) -> Iterator[tuple[Polynomial, Mutation]]:
    constant = coefficient(value, 0)
    yield plus(value, polynomial(-2 * constant)), Mutation.SIGN
    yield plus(value, polynomial(0, 1)), Mutation.OFF_BY_ONE
    yield plus(value, polynomial(-constant)), Mutation.CONSTANT
    yield plus(value, polynomial(0, -coefficient(value, 1))), Mutation.FACTOR


def _show(say: Notation, name: str) -> Callable[[Polynomial], str]:
    return lambda value: say.math(say.polynomial(value, name))
