"""Equations and inequalities read from the other side."""

from collections.abc import Iterator
from typing import Final

from tutor.check.reading.tree import RelationOperator
from tutor.check.steps.links import Link

TURNED: Final = {
    RelationOperator.LESS: RelationOperator.GREATER,
    RelationOperator.GREATER: RelationOperator.LESS,
    RelationOperator.LESS_EQUAL: RelationOperator.GREATER_EQUAL,
    RelationOperator.GREATER_EQUAL: RelationOperator.LESS_EQUAL,
}


def from_the_right(link: Link) -> Link | None:
    """The same statement with its sides exchanged; None where its sign can't be turned."""
    operator = link.operator if link.is_equality else TURNED.get(link.operator)
    return None if operator is None else Link(link.right, operator, link.left)


def both_ways(link: Link) -> Iterator[Link]:
    """The link, and the same read from the right."""
    yield link
    if (turned := from_the_right(link)) is not None:
        yield turned
