"""Whether an equal expression is in the form asked for: worked out, expanded, factored."""

from sympy import Poly, factor_list
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.problems.tasks import Form
from tutor.check.certifying.unsimplified import has_like_terms, unsimplified
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Decimal,
    Fraction,
    Integer,
    MixedNumber,
    Negation,
    Node,
    Percent,
    Power,
    Product,
    RepeatingDecimal,
    Sum,
)
from tutor.check.trees import letters, size, walk

_NUMERALS = (Integer, Decimal, RepeatingDecimal, MixedNumber)


def form_fault(asked: Node, given: Node, form: Form) -> str:
    """What is wrong with the form of an answer that has the right value; empty when nothing is."""
    if form is Form.NUMBER:
        return "" if not expression(given).is_Rational or _is_numeral(given) else "it is not worked out"
    if given == asked:
        return "it repeats the question" if size(asked) > 2 else ""
    if not letters(asked):
        return _unfinished_number(asked, given)
    if form is Form.FACTORED:
        return _unfactored(given)
    if form is Form.EXPANDED:
        return _unexpanded(given)
    if size(given) > 2 * size(asked) + 8:
        return "it is no simpler than the question"
    return unsimplified(given) if form is Form.SIMPLE else ""


def _unfinished_number(asked: Node, given: Node) -> str:
    """A rational value must stand there as a number, another one no longer than the question."""
    if not expression(given).is_Rational:
        return "it is no simpler than the question" if size(given) > size(asked) + 6 else ""
    return "" if _is_numeral(given) else "it is not worked out"


def _is_numeral(node: Node) -> bool:
    match node:
        case Negation(operand=inner) | Percent(value=inner):
            return _is_numeral(inner)
        case Fraction(numerator=top, denominator=bottom):
            return all(
                isinstance(part, Integer) or (_is_numeral(part) and size(part) <= 2) for part in (top, bottom)
            )
        case Product(factors=(first, Power(base=Integer(value=10)))):
            return _is_numeral(first)
        case Power(base=Integer(value=10)):
            return True
    return isinstance(node, _NUMERALS)


def _unexpanded(node: Node) -> str:
    """No product and no power of sums, and like terms put together."""
    for inner in walk(node):
        if isinstance(inner, Power) and isinstance(inner.base, Sum):
            return "it is not expanded"
        if isinstance(inner, Product) and any(isinstance(factor, Sum) for factor in inner.factors):
            return "it is not expanded"
    return "like terms are left" if has_like_terms(node) else ""


def _unfactored(node: Node) -> str:
    """Each factor written must be irreducible over the rationals."""
    written = _factors(node)
    try:
        for factor in written:
            _, parts = factor_list(expression(factor))
            if sum(power for _, power in parts) > 1:
                return "it is not factored completely"
            if (
                len(written) == 1
                and isinstance(node, Sum)
                and len(parts) == 1
                and Poly(parts[0][0]).content() != 1
            ):
                return "a common factor is left"
    except BasePolynomialError:
        return "its factors could not be checked"
    return ""


def _factors(node: Node) -> list[Node]:
    match node:
        case Negation(operand=inner):
            return _factors(inner)
        case Product(factors=factors):
            return [part for factor in factors for part in _factors(factor)]
        case Power(base=base, exponent=Integer()):
            return _factors(base)
    return [node]
