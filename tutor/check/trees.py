"""Looking into and changing typed trees; no sympy."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import lru_cache

from tutor.check.reading.tree import (
    Application,
    Integer,
    Integral,
    Limit,
    Negation,
    Node,
    Product,
    ProductOver,
    SumOver,
    Symbol,
)


def children(node: Node) -> Iterator[Node]:
    """The nodes directly inside a node, in order."""
    for field in fields(node):
        yield from _nodes(getattr(node, field.name))


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, from the outside in."""
    yield node
    for child in children(node):
        yield from walk(child)


def size(node: Node) -> int:
    """How many nodes there are."""
    return sum(1 for _ in walk(node))


def contains(node: Node, *kinds: type[Node]) -> bool:
    """Whether a node of one of the kinds is in it."""
    return any(isinstance(inner, kinds) for inner in walk(node))


@lru_cache(maxsize=512)
def letters(node: Node) -> frozenset[str]:
    """The names of all symbols in it."""
    return frozenset(inner.name for inner in walk(node) if isinstance(inner, Symbol))


@lru_cache(maxsize=512)
def free_letters(node: Node) -> frozenset[str]:
    """The names of symbols that no integral, sum, product or limit around them binds."""
    if isinstance(node, Symbol):
        return frozenset({node.name})
    found = frozenset(name for child in children(node) for name in free_letters(child))
    bounds = (SumOver, ProductOver, Limit)
    if isinstance(node, bounds) or (isinstance(node, Integral) and node.lower is not None):
        outside = [getattr(node, end, None) for end in ("lower", "upper", "point")]
        kept = frozenset(name for end in outside if isinstance(end, Node) for name in free_letters(end))
        return (found - {node.variable}) | kept
    return found


@lru_cache(maxsize=512)
def applied(node: Node) -> frozenset[str]:
    """The names of all functions in it that the text itself names."""
    return frozenset(inner.name for inner in walk(node) if isinstance(inner, Application))


def rewritten(node: Node, change: Callable[[Node], Node | None]) -> Node:
    """The tree with each node for which `change` yields another replaced by it, from the outside in."""
    changed = change(node)
    if changed is not None:
        return changed
    return with_children(node, lambda child: rewritten(child, change))


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree with `change` applied to every node, from the inside out."""
    return change(with_children(node, lambda child: rebuilt(child, change)))


def with_children(node: Node, change: Callable[[Node], Node]) -> Node:
    """The node with `change` applied to the nodes directly inside it."""
    parts = {field.name: _changed_part(getattr(node, field.name), change) for field in fields(node)}
    different = {name: part for name, part in parts.items() if part is not getattr(node, name)}
    return replace(node, **different) if different else node


def renamed(node: Node, names: dict[str, str]) -> Node:
    """The tree with symbols renamed, all at once."""

    def rename(inner: Node) -> Node | None:
        if isinstance(inner, Symbol) and inner.name in names:
            return Symbol(names[inner.name])
        return None

    return rewritten(node, rename)


def substituted(node: Node, values: dict[str, Node]) -> Node:
    """The tree with symbols replaced by trees, all at once."""

    def put_in(inner: Node) -> Node | None:
        return values.get(inner.name) if isinstance(inner, Symbol) else None

    return rewritten(node, put_in)


def signed_integer(node: Node) -> int | None:
    """The value of an integer with an optional sign."""
    if isinstance(node, Negation) and isinstance(node.operand, Integer):
        return -node.operand.value
    return node.value if isinstance(node, Integer) else None


def product(*factors: Node) -> Node:
    """A product node of two or more factors."""
    return Product(factors)


def _nodes(value: object) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _nodes(item)


def _changed_part(value: object, change: Callable[[Node], Node]) -> object:
    if isinstance(value, Node):
        return change(value)
    if isinstance(value, tuple):
        parts = tuple(_changed_part(item, change) for item in value)
        return parts if any(a is not b for a, b in zip(parts, value, strict=True)) else value
    return value
