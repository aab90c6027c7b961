"""Equations as answers: equal when one is a nonzero constant times the other, or solves to the other."""

from itertools import islice
from typing import TypeGuard

from mpmath.libmp import NoConvergence
from sympy import Expr, Integer, Poly, Symbol, cancel, expand, fraction, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.outcome import different, proved, undecided
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.sampling import points
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import Congruence, Node, Relation, RelationOperator
from tutor.vocabulary.verdict import Comparison, Reason

_POINTS_TRIED = 6
_DIRECTIONS = {
    RelationOperator.LESS: (1, True),
    RelationOperator.LESS_EQUAL: (1, False),
    RelationOperator.GREATER: (-1, True),
    RelationOperator.GREATER_EQUAL: (-1, False),
}
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


def is_order(node: Node) -> TypeGuard[Relation]:
    """One inequality between two members."""
    return isinstance(node, Relation) and len(node.operators) == 1 and node.operators[0] in _DIRECTIONS


def compare_orders(expected: Relation, given: Relation) -> Comparison:
    """Inequalities in several letters: the same up to a positive factor. Raises UnbuildableError."""
    (sign, strict), (other, other_strict) = (_DIRECTIONS[one.operators[0]] for one in (expected, given))
    left, right = _difference(expected) * sign, _difference(given) * other
    ratio = _ratio(expand(left), expand(right))
    if ratio is None or ratio.free_symbols or not ratio.is_positive:
        return undecided("inequalities that were not compared")
    if strict != other_strict:
        return different("the boundary is included on one side only")
    return proved("the same inequality up to a factor")


def compare_congruences(expected: Congruence, given: Congruence) -> Comparison:
    """x ≡ a of the same letter and modulus. Raises UnbuildableError."""
    moduli = [expression(one.modulus) for one in (expected, given)]
    if len(expected.operands) != 2 or len(given.operands) != 2 or expected.operands[0] != given.operands[0]:
        return undecided("congruences of another form")
    if moduli[0] != moduli[1] or not moduli[0].is_Integer or moduli[0] == 0:
        return undecided("different moduli")
    shift = (expression(expected.operands[1]) - expression(given.operands[1])) / moduli[0]
    if not shift.is_Rational:
        return undecided("residues that are no numbers")
    return proved("the same residue") if shift.is_Integer else different("another residue")


def compare_with_expression(equation: Relation, value: Expr) -> Comparison:
    """An expected equation answered by what it gives for its one letter that the value lacks."""
    difference = _difference(equation)
    missing = sorted(difference.free_symbols - value.free_symbols, key=str)
    if len(missing) != 1:
        return undecided("an equation against a value")
    solved = _solved_for(difference, missing[0])
    return undecided("an equation against a value") if solved is None else compare_values(solved, value)


def _difference(equation: Relation) -> Expr:
    """Left minus right. Raises UnbuildableError."""
    left, right = (expression(side) for side in equation.operands[:2])
    try:
        return left - right
    except TypeError as error:  # sympy's answer to a matrix less a number
        raise UnbuildableError(Reason.NO_METHOD, "a matrix beside a number") from error


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
    witness = _point_on_one(left, right, symbols) or _point_on_one(right, left, symbols)
    return different(witness) if witness else undecided("their solutions were not compared")


def _point_on_one(left: Expr, right: Expr, symbols: list[Symbol]) -> str | None:
    """A real point that satisfies the first equation and plainly not the second."""
    *others, last = symbols
    for at in islice(points(others), _POINTS_TRIED):
        try:
            roots = Poly(left.subs(dict(at)), last).nroots(n=20) if others else Poly(left, last).nroots(n=20)
        except (BasePolynomialError, NoConvergence):
            continue
        for root in roots:
            if not root.is_real:
                continue
            place = {**at, last: root}
            scale = sum(abs(value) for value in place.values()) + 1
            if abs(right.subs(place).evalf(20)) > scale * 10**-6:
                return f"{_place(place)} satisfies only one of them"
    return None


def _place(place: dict[Symbol, Expr]) -> str:
    return ", ".join(f"{symbol.name} = {shown(value.evalf(6))}" for symbol, value in place.items())


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
