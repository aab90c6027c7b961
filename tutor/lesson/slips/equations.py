"""Slips with equations and inequalities as a whole: terms moved, sides divided, signs turned."""

from collections.abc import Iterator
from dataclasses import replace
from math import lcm
from typing import Final

from tutor.check.reading.tree import (
    Fraction,
    Integer,
    Negation,
    Node,
    Power,
    Product,
    RelationOperator,
    Sum,
    Symbol,
)
from tutor.check.steps.links import Link
from tutor.check.trees import letters, signed_integer, substituted
from tutor.lesson.slips.rule import Moving
from tutor.lesson.slips.sides import TURNED, both_ways
from tutor.lesson.slips.terms import (
    bare,
    coefficient,
    number,
    quotient_of,
    replaced,
    signed_like,
    sum_of,
    terms_of,
    without,
)


def _sign_kept(link: Link) -> Iterator[Link]:
    """a + b = c as a = c + b."""
    for one in both_ways(link):
        terms = terms_of(one.left)
        for place, term in enumerate(terms):
            if len(terms) > 1 or letters(term) or (len(_kept(one.right)) > 1 and term != Integer(0)):
                right = Sum((*_kept(one.right), term))
                yield replace(one, left=sum_of(without(terms, place)), right=right)


def _one_side_only(link: Link) -> Iterator[Link]:
    """a + b = c as a = c, kx = c as x = c."""
    for one in both_ways(link):
        terms = terms_of(one.left)
        for place, _ in enumerate(terms):
            if len(terms) > 1:
                yield replace(one, left=sum_of(without(terms, place)))
        found = coefficient(one.left)
        if found is not None and found[0] != 1:
            yield replace(one, left=found[1])
        parts = quotient_of(one.left)
        if parts is not None:
            yield replace(one, left=parts[0])
        yield from _completed_alone(one, terms)


def _completed_alone(link: Link, terms: tuple[Node, ...]) -> Iterator[Link]:
    """x² + 6x = 7 as x² + 6x + 9 = 7."""
    for square in terms:
        if not (isinstance(square, Power) and square.exponent == Integer(2)):
            continue
        for term in terms:
            found = coefficient(term)
            if found is not None and found[1] == square.base:
                yield replace(link, left=Sum((*terms, Fraction(Integer(found[0] ** 2), Integer(4)))))


def _one_term_divided(link: Link) -> Iterator[Link]:
    """ax + b = c as x + b = c/a."""
    if not link.is_equality and link.operator not in TURNED:
        return
    for one in both_ways(link):
        terms = terms_of(one.left)
        if len(terms) < 2:
            continue
        for divisor in _coefficients(link):
            for place, term in enumerate(terms):
                left = sum_of(replaced(terms, place, Fraction(term, number(divisor))))
                yield _over(replace(one, left=left), divisor)


def _one_term_multiplied(link: Link) -> Iterator[Link]:
    """x/k + b = c as x + b = kc, x/3 + x/4 = 7 as 4x + 3x = 7."""
    for one in both_ways(link):
        terms = terms_of(one.left)
        below = [parts[1] for term in terms if (parts := quotient_of(bare(term))) is not None]
        if len(below) > 1 and all(isinstance(each, Integer) for each in below):
            common = lcm(*(each.value for each in below if isinstance(each, Integer)))
            yield replace(one, left=Product((Integer(common), Sum(terms))))
        for place, term in enumerate(terms):
            parts = quotient_of(bare(term))
            if parts is None:
                continue
            left = sum_of(replaced(terms, place, signed_like(term, parts[0])))
            if len(terms) > 1:
                yield replace(one, left=left, right=Product((parts[1], one.right)))
            yield replace(one, left=left)


def _factor_subtracted(link: Link) -> Iterator[Link]:
    """kx = c as x = c - k."""
    for one in both_ways(link):
        found = coefficient(one.left)
        if found is not None and abs(found[0]) != 1:
            yield replace(one, left=found[1], right=Sum((one.right, number(-found[0]))))


def _factor_multiplied(link: Link) -> Iterator[Link]:
    """kx = c as x = kc, x/k = c as x = c/k."""
    for one in both_ways(link):
        found = coefficient(one.left)
        if found is not None and abs(found[0]) != 1:
            yield replace(one, left=found[1], right=Product((number(found[0]), one.right)))
        parts = quotient_of(bare(one.left))
        if parts is not None and not letters(parts[1]):
            sign = Integer(1) if bare(one.left) is one.left else number(-1)
            yield replace(one, left=parts[0], right=Product((sign, Fraction(one.right, parts[1]))))


def _quotient_turned(link: Link) -> Iterator[Link]:
    """kx = c as x = k/c."""
    for one in both_ways(link):
        found = coefficient(one.left)
        if found is not None and abs(found[0]) != 1 and one.right != Integer(0):
            yield replace(one, left=found[1], right=Fraction(number(found[0]), one.right))


def _sign_of_factor_lost(link: Link) -> Iterator[Link]:
    """-kx = c as x = c/k."""
    for one in both_ways(link):
        found = coefficient(one.left)
        if found is None or found[0] >= 0:
            continue
        lost = replace(one, left=found[1], right=Fraction(one.right, number(-found[0])))
        yield lost
        if one.operator in TURNED:
            yield replace(lost, operator=TURNED[one.operator])


