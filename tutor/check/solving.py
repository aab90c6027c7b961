"""Exact roots of an equation in one letter, complete or not at all."""

from dataclasses import dataclass

from sympy import Expr, Poly, Rational, Symbol, fraction, roots, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.values import compare_values

_HIGHEST_DEGREE = 12
_HIGHEST_CLOSED_DEGREE = 4


@dataclass(frozen=True, slots=True)
class Roots:
    """All real solutions, each once; `complex_count` more are not real. `degree` is that of the numerator."""

    real: tuple[Expr, ...]
    complex: tuple[Expr, ...]
    degree: int
    excluded: tuple[Expr, ...] = ()


def all_roots(difference: Expr, unknown: Symbol) -> Roots | None:
    """Every root of a rational function with rational coefficients; None where they can't all be given."""
    if not is_expandable(difference):
        return None
    try:
        numerator, denominator = fraction(together(difference))
        polynomial = Poly(numerator, unknown)
    except (BasePolynomialError, NotImplementedError):
        return None
    if (
        polynomial.is_zero
        or polynomial.free_symbols_in_domain
        or not polynomial.domain.is_Exact
        or polynomial.degree() > _HIGHEST_DEGREE
    ):
        return None
    found = _closed_roots(polynomial)
    if found is None:
        return None
    allowed = [root for root in found if not _vanishes(denominator, unknown, root)]
    return Roots(
        real=tuple(root for root in allowed if root.is_real),
        complex=tuple(root for root in allowed if not root.is_real),
        degree=polynomial.degree(),
        excluded=tuple(root for root in found if root not in allowed),
    )


def _closed_roots(polynomial: Poly) -> list[Expr] | None:
    """Roots in closed form by factors; None when one factor has none or a root's reality is not known."""
    if polynomial.degree() <= 0:
        return []
    _, factors = polynomial.factor_list()
    found: list[Expr] = []
    for factor, _ in factors:
        if factor.degree() > _HIGHEST_CLOSED_DEGREE:
            return None
        some = roots(factor)
        if sum(some.values()) != factor.degree():
            return None
        found += list(some)
    return None if any(root.is_real is None for root in found) else found


def _vanishes(denominator: Expr, unknown: Symbol, root: Expr) -> bool:
    return compare_values(denominator.subs(unknown, root), Rational(0)).equal
