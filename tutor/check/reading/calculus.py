"""Sums, products, integrals and limits, with their bounds."""

from collections.abc import Callable
from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.cursor import Cursor, prefix
from tutor.check.reading.expression import additive, at_differential, modular, multiplied, product, tight_atom
from tutor.check.reading.functions import argument_group
from tutor.check.reading.indices import index
from tutor.check.reading.tree import (
    Integer,
    Integral,
    Limit,
    Negation,
    Node,
    Product,
    ProductOver,
    Side,
    SumOver,
)

_OVER: Final[dict[str, type[SumOver] | type[ProductOver]]] = {"\\sum": SumOver, "\\prod": ProductOver}


@prefix("\\sum", "\\prod")
def accumulated(cursor: Cursor) -> Node:
    """\\sum_{k=1}^{n} of the product that follows: a plus or minus ends the body."""
    kind = cursor.advance().kind
    cursor.expect("_")
    cursor.expect("{")
    variable, lower = cursor.inside(_start)
    cursor.expect("}")
    cursor.expect("^")
    upper = _bound(cursor)
    body = _bound_body(cursor, variable, product)
    return _OVER[kind](body, variable, lower, upper)


def _start(cursor: Cursor) -> tuple[str, Node]:
    variable = _variable(cursor)
    if cursor.token.text != "=":
        raise cursor.unread("a first value expected")
    cursor.advance()
    return variable, modular(cursor)


def _variable(cursor: Cursor) -> str:
    name = cursor.expect(n.LETTER).text
    return f"{name}_{index(cursor)}" if cursor.accept("_") else name


def _bound(cursor: Cursor) -> Node:
    """A bound: a group, a signed atom, ∞."""
    if cursor.token.kind == "{":
        return argument_group(cursor)
    sign = cursor.token.kind
    if sign in {"+", "-"}:
        cursor.advance()
        node = tight_atom(cursor)
        return Negation(node) if sign == "-" else node
    return tight_atom(cursor)


def _bound_body(cursor: Cursor, variable: str, read: Callable[[Cursor], Node]) -> Node:
    """The body, in which the variable is a variable even when its letter is e or i."""
    outside = cursor.bound
    cursor.bound = outside | {variable}
    node = read(cursor)
    cursor.bound = outside
    return node


@prefix("\\int")
def integral(cursor: Cursor) -> Node:
    """\\int_a^b … dx: the integrand goes up to the differential."""
    cursor.advance()
    lower = upper = None
    if cursor.accept("_"):
        lower = _bound(cursor)
        cursor.expect("^")
        upper = _bound(cursor)
    integrand, variable = cursor.inside(_integrand)
    if integrand == Integer(1) or not isinstance(integrand, Product):
        return Integral(integrand, variable, lower, upper)
    return Integral(multiplied(list(integrand.factors)), variable, lower, upper)


def _integrand(cursor: Cursor) -> tuple[Node, str]:
    cursor.differential = True
    integrand: Node = Integer(1) if at_differential(cursor) else additive(cursor)
    if not at_differential(cursor):
        raise cursor.unread("a differential expected")
    cursor.advance()
    return integrand, cursor.advance().text


@prefix("\\lim")
def limit(cursor: Cursor) -> Node:
    """\\lim_{x \\to 0^+} of the product that follows."""
    cursor.advance()
    cursor.expect("_")
    cursor.expect("{")
    variable, point, side = cursor.inside(_approach)
    cursor.expect("}")
    body = product(cursor)
    return Limit(body, variable, point, side)


def _approach(cursor: Cursor) -> tuple[str, Node, Side]:
    variable = _variable(cursor)
    if cursor.token.text != "→":
        raise cursor.unread("→ expected")
    cursor.advance()
    point = modular(cursor)
    return variable, point, _side(cursor)


def _side(cursor: Cursor) -> Side:
    """The side is written last: 0^+, 0^{-}."""
    if not cursor.accept("^"):
        return Side.BOTH
    braced = cursor.accept("{")
    side = Side.RIGHT if cursor.advance().kind == "+" else Side.LEFT
    if braced:
        cursor.expect("}")
    return side
