"""A statement's tree cut into links: two members and what stands between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from tutor.check.reading.tree import (
    Congruence,
    Implication,
    Joint,
    ListOf,
    Node,
    Omitted,
    Qualified,
    Relation,
    RelationOperator,
    Symbol,
    Text,
)
from tutor.check.trees import applied, contains, free_letters


@dataclass(frozen=True, slots=True)
class Link:
    """`left operator right`."""

    left: Node
    operator: RelationOperator
    right: Node

    @property
    def is_equality(self) -> bool:
        return self.operator in (RelationOperator.EQUAL, RelationOperator.IDENTICAL)

    @property
    def letters(self) -> frozenset[str]:
        """Letters and named functions on either side: what makes it more than arithmetic."""
        return frozenset().union(*(free_letters(side) | applied(side) for side in (self.left, self.right)))

    @property
    def has_words(self) -> bool:
        """Whether a side is no plain mathematics."""
        return any(contains(side, Text, Omitted) for side in (self.left, self.right))


def claims(node: Node) -> Iterator[Node]:
    """The relations, congruences and alternatives that a statement makes, in order."""
    match node:
        case Relation() | Congruence():
            yield node
        case Implication(statements=parts):
            for part in parts:
                yield from claims(part)
        case ListOf(joint=Joint.OR):
            yield node
        case ListOf(items=parts):
            for part in parts:
                yield from claims(part)
        case Qualified(body=body):
            yield from claims(body)


def links(relation: Relation) -> list[Link]:
    """The links of a chain, from left to right."""
    members = relation.operands
    return [Link(members[i], operator, members[i + 1]) for i, operator in enumerate(relation.operators)]


def is_definition(link: Link) -> bool:
    """A letter, a function of letters or words set equal to something, or what continues the line before."""
    if not link.is_equality:
        return False
    if link.has_words:
        return True
    return isinstance(link.left, Symbol) or bool(applied(link.left))
