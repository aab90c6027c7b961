"""Equations with one logarithm of a linear term: log₅(6t + 185) + 11 = 14."""

from sympy import Expr, Symbol, exp, log

from tutor.check.comparing.values import compare_values
from tutor.check.steps.differences import difference_of
from tutor.check.steps.links import Link

_LARGEST_EXPONENT = 100


def logarithmic_root(link: Link) -> tuple[Expr, ...] | None:
    """The one real solution; None where the letter stands elsewhere too."""
    difference = difference_of(link)
    if difference is None or len(difference.free_symbols) != 1:
        return None
    (unknown,) = difference.free_symbols
    inside = [found for found in difference.atoms(log) if found.has(unknown)]
    if len(inside) != 1 or not _is_linear(inside[0].args[0], unknown):
        return None
    placeholder = Symbol("logarithm", real=True)
    rest = difference.subs(inside[0], placeholder).expand()
    if rest.has(unknown) or not _is_linear(rest, placeholder):
        return None
    value = -rest.subs(placeholder, 0) / rest.coeff(placeholder, 1)
    if not value.is_real or abs(value) > _LARGEST_EXPONENT:
        return None
    argument = inside[0].args[0].expand()
    root = (exp(value) - argument.subs(unknown, 0)) / argument.coeff(unknown, 1)
    return (root,) if compare_values(difference.subs(unknown, root), value - value).equal else None


def _is_linear(value: Expr, unknown: Symbol) -> bool:
    slope = value.diff(unknown)
    return bool(slope.is_number and slope != 0)
