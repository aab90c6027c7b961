"""Derivatives by each rule, of second order, and at a point."""

from collections.abc import Callable
from random import Random
from typing import Final

from sympy import Expr, Rational, cos, diff, exp, expand, ln, sin, symbols

from tutor.lesson.generating.chance import nonzero
from tutor.lesson.generating.draft import Draft, Generator
from tutor.lesson.generating.typeset import (
    bracketed,
    chain,
    derivative,
    fraction,
    in_brackets,
    plus,
    power,
    put,
    tex,
)
from tutor.lesson.item import WorkedStep

_X = symbols("x")
_ASKED = "the function that gives the slope of $f$ at each $x$"
_OUTER: Final[tuple[Callable[[Expr], Expr], ...]] = (sin, cos, exp)


def _rule(idea: str, body: Expr) -> WorkedStep:
    return WorkedStep(idea, chain(derivative(body), diff(body, _X)))


def _polynomial(rng: Random, degree: int, largest: int) -> Expr:
    """Of just this degree; each lower term is there or not."""
    lower = [rng.randint(-largest, largest) * _X**power for power in range(degree)]
    return sum(lower, nonzero(rng, largest) * _X**degree)


def _powers(rng: Random, level: int) -> Draft:
    """A polynomial; roots; negative powers too."""
    terms = {
        power: nonzero(rng, 12)
        for power in rng.sample(range(1, 4 if level == 1 else 6), 2 if level == 1 else 3)
    }
    if level > 1:
        terms[Rational(1, 2)] = 2 * nonzero(rng, 8)
    if level > 2:
        terms[-rng.randint(1, 3)] = nonzero(rng, 9)
    parts = [factor * _X**power for power, factor in sorted(terms.items(), reverse=True)]
    body = sum(parts, Rational(nonzero(rng, 20)))
    steps = [_rule("Lower the exponent by one; the old one becomes a factor.", parts[0])]
    if level > 1:
        steps.append(_rule("A square root is the power one half.", parts[-1 if level == 2 else -2]))
    if level > 2:
        steps.append(_rule("A reciprocal is a power with a negative exponent.", parts[-1]))
    steps.append(
        WorkedStep("Do this for each term; a number alone has no slope.", chain("f'(x)", diff(body, _X)))
    )
    return Draft(
        problem=f"Find the derivative of $f(x) = {tex(body)}$.",
        answer=tex(diff(body, _X)),
        asked=_ASKED,
        idea="Term by term: every power of $x$ has the same rule, roots and reciprocals as well.",
        steps=tuple(steps),
    )


def _product(rng: Random, level: int) -> Draft:
    """xⁿ sin x; with a polynomial before it; with a factor inside."""
    kind = rng.choice((*_OUTER, ln) if level < 3 else _OUTER)
    inside = _X if level < 3 else rng.randint(2, 9) * _X
    second = kind(inside)
    first = nonzero(rng, 60) * _X ** rng.randint(2, 9) if level == 1 else _polynomial(rng, level, 9)
    if level > 1 and not first.is_Add:
        return _product(rng, level)
    body = first * second
    slopes = diff(first, _X), diff(second, _X)
    applied = (
        f"{in_brackets(slopes[0])} {in_brackets(second)} + {in_brackets(first)} {in_brackets(slopes[1])}"
    )
    answer = slopes[0] * second + first * slopes[1]
    return Draft(
        problem=f"Find the derivative of $f(x) = {tex(body)}$.",
        answer=tex(answer),
        asked=_ASKED,
        idea="The function is a product of two functions: each takes its turn to be differentiated.",
        steps=(
            _rule("Differentiate the first factor.", first),
            _rule("Differentiate the second factor.", second),
            WorkedStep(
                "Add: the first slope times the second factor, and the first factor times the second slope.",
                chain("f'(x)", applied),
            ),
            *([WorkedStep("Tidy the terms up.", chain("f'(x)", answer))] if level > 1 else []),
        ),
    )


def _chain_rule(rng: Random, level: int) -> Draft:
    """A power of a line; a function of a line with a factor; a function of a quadratic."""
    inner = _polynomial(rng, max(1, level - 1), 12)
    if not inner.is_Add:
        return _chain_rule(rng, level)
    u = symbols("u")
    factor = 1 if level == 1 else nonzero(rng, 9)
    kind, raised = rng.choice((None, *_OUTER)), u ** rng.randint(3, 8)
    outer = factor * (raised if kind is None or level == 1 else kind(u))
    body = outer.subs(u, inner)
    slope = diff(inner, _X)
    outside = diff(outer, u)
    answer = slope * outside.subs(u, inner)
    return Draft(
        problem=f"Find the derivative of $f(x) = {tex(body)}$.",
        answer=tex(answer),
        asked=_ASKED,
        idea="One function stands inside another: differentiate outside and inside, and multiply.",
        steps=(
            _rule("Differentiate what stands inside.", inner),
            WorkedStep(
                "Differentiate the outer function, with one letter for all that is inside.",
                chain(derivative(outer, "u"), outside),
            ),
            WorkedStep(
                "Put the inside back and multiply by its slope.",
                chain("f'(x)", rf"{_as_factor(outside.subs(u, inner))} \cdot {in_brackets(slope)}"),
            ),
            *([WorkedStep("Bring the factors to the front.", chain("f'(x)", answer))] if level > 1 else []),
        ),
    )


