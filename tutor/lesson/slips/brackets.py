"""Slips with brackets: signs and factors that reach one term only, powers and roots taken term by term."""

from collections.abc import Iterator
from typing import Final

from tutor.check.reading.tree import Integer, Negation, Node, Power, Product, Root, Sum
from tutor.lesson.slips.rule import Rewriting
from tutor.lesson.slips.terms import (
    bare,
    factors_of,
    is_negative,
    negative,
    product_of,
    signed_like,
    sum_of,
    terms_of,
    without,
)


def _minus_to_first(node: Node) -> Iterator[Node]:
    """-(a - b) as -a - b, and -3(a - b) as -3a - 3b."""
    if not isinstance(node, Negation):
        return
    for outer, terms in _factored(node.operand):
        first, *rest = (_times(outer, term) for term in terms)
        yield sum_of((negative(first), *rest))


def _factor_to_first(node: Node) -> Iterator[Node]:
    """3(a + b) as 3a + b."""
    for outer, terms in _factored(bare(node)):
        if not outer:
            continue
        first = signed_like(node, _times(outer, terms[0]))
        yield sum_of((first, *terms[1:]))
        if is_negative(node):
            yield sum_of((first, *map(negative, terms[1:])))


def _factor_sign_lost(node: Node) -> Iterator[Node]:
    """3(a - b) as 3a + 3b: a minus inside the bracket is lost."""
    for outer, terms in _factored(bare(node)):
        if outer and any(map(is_negative, terms)):
            yield signed_like(node, sum_of([_times(outer, bare(term)) for term in terms]))


def _first_times_first(node: Node) -> Iterator[Node]:
    """(a + b)(c + d) as ac + bd."""
    if not isinstance(node, Product):
        return
    brackets = [place for place, factor in enumerate(node.factors) if isinstance(factor, Sum)]
    if len(brackets) != 2:
        return
    one, other = (terms_of(node.factors[place]) for place in brackets)
    if len(one) == len(other):
        rest = [factor for place, factor in enumerate(node.factors) if place not in brackets]
        matched = sum_of([_times((), product_of((a, b))) for a, b in zip(one, other, strict=True)])
        yield product_of([*rest, matched])


def power_termwise(node: Node) -> Iterator[Node]:
    """(a + b)² as a² + b², and (a - b)² also as a² - b²."""
    for terms, exponent in _powers_of_sums(node):
        yield sum_of([Power(term, exponent) for term in terms])
        if any(map(is_negative, terms)):
            yield sum_of([signed_like(term, Power(bare(term), exponent)) for term in terms])


def _middle_not_doubled(node: Node) -> Iterator[Node]:
    """(a + b)² as a² + ab + b²."""
    for terms, exponent in _powers_of_sums(node):
        if len(terms) == 2 and exponent == Integer(2):
            a, b = terms
            yield Sum((Power(a, exponent), Product((a, b)), Power(b, exponent)))


def _middle_sign_lost(node: Node) -> Iterator[Node]:
    """(a - b)² as a² - 2ab - b², or as a² + 2ab + b²."""
    for terms, exponent in _powers_of_sums(node):
        if len(terms) == 2 and exponent == Integer(2) and is_negative(terms[1]):
            a, b = terms[0], bare(terms[1])
            middle = Product((Integer(2), a, b))
            yield Sum((Power(a, exponent), Negation(middle), Negation(Power(b, exponent))))
            yield Sum((Power(a, exponent), middle, Power(b, exponent)))


def _root_termwise(node: Node) -> Iterator[Node]:
    """√(a² + b²) as a + b."""
    if isinstance(node, Root) and isinstance(node.radicand, Sum):
        yield sum_of([_rooted(term, node.index) for term in terms_of(node.radicand)])


def _powers_of_sums(node: Node) -> Iterator[tuple[tuple[Node, ...], Node]]:
    if not isinstance(node, Power) or not isinstance(node.base, Sum):
        return
    if isinstance(node.exponent, Integer) and node.exponent.value >= 2:
        yield terms_of(node.base), node.exponent


def _factored(node: Node) -> Iterator[tuple[tuple[Node, ...], tuple[Node, ...]]]:
    """Each bracket of a product: the other factors, and its terms."""
    factors = factors_of(node)
    for place, factor in enumerate(factors):
        if isinstance(factor, Sum):
            yield without(factors, place), terms_of(factor)


def _times(outer: tuple[Node, ...], term: Node) -> Node:
    return signed_like(term, product_of((*outer, *factors_of(bare(term)))))


def _rooted(term: Node, index: Node) -> Node:
    inner = bare(term)
    found = inner.base if isinstance(inner, Power) and inner.exponent == index else Root(inner, index)
    return signed_like(term, found)


RULES: Final = (
    Rewriting(
        "bracket-sign",
        "The minus sign in front of the bracket was applied to the first term only.",
        _minus_to_first,
    ),
    Rewriting(
        "factor-first-term",
        "The factor in front of the bracket was multiplied into the first term only.",
        _factor_to_first,
    ),
    Rewriting(
        "sign-inside-bracket",
        "A minus sign inside the bracket was lost when the bracket was multiplied out.",
        _factor_sign_lost,
    ),
    Rewriting(
        "brackets-termwise",
        "Only the first terms and the last terms of the two brackets were multiplied; "
        "each term must be multiplied by each.",
        _first_times_first,
    ),
    Rewriting(
        "power-termwise",
        "The bracket was raised to the power term by term; the mixed terms are missing.",
        power_termwise,
    ),
    Rewriting(
        "middle-term-once",
        "The mixed term of the squared bracket was written once; it comes twice.",
        _middle_not_doubled,
    ),
    Rewriting(
        "square-sign",
        "A sign of the squared difference is wrong: (a − b)² is a² − 2ab + b².",
        _middle_sign_lost,
    ),
    Rewriting(
        "root-termwise",
        "The root of the sum was taken term by term; a root of a sum is no sum of roots.",
        _root_termwise,
    ),
)
