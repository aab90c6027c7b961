"""Solving inequalities in one letter: by signs between borders, else by sympy where it is simple."""

from sympy import (
    Abs,
    Complement,
    Expr,
    FiniteSet,
    I,
    Intersection,
    Poly,
    S,
    Set,
    Symbol,
    fraction,
    solve_univariate_inequality,
    together,
)
from sympy.core.relational import Relational
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.sign_chart import numbers_where, real_roots
from tutor.check.expressions import expression
from tutor.check.reading.tree import Fraction, Relation, RelationOperator
from tutor.check.trees import letters, walk

_SIGNS = {
    RelationOperator.LESS: "<",
    RelationOperator.LESS_EQUAL: "<=",
    RelationOperator.GREATER: ">",
    RelationOperator.GREATER_EQUAL: ">=",
}
_HIGHEST_DEGREE = 4


def solution_set(inequality: Relation) -> Set | None:
    """The real numbers that satisfy every link of the chain; None without a method.

    Raises UnbuildableError.
    """
    members = [expression(member) for member in inequality.operands]
    unknowns = set().union(*(member.free_symbols for member in members))
    if len(unknowns) != 1 or any(operator not in _SIGNS for operator in inequality.operators):
        return None
    unknown = unknowns.pop()
    real = Symbol(unknown.name, real=True)
    members = [member.subs(unknown, real) for member in members]
    if any(member.has(I) for member in members):  # complex numbers have no order
        return None
    parts: list[Set] = []
    for left, operator, right in zip(members[:-1], inequality.operators, members[1:], strict=True):
        found = numbers_where(left - right, operator, real)
        if found is None and _is_simple(left - right, real):
            found = _solved(Relational(left, right, _SIGNS[operator]), real)
        if found is None:
            return None
        parts.append(found)
    excluded = _zeros_below(inequality, unknown, real)
    return None if excluded is None else Complement(Intersection(*parts), excluded)


def _zeros_below(inequality: Relation, unknown: Symbol, real: Symbol) -> Set | None:
    """Where a denominator vanishes as it is written: what cancels has no value there either."""
    zeros: set[Expr] = set()
    for node in walk(inequality):
        if isinstance(node, Fraction) and letters(node.denominator):
            try:
                found = real_roots(Poly(expression(node.denominator).subs(unknown, real), real))
            except BasePolynomialError:
                return None
            if found is None:
                return None
            zeros.update(found)
    return FiniteSet(*zeros)


def _is_simple(difference: Expr, real: Symbol) -> bool:
    """A quotient of low degree, or absolute values of such."""
    inner = [bar.args[0] for bar in difference.atoms(Abs)]
    bare = difference.subs({bar: bar.args[0] for bar in difference.atoms(Abs)}) if inner else difference
    try:
        degrees = [Poly(part, real).degree() for part in fraction(together(bare))]
    except BasePolynomialError:
        return False
    return bool(max(degrees) <= _HIGHEST_DEGREE)


def _solved(relation: Relational, real: Symbol) -> Set:
    if relation in {True, False}:
        return S.Reals if relation else S.EmptySet
    return solve_univariate_inequality(relation, real, relational=False)
