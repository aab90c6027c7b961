"""Sums, products and powers: how operands combine. What an operand can be is said by `cursor.PREFIXES`.

From loose to tight: mod, + and −, ratio, × ÷ / (from left to right), juxtaposition, sign, power,
postfix. Decisions where usage differs:

- `1/2x` is (1/2)·x: juxtaposition after `/` goes on from left to right. After `÷` a number with its
  letters stays together: `6x ÷ 2x` is 6x ÷ (2x).
- `-3^2` is −9. `2^3^2` is 2^(3^2); a second exponent in braces (`2^{3}^{2}`) is not read.
- A number after a number or a letter (`2 3`, `x2`) is not read: it may be a product, an index or a power.
"""

from itertools import takewhile
from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.cursor import PREFIXES, Cursor
from tutor.check.reading.operands import SUSPECT
from tutor.check.reading.quantities import attach_unit, degrees
from tutor.check.reading.tables import spelled
from tutor.check.reading.tree import (
    Call,
    Choice,
    Constant,
    Decimal,
    Degrees,
    Derivative,
    DivisionWithRemainder,
    Factorial,
    Fraction,
    FunctionName,
    Integer,
    Interval,
    ListOf,
    MixedNumber,
    NamedSet,
    Negation,
    Node,
    Percent,
    PlusMinus,
    Power,
    Product,
    Quantity,
    Ratio,
    Relation,
    SetBuilder,
    SetOf,
    SetOperation,
    SetOperator,
    Sum,
    Symbol,
    Text,
    TupleOf,
)

_SIGNS: Final = frozenset("+-±∓")
_NUMERIC: Final = frozenset({n.NUMBER, n.SCIENTIFIC, n.CONTINUED, n.REPEATING, n.VULGAR, n.BASED})
# What may follow an operand and multiply it without a sign.
_JUXTAPOSED: Final = _NUMERIC | {
    n.LETTER,
    n.CONSTANT,
    n.FUNCTION,
    n.DOTS,
    n.BEGIN,
    "(",
    "[",
    "{",
    "|(",
    "(.",
    "⌊",
    "⌈",
    "□",
    "abs",
    "binomial",
    "factorial",
    "nthroot",
    *(
        "\\" + name
        for name in spelled("""
    frac sqrt binom sum prod int iint oint lim overline bar vec hat widehat overrightarrow tilde
    boxed cancel log lg max min operatorname
""")
    ),
}
_ATOMIC = (Integer, Decimal, Symbol, Constant, MixedNumber, Degrees, Percent)
_NO_FACTORS = (Choice, Text, TupleOf, Interval, Relation, ListOf, Quantity)
_PARTS = (Percent, Fraction, Decimal, Integer)  # 20% of 50, half of it
_SETS = (SetOf, SetBuilder, NamedSet, SetOperation)
_NO_VALUES = (TupleOf, Interval, Relation, ListOf, *_SETS)
MODULO: Final = frozenset({"\\mod", "\\bmod"})
# Nesting without brackets (--x, 2^2^2) counts as much as with those that `show` writes.
_BRACKETED: Final = 2


def modular(cursor: Cursor) -> Node:
    """An expression, perhaps reduced: `a + b mod n` reduces all of a + b."""
    node = additive(cursor)
    while cursor.token.kind in MODULO:
        cursor.lengthen()
        cursor.advance()
        node = Call(FunctionName.MOD, (node, additive(cursor)))
    if cursor.accept("remainder"):
        return DivisionWithRemainder(node, additive(cursor))
    return node


def additive(cursor: Cursor) -> Node:
    """Terms with their signs."""
    terms = [_term(cursor)]
    while cursor.token.kind in _SIGNS:
        terms.append(_term(cursor))
    if len(terms) == 1:
        return terms[0]
    if all(isinstance(term, _SETS) or _is_subtracted_set(term) for term in terms):
        return _set_difference(terms)
    return Sum(tuple(terms))


def _is_subtracted_set(term: Node) -> bool:
    return isinstance(term, Negation) and isinstance(term.operand, _SETS)


def _set_difference(terms: list[Node]) -> Node:
    operands = [term.operand if isinstance(term, Negation) else term for term in terms]
    return SetOperation(SetOperator.DIFFERENCE, tuple(operands))


