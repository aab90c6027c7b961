"""The points of a subject worth marking, in a stretch of the axis: found exactly or in numbers, verified."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from sympy import Abs, Expr, Max, Min, Mod, Poly, Symbol, ceiling, diff, floor, latex, sign
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.proofs import is_expandable
from tutor.check.graphing import finding
from tutor.check.graphing.exact import exact_zeros, poles
from tutor.check.graphing.labels import point_label, recognized, value_label
from tutor.check.graphing.numeric import Function, compiled, number
from tutor.check.graphing.subjects import Line, Marked, Place, Subject
from tutor.vocabulary.graph import Mark, MarkKind, Range

_MOST_OPERATIONS = 200
_MOST_SLOPE_OPERATIONS = 400
_BENT = (Abs, sign, Min, Max, floor, ceiling, Mod)
_NEAR = 1e-7
_FEW = 60
_ROUNDING = 1e-9
_WIDEST_SEARCHED = 1e14
_CLOSE_LOOK = 1e-5  # of the stretch: how far apart heights are compared at a turning point


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line that can be computed; `slope` where its derivative can be too."""

    line: Line
    function: Function
    slope: Function | None
    slope_found: Expr | None


def drawn(line: Line, variable: Symbol) -> Drawn | None:
    """The line made ready for numbers; None when it can't be."""
    function = compiled(line.found, variable)
    if function is None:
        return None
    if line.found.count_ops() > _MOST_OPERATIONS:
        return Drawn(line, function, None, None)
    found = diff(line.found, variable)
    if found.count_ops() > _MOST_SLOPE_OPERATIONS:
        return Drawn(line, function, None, None)
    return Drawn(line, function, compiled(found, variable), found)


@dataclass(frozen=True, slots=True)
class _Zero:
    place: float
    exact: Expr | None


def marks_of(subject: Subject, lines: tuple[Drawn, ...], frame: Range) -> Iterator[Mark]:
    """Roots, turning points and intersections within the frame."""
    variable = subject.variable
    for one in lines:
        if Marked.ROOTS in one.line.marked:
            yield from _roots(one, variable, frame)
        if Marked.TURNS in one.line.marked:
            yield from _turns(one, variable, frame)
    if not subject.meets:
        return
    pairs = list(combinations(lines, 2))
    if subject.operators:
        pairs = list(pairwise(lines))
    for one, other in pairs:
        if one.line.source != other.line.source and one.line.given and other.line.given:
            yield from _meetings(one, other, variable, frame)
    for one in lines:
        for upright in subject.uprights:
            yield from _on_upright(one, upright, variable)


def named_marks(subject: Subject, lines: tuple[Drawn, ...], kind: MarkKind) -> Iterator[Mark]:
    """Points given by the problem, or those of the answer."""
    first = lines[0]
    for place in subject.places if kind is MarkKind.POINT else subject.answers:
        mark = _at(place, first, subject.variable, kind)
        if mark is not None:
            yield mark


def touching(subject: Subject, first: Drawn) -> tuple[Line, Mark] | None:
    """The tangent of the first line and where it touches."""
    place, variable = subject.touch, subject.variable
    if place is None or first.slope is None or first.slope_found is None:
        return None
    mark = _at(Place(place), first, variable, MarkKind.TANGENT)
    if mark is None or first.slope(mark.x) is None:
        return None
    slope, height = first.slope_found.subs(variable, place), first.line.found.subs(variable, place)
    found = (slope * (variable - place) + height).expand()
    return Line(f"tangent: y = {latex(found, ln_notation=True)}", found, source=1), mark


def breaks_of(lines: tuple[Drawn, ...], variable: Symbol, frame: Range) -> list[float]:
    """Poles, and ends of domains, within the frame."""
    places: list[float] = []
    for one in lines:
        exact = (number(zero) for zero in poles(one.line.found, variable, frame))
        places += [place for place in exact if place is not None and _inside(place, frame)]
        if _is_searchable(frame):
            places += finding.breaks(one.function, frame)
    return sorted(places)


def _zeros(found: Expr, function: Function, variable: Symbol, frame: Range) -> list[_Zero]:
    """Exact zeros in the frame, then those that numbers show besides."""
    known = exact_zeros(found, variable, frame)
    placed = ((number(exact), exact) for exact in dict.fromkeys(known.exact))
    zeros = [_Zero(place, exact) for place, exact in placed if place is not None and _inside(place, frame)]
    if not known.complete and _is_searchable(frame) and not _is_flat(found, function, variable, frame):
        zeros += [
            _zero(found, variable, place)
            for place in finding.zeros(function, frame)
            if not _known(place, zeros, frame)
        ]
    return sorted(zeros, key=lambda zero: zero.place)


