"""All solutions of an equation in one letter: of polynomials and quotients, exponentials, logarithms."""

from sympy import Symbol

from tutor.check.solving import Roots, all_roots
from tutor.check.steps.differences import difference_of
from tutor.check.steps.exponentials import exponential_root
from tutor.check.steps.links import Link
from tutor.check.steps.logarithms import logarithmic_root


def roots_of(link: Link) -> Roots | None:
    """The solutions, of an exponential or logarithmic equation the real one; None without a method."""
    difference = difference_of(link)
    if difference is None or len(difference.free_symbols) != 1:
        return None
    unknown: Symbol = next(iter(difference.free_symbols))
    found = all_roots(difference, unknown)
    if found is not None:
        return found
    only = exponential_root(link) or logarithmic_root(link)
    return None if only is None else Roots(real=only, complex=(), degree=1)
