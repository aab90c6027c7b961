"""Odd roots of negative numbers: real in most books, no real number where powers are principal ones.

∛x = -2 has the solution -8 in the first reading and none in the second; what hangs on it is left open.
"""

from sympy import Expr, Pow, Symbol


def odd_roots(value: Expr, unknown: Symbol) -> list[Pow]:
    """The powers with an odd denominator whose base has the unknown in it, in a fixed order."""
    found = [power for power in value.atoms(Pow) if power.base.has(unknown)]
    odd = [power for power in found if power.exp.is_Rational and power.exp.q > 1 and power.exp.q % 2]
    return sorted(odd, key=str)


def is_reading_clear(value: Expr, unknown: Symbol, place: Expr) -> bool:
    """Whether no odd root is taken of a negative number at a place."""
    bases = [power.base.subs(unknown, place) for power in odd_roots(value, unknown)]
    return all(base.is_nonnegative for base in bases)
