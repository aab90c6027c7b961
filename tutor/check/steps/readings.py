"""What a false link of arithmetic may have been meant as.

A percent sign, a degree sign, a unit, a base or the base of a logarithm may have been
left out; an inline division may reach further than read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction as Exact
from math import prod

from tutor.check.reading.tree import (
    ORDERS,
    BaseLiteral,
    Call,
    Constant,
    ConstantName,
    Degrees,
    Fraction,
    FunctionName,
    Integer,
    MixedNumber,
    Negation,
    Node,
    Percent,
    Power,
    Product,
    Quantity,
    Ratio,
    RelationOperator,
    Sum,
)
from tutor.check.reading.units import MEASURES
from tutor.check.steps.links import Link
from tutor.check.trees import contains, product, rewritten, walk

Change = Callable[[Node], Node | None]

TRIGONOMETRIC = frozenset({FunctionName.SIN, FunctionName.COS, FunctionName.TAN})
LETTERS = (ConstantName.E, ConstantName.I)
_LOG_BASES = (10, 2)
_ORDERS = ORDERS | {RelationOperator.NOT_EQUAL}


@dataclass(frozen=True, slots=True)
class OtherReading:
    """The link read otherwise; with a `note` it is a usual way of writing, and true if it is true then."""

    link: Link
    note: str = ""


def is_ambiguous(link: Link, settled: frozenset[ConstantName] = frozenset()) -> bool:
    """Whether it can be read in too many ways to be called false; e and i may be letters unless settled."""
    sides = (link.left, link.right)
    named = [Constant(name) for name in LETTERS if name not in settled]
    inner = [node for side in sides for node in walk(side)]
    if any(isinstance(node, Ratio | BaseLiteral) or node in named for node in inner):
        return True
    if any(_is_modulo(node) or _is_open_division(node) for node in inner):
        return True
    return not _units_are_plain(inner) and not _units_balance(link)


def other_readings(link: Link) -> Iterator[OtherReading]:
    """In the order in which they are likely."""
    yield OtherReading(_with(link, _in_base_units), "once the units are converted")
    if not contains(link.left, Call) and not contains(link.right, Call):
        yield OtherReading(_with(link, _without_degrees), "in degrees")
    yield OtherReading(_with(link, _in_degrees), "in degrees")
    for base in _LOG_BASES:
        yield OtherReading(_with(link, _log_change(base)), f"with logarithms to base {base}")
    yield OtherReading(_with(link, _without_degrees))
    yield OtherReading(_with(link, _mixed_as_product))
    yield OtherReading(_with(link, _negative_base))
    if link.operator in _ORDERS:
        return
    for factor in (Integer(100), Fraction(Integer(180), Constant(ConstantName.PI))):
        yield OtherReading(Link(product(factor, link.left), link.operator, link.right))
        yield OtherReading(Link(link.left, link.operator, product(factor, link.right)))


def without_units(node: Node) -> Node:
    """The values alone."""
    return rewritten(node, lambda inner: without_units(inner.value) if isinstance(inner, Quantity) else None)


def _with(link: Link, change: Change) -> Link:
    return Link(rewritten(link.left, change), link.operator, rewritten(link.right, change))


def _without_degrees(node: Node) -> Node | None:
    return node.value if isinstance(node, Degrees) else None


def _in_degrees(node: Node) -> Node | None:
    """sin 30 for sin 30°."""
    if isinstance(node, Call) and node.function in TRIGONOMETRIC and not contains(node, Degrees, Constant):
        return Call(node.function, tuple(Degrees(argument) for argument in node.arguments))
    return None


def _mixed_as_product(node: Node) -> Node | None:
    if isinstance(node, MixedNumber):
        return product(Integer(node.whole), Fraction(Integer(node.numerator), Integer(node.denominator)))
    return None


def _negative_base(node: Node) -> Node | None:
    """-3^2 for (-3)^2."""
    if isinstance(node, Negation) and isinstance(node.operand, Power):
        return Power(Negation(node.operand.base), node.operand.exponent)
    return None


def _log_change(base: int) -> Change:
    def change(node: Node) -> Node | None:
        if isinstance(node, Call) and node.function is FunctionName.LOG and len(node.arguments) == 1:
            return Call(FunctionName.LOG, (*node.arguments, Integer(base)))
        return None

    return change


def _in_base_units(node: Node) -> Node | None:
    """5 m as 5 and 500 cm as 500/100; counted things stay as they are."""
    if not isinstance(node, Quantity) or any(name not in MEASURES for name, _ in node.unit.factors):
        return None
    factor = prod((MEASURES[name].factor ** power for name, power in node.unit.factors), start=Exact(1))
    value = rewritten(node.value, _in_base_units)
    return product(value, Fraction(Integer(factor.numerator), Integer(factor.denominator)))


def _is_modulo(node: Node) -> bool:
    """10 % 3 is read as a percentage times three."""
    if not isinstance(node, Product):
        return False
    pairs = zip(node.factors, node.factors[1:], strict=False)
    return any(isinstance(first, Percent) and isinstance(second, Integer) for first, second in pairs)


def _is_open_division(node: Node) -> bool:
    """8 ÷ 2(2 + 2): a quotient before a bracket."""
    if not isinstance(node, Product):
        return False
    pairs = zip(node.factors, node.factors[1:], strict=False)
    return any(isinstance(first, Fraction) and isinstance(second, Sum) for first, second in pairs)


def _units_are_plain(inner: list[Node]) -> bool:
    """Whether no two units in it could be converted into each other."""
    names = {name for node in inner if isinstance(node, Quantity) for name, _ in node.unit.factors}
    dimensions = [name for unit in names if unit in MEASURES for name, _ in MEASURES[unit].dimension]
    counted = [name for name in names if name not in MEASURES]
    return len(dimensions) == len(set(dimensions)) and len(counted) <= 1


def _units_balance(link: Link) -> bool:
    """Whether the units multiply out to the same on both sides: sets · chairs/set = chairs."""
    left, right = _units_of(link.left), _units_of(link.right)
    return left is not None and left == right


def _units_of(node: Node) -> dict[str, int] | None:
    """The units of a product or quotient with their powers; None for anything that may mix them."""
    match node:
        case Quantity(value=value, unit=unit):
            return None if contains(value, Quantity) else dict(unit.factors)
        case Product(factors=factors):
            return _multiplied([(_units_of(factor), 1) for factor in factors])
        case Fraction(numerator=top, denominator=bottom):
            return _multiplied([(_units_of(top), 1), (_units_of(bottom), -1)])
    return None if contains(node, Quantity) else {}


def _multiplied(parts: list[tuple[dict[str, int] | None, int]]) -> dict[str, int] | None:
    total: dict[str, int] = {}
    for units, sign in parts:
        if units is None:
            return None
        for name, power in units.items():
            total[name] = total.get(name, 0) + sign * power
    return {name: power for name, power in total.items() if power}
