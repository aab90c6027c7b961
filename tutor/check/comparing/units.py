"""Units on both sides: missing is fine, convertible ones are converted, conflicting ones are different."""

from dataclasses import dataclass
from fractions import Fraction

from tutor.check.reading.tree import Fraction as Quotient
from tutor.check.reading.tree import Integer, Negation, Node, Power, Product, Quantity, Sum, Symbol, Unit
from tutor.check.reading.units import MEASURES, UNITS
from tutor.check.trees import letters


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """`factor` converts a given value into the expected unit; None when the units conflict or may do so."""

    factor: Fraction | None
    conflict: bool = False
    detail: str = ""


def match_units(expected: Unit | None, given: Unit | None) -> UnitMatch:
    """How the given unit goes with the expected one."""
    if expected is None or given is None or expected == given:
        return UnitMatch(Fraction(1))
    measured = _measured(expected), _measured(given)
    if measured[0] is None or measured[1] is None:
        return _match_counted(expected, given)
    (left, left_factor), (right, right_factor) = measured[0], measured[1]
    if left != right:
        return UnitMatch(None, conflict=True, detail=f"{unit_text(given)} against {unit_text(expected)}")
    return UnitMatch(right_factor / left_factor)


def lifted(node: Node) -> Node:
    """3·(10⁸ m/s) as (3·10⁸) m/s, -(5 kg) as (-5) kg, 2 hours 30 minutes as 150 minutes."""
    match node:
        case Negation(operand=inner):
            whole = lifted(inner)
            return Quantity(Negation(whole.value), whole.unit) if isinstance(whole, Quantity) else node
        case Product(factors=(*others, Quantity() as last)) if not any(
            isinstance(o, Quantity) for o in others
        ):
            return Quantity(Product((*others, last.value)), last.unit)
        case Sum(terms=terms) if all(isinstance(term, Quantity) for term in terms):
            return _added([term for term in terms if isinstance(term, Quantity)]) or node
    return node


def _added(terms: list[Quantity]) -> Quantity | None:
    """The sum in the last unit, which is the smallest where people write two."""
    target = terms[-1].unit
    parts: list[Node] = []
    for term in terms:
        factor = match_units(target, term.unit).factor
        if factor is None:
            return None
        scale = Quotient(Integer(factor.numerator), Integer(factor.denominator))
        parts.append(Product((term.value, scale)))
    return Quantity(Sum(tuple(parts)), target)


def as_quantity(node: Node) -> Quantity | None:
    """A number times letters that all spell units of measure, as in 5 m or 10 m/s; None for anything else."""
    parts = _split(node, 1)
    if parts is None:
        return None
    numbers, units = parts
    if len(numbers) != 1 or not units:
        return None
    return Quantity(numbers[0], Unit(tuple(units)))


def _split(node: Node, power: int) -> tuple[list[Node], list[tuple[str, int]]] | None:
    """Numbers on top and units with their powers."""
    match node:
        case Product(factors=factors):
            return _merged([_split(factor, power) for factor in factors])
        case Quotient(numerator=top, denominator=bottom) if letters(node):
            return _merged([_split(top, power), _split(bottom, -power)])
        case Power(base=Symbol() as base, exponent=Integer(value=exponent)):
            return _split(base, power * exponent)
        case Symbol(name=name):
            unit = UNITS.get(name)
            return ([], [(unit, power)]) if unit in MEASURES else None
    return None if letters(node) or power < 0 else ([node], [])


def _merged(
    parts: list[tuple[list[Node], list[tuple[str, int]]] | None],
) -> tuple[list[Node], list[tuple[str, int]]] | None:
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    return [n for numbers, _ in found for n in numbers], [u for _, units in found for u in units]


def unit_text(unit: Unit) -> str:
    """A unit in words."""
    return " ".join(name if power == 1 else f"{name}^{power}" for name, power in unit.factors)


def _measured(unit: Unit) -> tuple[dict[str, int], Fraction] | None:
    """Dimensions and size in SI units, or None when something in it is only counted."""
    dimensions: dict[str, int] = {}
    factor = Fraction(1)
    for name, power in unit.factors:
        if name not in MEASURES:
            return None
        measure = MEASURES[name]
        factor *= measure.factor**power
        for dimension, exponent in measure.dimension:
            dimensions[dimension] = dimensions.get(dimension, 0) + exponent * power
    return {name: power for name, power in dimensions.items() if power}, factor


def _match_counted(expected: Unit, given: Unit) -> UnitMatch:
    """Candies and hard candies go together; apples and pears may or may not."""
    pairs = list(zip(expected.factors, given.factors, strict=False))
    same = len(expected.factors) == len(given.factors) and all(
        power == other and _one_names_the_other(name, word) for (name, power), (word, other) in pairs
    )
    if same:
        return UnitMatch(Fraction(1))
    return UnitMatch(None, detail=f"{unit_text(given)} against {unit_text(expected)}")


def _one_names_the_other(name: str, word: str) -> bool:
    return name == word or name.endswith(f" {word}") or word.endswith(f" {name}")
