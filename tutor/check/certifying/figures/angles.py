"""Angles of polygons and triangles, in degrees."""

import re
from dataclasses import dataclass
from fractions import Fraction

from sympy import Expr, Rational

from tutor.check.certifying.families.plain_numbers import Asked as Number
from tutor.check.certifying.families.plain_numbers import certify_number, number_in, whole_in
from tutor.check.certifying.verdicts import unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.reading.tree import Constant, Degrees, Node, Relation, RelationOperator, Symbol
from tutor.check.trees import contains
from tutor.vocabulary.verdict import Certificate

_ASK = r"(?:find|calculate|compute|determine|work out|give|what(?: is|'s))"
_POLYGONS = {
    "triangle": 3,
    "quadrilateral": 4,
    "pentagon": 5,
    "hexagon": 6,
    "heptagon": 7,
    "octagon": 8,
    "nonagon": 9,
    "decagon": 10,
    "dodecagon": 12,
}
_SIDES = (
    rf"(?:(?P<name>{'|'.join(_POLYGONS)})|polygon (?:with|having|that has) (?P<sides>\w+) sides"
    r"|(?P<count>\w+)[- ](?:sided polygon|gon))"
)
_ANGLES = r"(?:measures? of (?:the|its|all) )?"
_DEGREES = r"(?:°| ?degrees|\^\\circ|\^\{\\circ\})"
_ANGLE = rf"[\d.]+{_DEGREES}"
_SUM = re.compile(
    rf"{_ASK} (?:the )?sum of (?:the )?{_ANGLES}(?P<which>interior|exterior) angles (?:of|in) an? "
    rf"(?:(?:regular|convex) )*{_SIDES}(?:,? in degrees)?",
    re.IGNORECASE,
)
_EACH = re.compile(
    rf"{_ASK} (?:the )?(?:measure|size)(?: of)? (?:each|one|an) (?P<which>interior|exterior) angle (?:of|in)"
    rf" an? regular {_SIDES}(?:,? in degrees)?",
    re.IGNORECASE,
)
_THIRD = re.compile(
    rf"(?:if )?two (?:of the )?angles (?:of|in) a triangle (?:are|measure) (?P<a>{_ANGLE})"
    rf" and (?P<b>{_ANGLE})[.,] {_ASK} (?:the )?(?:(?:measure|size) of )?the (?:third|other|remaining) angle",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Angle:
    """A number of degrees."""

    degrees: Expr
    what: str
    problem: str


def angle_asked(words: str, problem: str) -> Angle | None:
    """The angle a sentence asks for."""
    for pattern, one in ((_SUM, False), (_EACH, True)):
        found = pattern.fullmatch(words)
        if found is not None:
            return _of_polygon(found, one, problem)
    found = _THIRD.fullmatch(words)
    return None if found is None else _third(found, problem)


def _of_polygon(found: re.Match[str], one: bool, problem: str) -> Angle | None:
    sides = _POLYGONS.get((found["name"] or "").lower()) or whole_in(found["sides"] or found["count"] or "")
    if sides is None or not 3 <= sides <= 10_000:
        return None
    interior = found["which"].lower() == "interior"
    total = Rational(180 * (sides - 2) if interior else 360)
    what = (
        f"each {found['which'].lower()} angle" if one else f"the sum of the {found['which'].lower()} angles"
    )
    return Angle(total / sides if one else total, what, problem)


def _third(found: re.Match[str], problem: str) -> Angle | None:
    given = [number_in(re.sub(_DEGREES, "", found[slot])) for slot in ("a", "b")]
    known = [angle for angle in given if angle is not None and angle > 0]
    left = Fraction(180) - sum(known)
    if len(known) < 2 or left <= 0:
        return None
    return Angle(Rational(left.numerator, left.denominator), "the third angle", problem)


def certify_angle(asked: Angle, answer: Node) -> Certificate:
    """With or without the sign of degrees; not in radians."""
    value = split_label(answer).value
    match answer:
        case Relation(operands=(Symbol(), body), operators=(RelationOperator.EQUAL,)):
            value = body
    given = value.value if isinstance(value, Degrees) else value
    if contains(given, Degrees, Constant):
        return unchecked("the answer is no number of degrees")
    return certify_number(Number(asked.degrees, asked.what, asked.problem), given)
