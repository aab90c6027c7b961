"""Sine, cosine and tangent at angles whose values can be written with roots."""

from typing import Final

from sympy import Expr, Rational, cos, pi, sin, tan

from tutor.lesson.generating.typeset import chain, in_brackets, scaled
from tutor.lesson.item import WorkedStep

FUNCTIONS: Final = {"sin": sin, "cos": cos, "tan": tan}
SPECIAL: Final = (30, 45, 60)
"""The acute angles, in degrees."""


def exact(name: str, degrees: int) -> Expr:
    """The value of a function at an angle."""
    return FUNCTIONS[name](radians_of(degrees))


def radians_of(degrees: int) -> Expr:
    """An angle as a multiple of π."""
    return pi * Rational(degrees, 180)


def written_at(name: str, degrees: int, radians: bool) -> str:
    """A function at an angle: `\\sin 30^\\circ`, or in radians."""
    return rf"\{name}{in_brackets(radians_of(degrees))}" if radians else rf"\{name} {degrees}^\circ"


def reference_angle(degrees: int) -> int:
    """The angle between the ray and the x-axis."""
    return min(degrees % 180, 180 - degrees % 180)


def value_step(name: str, degrees: int, radians: bool) -> WorkedStep:
    """The value of a function at an angle, by way of its reference angle."""
    reference, value = reference_angle(degrees), exact(name, degrees)
    if reference == degrees:
        idea = "Read the value off the half square or the half equilateral triangle."
        return WorkedStep(idea, chain(written_at(name, degrees, radians), value))
    sign = 1 if value == exact(name, reference) else -1
    idea = rf"Take the acute angle to the horizontal axis, and the sign of $\{name}$ in that quadrant."
    first = scaled(sign, written_at(name, reference, radians))
    return WorkedStep(idea, chain(written_at(name, degrees, radians), first, value))