def _term(cursor: Cursor) -> Node:
    sign = cursor.token.kind
    if sign not in _SIGNS:
        return ratio(cursor)
    cursor.advance()
    if cursor.token.kind not in _SIGNS:
        return _signed(sign, ratio(cursor))
    cursor.deepen(_BRACKETED)
    operand = _term(cursor)
    cursor.depth -= _BRACKETED
    return _signed(sign, operand)


def _signed(sign: str, operand: Node) -> Node:
    if sign == "+":
        return operand
    return Negation(operand) if sign == "-" else PlusMinus(operand, minus_first=sign == "∓")


def ratio(cursor: Cursor) -> Node:
    """a : b : c, or a product."""
    first = product(cursor)
    if cursor.token.kind != ":" or cursor.bar == "stop":
        return first
    parts = [first]
    while cursor.accept(":"):
        parts.append(product(cursor))
    if any(isinstance(part, _SETS) for part in parts):
        raise cursor.unread("a mapping is not read")
    return Ratio(tuple(parts))


def product(cursor: Cursor) -> Node:
    """Factors and divisors from left to right."""
    factors = juxtaposition(cursor)
    while True:
        kind = cursor.token.kind
        if kind == "*" or (cursor.token.text == "of" and isinstance(factors[-1], _PARTS)):
            cursor.advance()
            factors += _signed_factors(cursor)
        elif kind in {"/", "÷"}:
            cursor.advance()
            if isinstance(multiplied(factors), Fraction):
                cursor.lengthen()
            factors = [Fraction(multiplied(factors), _divisor(cursor, kind))]
            if _continues(cursor, factors[-1]):
                factors += juxtaposition(cursor)
        else:
            return multiplied(factors)


