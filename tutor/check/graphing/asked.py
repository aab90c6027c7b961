"""From the task a problem sets to what is drawn for it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from sympy import Expr, diff

from tutor.check.certifying.problems.slots import only_letter
from tutor.check.certifying.problems.tasks import (
    Antiderivative,
    Differentiate,
    FindRootPoint,
    FindValue,
    FindVertex,
    Form,
    SlopeOfLine,
    Solve,
    SolveInequality,
    SolveSystem,
    Task,
)
from tutor.check.expressions import expression, worked
from tutor.check.graphing.explicit import explicit_lines
from tutor.check.graphing.subjects import Line, Marked, Place, Subject, closed, named, over, real
from tutor.check.reading.tree import Integer, Integral, Limit, Node, Relation
from tutor.check.trees import letters

_MOST_LINES = 3


def asked(task: Task) -> Subject | None:
    """What is drawn for a task; None for one that has no picture. Raises UnbuildableError."""
    draw = _DRAWN.get(type(task))
    return None if draw is None else draw(task)


def both_sides(equation: Relation, unknown: str) -> Subject | None:
    """An equation in one letter: one curve and its roots, or the two sides and where they meet."""
    if letters(equation) != {unknown} or len(equation.operands) != 2:
        return None
    left, right = equation.operands
    if right == Integer(0) or left == Integer(0):
        found = function(left if right == Integer(0) else right, unknown)
        return None if found is None else replace(found, solved=True)
    lines = _sides(equation.operands, unknown)
    return Subject(real(unknown), lines, "both sides of the equation", meets=True, solved=True)


def function(body: Node, unknown: str, head: str = "y") -> Subject | None:
    """One function with its roots and turning points."""
    if letters(body) != {unknown}:
        return None
    line = Line(named(body, head), over(body, unknown), Marked.BOTH)
    return Subject(real(unknown), (line,), "the function")


def system(equations: tuple[Relation, ...], unknowns: tuple[str, ...]) -> Subject | None:
    """Equations in two letters, and where they all hold."""
    if len(unknowns) != 2 or len(equations) > _MOST_LINES:
        return None
    across, up = ("x", "y") if set(unknowns) == {"x", "y"} else sorted(unknowns)
    lines, uprights = explicit_lines(equations, across, up)
    if len({line.source for line in (*lines, *uprights)}) != len(equations):
        return None
    if len(equations) == 1:
        crossing = tuple(replace(line, marked=Marked.ROOTS) for line in lines)
        return Subject(real(across), crossing, "the equation", uprights=uprights)
    return Subject(real(across), lines, "the equations", meets=True, uprights=uprights)


def _sides(members: tuple[Node, ...], unknown: str) -> tuple[Line, ...]:
    return tuple(Line(named(side), over(side, unknown), source=number) for number, side in enumerate(members))


def _solve(task: Solve) -> Subject | None:
    return both_sides(task.equation, task.unknown)


def _inequality(task: SolveInequality) -> Subject | None:
    inequality = task.inequality
    if letters(inequality) != {task.unknown}:
        return None
    lines = _sides(inequality.operands, task.unknown)
    return Subject(real(task.unknown), lines, "where the inequality holds", inequality.operators, meets=True)


def _system(task: SolveSystem) -> Subject | None:
    return system(task.equations, task.unknowns)


def _derivative(task: Differentiate) -> Subject | None:
    found = function(task.expression, task.variable)
    if found is None or task.order > 2:
        return None
    (line,) = found.lines
    slope = Line("y" + "'" * task.order, diff(line.found, found.variable, task.order), Marked.ROOTS, source=1)
    touch = None if task.point is None or task.order > 1 else closed(task.point)
    first = Line(line.label, line.found, Marked.TURNS if touch is None else Marked.NOTHING)
    lines = (first,) if touch is not None else (first, slope)
    caption = "the function and its derivative" if touch is None else "the slope at a point"
    return Subject(found.variable, lines, caption, touch=touch)


def _antiderivative(task: Antiderivative) -> Subject | None:
    return function(task.integrand, task.variable)


def _value(task: FindValue) -> Subject | None:
    match task.expression:
        case Integral(integrand, variable, lower, upper) if lower is not None and upper is not None:
            found = function(integrand, variable)
            if found is None:
                return None
            line = Line(found.lines[0].label, found.lines[0].found, Marked.ROOTS)
            return Subject(found.variable, (line,), "the area", span=(closed(lower), closed(upper)))
        case Limit(inner, variable, point):
            found = function(inner, variable)
            place = closed(point)
            if found is None or not place.is_finite:
                return found
            height = _limit_value(task.expression)
            places = () if height is None else (Place(place, height),)
            return Subject(found.variable, found.lines, "the limit", places=places)
    unknown = only_letter(task.expression)
    if unknown is None or task.form is not Form.FACTORED:
        return None
    return function(task.expression, unknown)


def _limit_value(node: Limit) -> Expr | None:
    """The finite value of a limit."""
    found = worked(expression(node))
    return found if found.is_real and found.is_finite else None


def _vertex(task: FindVertex | FindRootPoint) -> Subject | None:
    return function(task.function, task.variable)


def _line(task: SlopeOfLine) -> Subject | None:
    return system((task.equation,), ("x", "y"))


_DRAWN: Final[Mapping[type, Callable[..., Subject | None]]] = {
    Solve: _solve,
    SolveInequality: _inequality,
    SolveSystem: _system,
    Differentiate: _derivative,
    Antiderivative: _antiderivative,
    FindValue: _value,
    FindVertex: _vertex,
    FindRootPoint: _vertex,
    SlopeOfLine: _line,
}
