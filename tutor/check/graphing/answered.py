"""What an answer names that can be drawn: points, values of the letter, a line."""

import math
from dataclasses import replace

from sympy import Expr

from tutor.check.expressions import UnbuildableError
from tutor.check.graphing.explicit import explicit_lines
from tutor.check.graphing.numeric import compiled
from tutor.check.graphing.subjects import Line, Place, Subject, closed, named, over
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import (
    Application,
    Derivative,
    Labelled,
    ListOf,
    Node,
    Qualified,
    Relation,
    RelationOperator,
    SetOf,
    Symbol,
    TupleOf,
)
from tutor.check.trees import letters
from tutor.check.understanding import understood

_MOST = 8
_SOURCE = 100  # beyond those of the problem's lines
_TRIED = (-3.7, -1.3, -0.41, 0.29, 0.83, 1.9, 2.6, 7.1)


def with_answer(subject: Subject, answer: str) -> Subject:
    """The subject with what the answer adds to it; what can't be drawn adds nothing."""
    reading = understood(answer) if answer.strip() else None
    if not isinstance(reading, Parsed):
        return subject
    for item in _items(reading.tree)[:_MOST]:
        try:
            subject = _with_item(subject, item)
        except UnbuildableError:
            continue
    return subject


def _items(tree: Node) -> list[Node]:
    match tree:
        case ListOf(items=items) | SetOf(elements=items):
            return [part for item in items for part in _items(item)]
        case Labelled(body=body) | Qualified(body=body):
            return _items(body)
    return [tree]


def _with_item(subject: Subject, item: Node) -> Subject:
    name = str(subject.variable)
    if isinstance(item, TupleOf):
        if len(item.items) != 2 or subject.operators:  # of an inequality it is an interval
            return subject
        return _with_place(subject, Place(closed(item.items[0]), closed(item.items[1])))
    if isinstance(item, Relation):
        return _with_relation(subject, item, name)
    if letters(item) == {name}:
        return _with_line(subject, Line(named(item, ""), over(item, name)))
    if not letters(item) and not subject.operators and (subject.meets or len(subject.lines) == 1):
        return _with_root(subject, closed(item))
    return subject


def _with_relation(subject: Subject, relation: Relation, name: str) -> Subject:
    if relation.operators != (RelationOperator.EQUAL,):
        return subject
    head, body = relation.operands
    if head == Symbol(name) and not letters(body):
        value = closed(body)
        return subject if subject.operators else _with_place(subject, Place(value))
    if isinstance(head, Symbol | Application | Derivative) and letters(body) <= {name}:
        return _with_line(subject, Line(named(relation, ""), over(body, name)))
    others = letters(relation) - {name}
    if len(others) != 1:
        return subject
    lines, _ = explicit_lines((relation,), name, next(iter(others)))
    for line in lines:
        subject = _with_line(subject, line)
    return subject


def _with_place(subject: Subject, place: Place) -> Subject:
    return replace(subject, answers=(*subject.answers, place))


def _with_root(subject: Subject, value: Expr) -> Subject:
    """A bare number is meant for a solution only when the equation was to be solved."""
    return _with_place(subject, Place(value)) if subject.solved else subject


def _with_line(subject: Subject, line: Line) -> Subject:
    if any(_same(subject, line.found, known.found) for known in subject.lines):
        return subject
    return replace(
        subject,
        lines=(*subject.lines, replace(line, label=f"answer: {line.label}", source=_SOURCE, given=False)),
    )


def _same(subject: Subject, one: Expr, other: Expr) -> bool:
    """Whether two lines can't be told apart where both are drawn."""
    functions = compiled(one, subject.variable), compiled(other, subject.variable)
    if functions[0] is None or functions[1] is None:
        return False
    pairs = [(functions[0](place), functions[1](place)) for place in _TRIED]
    met = [(a, b) for a, b in pairs if a is not None and b is not None]
    return bool(met) and all(math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9) for a, b in met)