def multiplied(factors: list[Node]) -> Node:
    """One factor as it is, several as a product."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _signed_factors(cursor: Cursor) -> list[Node]:
    sign = cursor.token.kind
    if sign not in _SIGNS:
        return juxtaposition(cursor)
    cursor.advance()
    return [_signed(sign, multiplied(juxtaposition(cursor)))]


def _divisor(cursor: Cursor, kind: str) -> Node:
    sign = cursor.token.kind
    if sign in _SIGNS:
        cursor.advance()
        return _signed(sign, operand(cursor))
    divisor = operand(cursor)
    if kind == "÷" and isinstance(divisor, Integer | Decimal):
        factors: list[Node] = [divisor]
        while cursor.token.kind == n.LETTER:
            factors.append(operand(cursor))
        divisor = multiplied(factors)
    return attach_unit(cursor, divisor) if kind == "÷" else divisor


def juxtaposition(cursor: Cursor) -> list[Node]:
    """Operands side by side, with the unit that belongs to all of them."""
    factors = [operand(cursor)]
    while _continues(cursor, factors[-1]):
        if isinstance(factors[-1], (*_NO_FACTORS, *_SETS)):
            raise cursor.unread()
        factors.append(operand(cursor))
    if len(factors) > 1 and isinstance(factors[-1], (*_NO_FACTORS, *_SETS)):
        raise cursor.unread("a factor expected before")
    if cursor.token.kind in {n.TEXT, n.MONEY} and not isinstance(factors[0], _NO_VALUES):
        value = multiplied(factors)
        quantity = attach_unit(cursor, value)
        if quantity is not value:
            return [quantity]
    return factors


def _continues(cursor: Cursor, last: Node) -> bool:
    """Whether the next token multiplies `last` by standing beside it."""
    token = cursor.token
    kind = token.kind
    if kind not in _JUXTAPOSED:
        return kind == "|" and cursor.opens_bar() and not isinstance(last, Quantity)
    if kind in _NUMERIC:
        before = cursor.peek(-1).kind
        if before in {")", "]", "!"}:
            return True
        if isinstance(last, Symbol):
            return _multiplies_a_letter(cursor, last)
        return (before == "}" or token.spaced) and not isinstance(last, _ATOMIC)
    if kind == n.LETTER:
        return not (cursor.differential and at_differential(cursor))
    return not (kind == "(" and (cursor.peek().kind in MODULO or cursor.holds(n.RELATION)))


def _multiplies_a_letter(cursor: Cursor, letter: Symbol) -> bool:
    """Whether a number after a letter is a factor, as the base of a power: n 2^{n-1}, n2^{n-1}.

    Else it may be an index, and an x may be a sign of multiplication itself.
    """
    if letter.name in {"x", "X"} or cursor.peek().kind != "^":
        return False
    if cursor.token.spaced:
        return True
    group = takewhile(lambda token: token.kind != "}", cursor.tokens[cursor.index + 2 :])
    return cursor.peek(2).kind == "{" and any(token.text == letter.name for token in group)


def at_differential(cursor: Cursor) -> bool:
    """Whether dx stands here: the letter d before another letter."""
    return cursor.token.text == "d" and cursor.peek().kind == n.LETTER


def atom(cursor: Cursor) -> Node:
    """What the next token begins, without exponent or postfix."""
    read = PREFIXES.get(cursor.token.kind)
    if read is None:
        raise cursor.unread()
    start = cursor.token.start
    cursor.deepen()
    node = read(cursor)
    cursor.depth -= 1
    if isinstance(node, SUSPECT):
        cursor.places.append((node, start))
    return node


def operand(cursor: Cursor) -> Node:
    """An atom with its exponent and postfix signs."""
    node = atom(cursor)
    read = _POSTFIXES.get(cursor.token.kind)
    links = 0
    while read is not None and not cursor.at_side():
        node = read(cursor, node)
        links += 1
        if links > 1:
            cursor.lengthen()
        read = _POSTFIXES.get(cursor.token.kind)
    return node


def exponent(cursor: Cursor) -> Node:
    """What stands after ^: a group in braces, or one signed atom."""
    cursor.deepen(_BRACKETED)
    braced = cursor.token.kind == "{"
    node = _bare_exponent(cursor)
    if cursor.token.kind == "^":
        if braced or cursor.peek().kind == "{":
            raise cursor.unread("a double exponent")
        cursor.advance()
        node = Power(node, exponent(cursor))
    cursor.depth -= _BRACKETED
    return node


def _bare_exponent(cursor: Cursor) -> Node:
    sign = cursor.token.kind
    if sign == "{":
        return braced(cursor)
    if sign in {"+", "-"}:
        cursor.advance()
        return _signed(sign, braced(cursor) if cursor.token.kind == "{" else tight_atom(cursor))
    node = tight_atom(cursor)
    return _factorial(cursor, node) if cursor.token.kind == "!" else node


def braced(cursor: Cursor) -> Node:
    """{…} around one expression."""
    cursor.expect("{")
    cursor.deepen()
    node = cursor.inside(modular)
    cursor.depth -= 1
    cursor.expect("}")
    return node


def tight_atom(cursor: Cursor) -> Node:
    """An atom where a number takes no fraction after it as part of a mixed number."""
    if cursor.token.kind == n.NUMBER:
        return number_value(cursor.advance().text)
    return atom(cursor)


def number_value(digits: str) -> Node:
    """The node for digits with at most one point."""
    return Decimal(digits) if "." in digits else Integer(int(digits))


def _power(cursor: Cursor, node: Node) -> Node:
    cursor.advance()
    return Power(node, exponent(cursor))


def _superscript(cursor: Cursor, node: Node) -> Node:
    text = cursor.advance().text
    if text.isalpha():
        return Power(node, Symbol(text))
    value = Integer(int(text.lstrip("+-")))
    return Power(node, Negation(value) if text[0] == "-" else value)


def _factorial(cursor: Cursor, node: Node) -> Node:
    cursor.advance()
    if cursor.token.kind == "!" and not cursor.token.spaced:
        cursor.advance()
        return Factorial(node, 2)
    return Factorial(node)


def _percent(cursor: Cursor, node: Node) -> Node:
    cursor.advance()
    return Percent(node)


def _prime(cursor: Cursor, node: Node) -> Node:
    if isinstance(node, Integer | Decimal | Degrees):
        raise cursor.unread("a prime on a number")
    order = 0
    while cursor.accept("'"):
        order += 1
    return Derivative(node, None, order)


_POSTFIXES: Final = {
    "^": _power,
    n.SUPERSCRIPT: _superscript,
    "!": _factorial,
    "%": _percent,
    "'": _prime,
    n.DEGREE: degrees,
}
