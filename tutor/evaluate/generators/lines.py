"""Equations of lines and tangents, answered in several forms."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from random import Random

from tutor.evaluate.generators.choosing import distinct, nonzero, phrase
from tutor.evaluate.generators.generated import Draft, Mutation, draft
from tutor.evaluate.generators.notation import Notation
from tutor.evaluate.generators.polynomials import at, derivative, polynomial

Line = tuple[Fraction, Fraction]
"""Slope and height at 0."""

_THROUGH = (
    "Find the equation of the line through {p} and {q}.",
    "Write an equation of the line passing through the points {p} and {q}.",
    "What is the equation of the line that passes through {p} and {q}?",
    "Find the equation of the line through {p} and {q} in slope-intercept form.",
)
_WITH_SLOPE = (
    "Find the equation of the line with slope {m} through {p}.",
    "Find an equation of the line through {p} with slope {m}.",
    "Write the equation of the line that passes through {p} and has slope {m}.",
)
_TURNED = (
    "Find the equation of the line {how} to {line} through {p}.",
    "Write the equation of the line that passes through the point {p} and is {how} to the line {line}.",
)
_TANGENT = (
    "Find the equation of the tangent line to the curve {graph} at {place}.",
    "Find the tangent line to {graph} at {place}.",
    "What is the equation of the tangent to the graph of {graph} at {place}?",
)


def _line_slips(line: Line, others: tuple[Line, ...] = ()) -> Iterator[tuple[Line, Mutation]]:
    slope, height = line
    for other in others:
        yield other, Mutation.OPERATION
    yield (slope, -height), Mutation.SIGN
    yield (-slope, height), Mutation.SIGN
    yield (slope, height + 1), Mutation.OFF_BY_ONE
    if slope:
        yield (1 / slope, height), Mutation.INVERSE


def _show_line(say: Notation) -> Callable[[Line], str]:
    return lambda line: say.math(f"y = {say.polynomial((line[1], line[0]))}")


def _point(say: Notation, x: int | Fraction, y: int | Fraction) -> str:
    return say.math(say.point((x, y)))


def through_points(rng: Random, say: Notation) -> Draft:
    """Through two points that are not above each other."""
    (x, u), y, v = distinct(rng, -8, 8, 2), rng.randint(-9, 9), rng.randint(-9, 9)
    slope = Fraction(v - y, u - x)
    line = (slope, y - slope * x)
    problem = phrase(rng, _THROUGH, p=_point(say, x, y), q=_point(say, u, v))
    return draft(problem, line, _line_slips(line), _show_line(say))


def with_slope(rng: Random, say: Notation) -> Draft:
    """Through a point with a slope."""
    slope, x, y = Fraction(nonzero(rng, 7), rng.choice((1, 1, 2, 3))), rng.randint(-7, 7), rng.randint(-9, 9)
    line = (slope, y - slope * x)
    problem = phrase(rng, _WITH_SLOPE, p=_point(say, x, y), m=say.math(say.number(slope)))
    return draft(problem, line, _line_slips(line, ((slope, Fraction(y)),)), _show_line(say))


def turned(rng: Random, say: Notation) -> Draft:
    """Parallel or perpendicular to a line."""
    given, x, y = Fraction(nonzero(rng, 6)), rng.randint(-7, 7), rng.randint(-9, 9)
    how = rng.choice(("parallel", "perpendicular"))
    slope = given if how == "parallel" else -1 / given
    other = -1 / given if how == "parallel" else given
    line = (slope, y - slope * x)
    text = say.math(f"y = {say.polynomial((rng.randint(-9, 9), given))}")
    problem = phrase(rng, _TURNED, how=how, line=text, p=_point(say, x, y))
    return draft(problem, line, _line_slips(line, ((other, y - other * x),)), _show_line(say))


def tangent(rng: Random, say: Notation) -> Draft:
    """To the graph of a polynomial, at a place or at a point of it."""
    degree = rng.choice((2, 2, 3))
    curve = polynomial(*(rng.randint(-5, 5) for _ in range(degree)), nonzero(rng, 3))
    place = rng.randint(-3, 3)
    slope, height = at(derivative(curve), place), at(curve, place)
    line = (slope, height - slope * place)
    wanted = say.math(f"x = {place}") if rng.randrange(2) else f"the point {_point(say, place, height)}"
    problem = phrase(rng, _TANGENT, graph=say.math(f"y = {say.polynomial(curve)}"), place=wanted)
    return draft(problem, line, _line_slips(line, ((slope, height),)), _show_line(say))
