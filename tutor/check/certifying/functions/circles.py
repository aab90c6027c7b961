"""Sentences about circles in the plane: centre and radius of an equation, the equation of a circle."""

import re
from dataclasses import dataclass
from fractions import Fraction as Exact

from sympy import Expr, Poly, Rational, sqrt
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.families.plain_numbers import Asked as Number
from tutor.check.certifying.families.plain_numbers import certify_number
from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.judged import judged, may_be_rounded
from tutor.check.certifying.functions.matching import kind_of
from tutor.check.certifying.functions.phrases import ASK, NUMBER, POINT
from tutor.check.certifying.verdicts import supported, unchecked
from tutor.check.comparing.labels import is_explicit, split_label
from tutor.check.comparing.members import ordered_items
from tutor.check.comparing.outcome import conjunction
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Application,
    ListOf,
    Node,
    Power,
    Relation,
    RelationOperator,
    Sum,
    TupleOf,
)
from tutor.check.reading.tree import Integer as Numeral
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import applied, letters
from tutor.vocabulary.verdict import Certificate, Comparison, Equality, Method

_STANDARD = re.compile(r"\bstandard form\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Circle:
    """Centre (x, y) and the square of the radius."""

    x: Expr
    y: Expr
    squared: Expr

    def __str__(self) -> str:
        return f"center ({shown(self.x)}, {shown(self.y)}), radius {shown(sqrt(self.squared))}"


def circle_of(equation: Relation) -> Circle | None:
    """Of an equation in x and y that is one of a circle with a positive radius."""
    if (
        letters(equation) != {"x", "y"}
        or applied(equation)
        or equation.operators != (RelationOperator.EQUAL,)
    ):
        return None
    difference = expression(equation.operands[0]) - expression(equation.operands[1])
    x, y = expression(Letter("x")), expression(Letter("y"))
    try:
        curve = Poly(difference, x, y) if is_expandable(difference) else None
    except BasePolynomialError:
        return None
    if curve is None or curve.total_degree() != 2:
        return None
    a, b, mixed = (curve.coeff_monomial(each) for each in (x**2, y**2, x * y))
    if a == 0 or a != b or mixed != 0:
        return None
    d, e, f = (curve.coeff_monomial(each) / a for each in (x, y, 1))
    squared = d**2 / 4 + e**2 / 4 - f
    return Circle(-d / 2, -e / 2, squared) if squared.is_positive else None


def _center_and_radius(asked: Asked) -> CheckAnswer | None:
    circle = _given(asked)
    return None if circle is None else lambda answer: _certify_both(circle, answer)


def _center(asked: Asked) -> CheckAnswer | None:
    circle = _given(asked)
    return None if circle is None else lambda answer: _certify_center(circle, answer)


def _radius(asked: Asked) -> CheckAnswer | None:
    circle = _given(asked)
    if circle is None:
        return None
    number = Number(sqrt(circle.squared), "the radius", asked.problem, r"r|radius|(?:the )?radius")
    return lambda answer: certify_number(number, answer)


def _given(asked: Asked) -> Circle | None:
    equation = asked.equation("math")
    return None if equation is None else circle_of(equation)


def _certify_center(circle: Circle, answer: Node) -> Certificate:
    result = _same_center(circle, answer)
    return unchecked("the answer is no point") if result is None else judged(result, f"it has {circle}")


def _same_center(circle: Circle, answer: Node) -> Comparison | None:
    """(2, -3), C(2, -3), (h, k) = (2, -3), center: (2, -3)."""
    if is_explicit(answer) and isinstance(answer, Relation):
        answer = answer.operands[1]
    value = split_label(answer).value
    items = value.arguments if isinstance(value, Application) else ordered_items(value)
    if items is None or len(items) != 2 or any(letters(item) for item in items):
        return None
    pairs = zip((circle.x, circle.y), items, strict=True)
    return conjunction([compare_values(one, expression(item)) for one, item in pairs])


def _certify_both(circle: Circle, answer: Node) -> Certificate:
    """A point, and a number that may be called the radius."""
    if not isinstance(answer, ListOf) or len(answer.items) != 2:
        return unchecked("the answer is no point and a number")
    first, second = answer.items
    if _same_center(circle, first) is None:
        first, second = second, first
    center, named = _same_center(circle, first), split_label(second)
    names = ("r", "radius", "the radius")
    if center is None or (named.label and named.label.name.lower() not in names) or letters(named.value):
        return unchecked("the answer is no point and a number")
    if isinstance(named.value, Relation | TupleOf):
        return unchecked("the answer is no point and a number")
    radius = compare_values(sqrt(circle.squared), expression(named.value))
    if may_be_rounded(answer, (circle.x, circle.y, sqrt(circle.squared))) and not (
        center.equal and radius.equal
    ):
        return unchecked("the numbers may be rounded")
    return judged(conjunction([center, radius]), f"it has {circle}")


def _equation(asked: Asked) -> CheckAnswer | None:
    """Of a circle with a given centre and radius, or through a point."""
    center = asked.point("center")
    if center is None:
        return None
    x, y = center
    point, given = asked.point("point"), asked.tree("radius")
    if point is not None:
        squared: Expr = _exact((point[0] - x) ** 2 + (point[1] - y) ** 2)
    elif given is not None and not letters(given):
        radius = expression(given) / (2 if asked.match.groupdict().get("twice") else 1)
        squared = radius**2 if radius.is_positive else Rational(0)
    else:
        return None
    if not squared.is_positive:
        return None
    return _check_equation(Circle(_exact(x), _exact(y), squared), asked.problem)


def _between(asked: Asked) -> CheckAnswer | None:
    """With the two ends of a diameter."""
    first, second = asked.point("first"), asked.point("second")
    if first is None or second is None or first == second:
        return None
    (x, y), (u, v) = first, second
    squared = ((u - x) ** 2 + (v - y) ** 2) / 4
    circle = Circle(_exact((x + u) / 2), _exact((y + v) / 2), _exact(squared))
    return _check_equation(circle, asked.problem)


def _check_equation(circle: Circle, problem: str) -> CheckAnswer:
    return lambda answer: _certify_equation(circle, answer, problem)


def _certify_equation(circle: Circle, answer: Node, problem: str) -> Certificate:
    if not isinstance(answer, Relation) or not isinstance(answer.operands[0], Node):
        return unchecked("the answer is no equation")
    given = circle_of(answer)
    if given is None:
        return unchecked("the answer is no equation of a circle")
    pairs = ((circle.x, given.x), (circle.y, given.y), (circle.squared, given.squared))
    result = conjunction([compare_values(one, other) for one, other in pairs])
    shows = f"the circle has {circle}"
    if result.equality is Equality.PROVED and _STANDARD.search(problem) and not _is_standard(answer):
        return supported(Method.COMPARED, f"{shows}, but it is not in standard form")
    return judged(result, shows)


def _is_standard(equation: Relation) -> bool:
    """Two squares on the left, a number on the right."""
    left, right = equation.operands
    terms = left.terms if isinstance(left, Sum) else (left,)
    squares = [isinstance(term, Power) and term.exponent == Numeral(2) for term in terms]
    return len(terms) == 2 and all(squares) and not letters(right)


def _exact(value: Exact) -> Rational:
    return Rational(value.numerator, value.denominator)


_OF = r"(?:of|for) (?:the )?(?:circle )?(?:(?:with|given by|whose) (?:the )?equation(?: is)? )?(?P<math>.+)"
_BOTH = r"(?:the )?(?:coordinates of the )?cent(?:er|re)(?: and| and the|,) (?:the )?radius"
_CIRCLE = (
    rf"{ASK} (?:the standard form of )?(?:an|the) (?:standard )?equation (?:in standard form )?"
    r"(?:of|for) (?:the|a) circle(?: in standard form)?"
)
_WITH = r"(?:with|that has|having|whose) (?:a |its |the )?cent(?:er|re)(?: is)?(?: at| of)?(?: the point)?"
_AROUND = rf"(?:{_WITH}|cent(?:er|r)ed at) (?P<center>{POINT})"
_LENGTH = rf"(?:(?:of|is|equal to|r ?=) ?)?(?P<radius>{NUMBER}|\S+)"
recognize = kind_of(
    (
        (rf"{ASK} {_BOTH} {_OF}", _center_and_radius),
        (rf"{ASK} (?:the )?(?:coordinates of the )?cent(?:er|re) {_OF}", _center),
        (rf"{ASK} (?:the )?radius {_OF}", _radius),
        (rf"{_CIRCLE} {_AROUND},? (?:and |with |and with )?(?:an? |the )?radius {_LENGTH}", _equation),
        (
            rf"{_CIRCLE} {_AROUND},? (?:and |with |and with )?(?:an? |the )?(?P<twice>diameter) {_LENGTH}",
            _equation,
        ),
        (rf"{_CIRCLE} with (?:a )?radius {_LENGTH} (?:and )?(?:with )?{_AROUND}", _equation),
        (
            rf"{_CIRCLE} {_AROUND},? (?:and |that |which )*(?:passing|passes|going|goes) through"
            rf"(?: the point)? (?P<point>{POINT})",
            _equation,
        ),
        (
            rf"{_CIRCLE} (?:with|whose|that has) (?:a )?diameter (?:has )?(?:with )?endpoints (?:at )?"
            rf"(?P<first>{POINT}) and (?P<second>{POINT})",
            _between,
        ),
    )
)
