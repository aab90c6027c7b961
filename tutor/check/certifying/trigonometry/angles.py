"""All angles at which a polynomial on the unit circle vanishes, in full turns.

With t = tan(θ/2) it is a polynomial in t, freed of double zeros and of poles exactly; so its real zeros
stand apart and are counted without doubt. A zero that is a rational part of a turn is proved to be one.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from mpmath.libmp.libhyper import NoConvergence
from sympy import (
    Expr,
    Float,
    Poly,
    Pow,
    Rational,
    S,
    Symbol,
    atan,
    cos,
    expand,
    gcd,
    pi,
    primefactors,
    sin,
    sqrt,
)
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.trigonometry.circle import COSINE, SINE, Circle
from tutor.check.comparing.values import compare_values
from tutor.vocabulary.verdict import Equality

NEAR: Final = 1e-25
_APART: Final = 1e-12
_DIGITS: Final = 50
_HIGHEST_DEGREE: Final = 24
_HIGHEST_DEGREE_WITH_ROOTS: Final = 8
_MOST_ROOTS: Final = 2
_FINEST_PART: Final = 120
_T: Final = Symbol("t", real=True)


@dataclass(frozen=True, slots=True)
class Angle:
    """A zero in full turns, from 0 to 1: a rational number where it is proved to be one, else a decimal."""

    turns: Expr

    @property
    def is_exact(self) -> bool:
        return bool(self.turns.is_Rational)


@dataclass(frozen=True, slots=True)
class Angles:
    """Every zero once, in order; `everything` when all angles are, but for `gaps` of them."""

    zeros: tuple[Angle, ...] = ()
    everything: bool = False
    gaps: bool = False


def angles_of(circle: Circle) -> Angles | None:
    """All angles that solve the equation; None where they can't be told with certainty."""
    try:
        return _angles(circle)
    except (BasePolynomialError, NotImplementedError, ZeroDivisionError, NoConvergence):
        return None


def _angles(circle: Circle) -> Angles | None:
    polynomials = [_in_half_tangent(part) for part in (circle.top, *circle.poles)]
    if any(one is None for one in polynomials):
        return None
    top, *poles = [one for one in polynomials if one is not None]
    if any(pole.is_zero for pole in poles):
        return None
    if top.is_zero:
        return Angles(everything=True, gaps=any(_has_zero(pole) for pole in circle.poles))
    zeros = _real_zeros(_without(top, poles))
    opposite = _vanishes_opposite(circle.top, circle.poles)
    if zeros is None or opposite is None:
        return None
    found = [atan(zero).evalf(_DIGITS) / pi.evalf(_DIGITS) % 1 for zero in zeros]
    found += [Float("0.5", _DIGITS)] if opposite else []
    return Angles(tuple(_recognized(turns, circle.top) for turns in sorted(found)))


def _has_zero(pole: Expr) -> bool:
    """Whether it may vanish somewhere on the circle."""
    return bool(pole.free_symbols)


def _in_half_tangent(part: Expr) -> Poly | None:
    """(1 + t²)ⁿ times the part, as a polynomial in t over the rationals and a few square roots."""
    terms = Poly(part, COSINE, SINE).terms()
    degree = max(sum(powers) for powers, _ in terms)
    total: Expr = S.Zero
    for (across, up), factor in terms:
        rest = degree - across - up
        total += factor * (1 - _T**2) ** across * (2 * _T) ** up * (1 + _T**2) ** rest
    roots = _square_roots(total)
    if roots is None or 2 * degree > (_HIGHEST_DEGREE_WITH_ROOTS if roots else _HIGHEST_DEGREE):
        return None
    if roots:
        return Poly(expand(total), _T, extension=roots)
    found = Poly(expand(total), _T)
    return Poly(found, _T, domain="QQ") if found.domain.is_QQ or found.domain.is_ZZ else None


def _square_roots(value: Expr) -> list[Expr] | None:
    """The square roots of primes that its coefficients are made of; None for anything else."""
    primes: set[int] = set()
    for power in value.atoms(Pow):
        if not power.free_symbols:
            if not power.base.is_Integer or power.base < 2 or power.exp not in {S.Half, -S.Half}:
                return None
            primes.update(primefactors(power.base))
    return [sqrt(prime) for prime in sorted(primes)] if len(primes) <= _MOST_ROOTS else None


def _without(top: Poly, poles: list[Poly]) -> Poly:
    """Each zero once, and none where a pole is."""
    top = top.sqf_part()
    for pole in poles:
        common = gcd(top, pole)
        if common.degree() > 0:
            top = top.quo(common)
    return top


def _real_zeros(polynomial: Poly) -> list[Expr] | None:
    """The real ones of its zeros, all simple: a zero that is next to its conjugate is its own conjugate."""
    if polynomial.degree() <= 0:
        return []
    zeros = polynomial.nroots(n=_DIGITS, maxsteps=200)
    real = [zero.as_real_imag()[0] for zero in zeros if abs(zero.as_real_imag()[1]) < NEAR]
    unclear = [zero for zero in zeros if NEAR <= abs(zero.as_real_imag()[1]) < _APART]
    together = any(abs(one - other) < _APART for place, one in enumerate(real) for other in real[:place])
    if unclear or together:
        return None
    counted = polynomial.domain.is_QQ or polynomial.domain.is_ZZ
    return None if counted and polynomial.count_roots() != len(real) else real


def _vanishes_opposite(top: Expr, poles: tuple[Expr, ...]) -> bool | None:
    """Whether half a turn, where t is infinite, is a solution."""
    opposite = {COSINE: S.NegativeOne, SINE: S.Zero}
    found = [_is_zero(expand(part.xreplace(opposite))) for part in (top, *poles)]
    return None if None in found else bool(found[0]) and not any(found[1:])


def _is_zero(number: Expr) -> bool | None:
    if number == 0:
        return True
    return None if abs(number.evalf(_DIGITS)) < NEAR else False


def _recognized(turns: Expr, top: Expr) -> Angle:
    """The angle as a rational part of a turn, where exact values show that it is a zero."""
    near = Fraction(str(turns)).limit_denominator(_FINEST_PART)
    guess = Rational(near.numerator, near.denominator)
    if abs(guess - turns) < NEAR and vanishes_at(top, guess) is Equality.PROVED:
        return Angle(guess % 1)
    return Angle(turns)


def vanishes_at(top: Expr, turns: Expr) -> Equality:
    """Whether the polynomial vanishes at an angle in full turns."""
    angle = 2 * pi * turns
    return compare_values(top.xreplace({COSINE: cos(angle), SINE: sin(angle)}), S.Zero).equality
