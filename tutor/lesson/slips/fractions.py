"""Slips with fractions and percentages."""

from collections.abc import Iterator
from fractions import Fraction as Exact
from math import lcm
from typing import Final

from tutor.check.reading.tree import Fraction, Integer, Node, Percent, Product, Sum
from tutor.lesson.slips.numbers import UnvaluedError, value
from tutor.lesson.slips.rule import Rewriting
from tutor.lesson.slips.terms import (
    bare,
    factors_of,
    negative,
    number,
    pairs,
    product_of,
    quotient_of,
    replaced,
    signed_like,
    sum_of,
    terms_of,
    without,
)


def _one_term_divided(node: Node) -> Iterator[Node]:
    """(6a + b)/6 as a + b."""
    if not isinstance(node, Fraction) or not isinstance(node.numerator, Sum):
        return
    terms = terms_of(node.numerator)
    for place, term in enumerate(terms):
        yield sum_of(replaced(terms, place, Fraction(term, node.denominator)))


def _cancelled_term(node: Node) -> Iterator[Node]:
    """(x + 3)/x as 3, (x + 3)/(x + 5) as 3/5."""
    if not isinstance(node, Fraction):
        return
    above, below = terms_of(node.numerator), terms_of(node.denominator)
    if len(above) + len(below) < 3:
        return
    for i, term in enumerate(above):
        for j, other in enumerate(below):
            if term != other:
                continue
            rest_above, rest_below = without(above, i), without(below, j)
            if rest_above and not (rest_below and sum_of(rest_below) == Integer(0)):
                yield _over(sum_of(rest_above), rest_below)
                yield _over(Sum((Integer(1), *rest_above)), rest_below)


def _cancelled_factor_of_term(node: Node) -> Iterator[Node]:
    """(2x + 3)/(2y) as (x + 3)/y: a factor that only one term has."""
    if not isinstance(node, Fraction) or not isinstance(node.numerator, Sum):
        return
    below = factors_of(node.denominator)
    terms = terms_of(node.numerator)
    for j, factor in enumerate(below):
        for i, term in enumerate(terms):
            inner = factors_of(bare(term))
            if factor in inner and len(below) > 1:
                lowered = signed_like(term, product_of(without(inner, inner.index(factor))))
                yield Fraction(sum_of(replaced(terms, i, lowered)), product_of(without(below, j)))


def _tops_and_bottoms(node: Node) -> Iterator[Node]:
    """a/b + c/d as (a + c)/(b + d)."""
    for first, second, rest in _two_fractions(node):
        top = Sum((first[0], second[0]))
        for bottom in (Sum((first[1], second[1])), Sum((first[1], negative(second[1])))):
            if not _is_zero(bottom):
                yield sum_of((Fraction(top, bottom), *rest))


def _tops_not_widened(node: Node) -> Iterator[Node]:
    """a/b + c/d as (a + c)/(bd), or over the common denominator."""
    for first, second, rest in _two_fractions(node):
        top = Sum((first[0], second[0]))
        yield sum_of((Fraction(top, Product((first[1], second[1]))), *rest))
        common = _common(first[1], second[1])
        if common is not None:
            yield sum_of((Fraction(top, common), *rest))


def _flipped_first(node: Node) -> Iterator[Node]:
    """(a/b) : (c/d) as (b/a) · (c/d)."""
    parts = quotient_of(node)
    if parts is None or not isinstance(parts[1], Fraction):
        return
    top = parts[0] if isinstance(parts[0], Fraction) else Fraction(parts[0], Integer(1))
    if bare(top.numerator) == bare(top.denominator):
        return  # 1 turned over is 1
    yield Product((Fraction(top.denominator, top.numerator), parts[1]))


def _not_flipped(node: Node) -> Iterator[Node]:
    """(a/b) : (c/d) as (a/b) · (c/d)."""
    parts = quotient_of(node)
    if parts is not None and isinstance(parts[1], Fraction):
        yield Product(parts)


def _whole_into_both(node: Node) -> Iterator[Node]:
    """3 · a/b as 3a/(3b)."""
    if not isinstance(node, Product):
        return
    for place, factor in enumerate(node.factors):
        rest = product_of(without(node.factors, place))
        if isinstance(factor, Fraction) and not isinstance(rest, Fraction):
            yield Fraction(factor.numerator, Product((rest, factor.denominator)))


