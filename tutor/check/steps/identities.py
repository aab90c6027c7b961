"""Whether two sides with letters are the same expression."""

from collections.abc import Sequence
from dataclasses import replace

from sympy import Expr

from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression, worked
from tutor.check.reading.tree import Integral, Node, Symbol
from tutor.check.steps.links import Link
from tutor.check.trees import walk
from tutor.vocabulary.verdict import Comparison


def compare_sides(link: Link) -> Comparison | None:
    """Whether both sides are the same expression; None where one has no value in sympy."""
    try:
        sides = [expression(side) for side in (link.left, link.right)]
    except UnbuildableError:
        return None
    variables = {variable for side in (link.left, link.right) for variable in _integrated(side)}
    if variables:
        return _compare_antiderivatives(sides, variables)
    return compare_values(worked(sides[0]), worked(sides[1]))


def _integrated(node: Node) -> list[str]:
    """The variables of the indefinite integrals in it."""
    return [inner.variable for inner in walk(node) if isinstance(inner, Integral) and inner.lower is None]


def _compare_antiderivatives(sides: Sequence[Expr], variables: set[str]) -> Comparison | None:
    """Indefinite integrals are equal up to a constant: their derivatives are compared."""
    if len(variables) > 1:
        return None
    variable = expression(Symbol(variables.pop()))
    result = compare_values(*(worked(side.diff(variable)) for side in sides))
    return replace(result, detail="both sides have the same derivative") if result.equal else None
