"""Exact numbers out of trees and back, for makers that must compute before there is a task. No sympy."""

from fractions import Fraction

from tutor.check.reading.tree import (
    BaseLiteral,
    Decimal,
    Integer,
    MixedNumber,
    Negation,
    Node,
    Quantity,
    RepeatingDecimal,
    TupleOf,
)
from tutor.check.reading.tree import Fraction as Quotient


def number_of(node: Node | None) -> Fraction | None:
    """The value of a plain numeral; None for anything else."""
    match node:
        case Integer() | RepeatingDecimal() | BaseLiteral():
            return Fraction(node.value)
        case Decimal() if not node.continues:
            return node.value
        case MixedNumber(whole=whole, numerator=top, denominator=bottom):
            return whole + Fraction(top, bottom)
        case Quantity(value=inner):
            return number_of(inner)
        case Negation(operand=inner):
            positive = number_of(inner)
            return None if positive is None else -positive
        case Quotient(numerator=top, denominator=bottom):
            above, below = number_of(top), number_of(bottom)
            return None if above is None or not below else above / below
    return None


def node_of(value: Fraction | int) -> Node:
    """The tree of a rational number."""
    exact = Fraction(value)
    size: Node = Integer(abs(exact.numerator))
    if exact.denominator != 1:
        size = Quotient(size, Integer(exact.denominator))
    return Negation(size) if exact < 0 else size


def point_of(node: Node | None) -> tuple[Fraction, Fraction] | None:
    """(x, y) of two numerals."""
    if not isinstance(node, TupleOf) or len(node.items) != 2:
        return None
    x, y = (number_of(item) for item in node.items)
    return None if x is None or y is None else (x, y)