def _undone_by_the_same_percentage(node: Node) -> Iterator[Node]:
    """a / 1.2 as a · 0.8."""
    parts = quotient_of(node)
    change = _change(parts[1]) if parts is not None else None
    if parts is not None and change is not None:
        yield Product((parts[0], _fraction(1 - change)))


def _percent_unscaled(node: Node) -> Iterator[Node]:
    """20% of a as a/20, or as 20a."""
    if isinstance(node, Percent):
        yield Fraction(Integer(1), node.value)
        yield node.value


def _percentages_added(node: Node) -> Iterator[Node]:
    """1.2 · 1.1 as 1.3: one percentage after another is taken of the new amount."""
    if not isinstance(node, Product):
        return
    changes = [
        (place, change) for place, each in enumerate(node.factors) if (change := _change(each)) is not None
    ]
    if len(changes) == 2:
        places = [place for place, _ in changes]
        rest = [factor for place, factor in enumerate(node.factors) if place not in places]
        yield product_of([*rest, _fraction(sum((change for _, change in changes), Exact(1)))])


def _change(node: Node) -> Exact | None:
    """The share by which a factor near one raises or lowers."""
    try:
        factor = value(node, {})
    except UnvaluedError:
        return None
    if not isinstance(factor, Exact) or factor == 1 or not Exact(1, 2) <= factor < 2:
        return None
    return factor - 1


def _fraction(exact: Exact) -> Node:
    return Fraction(number(exact.numerator), Integer(exact.denominator))


def _two_fractions(node: Node) -> Iterator[tuple[tuple[Node, Node], tuple[Node, Node], tuple[Node, ...]]]:
    """Each two fractions of a sum, signs in the numerators; a whole number counts as one over 1."""
    if not isinstance(node, Sum):
        return
    terms = terms_of(node)
    for i, j in pairs(terms):
        one, other = _split(terms[i]), _split(terms[j])
        if one and other and any(isinstance(bare(terms[k]), Fraction) for k in (i, j)):
            yield one, other, tuple(term for k, term in enumerate(terms) if k not in (i, j))


def _split(term: Node) -> tuple[Node, Node] | None:
    inner = bare(term)
    if isinstance(inner, Fraction):
        return signed_like(term, inner.numerator), inner.denominator
    return (term, Integer(1)) if isinstance(inner, Integer) else None


def _common(one: Node, other: Node) -> Node | None:
    if isinstance(one, Integer) and isinstance(other, Integer):
        return Integer(lcm(one.value, other.value))
    return None


def _over(top: Node, rest_below: tuple[Node, ...]) -> Node:
    return Fraction(top, sum_of(rest_below)) if rest_below else top


def _is_zero(node: Node) -> bool:
    try:
        return value(node, {}) == 0
    except UnvaluedError:
        terms = terms_of(node)
        return len(terms) == 2 and terms[0] == negative(terms[1])


RULES: Final = (
    Rewriting(
        "one-term-divided",
        "Only one term of the numerator was divided; the denominator divides each of them.",
        _one_term_divided,
    ),
    Rewriting(
        "cancelled-term",
        "A term of a sum was cancelled in the fraction; only factors of the whole can be cancelled.",
        _cancelled_term,
    ),
    Rewriting(
        "cancelled-factor-of-term",
        "A factor of one term was cancelled in the fraction; it must be a factor of every term.",
        _cancelled_factor_of_term,
    ),
    Rewriting(
        "tops-and-bottoms",
        "The fractions were added top and bottom; they need a common denominator first.",
        _tops_and_bottoms,
    ),
    Rewriting(
        "tops-not-widened",
        "The fractions were put over a common denominator, but their numerators were not widened with it.",
        _tops_not_widened,
    ),
    Rewriting(
        "flipped-first",
        "The first fraction was turned over; dividing turns over the one that is divided by.",
        _flipped_first,
    ),
    Rewriting(
        "not-flipped",
        "The fractions were multiplied; dividing turns over the second one first.",
        _not_flipped,
    ),
    Rewriting(
        "whole-number-below",
        "The whole number was multiplied into the denominator; it belongs to the numerator.",
        _whole_into_both,
    ),
    Rewriting(
        "percent-base",
        "The percentage was taken of the new amount; it was a share of the amount before.",
        _undone_by_the_same_percentage,
    ),
    Rewriting(
        "percent-added",
        "The percentages were added; the second one is taken of the amount after the first.",
        _percentages_added,
    ),
    Rewriting(
        "percent-unscaled",
        "The percentage was not taken as hundredths.",
        _percent_unscaled,
    ),
)
