"""Slips with limits."""

from collections.abc import Iterator
from typing import Final

from tutor.check.reading.tree import Fraction, Integer, Limit, Node
from tutor.lesson.slips.rule import Rewriting


def _zero_over_zero(node: Node) -> Iterator[Node]:
    """0/0 as 0, or as 1."""
    of_a_limit = isinstance(node, Limit) and isinstance(node.expression, Fraction)
    if of_a_limit or node == Fraction(Integer(0), Integer(0)):
        yield Integer(0)
        yield Integer(1)


RULES: Final = (
    Rewriting(
        "zero-over-zero",
        "0/0 has no value of its own; the fraction must be simplified before the limit is taken.",
        _zero_over_zero,
    ),
)
