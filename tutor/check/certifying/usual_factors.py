"""Conversions with the factors that people keep in mind: 1.6 km a mile, 2.2 lb a kilogram, 1024 bytes."""

from fractions import Fraction

from tutor.check.certifying.families.rounding import ends
from tutor.check.certifying.problems.numbers import number_of
from tutor.check.comparing.rounding import written
from tutor.check.reading.tree import Node, Unit

_USUAL_ERROR = Fraction(3, 100)
_BINARY_ERROR = Fraction(8, 100)
_IMPERIAL_ERROR = Fraction(1, 4)
_BY_COUNTRY = frozenset({"gallon", "quart", "pint", "cup", "fluid ounce", "ton"})
_PRIMES_OF_SCALES = (2, 3, 5, 7, 11)
"""All that is in factors within one system of units: 1000, 60, 5280 feet, 231 cubic inches."""
_GROUP = 1000


def may_be_meant(value: Fraction, units: tuple[Unit, Unit], factor: Fraction, number: Node) -> bool:
    """Whether a number that is not the value may come from a usual factor, or be the value rounded."""
    given = number_of(number)
    if given is None:
        return False
    away, form = abs(given - value), written(number)
    if form is not None and form.decimal:
        if form.place == Fraction(1, _GROUP) and given * _GROUP == value:
            return True  # 5.400 for 5,400
        if 2 * away <= form.place:
            return True
    elif form is not None and form.digits > 1 and 2 * away < 1 and not ends(value):
        return True  # 52 weeks for 365 days
    names = {name for unit in units for name, _ in unit.factors}
    if not names.isdisjoint(_BY_COUNTRY) and _crosses(factor):
        return away <= abs(value) * _IMPERIAL_ERROR
    if any("byte" in name for name in names):
        return away <= abs(value) * _BINARY_ERROR
    return _crosses(factor) and away <= abs(value) * _USUAL_ERROR


def _crosses(factor: Fraction) -> bool:
    """Whether the units belong to two systems, as miles and kilometres do."""
    rest = factor.numerator * factor.denominator
    for prime in _PRIMES_OF_SCALES:
        while rest % prime == 0:
            rest //= prime
    return rest > 1
