"""Whether a function takes no value twice: polynomials that only rise or fall, and a few others, moved."""

from sympy import Expr, Interval, Poly, Pow, Rational, Set, Symbol, exp, fraction, log, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.sign_chart import numbers_where
from tutor.check.reading.tree import RelationOperator


def is_injective(body: Expr, variable: Symbol) -> bool:
    """Proved by its form; False says nothing."""
    if not is_expandable(body):
        return False
    try:
        top, bottom = (Poly(part, variable) for part in fraction(together(body)))
    except BasePolynomialError:
        return _is_moved(body, variable)
    if not all(part.domain.is_ZZ or part.domain.is_QQ for part in (top, bottom)):
        return False
    if bottom.degree() == 0:
        return top.degree() == 1 or (top.degree() > 1 and _only_rises(top.as_expr(), variable))
    if max(top.degree(), bottom.degree()) > 1:
        return False
    a, b, c, d = (part.coeff_monomial(each) for part in (top, bottom) for each in (variable, 1))
    return bool(a * d != b * c)


def _only_rises(body: Expr, variable: Symbol) -> bool:
    """Or only falls: the derivative has one sign, but for single places."""
    real = Symbol(variable.name, real=True)
    slope = body.diff(variable).subs(variable, real)
    sides = [numbers_where(slope, sign, real) for sign in (RelationOperator.GREATER, RelationOperator.LESS)]
    return any(side is not None and not _has_interval(side) for side in sides)


def _has_interval(found: Set) -> bool:
    parts = found.args if found.is_Union else (found,)
    return any(isinstance(part, Interval) for part in parts)


def _is_moved(body: Expr, variable: Symbol) -> bool:
    """a·g + k with g a root, exponential or logarithm of a linear expression."""
    atoms = [atom for atom in body.atoms(Pow, exp, log) if atom.has(variable)]
    if len(atoms) != 1 or not _is_one_to_one(atoms[0], variable):
        return False
    letter = Symbol("g", real=True)
    replaced = body.subs(atoms[0], letter)
    try:
        return bool(not replaced.has(variable) and Poly(replaced, letter).degree() == 1)
    except BasePolynomialError:
        return False


def _is_one_to_one(atom: Expr, variable: Symbol) -> bool:
    if isinstance(atom, exp | log):
        return _is_linear(atom.args[0], variable)
    base, exponent = atom.base, atom.exp
    if not base.has(variable):
        return bool(base.is_positive and base != 1 and _is_linear(exponent, variable))
    return isinstance(exponent, Rational) and exponent.p == 1 and exponent > 0 and _is_linear(base, variable)


def _is_linear(inner: Expr, variable: Symbol) -> bool:
    try:
        return bool(Poly(inner, variable).degree() == 1)
    except BasePolynomialError:
        return False
