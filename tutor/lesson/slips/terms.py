"""Small helpers on trees that the rules share: terms with their signs, factors, whole numbers."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from tutor.check.reading.tree import Fraction, Integer, Negation, Node, Power, Product, Ratio, Sum


def terms_of(node: Node) -> tuple[Node, ...]:
    """The terms of a sum, those of bracketed sums inside included; anything else is one term."""
    if not isinstance(node, Sum):
        return (node,)
    return tuple(inner for term in node.terms for inner in terms_of(term))


def sum_of(terms: Sequence[Node]) -> Node:
    """The sum of any number of terms."""
    if not terms:
        return Integer(0)
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def factors_of(node: Node) -> tuple[Node, ...]:
    """The factors of a product; anything else is one factor."""
    return node.factors if isinstance(node, Product) else (node,)


def product_of(factors: Sequence[Node]) -> Node:
    """The product of any number of factors."""
    if not factors:
        return Integer(1)
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def negative(node: Node) -> Node:
    """The opposite, without two signs in a row."""
    return node.operand if isinstance(node, Negation) else Negation(node)


def is_negative(node: Node) -> bool:
    """Whether it is written with a minus sign."""
    return isinstance(node, Negation)


def bare(node: Node) -> Node:
    """Without its minus sign."""
    return node.operand if isinstance(node, Negation) else node


def signed_like(term: Node, node: Node) -> Node:
    """A node with a minus sign where the term has one."""
    return negative(node) if is_negative(term) else node


def quotient_of(node: Node) -> tuple[Node, Node] | None:
    """What is divided by what, in either notation."""
    if isinstance(node, Fraction):
        return node.numerator, node.denominator
    if isinstance(node, Ratio) and len(node.parts) == 2:
        return node.parts[0], node.parts[1]
    return None


def power_of(node: Node) -> tuple[Node, Node]:
    """Base and exponent; the exponent of anything else is 1."""
    return (node.base, node.exponent) if isinstance(node, Power) else (node, Integer(1))


def number(value: int) -> Node:
    """A whole number as a tree."""
    return Integer(value) if value >= 0 else Negation(Integer(-value))


def without(items: Sequence[Node], place: int) -> tuple[Node, ...]:
    """All but one."""
    return (*items[:place], *items[place + 1 :])


def replaced(items: Sequence[Node], place: int, item: Node) -> tuple[Node, ...]:
    """All, with one of them another."""
    return (*items[:place], item, *items[place + 1 :])


def pairs(items: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """The places of each two items, the first of them before the second."""
    return combinations(range(len(items)), 2)


def coefficient(node: Node) -> tuple[int, Node] | None:
    """A whole number and what it multiplies: -3x is (-3, x), x/4 is none."""
    sign, inner = (-1, node.operand) if isinstance(node, Negation) else (1, node)
    factors = factors_of(inner)
    if isinstance(factors[0], Integer) and len(factors) > 1:
        return sign * factors[0].value, product_of(factors[1:])
    return None if isinstance(inner, Integer) else (sign, inner)
