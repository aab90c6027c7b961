"""Known functions with their arguments, roots, fractions, binomials, accents.

Without brackets a function takes the product that follows: `sin 2x` is sin(2x), `sin x cos x` a product
of two, `sin x/2` is (sin x)/2 but `sin π/6` is sin(π/6). `sin(x)^2` is (sin x)^2.
"""

from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.cursor import Cursor, prefix
from tutor.check.reading.expression import (
    at_differential,
    atom,
    braced,
    modular,
    multiplied,
    number_value,
    operand,
    tight_atom,
)
from tutor.check.reading.indices import index
from tutor.check.reading.names import (
    derivative_foot,
    derivative_head,
    derivative_of,
)
from tutor.check.reading.notation import INVERSES
from tutor.check.reading.statements import statement
from tutor.check.reading.tree import (
    AbsoluteValue,
    Binomial,
    Call,
    Constant,
    ConstantName,
    Decimal,
    Factorial,
    Fraction,
    FunctionName,
    Integer,
    Negation,
    Node,
    Power,
    Product,
    Root,
    Symbol,
    Text,
)

_SEVERAL: Final = frozenset({FunctionName.GCD, FunctionName.LCM, FunctionName.MIN, FunctionName.MAX})
_BARE: Final = frozenset(
    {
        n.NUMBER,
        n.LETTER,
        n.CONSTANT,
        n.SCIENTIFIC,
        n.VULGAR,
        "\\frac",
        "\\sqrt",
        "\\overline",
        "\\vec",
        "\\hat",
        "∠",
    }
)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "\\{": "\\}"}


@prefix(n.FUNCTION)
def function(cursor: Cursor) -> Node:
    """sin x, sin^2 x, sin^{-1} x, gcd(a, b)."""
    name = FunctionName(cursor.advance().text)
    if name in _SEVERAL:
        return _several(cursor, name)
    power = _power(cursor)
    if power == Negation(Integer(1)) and name in INVERSES:
        name, power = INVERSES[name], None
    call = Call(name, _listed(cursor, 2, 2) if name is FunctionName.MOD else (_argument(cursor),))
    return call if power is None else Power(call, power)


def _power(cursor: Cursor) -> Node | None:
    if cursor.token.kind == n.SUPERSCRIPT and cursor.token.text.lstrip("-").isdecimal():
        value = int(cursor.advance().text)
        return Integer(value) if value >= 0 else Negation(Integer(-value))
    if not cursor.accept("^"):
        return None
    if cursor.token.kind == "{":
        return argument_group(cursor)
    if cursor.accept("-"):
        return Negation(tight_atom(cursor))
    return tight_atom(cursor)


def _argument(cursor: Cursor) -> Node:
    kind = cursor.token.kind
    if kind in {"(", "[", "{"}:
        cursor.advance()
        node = cursor.inside(modular)
        cursor.expect(_CLOSING[kind])
        return node
    if kind in {"|(", "|"}:
        return atom(cursor)
    negative = cursor.accept("-")
    factors = _factors(cursor)
    node = _angle_fraction(cursor, multiplied(factors))
    return Negation(node) if negative else node


def _factors(cursor: Cursor) -> list[Node]:
    if cursor.token.kind == n.FUNCTION:
        return [operand(cursor)]
    factors = [operand(cursor)]
    while True:
        kind = cursor.token.kind
        numeric = all(isinstance(factor, Integer | Decimal) for factor in factors)
        if kind not in _BARE and not (kind == "(" and numeric):
            return factors
        if kind in {n.NUMBER, n.SCIENTIFIC, n.VULGAR} or (cursor.differential and at_differential(cursor)):
            return factors
        factors.append(operand(cursor))


def _angle_fraction(cursor: Cursor, node: Node) -> Node:
    """sin π/6 and sin 2π/n: a slash after a multiple of π belongs to the angle."""
    last = node.factors[-1] if isinstance(node, Product) else node
    if cursor.token.kind == "/" and last == Constant(ConstantName.PI):
        cursor.advance()
        return Fraction(node, tight_atom(cursor))
    return node


def _several(cursor: Cursor, name: FunctionName) -> Node:
    if cursor.token.kind not in _CLOSING:
        return Text(name.value)
    return Call(name, _listed(cursor, 1, 100))


def _listed(cursor: Cursor, least: int, most: int) -> tuple[Node, ...]:
    kind = cursor.token.kind
    if kind not in _CLOSING:
        raise cursor.unread("arguments expected")
    cursor.advance()
    items = cursor.inside(_items)
    cursor.expect(_CLOSING[kind])
    if not least <= len(items) <= most:
        raise cursor.unread("a different number of arguments expected")
    return items


def _items(cursor: Cursor) -> tuple[Node, ...]:
    items = [modular(cursor)]
    while cursor.accept(","):
        items.append(modular(cursor))
    return tuple(items)


@prefix("\\max", "\\min")
def extreme(cursor: Cursor) -> Node:
    """max(a, b), max{a, b}."""
    return _several(cursor, FunctionName(cursor.advance().text))


@prefix("\\log", "\\lg")
def logarithm(cursor: Cursor) -> Node:
    """log x, log_2 8, log^2 x, log10(x), lg x."""
    base: Node | None = Integer(10) if cursor.advance().kind == "\\lg" else None
    following = cursor.token
    if following.kind == n.NUMBER and not following.spaced and cursor.peek().kind == "(":
        base = number_value(cursor.advance().text)
    power = _power(cursor)
    if cursor.accept("_"):
        base = argument_group(cursor) if cursor.token.kind == "{" else tight_atom(cursor)
        power = power or _power(cursor)
    inner = _argument(cursor)
    call = Call(FunctionName.LOG, (inner,) if base is None else (inner, base))
    return call if power is None else Power(call, power)


