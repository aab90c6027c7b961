"""Zeros of functions, and where a graph meets an axis: an equation to solve."""

from tutor.check.certifying.families.asking import CheckAnswer, Match, expression_of, tree_of
from tutor.check.certifying.solutions import certify_solutions
from tutor.check.certifying.tasks import Solve, Wanted
from tutor.check.certifying.verdicts import refuted, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.members import members
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.question import Question
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Application,
    Integer,
    ListOf,
    Node,
    Relation,
    RelationOperator,
    Symbol,
    TupleOf,
)
from tutor.check.trees import letters, substituted
from tutor.vocabulary.verdict import Certificate, Method

_EQUAL = (RelationOperator.EQUAL,)
_ZERO = Integer(0)


def zeros(match: Match, _: Question) -> CheckAnswer | None:
    """The solutions of f(x) = 0, or of the equation itself."""
    text = match["graph"]
    tree = tree_of(text)
    body = expression_of(text)
    if isinstance(tree, Relation) and tree.operators == _EQUAL:
        equation = _at_zero(tree)
    else:
        equation = None if body is None else Relation((body, _ZERO), _EQUAL)
    if equation is None or len(letters(equation)) != 1:
        return None
    task = Solve(equation, next(iter(letters(equation))), Wanted.REAL if match["real"] else Wanted.ALL)
    return lambda answer: certify_solutions(task, answer)


def x_intercepts(match: Match, _: Question) -> CheckAnswer | None:
    """All real zeros, as points or as values of the variable."""
    found = _graph(match["graph"])
    if found is None:
        return None
    equation, variable, output = found
    return _axis_check(substituted(equation, {output: _ZERO}), variable, 0)


def y_intercept(match: Match, _: Question) -> CheckAnswer | None:
    """The value at zero, as a point or as a value."""
    found = _graph(match["graph"])
    if found is None:
        return None
    equation, variable, output = found
    return _axis_check(substituted(equation, {variable: _ZERO}), output, 1)


def _axis_check(equation: Node, unknown: str, place: int) -> CheckAnswer | None:
    """Points must lie on the axis; their other coordinates are the solutions of the equation."""
    if not isinstance(equation, Relation) or letters(equation) != {unknown}:
        return None
    task = Solve(equation, unknown, Wanted.REAL)

    def check(answer: Node) -> Certificate:
        points = _points(answer)
        if points is None:
            return certify_solutions(task, answer)
        if any(len(point.items) != 2 or letters(point) for point in points):
            return unchecked("the answer is no point")
        for point in points:
            if is_different(compare_values(expression(point.items[1 - place]), expression(_ZERO))):
                return refuted(Method.SUBSTITUTED, f"the point is not on the {'xy'[place]}-axis")
        values = tuple(point.items[place] for point in points)
        return certify_solutions(task, values[0] if len(values) == 1 else ListOf(values))

    return check


def _points(answer: Node) -> list[TupleOf] | None:
    value = split_label(answer).value
    if isinstance(value, TupleOf):
        return [value]
    parts = members(value)
    if not parts:
        return None
    points = [part for part in parts if isinstance(part, TupleOf)]
    return points if len(points) == len(parts) else None


def _graph(text: str) -> tuple[Relation, str, str] | None:
    """The equation with the names of its variable and of its output."""
    tree = tree_of(text)
    if not isinstance(tree, Relation) or tree.operators != _EQUAL:
        return None
    head, body = tree.operands
    if isinstance(head, Application):
        argument = head.arguments[0] if len(head.arguments) == 1 and not head.order else None
        if not isinstance(argument, Symbol) or argument.name == "y" or letters(body) != {argument.name}:
            return None
        return Relation((Symbol("y"), body), _EQUAL), argument.name, "y"
    return (tree, "x", "y") if letters(tree) == {"x", "y"} else None


def _at_zero(tree: Relation) -> Relation | None:
    """The right side of y = … or f(x) = … set to zero; an equation in one letter as it is."""
    head, body = tree.operands
    if isinstance(head, Application):
        fits = len(head.arguments) == 1 and not head.order
        fits = fits and set(head.arguments) == {Symbol(name) for name in letters(body)}
        return Relation((body, _ZERO), _EQUAL) if fits else None
    if head == Symbol("y") and letters(body) == {"x"}:
        return Relation((body, _ZERO), _EQUAL)
    return tree if len(letters(tree)) == 1 and not isinstance(head, Symbol) else None
