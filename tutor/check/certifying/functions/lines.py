"""Sentences that ask for an equation of a line."""

from fractions import Fraction as Exact

from sympy import Expr, Integer, Rational

from tutor.check.certifying.functions.asked import Asked
from tutor.check.certifying.functions.line import Line, line_of, sloped
from tutor.check.certifying.functions.matching import MakeLine, line_kind
from tutor.check.certifying.functions.phrases import ASK, NUMBER, POINT

_EQUATION = (
    rf"(?:{ASK} )?(?:(?:an?|the) )?"
    r"(?:(?P<form>slope[- ]intercept|point[- ]slope|standard|general) form (?:of|for) )?"
    r"(?:(?:an?|the) )?(?:linear )?(?:equation,? (?:of|for) )?(?:the|a)? ?(?:straight )?line,? "
)
_THROUGH = (
    r"(?:(?:that|which|and) )?(?:(?:passing|passes|pass|going|goes|running|runs) through|through|containing"
    r"|contains|joining|connecting|joins|connects)(?: the)?(?: (?:two )?points?)?:? "
)
_P, _Q = rf"(?P<first>{POINT})", rf"(?P<second>{POINT})"
_SLOPE = (
    r"(?:(?:that|which|and) )?(?:with|having|has|whose)(?: an?| the)? (?:slope|gradient)"
    rf"(?: of| is| equal to)? ?(?:m ?= ?)?(?P<slope>{NUMBER})"
)
_TO = (
    r"(?:(?:that|which|and) )?(?:is )?(?P<how>parallel|perpendicular) to (?:the )?"
    r"(?:(?:line|graph of)(?: with equation)? )?(?P<math>.+?)"
)
_AND = r",? (?:and )?"
_Y_INTERCEPT = rf"(?:an? |the )?y-intercept(?: of| at| is)? ?(?:b ?= ?)?(?P<height>{POINT}|{NUMBER})"
_X_INTERCEPT = rf"(?:an? |the )?x-intercept(?: of| at| is)? ?(?P<place>{POINT}|{NUMBER})"


def _exact(value: Exact) -> Rational:
    return Rational(value.numerator, value.denominator)


def _through_two(asked: Asked) -> Line | None:
    first, second = asked.point("first"), asked.point("second")
    if first is None or second is None or first == second:
        return None
    (x, y), (u, v) = first, second
    a, b = v - y, x - u
    return Line(_exact(a), _exact(b), _exact(a * x + b * y))


def _with_slope(asked: Asked) -> Line | None:
    point, slope = asked.point("first"), asked.number("slope")
    return None if point is None or slope is None else sloped(_exact(slope), *map(_exact, point))


def _with_intercept(asked: Asked) -> Line | None:
    slope, height = asked.number("slope"), _intercept(asked, "height", 1)
    return None if slope is None or height is None else sloped(_exact(slope), Integer(0), height)


def _with_intercepts(asked: Asked) -> Line | None:
    place, height = _intercept(asked, "place", 0), _intercept(asked, "height", 1)
    if place is None or height is None or 0 in (place, height):
        return None
    return Line(height, place, place * height)


def _intercept(asked: Asked, slot: str, coordinate: int) -> Expr | None:
    """Said by its number or as a point of the axis."""
    number, point = asked.number(slot), asked.point(slot)
    if number is not None:
        return _exact(number)
    return None if point is None or point[1 - coordinate] != 0 else _exact(point[coordinate])


def _turned(asked: Asked) -> Line | None:
    """Parallel or perpendicular to a line, through a point."""
    equation, point = asked.equation("math"), asked.point("first")
    given = None if equation is None else line_of(equation)
    if given is None or point is None:
        return None
    x, y = map(_exact, point)
    a, b = (given.a, given.b) if asked.match["how"].lower() == "parallel" else (given.b, -given.a)
    return Line(a, b, a * x + b * y)


def _axis_parallel(asked: Asked) -> Line | None:
    """Horizontal, vertical, or parallel or perpendicular to an axis, through a point."""
    point = asked.point("first")
    if point is None:
        return None
    groups = asked.match.groupdict()
    flat = (groups.get("kind") or "").lower() == "horizontal" or (
        groups.get("axis") is not None
        and (groups["axis"].lower() == "x") is (groups["how"].lower() == "parallel")
    )
    x, y = map(_exact, point)
    return Line(Integer(0), Integer(1), y) if flat else Line(Integer(1), Integer(0), x)


def _bisector(asked: Asked) -> Line | None:
    """Through the middle of two points, at right angles to the segment between them."""
    first, second = asked.point("first"), asked.point("second")
    if first is None or second is None or first == second:
        return None
    (x, y), (u, v) = first, second
    a, b = u - x, v - y
    return Line(_exact(a), _exact(b), _exact((a * (x + u) + b * (y + v)) / 2))


_AXIS = r"the (?P<axis>[xy])-axis"
_TO_AXIS = rf"(?:(?:that|which|and) )?(?:is )?(?P<how>parallel|perpendicular) to {_AXIS}"
_LINES: tuple[tuple[str, MakeLine], ...] = (
    (rf"{_THROUGH}{_P},? (?:and|to)(?: the point)? {_Q}", _through_two),
    (rf"{_THROUGH}{_P}{_AND}{_SLOPE}", _with_slope),
    (rf"{_SLOPE}{_AND}{_THROUGH}{_P}", _with_slope),
    (rf"{_SLOPE}{_AND}(?:(?:with|having|has) )?{_Y_INTERCEPT}", _with_intercept),
    (rf"(?:with|having|has|that has) {_X_INTERCEPT} and {_Y_INTERCEPT}", _with_intercepts),
    (rf"{_TO_AXIS}{_AND}{_THROUGH}{_P}", _axis_parallel),
    (rf"{_THROUGH}{_P}{_AND}{_TO_AXIS}", _axis_parallel),
    (rf"{_TO}{_AND}{_THROUGH}{_P}", _turned),
    (rf"{_THROUGH}{_P}{_AND}{_TO}", _turned),
)
_ITS_EQUATION = rf"[.,] (?:then )?{ASK} (?:its|the|an) equation(?: (?:of|for) (?:the|this) line)?"
_SENTENCES: tuple[tuple[str, MakeLine], ...] = (
    *((rf"{_EQUATION}{line}", make) for line, make in _LINES),
    *((rf"(?:if )?(?:an?|the) (?:straight )?line {line}{_ITS_EQUATION}", make) for line, make in _LINES),
    (
        rf"{ASK} (?:an|the) equation (?:of|for) the (?P<kind>horizontal|vertical) line {_THROUGH}{_P}",
        _axis_parallel,
    ),
    (
        rf"{ASK} (?:(?:an|the) equation (?:of|for) )?the perpendicular bisector of (?:the )?(?:line )?"
        rf"(?:segment )?(?:(?:with endpoints|joining|connecting|between|from)(?: the)?(?: points)? )?"
        rf"{_P} (?:and|to) {_Q}",
        _bisector,
    ),
)
recognize = line_kind(_SENTENCES)
