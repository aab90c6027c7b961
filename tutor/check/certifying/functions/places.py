"""Places on the axis, or points above them, as an answer: all of them and no others."""

import re
from dataclasses import dataclass

from sympy import Expr

from tutor.check.certifying.claims import claimed_values
from tutor.check.certifying.functions.judged import judged, may_be_rounded
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.members import members
from tutor.check.comparing.outcome import conjunction, matching
from tutor.check.comparing.rounding import rounds_to, written
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Application, ListOf, Node, Relation, RelationOperator, Text, TupleOf
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate, Comparison, Equality, Method

_NONE = re.compile(r"none|no (?:such )?[a-z\- ]*(?:points?|numbers?|intercepts?|exists?)?", re.IGNORECASE)

Point = tuple[Expr, Expr]


@dataclass(frozen=True, slots=True)
class Places:
    """Points of a graph that are asked for as `what`: by their places alone, or with their heights.

    `points` says that points are asked for, so that their places alone are half of the answer;
    `numbers` that places are, so that points are more than is asked.
    """

    found: tuple[Point, ...]
    variable: str
    what: str
    points: bool = False
    numbers: bool = False

    def __str__(self) -> str:
        if not self.found:
            return f"there are no {self.what}"
        if self.numbers:
            return f"{self.what}: " + ", ".join(
                f"{self.variable} = {shown(place)}" for place, _ in self.found
            )
        return f"{self.what}: " + ", ".join(
            f"({shown(place)}, {shown(height)})" for place, height in self.found
        )


def certify_places(asked: Places, answer: Node) -> Certificate:
    """Each place or point once, in any order."""
    if isinstance(answer, Text):
        if not _NONE.fullmatch(answer.text):
            return unchecked("the answer is no place")
        return refuted(Method.SOLVED, str(asked)) if asked.found else proved(Method.SOLVED, str(asked))
    given = _points(answer)
    if given is not None:
        if asked.numbers or (len(given) == 1 and len(asked.found) != 1):
            return unchecked("the answer is a point")
        result = matching(asked.found, given, _same_point)
        if not result.equal and may_be_rounded(answer, (value for point in asked.found for value in point)):
            return unchecked("the numbers may be rounded")
        return judged(result, str(asked), Method.SOLVED)
    claim = claimed_values(answer, asked.variable)
    if claim is None or claim.everything or any(letters(value) for value in claim.values):
        return unchecked("the answer is no place")
    places = [place for place, _ in asked.found]
    result = matching(places, [expression(value) for value in claim.values], compare_values)
    if result.equality is Equality.DIFFERENT and _are_rounded(places, claim.values):
        return supported(Method.COMPARED, f"{asked}, to the digits given")
    found = judged(result, str(asked), Method.SOLVED)
    half = asked.points and found.status == "proved" and places
    return supported(found.method, f"{asked}; the answer gives the places alone") if half else found


def _are_rounded(places: list[Expr], values: tuple[Node, ...]) -> bool:
    """Whether each decimal is one of the places, rounded to the digits written."""
    forms = [written(value) for value in values]
    if len(values) != len(places) or not any(form and form.decimal for form in forms):
        return False
    left = list(places)
    for value, form in zip(values, forms, strict=True):
        near = [at for at in left if form and rounds_to(at.evalf(30), expression(value), form.place)]
        if not near:
            return False
        left.remove(near[0])
    return True


def _points(answer: Node) -> list[Point] | None:
    """(1, 2), f(1) = 2, or several of them."""
    items = members(answer) or (list(answer.items) if isinstance(answer, ListOf) else [answer])
    found = [_point(split_label(item).value) for item in items]
    points = [point for point in found if point is not None]
    return points if points and len(points) == len(found) else None


def _point(node: Node) -> Point | None:
    match node:
        case TupleOf(items=(place, height)) if not letters(node):
            return expression(place), expression(height)
        case Application(arguments=(place, height), order=0, inverse=False) if not letters(node):
            return expression(place), expression(height)
        case Relation(
            operands=(Application(arguments=(place,), order=0, inverse=False), height),
            operators=(RelationOperator.EQUAL,),
        ) if not letters(node):
            return expression(place), expression(height)
    return None


def _same_point(one: Point, other: Point) -> Comparison:
    return conjunction([compare_values(a, b) for a, b in zip(one, other, strict=True)])
