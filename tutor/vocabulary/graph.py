"""A picture of functions as plain values: curves, marks, a window. Who draws it needs no mathematics."""

from dataclasses import dataclass
from enum import StrEnum

Range = tuple[float, float]
"""Two ends, the lower one first."""

Point = tuple[float, float | None]
"""A place on a curve; no height where the function has none: the line is interrupted there."""


class MarkKind(StrEnum):
    """Why a point is marked."""

    ROOT = "root"
    VERTEX = "vertex"
    MAXIMUM = "maximum"
    MINIMUM = "minimum"
    INTERSECTION = "intersection"
    TANGENT = "tangent point"
    POINT = "point"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its name in LaTeX: `-1` of a root, else `(\\frac{3}{4}, -\\frac{49}{8})`.

    A label that is not exact begins with `\\approx`.
    """

    kind: MarkKind
    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A line from left to right, and what it stands for, as plain mathematics or LaTeX."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """Curves and marks in a window.

    `spans` are stretches of the horizontal axis that are meant: where an inequality
    holds, or the bounds of an integral. `more_marks` says that some were left out.
    """

    variable: str
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    x_range: Range
    y_range: Range
    caption: str = ""
    spans: tuple[Range, ...] = ()
    more_marks: bool = False
