"""Equations as answers: equal when one is a nonzero constant times the other, or solves to the other."""

from sympy import Expr, Integer, Poly, Symbol, cancel, fraction, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.outcome import different, proved, undecided
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Node, Relation, RelationOperator
from tutor.vocabulary.verdict import Comparison

_EQUALS = (RelationOperator.EQUAL, RelationOperator.IDENTICAL)


def is_equation(node: Node) -> bool:
    """One equality between two members."""
    return isinstance(node, Relation) and len(node.operators) == 1 and node.operators[0] in _EQUALS


def compare_equations(expected: Relation, given: Relation) -> Comparison:
    """Both say the same of the same letters. Raises UnbuildableError."""
    left, right = _difference(expected), _difference(given)
    if left.free_symbols != right.free_symbols:
        return _judge_letters(left, right)
    if not (is_expandable(left) and is_expandable(right)):
        return undecided("too large to compare as equations")
    numerators = [fraction(together(side))[0] for side in (left, right)]
    ratio = _ratio(*numerators)
    if ratio is not None and not ratio.free_symbols and ratio.is_nonzero:
        return proved("the same equation up to a factor")
    return _judge_polynomials(*numerators)


def compare_with_expression(equation: Relation, value: Expr) -> Comparison:
    """An expected equation answered by what it gives for its one letter that the value lacks."""
    difference = _difference(equation)
    missing = sorted(difference.free_symbols - value.free_symbols, key=str)
    if len(missing) != 1:
        return undecided("an equation against a value")
    solved = _solved_for(difference, missing[0])
    return undecided("an equation against a value") if solved is None else compare_values(solved, value)


def _difference(equation: Relation) -> Expr:
    return expression(equation.operands[0]) - expression(equation.operands[1])


def _ratio(left: Expr, right: Expr) -> Expr | None:
    try:
        return cancel(left / right) if right != 0 else None
    except (BasePolynomialError, NotImplementedError, ZeroDivisionError):
        return None


def _judge_letters(left: Expr, right: Expr) -> Comparison:
    names = [", ".join(sorted(str(s) for s in side.free_symbols)) for side in (left, right)]
    return undecided(f"equations in {names[0] or 'no letter'} and in {names[1] or 'no letter'}")


def _judge_polynomials(left: Expr, right: Expr) -> Comparison:
    """Polynomials without a common constant factor are different equations, if both are free of squares."""
    symbols = sorted(left.free_symbols, key=str)
    try:
        parts = [Poly(side, *symbols).sqf_part().monic() for side in (left, right)]
    except (BasePolynomialError, NotImplementedError, ValueError):
        return undecided("neither shown equal nor different")
    if parts[0] == parts[1]:
        return undecided("the same solutions, of different multiplicity")
    if all(part.total_degree() == 1 for part in parts):
        return different("two different linear equations")
    return undecided("different as equations; their solutions were not compared")


def _solved_for(difference: Expr, unknown: Symbol) -> Expr | None:
    """The solution where the letter occurs linearly."""
    numerator = fraction(together(difference))[0]
    try:
        polynomial = Poly(numerator, unknown)
    except BasePolynomialError:
        return None
    if polynomial.degree() != 1:
        return None
    slope, constant = polynomial.all_coeffs()
    return cancel(-constant / slope) if slope != Integer(0) else None
