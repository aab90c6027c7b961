"""Areas and volumes, with and without units; circles in the plane; division of polynomials."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.answers import enumerated
from tutor.evaluate.generators.choosing import nonzero, phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import Polynomial, plus, polynomial, times

Measure = tuple[Fraction, int]
"""A number, and the power of the unit behind it."""

_UNITS = ("", " cm", " m", " ft", " in")
_ROUND: tuple[tuple[str, str, int, Callable[[Fraction], Fraction]], ...] = (
    ("area", "a circle with radius {r}", 2, lambda r: r * r),
    ("circumference", "a circle with radius {r}", 1, lambda r: 2 * r),
    ("area", "a circle with a diameter of {r}", 2, lambda r: r * r / 4),
    ("volume", "a sphere with radius {r}", 3, lambda r: 4 * r**3 / 3),
    ("surface area", "a sphere with a radius of {r}", 2, lambda r: 4 * r * r),
)
_FLAT: tuple[tuple[str, str, int, Callable[[Fraction, Fraction], Fraction]], ...] = (
    ("area", "a triangle with base {a} and height {b}", 2, lambda a, b: a * b / 2),
    ("area", "a rectangle with length {a} and width {b}", 2, lambda a, b: a * b),
    ("perimeter", "a rectangle with length {a} and width {b}", 1, lambda a, b: 2 * (a + b)),
    ("area", "a parallelogram with a base of {a} and a height of {b}", 2, lambda a, b: a * b),
    ("volume", "a cube with side length {a}", 3, lambda a, _: a**3),
    ("surface area", "a cube with side length {a}", 2, lambda a, _: 6 * a * a),
)
_ASK = (
    "Find the {what} of {figure}.",
    "What is the {what} of {figure}?",
    "Calculate the {what} of {figure}.",
)
_CENTER = (
    "Find the center and radius of the circle {circle}.",
    "What are the center and radius of the circle {circle}?",
)
_CIRCLE = (
    "Find the equation of the circle with center {p} and radius {r}.",
    "Write an equation of the circle centered at {p} with radius {r}.",
)
_DIVIDE = ("Divide {top} by {bottom}.", "Find the quotient and remainder when {top} is divided by {bottom}.")
_REMAINDER = (
    "Find the remainder when {top} is divided by {bottom}.",
    "What is the remainder when {top} is divided by {bottom}?",
)


def _measure_slips(right: Measure, has_unit: bool) -> list[tuple[Measure, Mutation]]:
    value, power = right
    wrong = [
        ((2 * value, power), Mutation.FACTOR),
        ((value / 2, power), Mutation.FACTOR),
        ((value + 1, power), Mutation.OFF_BY_ONE),
    ]
    return [((value, power % 3 + 1), Mutation.OPERATION), *wrong] if has_unit else wrong


def _show_measure(say: Notation, unit: str, sign: str) -> Callable[[Measure], str]:
    def show(measure: Measure) -> str:
        value, power = measure
        number = say.term(value, sign)
        raised = "" if power == 1 else f"^{power}"
        if not unit:
            return say.math(number)
        return say.math(f"{number} \\text{{{unit}}}{raised}") if say.latex else f"{number}{unit}{raised}"

    return show


def round_figure(rng: Random, say: Notation) -> Draft:
    """Circles and spheres, in terms of π."""
    what, figure, power, value = rng.choice(_ROUND)
    radius, unit = Fraction(rng.randint(2, 12)), rng.choice(_UNITS)
    problem = phrase(rng, _ASK, what=what, figure=figure.format(r=say.math(str(radius)) + unit))
    right = (value(radius), power)
    sign = "\\pi" if say.latex else "π"
    return draft(problem, right, _measure_slips(right, bool(unit)), _show_measure(say, unit, sign))


def flat_figure(rng: Random, say: Notation) -> Draft:
    """Triangles, rectangles, cubes: rational measures."""
    what, figure, power, value = rng.choice(_FLAT)
    a, b, unit = Fraction(rng.randint(2, 15)), Fraction(rng.randint(2, 15)), rng.choice(_UNITS)
    lengths = {name: say.math(str(length)) + unit for name, length in (("a", a), ("b", b))}
    problem = phrase(rng, _ASK, what=what, figure=figure.format(**lengths))
    right = (value(a, b), power)
    written = replace(say, decimals=True)  # 3/2 ft^2 is not read
    return draft(problem, right, _measure_slips(right, bool(unit)), _show_measure(written, unit, ""))


def circle(rng: Random, say: Notation) -> Draft:
    """Centre and radius from an equation, or the equation from them."""
    x, y, r = nonzero(rng, 8), nonzero(rng, 8), rng.randint(1, 9)
    right = (x, y, r * r)
    wrong = [
        ((-x, -y, r * r), Mutation.SIGN),
        ((x, y, r * r + 1), Mutation.OFF_BY_ONE),
        ((y, x, r * r), Mutation.SWAPPED),
        ((x, y, r**4), Mutation.FACTOR),
        ((x, y, r), Mutation.FACTOR),
    ]

    def equation(value: tuple[int, int, int]) -> str:
        parts = [
            say.power(f"({say.polynomial((-place, 1), name)})", 2)
            for place, name in ((value[0], "x"), (value[1], "y"))
        ]
        return say.math(f"{say.sum(parts)} = {value[2]}")

    if rng.randrange(2):
        point = say.math(say.point((x, y)))
        return draft(phrase(rng, _CIRCLE, p=point, r=say.math(str(r))), right, wrong, equation)
    terms = [
        say.power("x", 2),
        say.power("y", 2),
        say.term(-2 * x, "x"),
        say.term(-2 * y, "y"),
        *([say.number(x * x + y * y - r * r)] if x * x + y * y != r * r else []),
    ]
    problem = phrase(rng, _CENTER, circle=say.math(f"{say.sum(terms)} = 0"))
    return draft(
        problem,
        right,
        [(value, mutation) for value, mutation in wrong if mutation is not Mutation.OFF_BY_ONE],
        lambda value: enumerated([say.math(say.point(value[:2])), say.math(f"r = {_root(say, value[2])}")]),
    )


def _root(say: Notation, squared: int) -> str:
    whole = next((n for n in range(squared + 1) if n * n == squared), None)
    return str(whole) if whole is not None else say.root(str(squared))


def division(rng: Random, say: Notation) -> Draft:
    """Quotient and remainder, or the remainder alone."""
    bottom = polynomial(nonzero(rng, 5), 1)
    quotient = polynomial(rng.randint(-6, 6), rng.randint(-6, 6), rng.choice((1, 2, -1)))
    rest = rng.choice((0, nonzero(rng, 9)))
    top = plus(times(quotient, bottom), polynomial(rest))
    parts = {"top": say.math(say.polynomial(top)), "bottom": say.math(say.polynomial(bottom))}
    if rng.randrange(2):
        value = Fraction(rest)
        wrong = [(value + 1, Mutation.OFF_BY_ONE), (-value, Mutation.SIGN), (value - 2, Mutation.OPERATION)]
        return draft(phrase(rng, _REMAINDER, **parts), value, wrong, lambda one: say.math(say.number(one)))
    right = (quotient, rest)
    slips = [
        ((quotient, rest + 1), Mutation.OFF_BY_ONE),
        ((plus(quotient, polynomial(1)), rest), Mutation.OFF_BY_ONE),
        ((quotient, -rest), Mutation.SIGN),
        ((plus(quotient, polynomial(0, 1)), rest), Mutation.OPERATION),
    ]

    def show(value: tuple[Polynomial, int]) -> str:
        text = say.polynomial(value[0])
        return say.math(f"{text}, R = {value[1]}") if say.latex else f"{text} remainder {value[1]}"

    return draft(phrase(rng, _DIVIDE, **parts), right, slips, show)
