"""Names in front of answers: x = 5, f(x) = 2x, Maximum = 2, (x, y) = (1, 2)."""

import re
from dataclasses import dataclass

from tutor.check.reading.tree import (
    Application,
    Labelled,
    ListOf,
    Node,
    Relation,
    RelationOperator,
    Symbol,
    Text,
    TupleOf,
)
from tutor.check.trees import letters, renamed

_EQUALS = (RelationOperator.EQUAL, RelationOperator.IDENTICAL)


@dataclass(frozen=True, slots=True)
class Label:
    """What a value is said to be the value of; `arguments` are the letters of a function."""

    name: str
    arguments: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The name without an index: x_1 and x_2 are both solutions for x."""
        return re.sub(r"_\d+$", "", self.name)


@dataclass(frozen=True, slots=True)
class Named:
    """A value with its label, if it has one."""

    value: Node
    label: Label | None = None


def split_label(node: Node) -> Named:
    """Separate `x = 5` into x and 5; of `x = 2 + 3 = 5` and `x = 1/3 ≈ 0.33` the last exact member."""
    node = _turned(without_approximations(node))
    if isinstance(node, Labelled):
        return Named(node.body, Label(node.label))
    if not isinstance(node, Relation):
        return Named(node)
    label = label_of(node.operands[0])
    if label is not None and node.operators == (RelationOperator.APPROXIMATELY,):
        return Named(node.operands[1], label)
    value = node.operands[-1]
    if label is None or any(operator not in _EQUALS for operator in node.operators):
        return Named(node)
    return Named(node) if label.name in letters(value) - set(label.arguments) else Named(value, label)


def _turned(node: Node) -> Node:
    """`5 = x` with the letter first."""
    if not isinstance(node, Relation) or node.operators != (RelationOperator.EQUAL,):
        return node
    left, right = node.operands
    if isinstance(right, Symbol) and not letters(left):
        return Relation((right, left), node.operators)
    return node


def without_approximations(node: Node) -> Node:
    """Drop "≈ 0.33" behind an exact value; `x ≈ 0.33` stays, for there is no other value."""
    if not isinstance(node, Relation) or RelationOperator.APPROXIMATELY not in node.operators:
        return node
    first = node.operators.index(RelationOperator.APPROXIMATELY)
    if any(operator is not RelationOperator.APPROXIMATELY for operator in node.operators[first:]):
        return node
    if first == 0:
        return node if label_of(node.operands[0]) else node.operands[0]
    return Relation(node.operands[: first + 1], node.operators[:first])


def label_of(node: Node) -> Label | None:
    """The label a node can serve as: a letter, words, or a function of letters."""
    if isinstance(node, Symbol):
        return Label(node.name)
    if isinstance(node, Text):
        return Label(node.text)
    if isinstance(node, Application) and all(isinstance(one, Symbol) for one in node.arguments):
        primes = "'" * node.order + ("⁻¹" if node.inverse else "")
        names = tuple(one.name for one in node.arguments if isinstance(one, Symbol))
        return Label(node.name + primes, names)
    return None


def is_explicit(node: Node) -> bool:
    """Whether it is (x, y) = (1, 2), which says the order of the names."""
    return _unzipped(node) is not None


def bindings(node: Node) -> list[Named] | None:
    """The parts of "x = 4, y = 2" or "(x, y) = (4, 2)": two or more values with different labels."""
    named = _unzipped(node)
    if named is None and isinstance(node, ListOf):
        named = [split_label(item) for item in node.items]
    if named is None or len(named) < 2 or any(one.label is None for one in named):
        return None
    families = {one.label.family for one in named if one.label}
    return named if len(families) == len(named) else None


def with_arguments(named: Named, label: Label | None) -> Node:
    """The value with the letters of its function renamed to those of the other label's."""
    if named.label is None or label is None or len(named.label.arguments) != len(label.arguments):
        return named.value
    names = dict(zip(named.label.arguments, label.arguments, strict=True))
    return renamed(named.value, names)


def _unzipped(node: Node) -> list[Named] | None:
    if not isinstance(node, Relation) or node.operators != (RelationOperator.EQUAL,):
        return None
    left, right = node.operands
    if not isinstance(left, TupleOf) or not isinstance(right, TupleOf) or len(left.items) != len(right.items):
        return None
    return [Named(value, label_of(name)) for name, value in zip(left.items, right.items, strict=True)]
