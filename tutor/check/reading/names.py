"""Letters: symbols with index and primes, applied functions, derivatives written with d.

A letter before a bracket multiplies it, unless it is f, g, h or the like, or is applied to a letter alone
as a capital (P(x)) or at the beginning of its definition (p(x) = …), or there are several arguments. The
letters e and i are constants unless something binds them: an index of a sum, "i = 3" at the beginning.
"""

from tutor.check.reading import notation as n
from tutor.check.reading.atoms import letter_value
from tutor.check.reading.cursor import CLOSERS, OPENERS, Cursor, prefix
from tutor.check.reading.expression import MODULO, at_differential, multiplied, operand
from tutor.check.reading.indices import index
from tutor.check.reading.statements import arguments
from tutor.check.reading.tree import Application, Derivative, Node, Symbol


@prefix(n.LETTER, "∂")
def name(cursor: Cursor) -> Node:
    """A letter and all that belongs to its name."""
    if cursor.token.text in {"d", "∂"} and cursor.peek().kind in {"/", n.LETTER, "∂", "^"}:
        derivative = _plain_derivative(cursor)
        if derivative is not None:
            return derivative
        if cursor.differential and at_differential(cursor):
            raise cursor.unread("an integrand expected")
    token = cursor.advance()
    if token.kind != n.LETTER:
        raise cursor.unread("a derivative expected")
    kind = cursor.token.kind
    if kind == "_":
        cursor.advance()
        return _named(cursor, f"{token.text}_{index(cursor)}")
    if token.text == "E" and kind == "[" and not cursor.token.spaced:  # an expectation
        return Application("E", arguments(cursor, "[", "]"))
    if token.text == "m" and kind == "∠":  # m∠ABC is the measure of the angle
        return operand(cursor)
    if kind in {"(", "'", "^", n.SUPERSCRIPT} or token.text in cursor.functions:
        return _named(cursor, token.text)
    return letter_value(token.text, cursor.bound)


def _named(cursor: Cursor, name_: str) -> Node:
    order = _primes(cursor)
    if order and cursor.accept("_"):
        name_, order = f"{name_}{chr(39) * order}_{index(cursor)}", 0
    known = name_ in cursor.functions
    if known and cursor.token.kind in {"^", n.SUPERSCRIPT}:
        applied = _raised_function(cursor, name_)
        if applied is not None:
            return applied
    opens = cursor.token.kind == "(" and cursor.peek().kind not in MODULO
    if opens and (known or order or _looks_applied(cursor, name_)):
        return Application(name_, arguments(cursor), order)
    if order and (name_[0].isupper() and not known):
        return Symbol(name_ + "'" * order)
    if order:
        return Derivative(Symbol(name_), None, order)
    return letter_value(name_, cursor.bound)


def _primes(cursor: Cursor) -> int:
    count = 0
    while cursor.accept("'"):
        count += 1
    return count


def _looks_applied(cursor: Cursor, name_: str) -> bool:
    """P(x) of a capital, and P(a, b) of any letter, are applications; x(x+1) is a product."""
    if cursor.token.spaced:
        return False
    kinds = [cursor.peek(offset).kind for offset in (1, 2)]
    if name_[0].isupper() and kinds[0] in {n.LETTER, n.TEXT} and kinds[1] == ")":
        return True
    if name_ in {"P", "Pr", "E"} and any(map(cursor.holds, (n.RELATION, "|", n.SET_OPERATOR, n.TEXT))):
        return True
    return cursor.holds(",")


def _raised_function(cursor: Cursor, name_: str) -> Node | None:
    """f⁻¹(x) and f^{(n)}(x); f²(x) is not read, for it may be f(f(x)) or a square."""
    start = cursor.index
    inverse, order = _raise(cursor)
    if cursor.token.kind == "(" and (inverse or order):
        return Application(name_, arguments(cursor), order, inverse)
    applied = cursor.token.kind == "("
    cursor.index, cursor.token = start, cursor.tokens[start]
    if applied:
        raise cursor.unread("a power of a function")
    return None


