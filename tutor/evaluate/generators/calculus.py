"""Derivatives and integrals.

Functions are sums of c·xⁿ·g(ax) with g one of 1, sin, cos, exp: their form is unique.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import show_number
from tutor.evaluate.generators.choosing import nonzero, phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import antiderivative, at, derivative, polynomial

Term = tuple[Fraction, int, str, int]
"""Coefficient, power of x, kind of g, factor inside g."""

_DIFFERENTIATE = (
    "Differentiate {f}.",
    "Find the derivative of {f}.",
    "Find the derivative of {named}.",
    "Differentiate {f} with respect to {x}.",
    "If {named}, find {prime}.",
    "Find {prime} if {named}.",
    "Compute {leibniz}.",
    "What is the derivative of {f}?",
    "Let {named}. Find {prime}.",
)
_AT = (
    "If {named}, find {prime}.",
    "Find {prime} if {named}.",
    "Let {named}. Compute {prime}.",
)
_INTEGRATE = (
    "Find {integral}.",
    "Evaluate {integral}.",
    "Compute the integral {integral}.",
    "Evaluate the indefinite integral {integral}.",
    "Find the indefinite integral: {integral}",
    "Integrate {f} with respect to {x}.",
    "Find an antiderivative of {f}.",
)
_INTEGRATE_BETWEEN = (
    "Evaluate {integral}.",
    "Compute {integral}.",
    "Find the value of {integral}.",
    "Evaluate the definite integral {integral}.",
    "Calculate the integral {integral}.",
)


def polynomial_derivative(rng: Random, say: Notation) -> Draft:
    """The derivative of a polynomial, sometimes at a point, sometimes of second order."""
    whole = polynomial(rng.randint(-9, 9), rng.randint(-6, 6), rng.randint(-5, 5), nonzero(rng, 4))
    text, slope = say.polynomial(whole), derivative(whole)
    kind = rng.randrange(4)
    if kind == 0:
        point = rng.randint(-3, 3)
        named, prime = say.math(f"f(x) = {text}"), say.math(f"f'({point})")
        value = at(slope, point)
        return draft(phrase(rng, _AT, named=named, prime=prime), value, slips(value), show_number(rng, say))
    if kind == 1:
        slope = derivative(slope)
        problem = phrase(
            rng,
            ("Find the second derivative of {f}.", "If {named}, find {second}."),
            f=say.math(text),
            named=say.math(f"f(x) = {text}"),
            second=say.math("f''(x)"),
        )
    else:
        problem = _differentiate(rng, say, text)
    wrong = [
        (polynomial(*(-each for each in slope)), Mutation.SIGN),
        (polynomial(slope[0] + 1, *slope[1:]), Mutation.OFF_BY_ONE),
        (whole, Mutation.RESTATED),
        (antiderivative(whole), Mutation.INVERSE),
        (polynomial(0, *slope), Mutation.OPERATION),
    ]
    return draft(problem, slope, wrong, lambda value: say.math(say.polynomial(value)))


def chain_derivative(rng: Random, say: Notation) -> Draft:
    """The derivative of c·g(ax): the inner factor must appear."""
    c, kind, a = nonzero(rng, 5), rng.choice(("sin", "cos", "exp")), rng.randint(2, 6)
    term: Term = (Fraction(c), 0, kind, a)
    (slope,) = _derivative(term)
    problem = _differentiate(rng, say, _written(say, (term,)))
    wrong = [
        ((Fraction(slope[0], a), *slope[1:]), Mutation.FACTOR),
        ((-slope[0], *slope[1:]), Mutation.SIGN),
        ((Fraction(slope[0], a * a), *slope[1:]), Mutation.INVERSE),
        ((slope[0] + 1, *slope[1:]), Mutation.OFF_BY_ONE),
    ]
    return draft(problem, slope, wrong, lambda value: say.math(_written(say, (value,))))


def power_derivative(rng: Random, say: Notation) -> Draft:
    """The derivative of (ax + b)ⁿ."""
    a, b, n = rng.randint(2, 5), nonzero(rng, 7), rng.randint(3, 6)
    bracket = f"({say.polynomial((b, a))})"
    problem = _differentiate(rng, say, say.power(bracket, n))
    wrong = [
        ((n, n - 1), Mutation.FACTOR),
        ((-a * n, n - 1), Mutation.SIGN),
        ((a * n, n), Mutation.OFF_BY_ONE),
        ((a * n + 1, n - 1), Mutation.OFF_BY_ONE),
    ]
    return draft(
        problem,
        (a * n, n - 1),
        wrong,
        lambda value: say.math(say.term(value[0], say.power(bracket, value[1]))),
    )


def product_derivative(rng: Random, say: Notation) -> Draft:
    """The derivative of xⁿ·g(ax)."""
    term: Term = (Fraction(1), rng.randint(1, 3), rng.choice(("sin", "cos", "exp")), rng.randint(1, 4))
    first, second = _derivative(term)
    problem = _differentiate(rng, say, _written(say, (term,)))
    wrong = [
        ((first, (-second[0], *second[1:])), Mutation.SIGN),
        ((first,), Mutation.MISSING),
        ((second,), Mutation.MISSING),
        ((first, (2 * second[0], *second[1:])), Mutation.FACTOR),
    ]
    return draft(problem, (first, second), wrong, lambda value: say.math(_written(say, value)))


def logarithm_derivative(rng: Random, say: Notation) -> Draft:
    """The derivative of c·ln(ax + b), as a fraction: numerator and the bracket below it."""
    c, a, b = rng.randint(1, 4), rng.randint(1, 5), nonzero(rng, 7)
    inside = say.polynomial((b, a))
    problem = _differentiate(rng, say, say.term(c, say.call("ln", inside)))
    wrong = [
        (Fraction(c), Mutation.FACTOR),
        (Fraction(-a * c), Mutation.SIGN),
        (Fraction(a * c + 1), Mutation.OFF_BY_ONE),
        (Fraction(c, a), Mutation.INVERSE),
    ]
    exact = replace(say, decimals=False)
    return draft(problem, Fraction(a * c), wrong, lambda above: say.math(_signed_ratio(exact, above, inside)))


def logarithmic_integral(rng: Random, say: Notation) -> Draft:
    """The integral of c/(x + b): c·ln|x + b|."""
    c, b = rng.randint(2, 9), rng.randint(-6, 6)
    inside = say.polynomial((b, 1))
    text = say.ratio(str(c), inside)
    problem = phrase(
        rng, _INTEGRATE, integral=say.math(_integral(say, text)), f=say.math(text), x=say.math("x")
    )
    wrong = [(-c, Mutation.SIGN), (1, Mutation.FACTOR), (c + 1, Mutation.OFF_BY_ONE)]
    logarithm = f"\\ln|{inside}|" if say.latex else f"ln|{inside}|"
    return draft(problem, c, wrong, lambda value: say.math(f"{say.term(value, logarithm)} + C"))


def _signed_ratio(say: Notation, above: Fraction, below: str) -> str:
    sign = "-" if above < 0 else ""
    return sign + say.ratio(say.number(abs(above)), below)


def indefinite_integral(rng: Random, say: Notation) -> Draft:
    """Antiderivatives of polynomials and of c·g(ax)."""
    if rng.randrange(3):
        slope = polynomial(rng.randint(-8, 8), rng.randint(-6, 6), rng.choice((3, 6, -3, 1)))
        whole = antiderivative(slope)
        value: tuple[Term, ...] = tuple(
            (each, n, "", 1) for n, each in reversed(list(enumerate(whole))) if each
        )
        text = say.polynomial(slope)
        wrong = list(_integral_slips(value))
        wrong.append(
            (tuple((each, n, "", 1) for n, each in enumerate(derivative(slope)) if each), Mutation.INVERSE)
        )
    else:
        c, kind, a = nonzero(rng, 5), rng.choice(("sin", "cos", "exp")), rng.randint(1, 5)
        text = _written(say, ((Fraction(c), 0, kind, a),))
        value = _antiderivative(Fraction(c), kind, a)
        wrong = [*_integral_slips(value), (((value[0][0] * a * a, *value[0][1:]),), Mutation.INVERSE)]
    problem = phrase(
        rng, _INTEGRATE, integral=say.math(_integral(say, text)), f=say.math(text), x=say.math("x")
    )
    return draft(problem, value, wrong, lambda terms: say.math(f"{_written(say, terms)} + C"))


def definite_integral(rng: Random, say: Notation) -> Draft:
    """The integral of a polynomial between two whole numbers."""
    slope = polynomial(rng.randint(-6, 6), rng.randint(-5, 5), rng.choice((0, 0, 3, 6, 1)))
    slope = slope or polynomial(2)
    low = rng.randint(-3, 2)
    high = low + rng.randint(1, 4)
    whole = antiderivative(slope)
    value = at(whole, high) - at(whole, low)
    integral = say.math(_integral(say, say.polynomial(slope), str(low), str(high)))
    wrong = [*slips(value), (at(whole, high) + at(whole, low), Mutation.OPERATION)]
    return draft(phrase(rng, _INTEGRATE_BETWEEN, integral=integral), value, wrong, show_number(rng, say))


def _differentiate(rng: Random, say: Notation, text: str) -> str:
    function = rng.choice(("f(x)", "f(x)", "y"))
    prime = {"f(x)": "f'(x)", "y": say.ratio("dy", "dx")}[function]
    leibniz = f"{say.ratio('d', 'dx')}({text})"
    return phrase(
        rng,
        _DIFFERENTIATE,
        f=say.math(text),
        x=say.math("x"),
        named=say.math(f"{function} = {text}"),
        prime=say.math(prime),
        leibniz=say.math(leibniz),
    )


def _integral(say: Notation, text: str, low: str = "", high: str = "") -> str:
    body = f"({text})" if " " in text and "/" not in text and "frac" not in text else text
    if say.latex:
        bounds = f"_{{{low}}}^{{{high}}}" if low else ""
        return f"\\int{bounds} {body} \\, dx"
    if low:
        return (
            f"∫_{low}^{high} {body} dx"
            if not low.startswith("-") and not high.startswith("-")
            else f"∫_({low})^({high}) {body} dx"
        )
    return f"∫ {body} dx"


def _derivative(term: Term) -> tuple[Term, ...]:
    c, n, kind, a = term
    sign, other = {"sin": (1, "cos"), "cos": (-1, "sin"), "exp": (1, "exp")}[kind]
    chained: Term = (c * a * sign, n, other, a)
    return ((c * n, n - 1, kind, a), chained) if n else (chained,)


def _antiderivative(c: Fraction, kind: str, a: int) -> tuple[Term, ...]:
    sign, other = {"sin": (-1, "cos"), "cos": (1, "sin"), "exp": (1, "exp")}[kind]
    return ((sign * c / a, 0, other, a),)


def _integral_slips(value: tuple[Term, ...]) -> Iterator[tuple[tuple[Term, ...], Mutation]]:
    first, rest = value[0], value[1:]
    yield ((-first[0], *first[1:]), *rest), Mutation.SIGN
    yield ((first[0] * max(first[1], first[3], 2), *first[1:]), *rest), Mutation.FACTOR
    moved = first[0] + (2 if first[0] == -1 else 1)  # a term that vanishes would not be canonical
    yield ((moved, *first[1:]), *rest), Mutation.OFF_BY_ONE


def _written(say: Notation, terms: tuple[Term, ...]) -> str:
    return say.sum([_term(say, term) for term in terms if term[0]])


def _term(say: Notation, term: Term) -> str:
    c, n, kind, a = term
    inside = say.term(a, "x")
    g = {"": "", "exp": say.power("e", inside)}.get(kind)
    g = say.call(kind, inside) if g is None else g
    power = say.power("x", n) if n else ""
    return say.term(c, f"{power} {g}".strip() if power and g else power + g)