def _not_turned_round(link: Link) -> Iterator[Link]:
    """-kx < c as x < -c/k."""
    if link.operator in TURNED:
        yield replace(link, operator=TURNED[link.operator])


def _boundary_changed(link: Link) -> Iterator[Link]:
    """x < c as x ≤ c."""
    other = {
        RelationOperator.LESS: RelationOperator.LESS_EQUAL,
        RelationOperator.LESS_EQUAL: RelationOperator.LESS,
        RelationOperator.GREATER: RelationOperator.GREATER_EQUAL,
        RelationOperator.GREATER_EQUAL: RelationOperator.GREATER,
    }
    if link.operator in other:
        yield replace(link, operator=other[link.operator])


def _halved_for_root(link: Link) -> Iterator[Link]:
    """x² = 16 as x = 8."""
    for one in both_ways(link):
        if one.is_equality and isinstance(one.left, Power) and isinstance(one.left.exponent, Integer):
            yield replace(one, left=one.left.base, right=Fraction(one.right, one.left.exponent))


def _divided_for_logarithm(link: Link) -> Iterator[Link]:
    """2^x = 8 as x = 8/2."""
    for one in both_ways(link):
        if not one.is_equality or not isinstance(one.left, Power):
            continue
        if letters(one.left.exponent) and not letters(one.left.base):
            yield replace(one, left=one.left.exponent, right=Fraction(one.right, one.left.base))


def _factor_signs(link: Link) -> Iterator[Link]:
    """(x - 2)(x + 3) = 0 as x = -2 or x = 3; x² - 5x + 6 = 0 as (x + 2)(x + 3) = 0."""
    names = letters(link.left) | letters(link.right)
    if link.is_equality and len(names) == 1:
        (name,) = names
        opposite: dict[str, Node] = {name: Negation(Symbol(name))}
        yield Link(substituted(link.left, opposite), link.operator, substituted(link.right, opposite))


def _crosswise_straight(link: Link) -> Iterator[Link]:
    """a/b = c/d as ac = bd."""
    one, other = quotient_of(link.left), quotient_of(link.right)
    if link.is_equality and one is not None and other is not None:
        yield Link(Product((one[0], other[0])), link.operator, Product((one[1], other[1])))


def _kept(node: Node) -> tuple[Node, ...]:
    return () if node == Integer(0) else terms_of(node)


def _coefficients(link: Link) -> list[int]:
    """The whole numbers that a student may divide by."""
    terms = [term for side in (link.left, link.right) for term in terms_of(side)]
    found = [pair[0] if (pair := coefficient(term)) else signed_integer(term) or 1 for term in terms]
    return list(dict.fromkeys(value for value in found if abs(value) > 1))


def _over(link: Link, divisor: int) -> Link:
    right = Fraction(link.right, number(divisor))
    if divisor < 0 and link.operator in TURNED:
        return Link(link.left, TURNED[link.operator], right)
    return replace(link, right=right)


RULES: Final = (
    Moving(
        "moved-sign",
        "A term was moved to the other side and kept its sign; it must change it.",
        _sign_kept,
        changes_both=True,
    ),
    Moving(
        "one-term-of-side-divided",
        "Only one term of the side was divided; both sides must be divided as a whole.",
        _one_term_divided,
    ),
    Moving(
        "one-term-of-side-multiplied",
        "Only a part of the equation was multiplied by the denominator; every term must be.",
        _one_term_multiplied,
    ),
    Moving(
        "inequality-not-turned",
        "The inequality sign points the wrong way: it turns round exactly when both sides are "
        "multiplied or divided by a negative number.",
        _not_turned_round,
    ),
    Moving(
        "factor-sign-lost",
        "Both sides were divided by the negative factor, but its minus sign was lost.",
        _sign_of_factor_lost,
    ),
    Moving(
        "crosswise-straight",
        "The fractions were multiplied straight across; each numerator goes with the other denominator.",
        _crosswise_straight,
    ),
    Moving(
        "halved-for-root",
        "The side was divided by the exponent; the opposite of a power is a root.",
        _halved_for_root,
    ),
    Moving(
        "divided-for-logarithm",
        "The side was divided by the base; the exponent is found with a logarithm.",
        _divided_for_logarithm,
    ),
    Moving(
        "solution-signs",
        "The signs are the wrong way round: a factor x − a is 0 at x = a, and the formula begins with −b.",
        _factor_signs,
        solves=True,
    ),
    Moving(
        "factor-subtracted",
        "The factor was subtracted; it is undone by dividing.",
        _factor_subtracted,
    ),
    Moving(
        "quotient-turned",
        "The division was done the wrong way round: the side is divided by the factor.",
        _quotient_turned,
    ),
    Moving(
        "factor-multiplied",
        "Undone the wrong way: a factor is undone by dividing, a division by multiplying.",
        _factor_multiplied,
    ),
    Moving(
        "one-side-only",
        "The step was done on one side only; both sides must change alike.",
        _one_side_only,
    ),
    Moving(
        "boundary-changed",
        "The boundary changed sides: < and ≤ are not the same.",
        _boundary_changed,
    ),
)
