"""Vertices and axes of parabolas, extreme values of quadratics, zeros and intercepts of graphs."""

from dataclasses import dataclass

from sympy import Expr, Poly, Rational
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.families.asking import (
    ASK,
    CheckAnswer,
    Match,
    expression_of,
    first_fit,
    patterns,
    tree_of,
)
from tutor.check.certifying.families.intercepts import x_intercepts, y_intercept, zeros
from tutor.check.certifying.families.judging import point_check, value_check
from tutor.check.certifying.solutions import certify_solutions
from tutor.check.certifying.tasks import Solve
from tutor.check.certifying.verdicts import supported
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.question import Question
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import (
    Application,
    Fraction,
    Integer,
    Negation,
    Node,
    Relation,
    RelationOperator,
    Symbol,
)
from tutor.check.trees import letters, product
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

_EQUAL = (RelationOperator.EQUAL,)


@dataclass(frozen=True, slots=True)
class Parabola:
    """a(x - h)² + k; `sideways` when x is a quadratic in y."""

    a: Expr
    h: Expr
    k: Expr
    variable: str
    sideways: bool = False


def _vertex(match: Match, question: Question) -> CheckAnswer | None:
    parabola = parabola_in(match["graph"])
    if parabola is None:
        return None
    ends = (parabola.k, parabola.h) if parabola.sideways else (parabola.h, parabola.k)
    point = (_number(ends[0]), _number(ends[1]))
    which = (match.groupdict().get("which") or "").lower()
    if which:
        return value_check(point[0 if which == "x" else 1], question)
    return point_check(point, question)


def _axis(match: Match, _: Question) -> CheckAnswer | None:
    """x = 3; the bare number is right and no equation of a line."""
    parabola = parabola_in(match["graph"])
    if parabola is None:
        return None
    name = "y" if parabola.sideways else parabola.variable
    line = Relation((Symbol(name), _number(parabola.h)), _EQUAL)

    def check(answer: Node) -> Certificate:
        found = certify_solutions(Solve(line, name), answer)
        if found.status is CertificateStatus.PROVED and split_label(answer).label is None:
            return supported(Method.EVALUATED, f"the axis is the line {name} = {parabola.h}")
        return found

    return check


def _extreme(match: Match, question: Question) -> CheckAnswer | None:
    """The value, where the parabola opens to the side that makes it one."""
    parabola = parabola_in(match["graph"])
    if parabola is None or parabola.sideways:
        return None
    lowest = match["extreme"].lower().startswith("min")
    return value_check(_number(parabola.k), question) if bool(parabola.a > 0) is lowest else None


_GRAPH = (
    r"(?:(?:the )?(?:graph|curve) of )?(?:the )?(?:(?:following|given) )?(?:(?:quadratic|parabolic) )?"
    r"(?:(?:parabola|function|equation|graph|curve|line|expression|polynomial)\b)?"
    r"(?: (?:with equation|with the equation|given by|defined by|represented by|described by)"
    r"(?: the)?(?: equation| function)?)?:? ?(?P<graph>.+?)"
)
_CROSSES = r"(?:cross|intersect|meet|cut|hit|touch|intercept)(?:es|s)?"

_PATTERNS = patterns(
    (
        rf"{ASK} (?:the )?(?:(?:coordinates?|point) of (?:the"
        rf" )?)?(?:vertex|turning point) (?:of|for) {_GRAPH}",
        _vertex,
    ),
    (
        rf"{ASK} (?:the )?(?P<which>[xy])-?(?:coordinate|value) of the (?:vertex|turning point) of {_GRAPH}",
        _vertex,
    ),
    (rf"{ASK} (?:the )?(?:equation of (?:the )?)?(?:axis|line) of symmetry (?:of|for) {_GRAPH}", _axis),
    (rf"{ASK} (?:the )?(?P<extreme>minimum|maximum|max|min) value of {_GRAPH}", _extreme),
    (
        rf"{ASK} (?:all )?(?:of )?(?:the )?(?:(?P<real>real)"
        rf" )?(?:roots?|zeros?|zeroes|solutions?) (?:of|to|for) {_GRAPH}",
        zeros,
    ),
    (
        rf"{ASK} (?:all )?(?:of )?(?:the )?(?:coordinates of (?:the"
        rf" )?)?x-?intercepts?(?:\(s\))? (?:of|for) {_GRAPH}",
        x_intercepts,
    ),
    (
        rf"{ASK} (?:the )?(?:coordinates of (?:the )?)?y-?intercept(?:\(s\))? (?:of|for) {_GRAPH}",
        y_intercept,
    ),
    (
        rf"(?:at (?:what|which) points?(?:\(s\))?|where) (?:does|do) {_GRAPH} {_CROSSES} the x-?axis",
        x_intercepts,
    ),
    (rf"(?:at (?:what|which) point|where) does {_GRAPH} {_CROSSES} the y-?axis", y_intercept),
    (rf"{ASK} the points? (?:at which|where) {_GRAPH} {_CROSSES} the x-?axis", x_intercepts),
    (rf"{ASK} the point (?:at which|where) {_GRAPH} {_CROSSES} the y-?axis", y_intercept),
)


def recognize(problem: str) -> CheckAnswer | None:
    """What is asked about the graph of one given equation or function."""
    try:
        return first_fit(_PATTERNS, problem)
    except UnbuildableError:
        return None


def parabola_in(text: str) -> Parabola | None:
    """y = 2x² - 3, f(t) = t² + t, x² - 4x, y - 1 = (x - 2)², x = y² + 1; rational coefficients."""
    body = expression_of(text)
    if body is not None:
        return _quadratic(body)
    tree = tree_of(text)
    if not isinstance(tree, Relation) or tree.operators != _EQUAL:
        return None
    head, body = tree.operands
    if isinstance(head, Application):
        named = (
            len(head.arguments) == 1
            and not head.order
            and {head.arguments[0]} == set(map(Symbol, letters(body)))
        )
        return _quadratic(body) if named else None
    if letters(tree) != {"x", "y"}:
        return None
    return _in_x_and_y(expression(head) - expression(body))


def _quadratic(body: Node) -> Parabola | None:
    names = letters(body)
    if len(names) != 1:
        return None
    name = next(iter(names))
    return _completed(expression(body), name)


def _in_x_and_y(difference: Expr) -> Parabola | None:
    """Solved for the letter that occurs once, to the first power."""
    for name, other in (("x", "y"), ("y", "x")):
        letter = expression(Symbol(other))
        slope = difference.diff(letter)
        if isinstance(slope, Rational) and slope != 0:
            return _completed((slope * letter - difference) / slope, name, sideways=name == "y")
    return None


def _completed(body: Expr, name: str, *, sideways: bool = False) -> Parabola | None:
    variable = expression(Symbol(name))
    try:
        found = Poly(body, variable)
    except BasePolynomialError:
        return None
    if found.degree() != 2 or not (found.domain.is_ZZ or found.domain.is_QQ):
        return None
    a, b, c = (Rational(each) for each in found.all_coeffs())
    return Parabola(a, -b / (2 * a), c - b**2 / (4 * a), name, sideways)


def _number(value: Expr) -> Node:
    """As a product, so that the number itself is no repetition of what was asked."""
    size = Fraction(Integer(abs(int(value.p))), Integer(int(value.q)))
    return product(Integer(1), size if value >= 0 else Negation(size))
