"""The inequalities among the statements before one; what they say of it stands in other files here."""

from collections.abc import Sequence
from functools import lru_cache

from tutor.check.reading.tree import ORDERS, Node, Relation, RelationOperator
from tutor.check.steps.facts import tree_of
from tutor.check.steps.surroundings import Remark, is_denied, is_supposed
from tutor.check.trees import walk

_SIGNS = frozenset({*ORDERS, RelationOperator.IN})
_MOST_EARLIER = 8


def inequalities_before(said: Sequence[Remark]) -> tuple[Node, ...]:
    """The latest statements about an order, in order, without those that words take back or only suppose."""
    return _inequalities(tuple(said[-_MOST_EARLIER:]))


@lru_cache(maxsize=16)
def _inequalities(said: tuple[Remark, ...]) -> tuple[Node, ...]:
    meant = [each.statement for each in said if not (is_denied(each) or is_supposed(each))]
    return inequalities_in(meant)


def inequalities_in(statements: Sequence[str]) -> tuple[Node, ...]:
    """The trees of those statements that can be read and have a sign of order in them."""
    trees = [tree for text in statements if not isinstance(tree := tree_of(text), str)]
    return tuple(tree for tree in trees if signs_in(tree) & _SIGNS)


def signs_in(tree: Node) -> frozenset[RelationOperator]:
    """The signs of all relations in it."""
    return frozenset(
        operator for node in walk(tree) if isinstance(node, Relation) for operator in node.operators
    )
