"""Units on both sides: missing is fine, convertible ones are converted, conflicting ones are different."""

from dataclasses import dataclass
from fractions import Fraction

from tutor.check.reading.tree import Unit
from tutor.check.reading.units import MEASURES


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
