"""Domains, ranges, largest values, critical points, inverse functions."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random

from tutor.evaluate.generators.answers import root_slips, show_number, show_roots
from tutor.evaluate.generators.choosing import distinct, nonzero, phrase, slips
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import antiderivative, plus, polynomial, scaled, with_roots

Ray = tuple[Fraction, bool, bool]
"""Its end, whether that is the lower one, whether the end is left out."""

_DOMAIN = (
    "Find the domain of {f}.",
    "What is the domain of the function {f}?",
    "State the domain of {f}.",
    "Determine the domain of {f}.",
)
_RANGE = ("Find the range of {f}.", "What is the range of the function {f}?", "State the range of {f}.")
_EXTREME = (
    "Find the {kind} value of {f}.",
    "What is the {kind} value of the function {f}?",
    "Determine the {kind} value of {f}.",
)
_CRITICAL = (
    "Find the critical points of {f}.",
    "Find all critical numbers of {f}.",
    "What are the critical points of the function {f}?",
)
_INVERSE = (
    "Find the inverse of {f}.",
    "If {f}, find {inverse}.",
    "What is the inverse function of {f}?",
)


def _show_ray(rng: Random, say: Notation, name: str) -> Callable[[Ray], str]:
    """As an interval or as an inequality."""
    as_interval = rng.randrange(2) == 0

    def show(ray: Ray) -> str:
        end, is_lower, is_open = ray
        number = say.number(end)
        if not as_interval:
            sign = (">" if is_lower else "<") + ("" if is_open else "=")
            return say.math(f"{name} {say.relation(sign)} {number}")
        if is_lower:
            return say.math(f"{'(' if is_open else '['}{number}, {say.infinity})")
        return say.math(f"(-{say.infinity}, {number}{')' if is_open else ']'}")

    return show


def _ray_slips(ray: Ray) -> Iterator[tuple[Ray, Mutation]]:
    end, is_lower, is_open = ray
    yield (end, is_lower, not is_open), Mutation.ENDPOINT
    yield (end, not is_lower, is_open), Mutation.DIRECTION
    yield (-end, is_lower, is_open), Mutation.SIGN
    yield (end + 1, is_lower, is_open), Mutation.OFF_BY_ONE


def domain_of_root(rng: Random, say: Notation) -> Draft:
    """Of a root or a logarithm of a linear expression."""
    slope, height = nonzero(rng, 4), rng.randint(-12, 12)
    inside = say.polynomial((height, slope))
    is_open = rng.randrange(3) == 0
    text = say.call("ln", inside) if is_open else say.root(inside)
    right = (Fraction(-height, slope), slope > 0, is_open)
    problem = phrase(rng, _DOMAIN, f=say.math(f"f(x) = {text}"))
    return draft(problem, right, _ray_slips(right), _show_ray(rng, say, "x"))


def domain_of_fraction(rng: Random, say: Notation) -> Draft:
    """All numbers but the zeros of the denominator."""
    poles = frozenset(map(Fraction, distinct(rng, -9, 9, rng.choice((1, 2)))))
    top = say.polynomial((rng.randint(1, 9), rng.choice((0, 1, 2))))
    bottom = say.polynomial(with_roots(sorted(poles)))
    problem = phrase(rng, _DOMAIN, f=say.math(f"f(x) = {say.ratio(top, f'{bottom}')}"))
    manner = rng.randrange(3)

    def show(outside: frozenset[Fraction]) -> str:
        numbers = [say.number(pole) for pole in sorted(outside)]
        if manner == 0:
            sign = "\\ne" if say.latex else "≠"
            return " and ".join(say.math(f"x {sign} {number}") for number in numbers)
        if manner == 1:
            return f"all real numbers except {' and '.join(numbers)}"
        ends = [f"-{say.infinity}", *numbers, say.infinity]
        union = " \\cup " if say.latex else " ∪ "
        return say.math(union.join(f"({a}, {b})" for a, b in pairwise(ends)))

    wrong = [(value, mutation) for value, mutation in root_slips(poles) if value]
    return draft(problem, poles, wrong, show)


def quadratic_range(rng: Random, say: Notation) -> Draft:
    """Of a parabola."""
    h, k, a = rng.randint(-6, 6), rng.randint(-9, 9), nonzero(rng, 3)
    shifted = polynomial(-h, 1)
    square = polynomial(h * h, -2 * h, 1)
    text = say.polynomial(plus(scaled(square, a), polynomial(k)))
    if rng.randrange(3) == 0 and h:
        bars = f"|{say.polynomial(shifted)}|"
        text = say.sum([say.term(a, bars), *([say.number(k)] if k else [])])
    right = (Fraction(k), a > 0, False)
    problem = phrase(rng, _RANGE, f=say.math(f"f(x) = {text}"))
    return draft(problem, right, _ray_slips(right), _show_ray(rng, say, "y"))


def extreme_value(rng: Random, say: Notation) -> Draft:
    """Of a parabola, largest or smallest."""
    h, k, a = nonzero(rng, 6), rng.randint(-9, 9), nonzero(rng, 3)
    curve = plus(scaled(polynomial(h * h, -2 * h, 1), a), polynomial(k))
    kind = "minimum" if a > 0 else "maximum"
    problem = phrase(rng, _EXTREME, kind=kind, f=say.math(f"f(x) = {say.polynomial(curve)}"))
    value = Fraction(k)
    wrong = [(Fraction(h), Mutation.OPERATION), *slips(value)]
    return draft(problem, value, wrong, show_number(rng, say))


def critical_points(rng: Random, say: Notation) -> Draft:
    """Of a cubic whose derivative has two whole zeros."""
    places = distinct(rng, -5, 5, 2)
    slope = scaled(with_roots(places), 6 * rng.choice((1, -1)))
    curve = plus(antiderivative(slope), polynomial(rng.randint(-9, 9)))
    right = frozenset(map(Fraction, places))
    problem = phrase(rng, _CRITICAL, f=say.math(f"f(x) = {say.polynomial(curve)}"))
    return draft(problem, right, root_slips(right), show_roots(rng, say, "x"))


def inverse(rng: Random, say: Notation) -> Draft:
    """Of a linear function."""
    slope, height = Fraction(nonzero(rng, 7)), Fraction(nonzero(rng, 9))
    back = (1 / slope, -height / slope)
    text = say.math(f"f(x) = {say.polynomial((height, slope))}")
    name = say.math("f^{-1}(x)" if say.latex else "f^(-1)(x)")
    problem = phrase(rng, _INVERSE, f=text, inverse=name)
    wrong = [
        ((back[0], -back[1]), Mutation.SIGN),
        ((1 / slope, -height), Mutation.FACTOR),
        ((slope, -height), Mutation.INVERSE),
        ((-slope, -height), Mutation.SIGN),
    ]
    named = rng.choice(("", "y = ", "f^{-1}(x) = " if say.latex else "f^(-1)(x) = "))
    return draft(
        problem, back, wrong, lambda value: say.math(f"{named}{say.polynomial((value[1], value[0]))}")
    )
