"""Endless products of a rational function in closed form, which sympy leaves as they are."""

from collections.abc import Mapping
from math import prod

from sympy import Expr, Poly, Product, S, Symbol, gamma, gammasimp, oo, roots
from sympy.polys.polyerrors import BasePolynomialError

_MOST_FACTORS = 6


def with_closed_products(expression: Expr) -> Expr:
    """The expression with every endless product replaced whose value is known.

    ∏ₖ₌ₘ^∞ (k − r₁)…(k − rₙ) / ((k − s₁)…(k − sₙ)) with equal sums of r and s is
    Γ(m − s₁)…Γ(m − sₙ) / (Γ(m − r₁)…Γ(m − rₙ)) (Whittaker and Watson, 12·13).
    """
    closed = {found: _closed(found) for found in expression.atoms(Product)}
    return expression.xreplace({found: value for found, value in closed.items() if value is not None})


def _closed(product: Product) -> Expr | None:
    if len(product.limits) != 1 or product.limits[0][2] != oo or not product.limits[0][1].is_Integer:
        return None
    index, first, _ = product.limits[0]
    if product.function.free_symbols != {index}:
        return None
    above, below = (_roots(part, index) for part in product.function.together().as_numer_denom())
    if above is None or below is None or above[0] != below[0]:
        return None
    zeros, poles = _listed(above[1]), _listed(below[1])
    if len(zeros) != len(poles) or (sum(zeros) - sum(poles)).expand() != 0:
        return None  # the factors do not tend to 1, or too slowly
    if any(pole.is_Integer and pole >= first for pole in poles):
        return None
    if any(zero.is_Integer and zero >= first for zero in zeros):
        return S.Zero
    value = prod(gamma(first - pole) for pole in poles) / prod(gamma(first - zero) for zero in zeros)
    return gammasimp(value)


def _roots(part: Expr, index: Symbol) -> tuple[Expr, Mapping[Expr, int]] | None:
    """Leading coefficient and all roots with their multiplicities."""
    try:
        polynomial = Poly(part, index)
    except BasePolynomialError:
        return None
    if not 0 < polynomial.degree() <= _MOST_FACTORS:
        return None
    found = roots(polynomial)
    return (polynomial.LC(), found) if sum(found.values()) == polynomial.degree() else None


def _listed(found: Mapping[Expr, int]) -> list[Expr]:
    return [root for root, times in found.items() for _ in range(times)]
