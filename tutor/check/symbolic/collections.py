"""Sets, tuples, matrices, relations and cases in sympy."""

from collections.abc import Callable
from typing import Final

import sympy as s

from tutor.check.reading import tree as t
from tutor.check.symbolic.build import Builder, builds
from tutor.check.symbolic.outcome import NoMethodError

_SETS: Final = {
    t.SetName.NATURALS: s.S.Naturals,
    t.SetName.INTEGERS: s.S.Integers,
    t.SetName.RATIONALS: s.S.Rationals,
    t.SetName.REALS: s.S.Reals,
    t.SetName.COMPLEXES: s.S.Complexes,
    t.SetName.EMPTY: s.S.EmptySet,
}
_PARTS: Final[dict[str, s.Set]] = {
    "+": s.Interval.open(0, s.oo),
    "-": s.Interval.open(-s.oo, 0),
    "≥0": s.Interval(0, s.oo),
    "≤0": s.Interval(-s.oo, 0),
    "*": s.Complement(s.S.Complexes, s.FiniteSet(0)),
}
_RELATIONS: Final[dict[t.RelationOperator, Callable[..., s.Basic]]] = {
    t.RelationOperator.EQUAL: s.Eq,
    t.RelationOperator.NOT_EQUAL: s.Ne,
    t.RelationOperator.LESS: s.Lt,
    t.RelationOperator.LESS_EQUAL: s.Le,
    t.RelationOperator.GREATER: s.Gt,
    t.RelationOperator.GREATER_EQUAL: s.Ge,
}
_MEMBERSHIP: Final = frozenset({t.RelationOperator.IN, t.RelationOperator.NOT_IN})


@builds(t.Interval)
def interval(builder: Builder, node: t.Node) -> s.Basic:
    """An interval of real numbers."""
    assert isinstance(node, t.Interval)
    lower, upper = builder.expression(node.lower), builder.expression(node.upper)
    if lower.is_extended_real is False or upper.is_extended_real is False:
        raise NoMethodError("an interval with an end that is not real")
    return s.Interval(lower, upper, node.lower_open, node.upper_open)


@builds(t.SetOf)
def set_of(builder: Builder, node: t.Node) -> s.Basic:
    """A finite set."""
    assert isinstance(node, t.SetOf)
    return s.FiniteSet(*[builder.build(element) for element in node.elements])


@builds(t.NamedSet)
def named_set(_builder: Builder, node: t.Node) -> s.Basic:
    """ℝ, ℤ⁺, ∅."""
    assert isinstance(node, t.NamedSet)
    if not node.part:
        return _SETS[node.name]
    return s.Intersection(_SETS[node.name], _PARTS[node.part])


@builds(t.SetOperation)
def set_operation(builder: Builder, node: t.Node) -> s.Basic:
    """Union, intersection, difference from left to right."""
    assert isinstance(node, t.SetOperation)
    first, *others = [builder.build(operand) for operand in node.operands]
    if not all(isinstance(part, s.Set) for part in [first, *others]):
        raise NoMethodError("an operand that is no set")
    if node.operator is t.SetOperator.UNION:
        return s.Union(first, *others)
    if node.operator is t.SetOperator.INTERSECTION:
        return s.Intersection(first, *others)
    return s.Complement(first, s.Union(*others))


@builds(t.SetBuilder)
def set_builder(builder: Builder, node: t.Node) -> s.Basic:
    """{x | …} of one real variable, or of the set its element names."""
    assert isinstance(node, t.SetBuilder)
    element, domain = node.element, s.S.Reals
    if isinstance(element, t.Relation) and element.operators == (t.RelationOperator.IN,):
        element, base = element.operands
        domain = builder.build(base)
    if not isinstance(element, t.Symbol) or not isinstance(domain, s.Set):
        raise NoMethodError("a set whose elements are no single variable")
    conditions = [builder.build(condition) for condition in node.conditions]
    if not all(isinstance(condition, s.logic.boolalg.Boolean) for condition in conditions):
        raise NoMethodError("a condition that is no statement")
    return s.ConditionSet(builder.symbol(element.name), s.And(*conditions), domain)


@builds(t.TupleOf)
def tuple_of(builder: Builder, node: t.Node) -> s.Basic:
    """An ordered tuple of values."""
    assert isinstance(node, t.TupleOf)
    return s.Tuple(*builder.expressions(node.items))


@builds(t.Matrix)
def matrix(builder: Builder, node: t.Node) -> s.Basic:
    """A matrix of values."""
    assert isinstance(node, t.Matrix)
    return s.ImmutableMatrix([builder.expressions(row) for row in node.rows])


@builds(t.Relation)
def relation(builder: Builder, node: t.Node) -> s.Basic:
    """A chain as the conjunction of its links, unevaluated."""
    assert isinstance(node, t.Relation)
    links = [
        _link(builder, operator, left, right)
        for operator, left, right in zip(node.operators, node.operands, node.operands[1:], strict=False)
    ]
    return links[0] if len(links) == 1 else s.And(*links, evaluate=False)


def _link(builder: Builder, operator: t.RelationOperator, left: t.Node, right: t.Node) -> s.Basic:
    if operator in _MEMBERSHIP:
        base = builder.build(right)
        if not isinstance(base, s.Set):
            raise NoMethodError("membership in what is no set")
        member = s.Contains(builder.expression(left), base)
        return member if operator is t.RelationOperator.IN else s.Not(member)
    make = _RELATIONS.get(operator)
    if make is None:
        raise NoMethodError(f"the relation {operator}")
    return make(builder.expression(left), builder.expression(right), evaluate=False)


@builds(t.Cases)
def cases(builder: Builder, node: t.Node) -> s.Basic:
    """A piecewise value."""
    assert isinstance(node, t.Cases)
    branches = []
    for branch in node.branches:
        condition = s.true if branch.condition is None else builder.build(branch.condition)
        if not isinstance(condition, s.logic.boolalg.Boolean):
            raise NoMethodError("a condition that is no statement")
        branches.append((builder.expression(branch.value), condition))
    return s.Piecewise(*branches)
