"""What a problem tells in its formulas, where no task says what is asked: functions, equations, points."""

import re
from dataclasses import replace

from sympy import Expr

from tutor.check.certifying.problems.slots import only_letter
from tutor.check.graphing.asked import both_sides, function, system
from tutor.check.graphing.formulas import formulas_in, is_bare, sentence_in
from tutor.check.graphing.subjects import Line, Marked, Place, Subject, closed, named, over, real
from tutor.check.reading.show import show
from tutor.check.reading.tree import (
    Application,
    Derivative,
    Interval,
    Node,
    Relation,
    RelationOperator,
    Symbol,
    TupleOf,
)
from tutor.check.trees import applied, contains, free_letters, letters

_ABOUT_FUNCTIONS = re.compile(
    r"\b(?:maxim|minim|vertex|vertices|turning|extrem|graph|sketch|plot|draw|zeros?\b|zeroes|roots?\b"
    r"|intercept|domain|range\b|asymptot|increas|decreas|inflection|concav|derivative|critical|period"
    r"|amplitude|tangent (?:line|to)|function|curve|parabola|largest value|smallest value)",
    re.IGNORECASE,
)
_TANGENT = re.compile(r"\btangent\b", re.IGNORECASE)
_EQUAL = (RelationOperator.EQUAL,)
_BOUNDS = (RelationOperator.LESS, RelationOperator.LESS_EQUAL)
_MOST_LINES = 3


def told(problem: str) -> Subject | None:
    """What is drawn for the formulas of a problem. Raises UnbuildableError."""
    sentence = sentence_in(problem)
    formulas = formulas_in(sentence)
    found = _definitions(formulas) or _equation(formulas)
    if found is None and (is_bare(sentence) or _ABOUT_FUNCTIONS.search(sentence.words)):
        found = _expression(formulas) or _curve(formulas)
    if found is None:
        return None
    return _with_details(found, formulas, bool(_TANGENT.search(sentence.words)))


def _definitions(formulas: list[Node]) -> Subject | None:
    """`y = …` and `f(x) = …`, up to three of one letter."""
    relations = [one for one in formulas if isinstance(one, Relation) and _is_definition(one)]
    bodies = [(show(one.operands[0]), one.operands[1]) for one in relations]
    letter = only_letter(bodies[0][1]) if bodies else None
    if letter is None:
        return None
    bodies = [(head, body) for head, body in bodies if letters(body) <= {letter}][:_MOST_LINES]
    if len(bodies) == 1:
        return function(bodies[0][1], letter, bodies[0][0])
    lines = tuple(
        Line(named(body, head), over(body, letter), source=number)
        for number, (head, body) in enumerate(bodies)
    )
    return Subject(real(letter), lines, "the functions", meets=True)


def _is_definition(formula: Relation) -> bool:
    """A letter or a function of one letter set equal to an expression in one other letter."""
    if formula.operators != _EQUAL:
        return False
    head, body = formula.operands
    if applied(body) or len(free_letters(body)) != 1:
        return False
    if isinstance(head, Application):
        return not head.inverse and not head.order and head.arguments == (Symbol(only_letter(body) or ""),)
    return isinstance(head, Symbol) and head.name not in letters(body)


def _equation(formulas: list[Node]) -> Subject | None:
    """The one equation in one letter that is no bare value."""
    equations = [one for one in formulas if isinstance(one, Relation) and one.operators == _EQUAL]
    unsolved = [one for one in equations if not _is_value(one)]
    if len(unsolved) != 1 or applied(unsolved[0]) or contains(unsolved[0], Derivative):
        return None
    unknown = only_letter(unsolved[0])
    return None if unknown is None else both_sides(unsolved[0], unknown)


def _is_value(equation: Relation) -> bool:
    left, right = equation.operands
    return isinstance(left, Symbol) and not letters(right)


def _expression(formulas: list[Node]) -> Subject | None:
    for one in formulas:
        unknown = None if isinstance(one, Relation | TupleOf | Interval | Symbol) else only_letter(one)
        if unknown and not applied(one):
            return function(one, unknown)
    return None


def _curve(formulas: list[Node]) -> Subject | None:
    """An equation in x and y, such as that of a circle."""
    equations = tuple(
        one
        for one in formulas
        if isinstance(one, Relation) and one.operators == _EQUAL and letters(one) == {"x", "y"}
    )
    if not equations or any(applied(one) for one in equations):
        return None
    return system(equations, ("x", "y"))


def _with_details(found: Subject, formulas: list[Node], tangent: bool) -> Subject:
    """Points, bounds and places of tangents that stand beside the function."""
    places = tuple(Place(closed(x), closed(y)) for x, y in _points(formulas))
    places += tuple(Place(closed(x)) for x in _arguments(formulas))
    if tangent and len(found.lines) == 1:
        at = next(iter(_values(formulas, str(found.variable))), None)
        touch = closed(at) if at is not None else places[0].x if places else None
        if touch is not None:
            line = replace(found.lines[0], marked=Marked.NOTHING)
            return replace(found, lines=(line,), touch=touch, caption="the function and its tangent")
    span = _bounds(formulas, str(found.variable))
    caption = "between the bounds" if span else found.caption
    ends = tuple(Place(end) for end in span or ())
    return replace(found, places=(*places, *ends), span=span, caption=caption)


def _points(formulas: list[Node]) -> list[tuple[Node, Node]]:
    points = [one.items for one in formulas if isinstance(one, TupleOf) and len(one.items) == 2]
    return [(x, y) for x, y in points if _is_number(x) and _is_number(y)]


def _arguments(formulas: list[Node]) -> list[Node]:
    """Numbers whose values are asked for: f(3)."""
    calls = [one for one in formulas if isinstance(one, Application) and not (one.order or one.inverse)]
    return [one.arguments[0] for one in calls if len(one.arguments) == 1 and _is_number(one.arguments[0])]


def _is_number(node: Node) -> bool:
    return not letters(node) and not applied(node)


def _values(formulas: list[Node], letter: str) -> list[Node]:
    """What stands behind `x =`."""
    relations = [one for one in formulas if isinstance(one, Relation) and one.operators == _EQUAL]
    return [one.operands[1] for one in relations if one.operands[0] == Symbol(letter) and _is_value(one)]


def _bounds(formulas: list[Node], letter: str) -> tuple[Expr, Expr] | None:
    """`a ≤ x ≤ b`, or the interval [a, b]."""
    for one in formulas:
        if isinstance(one, Relation) and len(one.operands) == 3 and one.operands[1] == Symbol(letter):
            if all(operator in _BOUNDS for operator in one.operators):
                return closed(one.operands[0]), closed(one.operands[2])
        elif isinstance(one, Interval):
            ends = closed(one.lower), closed(one.upper)
            if all(end.is_finite for end in ends):
                return ends
    return None
