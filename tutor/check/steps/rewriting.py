"""Identities with letters: two expressions presented as the same that are not.

A single equality with unknowns may be an equation to solve; that 2x + 4 = 2(x + 2) = 2x + 6
is a slip shows in the chain, that a + a = 3a is one in that it has no meaning as an equation.
"""

from collections.abc import Sequence
from dataclasses import replace

from sympy import Expr, Poly, fraction
from sympy import together as over_one
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression, worked
from tutor.check.reading.tree import Integral, Node, Symbol
from tutor.check.steps.findings import breaks
from tutor.check.steps.links import Link, is_definition
from tutor.check.steps.surroundings import Remark, rewrites, solves
from tutor.check.trees import letters, walk
from tutor.vocabulary.verdict import Comparison, Verdict, VerdictStatus

Judged = Sequence[tuple[Link, Verdict]]


def broken_identity(link: Link, verdict: Verdict, chain: Judged, remark: Remark) -> Verdict:
    """A break where a doubtful equality was presented as an identity and is none."""
    if verdict.status is not VerdictStatus.UNDECIDED or not link.is_equality or is_definition(link):
        return verdict
    if not letters(link.left) or letters(link.left) != letters(link.right):
        return verdict
    beside = _has_identity_beside(link, chain)
    if not beside and solves(remark) and not _is_calculation(link, chain):
        return verdict
    result = compare_sides(link)
    if result is None or not is_different(result):
        return verdict
    meant = beside or rewrites(remark) or _is_calculation(link, chain)
    if (meant and _same_degree(link)) or _is_meaningless(link):
        return breaks(result.detail)
    return verdict


def _has_identity_beside(link: Link, chain: Judged) -> bool:
    return any(
        known is not link and found.status is VerdictStatus.HOLDS and known.letters == link.letters
        for known, found in chain
    )


def _is_calculation(link: Link, chain: Judged) -> bool:
    """Whether words begin the chain: Area = ... = ..."""
    return len(chain) > 1 and chain[0][0].has_words and chain[0][0] is not link


def _is_meaningless(link: Link) -> bool:
    """Whether it has no solution, or none but zero: 5x = 6x, 2x + 1 = 2x + 3."""
    try:
        difference = expression(link.left) - expression(link.right)
        polynomial = Poly(
            difference, *sorted(difference.expand().free_symbols, key=str) or [*difference.free_symbols]
        )
    except (UnbuildableError, BasePolynomialError):
        return False
    return len(polynomial.terms()) == 1


def _same_degree(link: Link) -> bool:
    try:
        degrees = [_degree(expression(side)) for side in (link.left, link.right)]
    except (UnbuildableError, BasePolynomialError):
        return False
    return degrees[0] == degrees[1]


def _degree(value: Expr) -> int:
    symbols = sorted(value.free_symbols, key=str)
    top, bottom = (Poly(part, *symbols) for part in fraction(over_one(value)))
    return int(top.total_degree() - bottom.total_degree())


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
    return replace(result, detail="equal derivatives") if result.equal else None
