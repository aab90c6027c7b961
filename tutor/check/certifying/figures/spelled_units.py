"""Units behind a value that the reader took for letters: 9π cm² is read as 9·π·c·m²."""

from tutor.check.comparing.units import as_quantity, lifted
from tutor.check.reading.tree import (
    Constant,
    ConstantName,
    Integer,
    Node,
    Power,
    Product,
    Quantity,
    Symbol,
    Unit,
)
from tutor.check.reading.units import MEASURES, UNITS
from tutor.check.trees import letters

_SQUARE = "sq"


def quantity_of(node: Node) -> Quantity | None:
    """A value with its unit, however the unit is written; None where there is none."""
    raised = lifted(node)
    if isinstance(raised, Quantity):
        return raised if not letters(raised.value) else None
    return _spelled(node) or as_quantity(node)


def _spelled(node: Node) -> Quantity | None:
    """A product whose last factors are the letters of one unit, the last of them raised."""
    if not isinstance(node, Product):
        return None
    flat = _flat(node)
    position = next((place for place, factor in enumerate(flat) if letters(factor)), len(flat))
    numbers, spelled = flat[:position], flat[position:]
    word, power = _word(spelled)
    if word.startswith(_SQUARE) and power == 1:
        word, power = word.removeprefix(_SQUARE), 2
    name = UNITS.get(word)
    if not numbers or name not in MEASURES:
        return None
    value = numbers[0] if len(numbers) == 1 else Product(tuple(numbers))
    return Quantity(value, Unit(((str(name), power),)))


def _flat(node: Node) -> list[Node]:
    if isinstance(node, Product):
        return [part for factor in node.factors for part in _flat(factor)]
    return [node]


def _word(factors: list[Node]) -> tuple[str, int]:
    """Letters one after the other; empty where something else is among them."""
    word, power = "", 1
    for place, factor in enumerate(factors):
        last = place == len(factors) - 1
        match factor:
            case Power(base=base, exponent=Integer(value=exponent)) if last:
                word, power = word + _letter(base), exponent
            case _:
                word += _letter(factor)
        if not _letter(factor.base if isinstance(factor, Power) else factor):
            return "", 1
    return word, power


def _letter(node: Node) -> str:
    if isinstance(node, Constant) and node.name is ConstantName.I:
        return "i"
    return node.name if isinstance(node, Symbol) else ""