def _zero(found: Expr, variable: Symbol, place: float) -> _Zero:
    """A zero found in numbers, by its exact value where that is a simple one."""
    exact = recognized(found, variable, place)
    worth = None if exact is None else number(exact)
    return _Zero(place if worth is None else worth, exact)


def _is_flat(found: Expr, function: Function, variable: Symbol, frame: Range) -> bool:
    """Whether all heights are as small as the errors of rounding, so that signs mean nothing."""
    heights = [abs(y) for _, y in finding.scan(function, frame, _FEW) if y is not None]
    return bool(heights) and max(heights) < _ROUNDING and not found.is_rational_function(variable)


def _known(place: float, zeros: Iterable[_Zero], frame: Range) -> bool:
    near = _NEAR * max(abs(place), (frame[1] - frame[0]) * 1e-2)
    return any(abs(place - zero.place) <= near for zero in zeros)


def _is_searchable(frame: Range) -> bool:
    """Whether steps through the frame are small enough to find anything between them."""
    return frame[1] - frame[0] < _WIDEST_SEARCHED


def _inside(place: float, frame: Range) -> bool:
    return frame[0] <= place <= frame[1]


def _roots(one: Drawn, variable: Symbol, frame: Range) -> Iterator[Mark]:
    for zero in _zeros(one.line.found, one.function, variable, frame):
        yield Mark(MarkKind.ROOT, zero.place, 0.0, value_label(zero.exact, zero.place))


def _turns(one: Drawn, variable: Symbol, frame: Range) -> Iterator[Mark]:
    if one.slope is None or one.slope_found is None:
        return
    places = _zeros(one.slope_found, one.slope, variable, frame)
    if _degree(one.line.found, variable) == 2:
        for zero in places:
            yield from _marked(MarkKind.VERTEX, zero, one, variable)
        return
    if _is_searchable(frame) and one.line.found.has(*_BENT):
        corners = finding.turns(one.function, one.slope, frame)
        smooth = tuple(places)
        places += [_corner(one, variable, x) for x in corners if not _known(x, smooth, frame)]
    holes = [number(pole) for pole in poles(one.line.found, variable, frame)]
    known = tuple(_Zero(hole, None) for hole in holes if hole is not None)
    for zero in places:
        near = _near_of(zero.place, frame)
        way = finding.turn_at(one.function, zero.place, near)
        if way and not _known(zero.place, known, frame):
            kind = MarkKind.MAXIMUM if way > 0 else MarkKind.MINIMUM
            yield from _marked(kind, zero, one, variable)


def _corner(one: Drawn, variable: Symbol, place: float) -> _Zero:
    """A corner lies where something within bars is zero."""
    inner = [bars.args[0] for bars in one.line.found.atoms(Abs)]
    exact = (recognized(part, variable, place) for part in inner)
    return _Zero(place, next((found for found in exact if found is not None), None))


def _near_of(place: float, frame: Range) -> float:
    """How far beside a place heights are compared."""
    return _CLOSE_LOOK * (frame[1] - frame[0] if _is_searchable(frame) else max(abs(place), 1.0))


def _meetings(one: Drawn, other: Drawn, variable: Symbol, frame: Range) -> Iterator[Mark]:
    difference = one.line.found - other.line.found
    function = compiled(difference, variable)
    if function is None:
        return
    simple = min((one, other), key=lambda line: line.line.found.count_ops())
    for zero in _zeros(difference, function, variable, frame):
        if one.function(zero.place) is not None and other.function(zero.place) is not None:
            yield from _marked(MarkKind.INTERSECTION, zero, simple, variable)


def _on_upright(one: Drawn, upright: Line, variable: Symbol) -> Iterator[Mark]:
    mark = _at(Place(upright.found), one, variable, MarkKind.INTERSECTION)
    if mark is not None:
        yield mark


def _marked(kind: MarkKind, zero: _Zero, line: Drawn, variable: Symbol) -> Iterator[Mark]:
    y = line.function(zero.place)
    if y is None:
        return
    height = None if zero.exact is None else line.line.found.subs(variable, zero.exact)
    yield Mark(kind, zero.place, y, point_label((zero.exact, height), zero.place, y))


def _at(place: Place, line: Drawn, variable: Symbol, kind: MarkKind) -> Mark | None:
    """A point that is given, on the line when its height is not."""
    x = number(place.x)
    if x is None:
        return None
    height = line.line.found.subs(variable, place.x) if place.y is None else place.y
    y = line.function(x) if place.y is None else number(place.y)
    return None if y is None else Mark(kind, x, y, point_label((place.x, height), x, y))


def _degree(found: Expr, variable: Symbol) -> int | None:
    if not found.has(variable) or not found.is_polynomial(variable) or not is_expandable(found):
        return None
    try:
        return int(Poly(found, variable).degree())
    except BasePolynomialError:
        return None
