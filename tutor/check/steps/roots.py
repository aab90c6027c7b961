"""All solutions of an equation in one letter: of polynomials, quotients, exponentials, logarithms, roots."""

from functools import lru_cache

from sympy import Expr, Integer, Symbol

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.values import compare_values
from tutor.check.solving import Roots, all_roots
from tutor.check.steps.differences import difference_of
from tutor.check.steps.exponentials import exponential_root
from tutor.check.steps.links import Link
from tutor.check.steps.logarithms import logarithmic_root
from tutor.check.steps.widening import widened_roots


def roots_of(link: Link) -> Roots | None:
    """The solutions, the real ones of what is no quotient of polynomials; None without a method."""
    difference = difference_of(link)
    if difference is None or len(difference.free_symbols) != 1:
        return None
    unknown: Symbol = next(iter(difference.free_symbols))
    found = all_roots(difference, unknown)
    if found is not None:
        return found
    only = exponential_root(link) or logarithmic_root(link)
    if only is not None:
        return Roots(real=only, complex=(), degree=1)
    wider = wider_roots_of(link)
    return None if wider is None else _that_solve(difference, unknown, wider)


@lru_cache(maxsize=256)
def wider_roots_of(link: Link) -> Roots | None:
    """The solutions of what an equation with a root, an absolute value or logarithms becomes."""
    difference = difference_of(link)
    if difference is None or len(difference.free_symbols) != 1:
        return None
    return widened_roots(difference, next(iter(difference.free_symbols)))


def _that_solve(difference: Expr, unknown: Symbol, wider: Roots) -> Roots | None:
    """Those that satisfy the equation itself; None where that can't be told of one."""
    found = [(root, compare_values(difference.subs(unknown, root), Integer(0))) for root in wider.real]
    if not all(result.equal or is_different(result) for _, result in found):
        return None
    return Roots(tuple(root for root, result in found if result.equal), (), wider.degree)
