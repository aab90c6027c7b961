"""Tangents and normals: of the graph of a function at a place, of a curve at a point on it."""

from sympy import Expr, Integer, Poly, Rational, Symbol, diff, nan, oo, zoo
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.families.plain_numbers import Asked as Number
from tutor.check.certifying.families.plain_numbers import certify_number
from tutor.check.certifying.functions.asked import Asked, CheckAnswer, Function
from tutor.check.certifying.functions.line import Line
from tutor.check.certifying.functions.matching import kind_of, line_kind
from tutor.check.certifying.functions.phrases import ASK, POINT, function
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    AbsoluteValue,
    Call,
    Fraction,
    FunctionName,
    Node,
    Power,
    Relation,
    Root,
    TupleOf,
)
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import contains, letters, walk
from tutor.vocabulary.verdict import Equality

_SMOOTH = frozenset(
    {
        FunctionName.SIN,
        FunctionName.COS,
        FunctionName.TAN,
        FunctionName.ARCTAN,
        FunctionName.LN,
        FunctionName.EXP,
        FunctionName.SINH,
        FunctionName.COSH,
    }
)


def _line(asked: Asked) -> Line | None:
    normal = asked.match["kind"].lower() in ("normal", "perpendicular")
    function = asked.function("math")
    if function is None:
        return _of_curve(asked, normal)
    place = _place(asked, function)
    found = None if place is None else _value_and_slope(function, place)
    if place is None or found is None:
        return None
    height, slope = found
    a, b = (Integer(1), slope) if normal else (slope, Integer(-1))
    up = function.name if len(function.name) == 1 and function.name not in "fghFGH" else "y"
    return Line(a, b, a * place + b * height, function.variable, up)


def _place(asked: Asked, function: Function) -> Expr | None:
    """The place of x = 3, or of a point that lies on the graph."""
    tree = asked.tree("place")
    match tree:
        case Relation(operands=(Letter(name=name), value)) if name == function.variable:
            place = value
        case TupleOf(items=(place, height)):
            found = _value_and_slope(function, expression(place)) if not letters(tree) else None
            if found is None or compare_values(found[0], expression(height)).equality is not Equality.PROVED:
                return None
        case _:
            return None
    return None if letters(place) else expression(place)


def _value_and_slope(function: Function, place: Expr) -> tuple[Expr, Expr] | None:
    """Height and slope of a graph at a place where it is smooth beyond doubt."""
    variable = expression(Letter(function.variable))
    if not is_smooth(function.body) or not _is_defined(function.body, variable, place):
        return None
    body = expression(function.body)
    if not place.is_real or not is_expandable(body):
        return None
    found = body.subs(variable, place), diff(body, variable).subs(variable, place)
    if any(each.has(nan, zoo, oo) or not each.is_real or each.free_symbols for each in found):
        return None
    return found


def is_smooth(body: Node) -> bool:
    """No corner, no jump, and no logarithm whose base is left open."""
    calls = [node for node in walk(body) if isinstance(node, Call)]
    return not contains(body, AbsoluteValue) and all(
        call.function in _SMOOTH or (call.function is FunctionName.LOG and len(call.arguments) == 2)
        for call in calls
    )


def _is_defined(body: Node, variable: Symbol, place: Expr) -> bool:
    """No denominator vanishes there as it is written, and what stands under a root is positive."""
    return all(_is_regular(node, variable, place) for node in walk(body))


def _is_regular(node: Node, variable: Symbol, place: Expr) -> bool:
    match node:
        case Fraction(denominator=bottom) if letters(bottom):
            return bool(expression(bottom).subs(variable, place).is_nonzero)
        case Root(radicand=inside) if letters(inside):
            return bool(expression(inside).subs(variable, place).is_positive)
        case Power(base=base, exponent=exponent) if letters(base):
            power, below = expression(exponent), expression(base).subs(variable, place)
            whole = power.is_Integer and (power > 0 or below.is_nonzero)
            return bool(whole or below.is_positive)
    return True


def _of_curve(asked: Asked, normal: bool) -> Line | None:
    """At a point of an algebraic curve in x and y, by its gradient there."""
    equation, point = asked.equation("math"), asked.point("place")
    if equation is None or point is None or letters(equation) != {"x", "y"}:
        return None
    x, y = (expression(Letter(name)) for name in ("x", "y"))
    u, v = (Rational(value.numerator, value.denominator) for value in point)
    difference = expression(equation.operands[0]) - expression(equation.operands[1])
    try:
        curve = Poly(difference, x, y) if is_expandable(difference) else None
    except BasePolynomialError:
        return None
    if curve is None or not curve.domain.is_Exact or curve.eval((u, v)) != 0:
        return None
    a, b = (curve.diff(each).eval((u, v)) for each in (x, y))
    if normal:
        a, b = b, -a
    return None if a == b == 0 else Line(a, b, a * u + b * v)


def _slope(asked: Asked) -> CheckAnswer | None:
    """The slope of the tangent alone."""
    function = asked.function("math")
    place = None if function is None else _place(asked, function)
    found = None if function is None or place is None else _value_and_slope(function, place)
    if found is None:
        return None
    number = Number(found[1], "the slope", asked.problem, r"m|slope|the slope")
    return lambda answer: certify_number(number, answer)


_AT = (
    rf",? (?:at|when|where|through)(?: the)?(?: given| indicated)?(?: points?)?(?: where| when| with)?:? "
    rf"(?P<place>{POINT}|[A-Za-z] ?= ?.+?)"
)
_KIND = (
    r"(?:(?:an?|the) )?(?:equation (?:of|for) )?(?:(?:an?|the) )?(?:line )?(?P<kind>tangent|normal)(?: line)?"
)
_GRAPH = function()
recognize_lines = line_kind(
    (
        (rf"{ASK} {_KIND} (?:to|of|for) {_GRAPH}{_AT}", _line),
        (rf"{ASK} {_KIND}{_AT},? (?:to|of|for) {_GRAPH}", _line),
        (
            rf"{ASK} (?:an|the) equation (?:of|for) the line (?:that is )?"
            rf"(?P<kind>tangent|normal|perpendicular) to {_GRAPH}{_AT}",
            _line,
        ),
    )
)
recognize_slopes = kind_of(
    (
        (
            rf"{ASK} (?:the )?(?:slope|gradient) of (?:the )?(?:tangent(?: line)?|curve|graph)"
            rf"(?: (?:to|of|for))? {_GRAPH}{_AT}",
            _slope,
        ),
    )
)
