"""Slopes of lines, distances between points and midpoints."""

import re

from sympy import Expr, Poly
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.families.asking import (
    ASK,
    CheckAnswer,
    Match,
    first_fit,
    patterns,
    tree_of,
)
from tutor.check.certifying.families.judging import LENGTHS, no_value_check, point_check, value_check
from tutor.check.comparing.question import Question
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import (
    Application,
    Fraction,
    Integer,
    Negation,
    Node,
    Power,
    Relation,
    RelationOperator,
    Root,
    Sum,
    Symbol,
    TupleOf,
)
from tutor.check.trees import letters, product

Point = tuple[Node, ...]

_NAME = r"(?:[A-Z](?:_?\d|')? ?=? ?)?"
_POINT = rf"{_NAME}((?:\\left ?)?\((?:[^()]|\([^()]*\))*\))"
_PAIR = re.compile(rf"{_POINT}(?:,| and| to|, and|;)(?: the)?(?: point)? ?{_POINT}")
_BOTH = r"(?: the)?(?: two)?(?: following)?(?: points?:?)? (?P<pair>[A-Z(\\].+)"
_LINE = r"(?:the |a )?(?:straight )?line"
_THROUGH = (
    r"(?:(?:that )?(?:passes|passing|goes|going|runs|running) through|through|that contains|containing"
    r"|joining|connecting|between|with(?: the)? points)"
)
_SEGMENT = r"(?:the )?(?:line )?segment"
_ENDS = (
    r"(?:with(?: the)? ?end ?points?(?: at)?|whose end ?points are(?: at)?|joining|connecting|between|from)"
)
_EQUATION = (
    r"(?:(?:with|given by|represented by|described by|defined by|whose|having)(?: the| an)? ?"
    r"(?:linear )?equation(?: is)?:? )?"
)


def _slope_between(match: Match, question: Question) -> CheckAnswer | None:
    pair = _pair(match["pair"])
    if pair is None or len(pair[0]) != 2:
        return None
    (x, y), (u, v) = pair
    run = expression(_less(u, x))
    if run == 0:
        vertical = expression(_less(v, y)) != 0
        return no_value_check("the line is vertical: its slope is undefined") if vertical else None
    return value_check(Fraction(_less(v, y), _less(u, x)), question)


def _slope_of(match: Match, question: Question) -> CheckAnswer | None:
    """Of a line in x and y, or of one parallel or perpendicular to it."""
    line = _coefficients(match["line"])
    if line is None:
        return None
    a, b = line
    if match.groupdict().get("turned"):
        a, b = -b, a
    if b == 0:
        return no_value_check("the line is vertical: its slope is undefined")
    slope = -a / b
    # as a product, so that the fraction itself is no repetition of what was asked
    return value_check(product(Integer(1), Fraction(_integer(slope.p), _integer(slope.q))), question)


def _distance(match: Match, question: Question) -> CheckAnswer | None:
    pair = _pair(match["pair"])
    if pair is None:
        return None
    squares = tuple(Power(_less(b, a), Integer(2)) for a, b in zip(*pair, strict=True))
    return value_check(Root(Sum(squares)), question, LENGTHS)


def _midpoint(match: Match, question: Question) -> CheckAnswer | None:
    pair = _pair(match["pair"])
    if pair is None:
        return None
    middle = tuple(Fraction(Sum((a, b)), Integer(2)) for a, b in zip(*pair, strict=True))
    return point_check(middle, question)


_PATTERNS = patterns(
    (
        rf"{ASK} (?:the )?(?:slope|gradient) of {_LINE}(?: segment)? {_THROUGH}{_BOTH}",
        _slope_between,
    ),
    (rf"{ASK} (?:the )?(?:slope|gradient) (?:between|from){_BOTH}", _slope_between),
    (
        rf"{ASK} (?:the )?(?:slope|gradient) of (?:{_LINE}(?: {_EQUATION}|:? ))?"
        r"(?:the )?(?:graph of )?(?P<line>[^()]*=.+)",
        _slope_of,
    ),
    (
        rf"{ASK} (?:the )?(?:slope|gradient) of {_LINE} (?:that is |which is )?"
        rf"(?:parallel|(?P<turned>perpendicular)) to (?:{_LINE} )?{_EQUATION}(?P<line>.+=.+)",
        _slope_of,
    ),
    (
        rf"(?:{ASK} )?(?:the )?(?:exact |straight[- ]line |euclidean )?distance (?:between|from){_BOTH}",
        _distance,
    ),
    (rf"how far (?:apart are|is it from|is it between){_BOTH}", _distance),
    (rf"{ASK} (?:the )?length of {_SEGMENT} {_ENDS}{_BOTH}", _distance),
    (
        rf"{ASK} (?:the )?(?:coordinates of (?:the )?)?mid-?point"
        rf" (?:of|between)(?: {_SEGMENT}(?: {_ENDS})?)?{_BOTH}",
        _midpoint,
    ),
)


def recognize(problem: str) -> CheckAnswer | None:
    """Slope, distance or midpoint of two points with numbers for coordinates; slope of a line in x and y."""
    try:
        return first_fit(_PATTERNS, problem)
    except UnbuildableError:
        return None


def _pair(text: str) -> tuple[Point, Point] | None:
    """Two different points of the same number of coordinates."""
    found = _PAIR.fullmatch(text.strip())
    points = [_point(part) for part in found.groups()] if found else []
    if len(points) != 2 or points[0] is None or points[1] is None or len(points[0]) != len(points[1]):
        return None
    return points[0], points[1]


def _point(text: str) -> Point | None:
    tree = tree_of(text)
    if not isinstance(tree, TupleOf) or len(tree.items) not in (2, 3) or letters(tree):
        return None
    return tree.items


def _coefficients(text: str) -> tuple[Expr, Expr] | None:
    """a and b of the line ax + by + c = 0 with rational coefficients; f(x) stands for y."""
    tree = tree_of(text)
    if not isinstance(tree, Relation) or tree.operators != (RelationOperator.EQUAL,):
        return None
    left, right = tree.operands
    if isinstance(left, Application) and left.arguments == (Symbol("x"),) and not left.order:
        left = Symbol("y")
    if not letters(left) | letters(right) <= {"x", "y"}:
        return None
    try:
        x, y = expression(Symbol("x")), expression(Symbol("y"))
        line = Poly(expression(left) - expression(right), x, y)
    except BasePolynomialError:
        return None
    if line.total_degree() != 1 or not (line.domain.is_ZZ or line.domain.is_QQ):
        return None
    return line.coeff_monomial(x), line.coeff_monomial(y)


def _less(left: Node, right: Node) -> Node:
    return Sum((left, Negation(right)))


def _integer(value: int) -> Node:
    return Integer(int(value)) if value >= 0 else Negation(Integer(-int(value)))
