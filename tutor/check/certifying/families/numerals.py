"""Numerals in the forms that a problem may ask for: their worth, and what is wrong with a form."""

import re
from collections.abc import Callable
from fractions import Fraction
from math import gcd

from tutor.check.certifying.families.plain_numbers import decimal_text
from tutor.check.certifying.problems.numbers import number_of
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import (
    Decimal,
    Integer,
    MixedNumber,
    Negation,
    Node,
    Percent,
    Power,
    Product,
    Quantity,
    RepeatingDecimal,
    Unit,
)
from tutor.check.reading.tree import Fraction as Quotient
from tutor.check.trees import contains, signed_integer
from tutor.check.understanding import understood

_LARGEST_POWER = 30
_WORDS = re.compile(r"(?<![\\A-Za-z])(?!percent\b)[A-Za-z]{2,}")
CURRENCIES = tuple(Unit(((name, 1),)) for name in ("dollar", "euro", "pound sterling"))


def read_number(text: str) -> Node | None:
    """The tree of a piece of text that holds one number, in whatever form."""
    if _WORDS.search(text):
        return None  # the reader passes over some words at the end
    reading = understood(text.strip())
    return reading.tree if isinstance(reading, Parsed) else None


def worth_of(tree: Node | None) -> Fraction | None:
    """The exact value of one numeral: also of a percentage, and of a number times a power of ten."""
    if tree is None or contains(tree, Quantity):
        return None
    match tree:
        case Percent(value=inner):
            value = worth_of(inner)
            return None if value is None else value / 100
        case Negation(operand=inner):
            value = worth_of(inner)
            return None if value is None else -value
        case Product(factors=(first, Power(base=Integer(value=10), exponent=exponent))):
            head, power = number_of(first), signed_integer(exponent)
            if head is None or power is None or abs(power) > _LARGEST_POWER:
                return None
            return head * Fraction(10) ** power
        case Decimal(continues=True):
            return None
    return number_of(tree)


def without_money(node: Node) -> Node:
    """$4.567 as 4.567."""
    money = isinstance(node, Quantity) and node.unit in CURRENCIES
    return node.value if money and isinstance(node, Quantity) else node


def without_percent(node: Node) -> Node:
    """25% as 25, also behind a sign."""
    if isinstance(node, Negation):
        return Negation(without_percent(node.operand))
    return node.value if isinstance(node, Percent) else node


def shown_as(form: str, value: Fraction) -> str:
    """A value in the form asked for, for a line that says what is right."""
    if form in {"fraction", "improper fraction"}:
        return str(value)
    if form == "mixed number":
        whole, rest = divmod(abs(value), 1)
        return f"{'-' if value < 0 else ''}{whole} {rest}"
    if form == "scientific notation":
        power = exponent_of(value)
        return f"{decimal_text(value / Fraction(10) ** power)} × 10^{power}"
    return f"{decimal_text(value)}{'%' if form == 'percent' else ''}"


def exponent_of(value: Fraction) -> int:
    """The power of ten of the leading digit."""
    size, power = abs(value), 0
    while size >= 10:
        size, power = size / 10, power + 1
    while size < 1:
        size, power = size * 10, power - 1
    return power


def _bare(node: Node) -> Node:
    """The numeral behind a sign."""
    return node.operand if isinstance(node, Negation) else node


def _decimal(node: Node) -> str:
    return "" if isinstance(_bare(node), Integer | Decimal | RepeatingDecimal) else "it is no decimal"


def _percent(node: Node) -> str:
    return _decimal(node) and ("it is not worked out" if _fraction(node) else "")


def _fraction(node: Node) -> str:
    """A quotient of whole numbers or a mixed number, in lowest terms."""
    bare = _bare(node)
    if isinstance(bare, Integer):
        return ""
    if isinstance(bare, MixedNumber):
        return "" if gcd(bare.numerator, bare.denominator) == 1 else _NOT_LOWEST
    return _quotient(bare)


def _quotient(node: Node) -> str:
    node = _bare(node)
    if not isinstance(node, Quotient):
        return "it is no fraction"
    top, bottom = _bare(node.numerator), _bare(node.denominator)
    if not isinstance(top, Integer) or not isinstance(bottom, Integer):
        return "it is no fraction of whole numbers"
    return "" if gcd(top.value, bottom.value) == 1 else _NOT_LOWEST


def _mixed(node: Node) -> str:
    return _fraction(node) if isinstance(_bare(node), MixedNumber) else "it is no mixed number"


def _scientific(node: Node) -> str:
    match _bare(node):
        case Product(factors=(Integer() | Decimal() as first, Power())) if 1 <= first.value < 10:
            return ""
    return "it is not in scientific notation"


def _ordinary(node: Node) -> str:
    return "" if isinstance(_bare(node), Integer | Decimal) else "it is no ordinary number"


_NOT_LOWEST = "it is not in lowest terms"
FAULTS: dict[str, Callable[[Node], str]] = {
    "decimal": _decimal,
    "percent": _percent,
    "mixed number": _mixed,
    "improper fraction": _quotient,
    "scientific notation": _scientific,
    "ordinary number": _ordinary,
    "fraction": _fraction,
}
"""What is wrong with the form of a number that has the right value; empty when nothing is."""
