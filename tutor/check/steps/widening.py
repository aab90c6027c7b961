"""Equations with a root, an absolute value or logarithms, as the polynomial equation that they become.

Squared or put in an exponent they may get solutions that the equation itself does not have: what is
worked out from here on is no mistake as long as it keeps to those.
"""

from math import lcm

from sympy import Abs, Expr, Pow, Rational, Symbol, exp, log

from tutor.check.solving import Roots, all_roots

_HALF = Rational(1, 2)
_MOST_LOGARITHMS = 4


def widened_roots(difference: Expr, unknown: Symbol) -> Roots | None:
    """The roots of the polynomial equation, None for an equation of another kind."""
    found = [part for part in difference.atoms(Abs, Pow, log) if part.has(unknown) and _is_wrapped(part)]
    inner = {each for part in found for each in part.args[0].atoms(Abs, Pow, log) if each in found}
    if not found or inner:
        return None
    if all(isinstance(part, log) for part in found):
        polynomial = _exponentiated(difference, found)
    else:
        polynomial = _squared(difference, found)
    return None if polynomial is None else all_roots(polynomial, unknown)


def _is_wrapped(part: Expr) -> bool:
    return isinstance(part, Abs | log) or part.exp == _HALF


def _squared(difference: Expr, found: list[Expr]) -> Expr | None:
    """a√f + b = 0 as a²f - b² = 0, a√f + b√g = 0 as a²f - b²g = 0."""
    if len(found) > 2 or any(isinstance(part, log) for part in found):
        return None
    split = _linear_in(difference, found)
    if split is None:
        return None
    factors, rest = split
    squares = [factor**2 * _square(part) for factor, part in zip(factors, found, strict=True)]
    if len(found) == 1:
        return squares[0] - rest**2
    return squares[0] - squares[1] if rest == 0 else None


def _square(part: Expr) -> Expr:
    return part.args[0] ** 2 if isinstance(part, Abs) else part.args[0]


def _exponentiated(difference: Expr, found: list[Expr]) -> Expr | None:
    """m log f + n log g = c as f^m g^n = b^c."""
    split = _linear_in(difference, found)
    if split is None or len(found) > _MOST_LOGARITHMS:
        return None
    factors, rest = split
    counts = [(factor / factors[0]).simplify() for factor in factors]
    if rest.free_symbols or not all(count.is_Rational for count in counts):
        return None
    common = lcm(*(int(count.q) for count in counts))
    above = below = Rational(1)
    for count, part in zip(counts, found, strict=True):
        if count > 0:
            above *= part.args[0] ** (count * common)
        else:
            below *= part.args[0] ** (-count * common)
    value = exp((-rest * common / factors[0]).simplify())
    return above - value * below if value.is_Rational else None


def _linear_in(difference: Expr, found: list[Expr]) -> tuple[list[Expr], Expr] | None:
    """The factors of some parts of a sum, and the rest of it."""
    places = [Symbol(f"place{number}") for number in range(len(found))]
    opened = difference.subs(dict(zip(found, places, strict=True)), simultaneous=True).expand()
    factors = [opened.coeff(place, 1) for place in places]
    rest = opened.subs(dict.fromkeys(places, 0))
    whole = rest + sum((factor * place for factor, place in zip(factors, places, strict=True)), Rational(0))
    if (opened - whole).expand() != 0 or any(factor == 0 or factor.has(*places) for factor in factors):
        return None
    return factors, rest