def _as_factor(body: Expr) -> str:
    return in_brackets(body) if body.is_Add or put(body)[0] == "-" else tex(body)


def _quotient(rng: Random, level: int) -> Draft:
    """A line over a line; a quadratic over a line; a line or quadratic over a quadratic."""
    above = _polynomial(rng, 1 if level == 1 else 2, 9)
    below = _polynomial(rng, 1 if level < 3 else 2, 9)
    if not above.is_Add or not below.is_Add or expand(diff(above, _X) * below - above * diff(below, _X)) == 0:
        return _quotient(rng, level)
    slopes = diff(above, _X), diff(below, _X)
    top = f"{in_brackets(slopes[0])} {in_brackets(below)} - {in_brackets(above)} {in_brackets(slopes[1])}"
    square = power(in_brackets(below), 2)
    answer = fraction(expand(slopes[0] * below - above * slopes[1]), square)
    return Draft(
        problem=f"Find the derivative of $f(x) = {fraction(above, below)}$.",
        answer=answer,
        asked=_ASKED,
        idea="The function is a quotient: its rule has a difference above and a square below.",
        steps=(
            _rule("Differentiate the numerator.", above),
            _rule("Differentiate the denominator.", below),
            WorkedStep("Put both into the quotient rule.", chain("f'(x)", fraction(top, square))),
            WorkedStep("Expand the numerator and collect its terms.", chain("f'(x)", answer)),
        ),
    )


def _at_point(rng: Random, level: int) -> Draft:
    """The slope at a point of a polynomial, of a power of a line, of a product."""
    point = nonzero(rng, 5)
    if level == 1:
        body: Expr = _polynomial(rng, 2, 12)
    elif level == 2:
        body = _polynomial(rng, 3, 9)
    else:
        line = nonzero(rng, 5) * _X + nonzero(rng, 9)
        body = _X ** rng.randint(1, 3) * line ** rng.randint(2, 4)
    slope = diff(body, _X)
    if level < 3 and not body.is_Add:
        return _at_point(rng, level)
    called, value = f"f'({point})", slope.subs(_X, point)
    if level == 3:
        first, second = body.as_two_terms()
        steps = [
            _rule("Differentiate the first factor.", first),
            _rule("Differentiate the second factor by the chain rule.", second),
            WorkedStep("Put both into the product rule.", chain("f'(x)", slope)),
        ]
        put_in = chain(called, value)
    else:
        steps = [WorkedStep("Differentiate.", chain("f'(x)", slope))]
        put_in = chain(called, _put_in(slope, point), value)
    return Draft(
        problem=f"If $f(x) = {tex(body)}$, find ${called}$.",
        answer=tex(value),
        asked="the slope of the graph at one point",
        idea="Differentiate first, with $x$ still a letter; put the number in afterwards.",
        steps=(*steps, WorkedStep(f"Put ${point}$ in for $x$.", put_in)),
    )


def _put_in(polynomial: Expr, point: int) -> str:
    """A polynomial of degree 3 at most with a number in place of x, not worked out."""
    terms = []
    for exponent in range(3, -1, -1):
        factor = polynomial.coeff(_X, exponent)
        raised = bracketed(point) if exponent == 1 else power(bracketed(point), exponent)
        if factor:
            terms.append(rf"{tex(factor)} \cdot {raised}" if exponent else tex(factor))
    return plus(*terms)


def _second(rng: Random, level: int) -> Draft:
    """The second derivative of a polynomial, of a function of kx beside one, of that times a line."""
    body = _polynomial(rng, 2 if level == 2 else 3, 12 if level == 1 else 9)
    if not body.is_Add:
        return _second(rng, level)
    steps = []
    if level > 1:
        outer = rng.choice(_OUTER)(rng.randint(2, 9) * _X)
        steps.append(_rule("By the chain rule the factor inside comes before it.", outer))
        line = nonzero(rng, 9) * _X + nonzero(rng, 9) if level == 3 else Rational(nonzero(rng, 9))
        body += line * outer
        if level == 3:
            steps.append(_rule("The product needs the product rule.", line * outer))
    first = expand(diff(body, _X))
    second = expand(diff(first, _X))
    return Draft(
        problem=f"Find the second derivative of $f(x) = {tex(body)}$.",
        answer=tex(second),
        asked="how fast the slope itself changes, as a function of $x$",
        idea="The second derivative is the derivative of the derivative.",
        steps=(
            *steps,
            WorkedStep("Differentiate once.", chain("f'(x)", first)),
            WorkedStep("Differentiate what you have got once more.", chain("f''(x)", second)),
        ),
    )


GENERATORS = (
    Generator("derivative-of-powers", "Derivatives of powers and roots", _powers),
    Generator("product-rule", "The product rule", _product),
    Generator("chain-rule", "The chain rule", _chain_rule),
    Generator("quotient-rule", "The quotient rule", _quotient),
    Generator("slope-at-point", "Slopes at a point", _at_point),
    Generator("second-derivative", "Second derivatives", _second),
)
