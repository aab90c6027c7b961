"""Which values a function takes: polynomials by their turning points, one known function moved and stretched.

None for everything else, and for what is not defined everywhere its rule is.
"""

from sympy import (
    Abs,
    Complement,
    Expr,
    FiniteSet,
    Interval,
    Poly,
    Pow,
    Rational,
    Reals,
    S,
    Set,
    Symbol,
    cos,
    exp,
    fraction,
    log,
    oo,
    sin,
    together,
)
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.functions.natural_domain import natural_domain
from tutor.check.comparing.proofs import is_expandable
from tutor.check.expressions import expression
from tutor.check.reading.tree import Fraction, Node
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import letters, walk

_HIGHEST_DEGREE = 6
_HALF = Rational(1, 2)


def value_range(body: Node, variable: str) -> Set | None:
    """All values over the natural domain. Raises UnbuildableError."""
    found = expression(body)
    domain = natural_domain(body, variable)
    unknown = expression(Letter(variable))
    if domain is None or not found.has(unknown) or not is_expandable(found):
        return None
    broken = any(isinstance(node, Fraction) and letters(node.denominator) for node in walk(body))
    if broken or domain != Reals:
        return _of_quotient(found, unknown, domain) if broken else _of_moved(found, unknown, domain)
    return _of_polynomial(found, unknown) or _of_moved(found, unknown, domain)


def _of_polynomial(found: Expr, unknown: Symbol) -> Set | None:
    try:
        polynomial = Poly(found, unknown)
    except BasePolynomialError:
        return None
    if (
        not (polynomial.domain.is_QQ or polynomial.domain.is_ZZ)
        or not 0 < polynomial.degree() <= _HIGHEST_DEGREE
    ):
        return None
    if polynomial.degree() % 2:
        return Reals
    places = polynomial.diff().sqf_part().real_roots()
    if any(not place.is_Rational for place in places) and polynomial.degree() > 4:
        return None
    values = sorted((polynomial.eval(place) for place in places), key=lambda value: value.evalf(30))
    return Interval(values[0], oo) if polynomial.LC() > 0 else Interval(-oo, values[-1])


def _of_quotient(found: Expr, unknown: Symbol, domain: Set) -> Set | None:
    """(ax + b)/(cx + d) takes every value but a/c, unless it is constant or has a gap of its own."""
    try:
        top, bottom = (Poly(part, unknown) for part in fraction(together(found)))
    except BasePolynomialError:
        return None
    if bottom.degree() != 1 or top.degree() > 1 or not (bottom.domain.is_ZZ or bottom.domain.is_QQ):
        return None
    c, d = bottom.all_coeffs()
    a, b = top.coeff_monomial(unknown), top.coeff_monomial(1)
    if a * d == b * c or domain != Complement(Reals, FiniteSet(-d / c)):
        return None
    return Complement(Reals, FiniteSet(a / c))


def _of_moved(found: Expr, unknown: Symbol, domain: Set) -> Set | None:
    """a·g + k, where g is |u|, √u, e^u, log u, sin u or cos u of a linear u."""
    atoms = [atom for atom in found.atoms(Abs, Pow, exp, log, sin, cos) if atom.has(unknown)]
    inner = [atom for atom in atoms if _linear(_argument(atom, unknown), unknown)]
    if len(atoms) != 1 or len(inner) != 1:
        return None
    values = _values(inner[0], unknown, domain)
    letter = Symbol("g", real=True)
    replaced = found.subs(inner[0], letter)
    if values is None or replaced.has(unknown):
        return None
    try:
        line = Poly(replaced, letter)
    except BasePolynomialError:
        return None
    if line.degree() != 1:
        return None
    a, k = line.all_coeffs()
    ends = [a * values.start + k, a * values.end + k]
    if a.is_positive:
        return Interval(*ends, values.left_open, values.right_open)
    return Interval(ends[1], ends[0], values.right_open, values.left_open) if a.is_negative else None


def _argument(atom: Expr, unknown: Symbol) -> Expr:
    if isinstance(atom, Pow):
        return atom.exp if not atom.base.has(unknown) else atom.base
    return atom.args[0]


def _linear(inner: Expr, unknown: Symbol) -> bool:
    try:
        return bool(Poly(inner, unknown).degree() == 1)
    except BasePolynomialError:
        return False


def _values(atom: Expr, unknown: Symbol, domain: Set) -> Interval | None:
    """Over all numbers for which it is defined; the domain must be no smaller than that."""
    if isinstance(atom, Pow) and atom.base.has(unknown):
        if _is_odd_root(atom.exp) and domain == Reals:
            return Interval(-oo, oo)
        whole = atom.exp == _HALF and _is_half_line(domain, atom.base, unknown, is_open=False)
        return Interval(0, oo) if whole else None
    if isinstance(atom, log):
        return Interval(-oo, oo) if _is_half_line(domain, atom.args[0], unknown, is_open=True) else None
    if domain != Reals:
        return None
    if isinstance(atom, Abs):
        return Interval(0, oo)
    if isinstance(atom, sin | cos):
        return Interval(-1, 1)
    if isinstance(atom, exp) or (atom.base.is_positive and atom.base != 1):
        return Interval(S.Zero, oo, left_open=True)
    return None


def _is_odd_root(exponent: Expr) -> bool:
    return bool(exponent.is_Rational and exponent.p == 1 and exponent.q > 1 and exponent.q % 2)


def _is_half_line(domain: Set, inner: Expr, unknown: Symbol, is_open: bool) -> bool:
    """Whether it is where the linear function is positive, its zero left out or not."""
    a, b = Poly(inner, unknown).all_coeffs()
    end = -b / a
    expected = Interval(end, oo, is_open, True) if a.is_positive else Interval(-oo, end, True, is_open)
    return bool(domain == expected)
