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
        return _negated(node) if sign == "-" else node
    return tight_atom(cursor)


def _negated(node: Node) -> Node:
    from tutor.check.reading.tree import Negation

    return Negation(node)


def _bound_body(cursor: Cursor, variable: str, read: Callable[[Cursor], Node]) -> Node:
    """The body, in which the variable is a variable even when its letter is e or i."""
    outside = cursor.bound
    cursor.bound = outside | {variable}
    cursor.deepen()
    node = read(cursor)
    cursor.depth -= 1
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
    cursor.deepen()
    body = product(cursor)
    cursor.depth -= 1
    return Limit(body, variable, point, side)


def _approach(cursor: Cursor) -> tuple[str, Node, Side]:
    variable = _variable(cursor)
    if cursor.token.text != "→":
        raise cursor.unread("→ expected")
    cursor.advance()
    side = _side(cursor)
    point = cursor.inside(modular) if side is Side.BOTH else _sided_point(cursor)
    if side is not Side.BOTH:
        _take_side(cursor)
    return variable, point, side


def _side(cursor: Cursor) -> Side:
    """The side is written last: 0^+, 0^{-}; look for it before the closing brace."""
    offset = 0
    while cursor.peek(offset).kind not in {"^", n.END} and offset < 12:
        offset += 1
    following = [cursor.peek(offset + step).kind for step in (1, 2, 3)]
    if following[1:2] == ["}"] and following[0] in {"+", "-"}:
        return Side.RIGHT if following[0] == "+" else Side.LEFT
    if following[0] == "{" and following[1] in {"+", "-"} and following[2] == "}":
        return Side.RIGHT if following[1] == "+" else Side.LEFT
    return Side.BOTH


def _sided_point(cursor: Cursor) -> Node:
    negative = cursor.accept("-")
    node = tight_atom(cursor)
    return _negated(node) if negative else node


def _take_side(cursor: Cursor) -> None:
    cursor.expect("^")
    braced = cursor.accept("{")
    cursor.advance()
    if braced:
        cursor.expect("}")
