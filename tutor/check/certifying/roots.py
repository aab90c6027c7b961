"""All real solutions of an equation in one letter, with the reason why there are no others."""

import itertools
from dataclasses import dataclass

from sympy import Abs, Expr, FiniteSet, Poly, S, Symbol, fraction, gcd, solveset, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.domain import Domain
from tutor.check.certifying.logarithms import product_equation
from tutor.check.certifying.odd_roots import is_reading_clear, odd_roots
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.values import compare_values

_HIGHEST_DEGREE = 30
_MOST_BARS = 3


@dataclass(frozen=True, slots=True)
class Solutions:
    """The real solutions, each once; `everything` when all numbers are; `why` there are no others.

    `degree` counts the complex ones too, where the equation is a polynomial one.
    """

    real: tuple[Expr, ...]
    why: str
    degree: int | None = None
    everything: bool = False


def real_solutions(difference: Expr, unknown: Symbol) -> Solutions | None:
    """Every real zero of the difference; None when completeness can't be shown."""
    if not is_expandable(difference):
        return None
    found = _of_polynomial(difference, unknown)
    if found is not None:
        return found
    if odd_roots(difference, unknown):
        return _by_odd_root(difference, unknown)
    if difference.has(Abs):
        return _by_cases(difference, unknown)
    return _by_product(difference, unknown) or _by_sympy(difference, unknown)


def _of_polynomial(difference: Expr, unknown: Symbol) -> Solutions | None:
    """Rational equations: real roots are counted exactly (Sturm), zeros of the denominator left out."""
    try:
        numerator, denominator = fraction(together(difference))
        top, bottom = Poly(numerator, unknown), Poly(denominator, unknown)
        if top.is_zero:
            return _everything(bottom)
        if (not top.domain.is_QQ and not top.domain.is_ZZ) or top.degree() > _HIGHEST_DEGREE:
            return None
        cleared = _without_common(top.sqf_part(), bottom)
        roots = tuple(cleared.real_roots()) if cleared.degree() > 0 else ()
    except (BasePolynomialError, NotImplementedError, ZeroDivisionError):
        return None
    return Solutions(roots, f"degree {cleared.degree()} allows no others", cleared.degree())


def _everything(bottom: Poly) -> Solutions | None:
    if bottom.degree() > 0:
        return None
    return Solutions((), "both sides are identical", everything=True)


def _without_common(top: Poly, bottom: Poly) -> Poly:
    common = gcd(top, bottom)
    while common.degree() > 0:
        top = top.quo(common)
        common = gcd(top, bottom)
    return top


def _by_cases(difference: Expr, unknown: Symbol) -> Solutions | None:
    """Each |u| as u and as -u; what satisfies the equation itself is kept."""
    bars = sorted(difference.atoms(Abs), key=str)
    if len(bars) > _MOST_BARS or any(bar.args[0].has(Abs) for bar in bars):
        return None
    kept: list[Expr] = []
    for signs in itertools.product((1, -1), repeat=len(bars)):
        case = difference.subs({bar: sign * bar.args[0] for bar, sign in zip(bars, signs, strict=True)})
        solutions = _of_polynomial(case, unknown)
        if solutions is None or solutions.everything:
            return None
        for root in solutions.real:
            fits = compare_values(difference.subs(unknown, root), S.Zero).equal
            if fits and not is_among(root, kept):
                kept.append(root)
    return Solutions(tuple(sorted(kept)), "the cases of the absolute value give no others")


def _by_odd_root(difference: Expr, unknown: Symbol) -> Solutions | None:
    """A polynomial in one odd root; None where a solution takes it of a negative number."""
    powers = odd_roots(difference, unknown)
    if len({(power.base, power.exp.q) for power in powers}) > 1:
        return None
    base, index = powers[0].base, int(powers[0].exp.q)
    root = Symbol("g", real=True)
    replaced = difference.subs({power: root**power.exp.p for power in powers})
    heights = None if replaced.has(unknown) else _of_polynomial(replaced, root)
    if heights is None or heights.everything:
        return None
    kept: list[Expr] = []
    for height in heights.real:
        found = _of_polynomial(base - height**index, unknown)
        if found is None or not all(is_reading_clear(difference, unknown, place) for place in found.real):
            return None
        kept += found.real
    return Solutions(tuple(kept), "there are no other real solutions")


def _by_product(difference: Expr, unknown: Symbol) -> Solutions | None:
    """Logarithms: what solves the equation for their product, and the equation itself."""
    product = product_equation(difference, unknown)
    candidates = None if product is None else _of_polynomial(product, unknown)
    if candidates is None or candidates.everything:
        return None
    kept = [root for root in candidates.real if compare_values(difference.subs(unknown, root), S.Zero).equal]
    return Solutions(tuple(kept), "the logarithms allow no others")


def _by_sympy(difference: Expr, unknown: Symbol) -> Solutions | None:
    """Powers, exponentials, logarithms: sympy's complete solution set over the reals, if it is finite."""
    real = Symbol(unknown.name, real=True)
    try:
        found = solveset(difference.subs(unknown, real), real, S.Reals)
    except (NotImplementedError, ValueError, TypeError):
        return None
    if found is S.EmptySet:
        return Solutions((), "there is no real solution")
    if not isinstance(found, FiniteSet) or any(not root.is_real for root in found.args):
        return None
    kept = []
    for root in found.args:  # sympy gives sin 2 for arcsin x = 2
        check = compare_values(difference.subs(unknown, root), S.Zero)
        if check.equal:
            kept.append(root)
        elif not is_different(check):
            return None
    return Solutions(
        tuple(kept), "there are no other real solutions" if kept else "there is no real solution"
    )


def within(solutions: Solutions, domain: Domain) -> Solutions | None:
    """Those in the domain; None where one is too near to an end to tell."""
    inside = [domain.contains(root) for root in solutions.real]
    if None in inside:
        return None
    kept = tuple(root for root, is_in in zip(solutions.real, inside, strict=True) if is_in)
    return Solutions(kept, f"{solutions.why} in the interval")


def is_among(root: Expr, others: "list[Expr] | tuple[Expr, ...]") -> bool:
    """Whether the same number is already there."""
    return any(compare_values(root, other).equal for other in others)
