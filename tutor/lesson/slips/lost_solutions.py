"""Slips by which an equation loses a solution: divided by what can be 0, one of two roots taken."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tutor.check.reading.tree import Integer, Node, Power, Root
from tutor.check.steps.links import Link
from tutor.check.trees import letters
from tutor.lesson.slips.rule import Moving
from tutor.lesson.slips.sides import both_ways
from tutor.lesson.slips.terms import (
    bare,
    factors_of,
    product_of,
    replaced,
    signed_like,
    sum_of,
    terms_of,
    without,
)


def _divided_by_letter(link: Link) -> Iterator[Link]:
    """x² = 2x as x = 2."""
    if not link.is_equality:
        return
    for name_node in {factor for side in (link.left, link.right) for factor in _lowest_letters(side)}:
        sides = [_lowered(side, name_node) for side in (link.left, link.right)]
        if sides[0] is not None and sides[1] is not None:
            yield Link(sides[0], link.operator, sides[1])


def _one_root(link: Link) -> Iterator[Link]:
    """x² = 9 as x = 3, x² > 9 as x > 3."""
    for one in both_ways(link):
        if isinstance(one.left, Power) and one.left.exponent == Integer(2):
            yield replace(one, left=one.left.base, right=Root(one.right))


def _lowest_letters(side: Node) -> Iterator[Node]:
    """What every term of a side has as a factor."""
    for factor in _factors(terms_of(side)[0]):
        if letters(factor) and not isinstance(factor, Integer):
            yield factor


def _factors(term: Node) -> Iterator[Node]:
    for factor in factors_of(bare(term)):
        yield factor.base if isinstance(factor, Power) else factor


def _lowered(side: Node, factor: Node) -> Node | None:
    """A side divided by a factor of each of its terms."""
    found = [_lowered_term(term, factor) for term in terms_of(side)]
    return None if None in found else sum_of([term for term in found if term is not None])


def _lowered_term(term: Node, factor: Node) -> Node | None:
    if term == Integer(0):
        return term
    parts = factors_of(bare(term))
    for place, part in enumerate(parts):
        if part == factor:
            lowered = product_of(without(parts, place))
        elif isinstance(part, Power) and part.base == factor and isinstance(part.exponent, Integer):
            lowered = product_of(replaced(parts, place, Power(factor, Integer(part.exponent.value - 1))))
        else:
            continue
        return signed_like(term, lowered)
    return None


RULES: Final = (
    Moving(
        "divided-by-letter",
        "Both sides were divided by something that can be 0; the solution where it is 0 got lost.",
        _divided_by_letter,
    ),
    Moving(
        "one-root",
        "Undoing a square gives two roots, one with plus and one with minus; only one of them was used.",
        _one_root,
    ),
)
