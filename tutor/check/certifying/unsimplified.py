"""Signs that an expression in letters can be simplified further: what no textbook would leave so.

That an expression is as simple as can be is not decidable in general and is not claimed here.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import isqrt

from sympy import Expr, Mul, Poly, Pow, Rational, expand, gcd
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import Fraction, Integer, Negation, Node, Power, Product, Root, Sum
from tutor.check.trees import letters, walk

_LIKE_TERMS = "like terms are left"
_COMMON_FACTOR = "a common factor can be cancelled"
_UNDONE_PRODUCT = "a product is left that can be worked out"
_UNDONE_POWER = "a power is left that can be worked out"
_UNDONE_ROOT = "a factor can be taken out of a root"
_LARGEST_POWER = 1_000  # 2^10 may well be meant as it stands
_LARGEST_SQUARE_FACTOR = 1_000


def unsimplified(node: Node) -> str:
    """What is left to do, in a few words; empty where nothing is seen."""
    for inner in walk(node):
        try:
            fault = _fault(inner)
        except (UnbuildableError, BasePolynomialError):
            continue
        if fault:
            return fault
    return ""


def has_like_terms(node: Node) -> bool:
    """Whether a sum in it has two terms that differ by a number at most, brackets multiplied out."""
    return any(isinstance(inner, Sum) and _like_terms(inner) for inner in walk(node))


def _fault(node: Node) -> str:
    match node:
        case Sum():
            return _LIKE_TERMS if _like_terms(node) else ""
        case Product(factors=factors):
            return _UNDONE_PRODUCT if _repeated(factors) else ""
        case Fraction(numerator=top, denominator=bottom):
            return _COMMON_FACTOR if _have_common_factor(expression(top), expression(bottom)) else ""
        case Power(base=base, exponent=exponent):
            return _undone_power(base, exponent)
        case Root(radicand=radicand, index=index):
            return _UNDONE_ROOT if _has_power(expression(radicand), _degree(index)) else ""
    return ""


def _like_terms(node: Sum) -> bool:
    """Two terms of one kind among those of different summands."""
    kinds = [{term.as_coeff_Mul()[1] for term in _terms(summand)} for summand in node.terms]
    return any(one & other for one, other in combinations(kinds, 2))


def _terms(node: Node) -> Sequence[Expr]:
    """The terms of a summand; a power of a sum stands for itself, as in a completed square."""
    found = expression(node)
    factors = Mul.make_args(found)
    if any(isinstance(factor, Pow) and factor.base.is_Add for factor in factors):
        return (found,)
    return tuple(expand(found).as_ordered_terms())


def _repeated(factors: Sequence[Node]) -> bool:
    """Two numbers beside each other, or two powers of one base that has letters."""
    flat = list(_flat(factors))
    numbers = [each for each in flat if isinstance(each, Integer | Fraction) and not letters(each)]
    if len(numbers) > 1:
        return True
    bases = [expression(_base(each)) for each in flat if letters(each)]
    return len(set(bases)) < len(bases)


def _flat(factors: Sequence[Node]) -> Iterator[Node]:
    for factor in factors:
        if isinstance(factor, Product):
            yield from _flat(factor.factors)
        else:
            yield factor.operand if isinstance(factor, Negation) else factor


def _base(node: Node) -> Node:
    return node.base if isinstance(node, Power) and not letters(node.exponent) else node


def _have_common_factor(top: Expr, bottom: Expr) -> bool:
    if bottom.is_Rational:
        content = Poly(top, *sorted(top.free_symbols, key=str)).content() if top.free_symbols else top
        return bool(bottom.is_Integer and content.is_Integer and gcd(content, bottom) != 1)
    if not (top.is_polynomial() and bottom.is_polynomial()):
        return False
    common = gcd(top, bottom)
    return bool(common.free_symbols) or common not in (1, -1)


def _undone_power(base: Node, exponent: Node) -> str:
    if isinstance(base, Power) and letters(base):
        return _UNDONE_POWER
    if isinstance(base, Integer) and isinstance(exponent, Integer):
        return _UNDONE_POWER if exponent.value > 1 and base.value**exponent.value < _LARGEST_POWER else ""
    share = expression(exponent)
    if isinstance(share, Rational) and not share.is_Integer and share.p == 1:
        return _UNDONE_ROOT if _has_power(expression(base), share.q) else ""
    return ""


def _degree(index: Node | None) -> int:
    return index.value if isinstance(index, Integer) else 2


def _has_power(radicand: Expr, degree: int) -> bool:
    """Whether an n-th power divides it: of a whole number, or of a letter."""
    for factor in Mul.make_args(radicand):
        if factor.is_Integer and _has_root_of(abs(int(factor)), degree):
            return True
        base, exponent = factor.as_base_exp()
        if base.is_Symbol and exponent.is_Integer and exponent >= degree:
            return True
    return False


def _has_root_of(number: int, degree: int) -> bool:
    largest = min(isqrt(number), _LARGEST_SQUARE_FACTOR)
    return any(number % each**degree == 0 for each in range(2, largest + 1))