def _raise(cursor: Cursor) -> tuple[bool, int]:
    texts = [cursor.peek(offset).text for offset in range(6)]
    for pattern, inverse in (
        (["^", "{", "-", "1", "}"], True),
        (["^", "(", "-", "1", ")"], True),
        (["^", "-", "1"], True),
        (["-1"], True),
    ):
        if texts[: len(pattern)] == pattern:
            _move(cursor, len(pattern))
            return inverse, 0
    if texts[:3] == ["^", "{", "("] and texts[3].isdecimal() and texts[4:6] == [")", "}"]:
        _move(cursor, 6)
        return False, int(texts[3])
    if texts[0] == "^":
        _move(cursor, 2)
        level = 1 if texts[1] == "{" else 0
        while level and cursor.token.kind != n.END:
            level += (cursor.token.kind in OPENERS) - (cursor.token.kind in CLOSERS)
            cursor.advance()
    return False, 0


def _move(cursor: Cursor, steps: int) -> None:
    for _ in range(steps):
        cursor.advance()


def _plain_derivative(cursor: Cursor) -> Node | None:
    """dy/dx, d/dx f, d^2y/dx^2 written with a slash."""
    width, order, named = derivative_head(cursor, 0)
    if not width or cursor.peek(width).kind != "/":
        return None
    lower = derivative_foot(cursor, width + 1, order)
    if lower is None:
        return None
    variable, end = lower
    _move(cursor, end)
    return derivative_of(cursor, named, variable, order)


def derivative_head(cursor: Cursor, offset: int) -> tuple[int, int, str]:
    """Tokens, order and function name of d, d^2, dy or d^2y at `offset`; no tokens when it is not that."""
    if cursor.peek(offset).text not in {"d", "∂"}:
        return 0, 0, ""
    width, order = 1, 1
    power = _order(cursor, offset + 1)
    if power is not None:
        order, width = power[0], 1 + power[1]
    named = cursor.peek(offset + width)
    if named.kind == n.LETTER:
        return width + 1, order, named.text
    return width, order, ""


def derivative_foot(cursor: Cursor, offset: int, order: int) -> tuple[str, int] | None:
    """The variable of dx or dx^2 at `offset` and where it ends, when the order agrees."""
    if cursor.peek(offset).text not in {"d", "∂"} or cursor.peek(offset + 1).kind != n.LETTER:
        return None
    variable, end = cursor.peek(offset + 1).text, offset + 2
    power = _order(cursor, end)
    if (power[0] if power else 1) != order:
        return None
    return variable, end + (power[1] if power else 0)


def _order(cursor: Cursor, offset: int) -> tuple[int, int] | None:
    texts = [cursor.peek(offset + step).text for step in range(4)]
    if texts[0] == "^" and texts[1].isdecimal():
        return int(texts[1]), 2
    if texts[:2] == ["^", "{"] and texts[2].isdecimal() and texts[3] == "}":
        return int(texts[2]), 4
    if cursor.peek(offset).kind == n.SUPERSCRIPT and texts[0].isdecimal():
        return int(texts[0]), 1
    return None


def derivative_of(cursor: Cursor, named: str, variable: str, order: int) -> Node:
    """The derivative of the named function, or of the operand that follows."""
    if order < 1 or order > cursor.limits.depth:
        raise cursor.unread("an order expected")
    if named:
        return Derivative(Symbol(named), variable, order)
    bracketed = cursor.token.kind in {"(", "[", "|(", "{"}
    factors = [operand(cursor)]
    while not bracketed and cursor.token.kind in {n.LETTER, n.FUNCTION, n.CONSTANT, "(", "\\sqrt", "\\frac"}:
        factors.append(operand(cursor))
    return Derivative(multiplied(factors), variable, order)