def argument_group(cursor: Cursor) -> Node:
    """{…}, or one atom where the braces are left out; \\frac12 takes a digit at a time."""
    token = cursor.token
    if token.kind == "{":
        return braced(cursor)
    if token.kind == n.NUMBER and len(token.text) > 1 and token.text.isdecimal():
        rest = token._replace(text=token.text[1:], start=token.start + 1)
        cursor.tokens[cursor.index] = cursor.token = rest
        return Integer(int(token.text[0]))
    if token.kind in {n.NUMBER, n.LETTER, n.CONSTANT, "\\sqrt", "\\frac", n.SET, n.TEXT, "□"}:
        return tight_atom(cursor)
    raise cursor.unread("a group expected")


@prefix("\\frac")
def fraction(cursor: Cursor) -> Node:
    """\\frac{a}{b}, \\frac12, and the derivatives \\frac{d}{dx} and \\frac{dy}{dx}."""
    cursor.advance()
    derivative = _derivative(cursor)
    if derivative is not None:
        return derivative
    if cursor.differential:
        return _fraction_of_differential(cursor)
    numerator = argument_group(cursor)
    return Fraction(numerator, argument_group(cursor))


def _fraction_of_differential(cursor: Cursor) -> Node:
    """∫ \\frac{dx}{x}: the numerator may hold the differential, which goes to the fraction's end."""
    texts = [cursor.peek(offset).text for offset in range(4)]
    if texts[:2] != ["{", "d"] or cursor.peek(2).kind != n.LETTER or texts[3] != "}":
        numerator = argument_group(cursor)
        return Fraction(numerator, argument_group(cursor))
    differential = [cursor.tokens[cursor.index + step] for step in (1, 2)]
    for _ in range(4):
        cursor.advance()
    node = Fraction(Integer(1), argument_group(cursor))
    cursor.insert(differential)
    return node


def _derivative(cursor: Cursor) -> Node | None:
    if cursor.token.kind != "{":
        return None
    width, order, named = derivative_head(cursor, 1)
    if not width or [cursor.peek(width + 1).kind, cursor.peek(width + 2).kind] != ["}", "{"]:
        return None
    lower = derivative_foot(cursor, width + 3, order)
    if lower is None or cursor.peek(lower[1]).kind != "}":
        return None
    for _ in range(lower[1] + 1):
        cursor.advance()
    return derivative_of(cursor, named, lower[0], order)


@prefix("\\sqrt")
def root(cursor: Cursor) -> Node:
    """\\sqrt{x}, \\sqrt[3]{x}, √2, sqrt(2). √2x is (√2)·x."""
    mark = cursor.advance().text
    degree: Node = Integer({"∛": 3, "∜": 4}.get(mark, 2))
    if mark == "sqrt" and cursor.accept("["):
        degree = cursor.inside(modular)
        cursor.expect("]")
    if cursor.token.kind == "{":
        return Root(argument_group(cursor), degree)
    return Root(tight_atom(cursor), degree)


@prefix("\\binom")
def binomial(cursor: Cursor) -> Node:
    """\\binom{n}{k}, \\binom nk."""
    cursor.advance()
    upper = argument_group(cursor)
    return Binomial(upper, argument_group(cursor))


@prefix("abs", "factorial")
def of_one(cursor: Cursor) -> Node:
    """abs(x), factorial(n)."""
    kind = cursor.advance().kind
    (item,) = _listed(cursor, 1, 1)
    return AbsoluteValue(item) if kind == "abs" else Factorial(item)


@prefix("binomial", "nthroot")
def of_two(cursor: Cursor) -> Node:
    """binomial(n, k), nthroot(x, n)."""
    kind = cursor.advance().kind
    first, second = _listed(cursor, 2, 2)
    return Binomial(first, second) if kind == "binomial" else Root(first, second)


@prefix(
    "\\bar",
    "\\vec",
    "\\hat",
    "\\overline",
    "\\widehat",
    "\\overrightarrow",
    "\\tilde",
    "\\widetilde",
    "\\underline",
)
def accented(cursor: Cursor) -> Node:
    """vec(v), overline(AB): a name; a bar over an expression is its conjugate."""
    mark = cursor.advance().text
    mark = {"overrightarrow": "vec", "widehat": "hat", "widetilde": "tilde"}.get(mark, mark)
    name = _accented_name(cursor)
    if mark in {"overline", "bar"} and name in {"z", "w"}:  # complex by custom; bar(x) is a mean
        return Call(FunctionName.CONJUGATE, (Symbol(name),))
    if name is not None:
        suffix = f"_{index(cursor)}" if cursor.accept("_") else ""
        return Symbol(f"{mark}({name}){suffix}")
    if mark not in {"overline", "bar"}:
        raise cursor.unread("a name expected")
    return Call(FunctionName.CONJUGATE, (_listed(cursor, 1, 1)[0],))


def _accented_name(cursor: Cursor) -> str | None:
    if cursor.token.kind == n.LETTER:
        return cursor.advance().text
    closing = _CLOSING.get(cursor.token.kind)
    offset, name = 1, ""
    while cursor.peek(offset).kind in {n.LETTER, n.NUMBER} and offset < 8:
        name += cursor.peek(offset).text
        offset += 1
    if closing is None or cursor.peek(offset).kind != closing or not name:
        return None
    for _ in range(offset + 1):
        cursor.advance()
    return name


@prefix("\\boxed", "\\fbox", "\\cancel")
def boxed(cursor: Cursor) -> Node:
    """A box around mathematics changes nothing; an empty box is a blank."""
    cursor.advance()
    cursor.expect("{")
    if cursor.accept("}"):
        return Symbol("□")
    node = cursor.inside(statement)
    cursor.expect("}")
    return node
