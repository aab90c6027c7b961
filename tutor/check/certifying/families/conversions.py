"""Conversions in other words: degrees and radians, temperatures, "how many centimetres are 2.5 m"."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from math import gcd

from sympy import Rational, pi

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.durations import joined
from tutor.check.certifying.families.plain_numbers import Asked, certify_number, plain_words
from tutor.check.certifying.problems.numbers import number_of
from tutor.check.certifying.verdicts import supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.units import as_quantity, lifted, match_units
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import Constant, Degrees, Integer, Node, Product, Quantity, Unit
from tutor.check.reading.tree import Fraction as Quotient
from tutor.check.reading.units import names_only_units, read_unit
from tutor.check.trees import contains, letters
from tutor.check.understanding import understood
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

Check = Callable[[Node], Certificate]

_CONVERT = r"(?:convert|change|express|write|rewrite)"
_RADIANS = re.compile(
    rf"{_CONVERT} (?P<x>.{{1,30}}?) (?:to|in|into|as) rad(?:ians?)?(?: measure)?", re.IGNORECASE
)
_DEGREES = re.compile(
    rf"{_CONVERT} (?P<x>.{{1,30}}?)(?: ?rad(?:ians?)?) (?:to|in|into|as) degrees?(?: measure)?", re.IGNORECASE
)
_HOW_MANY = re.compile(
    r"how many (?P<target>[a-z /]{1,30}?) (?:are(?: there)?|is(?: there)?|make)(?: in)? (?P<given>.{1,40}?)",
    re.IGNORECASE,
)
_TO_UNIT = re.compile(
    rf"{_CONVERT} (?P<given>.{{1,40}}?) (?:to|into|in) (?:degrees )?(?P<target>[A-Za-z°/ ]{{1,30}})",
    re.IGNORECASE,
)
_RADIAN = Unit((("radian", 1),))
_HOTNESS = {
    "celsius": (Fraction(1), Fraction(0)),
    "fahrenheit": (Fraction(5, 9), Fraction(-160, 9)),
    "kelvin": (Fraction(1), Fraction(-27315, 100)),
}
"""What a degree is in degrees Celsius, and where the scale begins."""


def recognize(problem: str) -> Check | None:
    """How to check an angle or a quantity in another unit."""
    words = plain_words(problem)
    if found := _RADIANS.fullmatch(words):
        return _to_radians(found["x"], problem)
    if found := _DEGREES.fullmatch(words):
        return _to_degrees(found["x"], problem)
    found = _HOW_MANY.fullmatch(words) or _TO_UNIT.fullmatch(words)
    return _to_unit(found["given"], found["target"], problem) if found else None


def _tree(text: str) -> Node | None:
    reading = understood(text.strip())
    return reading.tree if isinstance(reading, Parsed) else None


def _to_radians(text: str, problem: str) -> Check | None:
    tree = _tree(text)
    degrees = number_of(tree.value) if isinstance(tree, Degrees) else None
    if degrees is None:
        return None
    value = Rational(degrees.numerator, degrees.denominator) * pi / 180
    asked = Asked(value, "the angle in radians", problem)
    return lambda answer: _certify_angle(asked, answer, radians=True)


def _to_degrees(text: str, problem: str) -> Check | None:
    tree = _tree(text)
    if tree is None or letters(tree) or contains(tree, Degrees, Quantity):
        return None
    try:
        value = expression(tree) * 180 / pi
    except UnbuildableError:
        return None
    if not value.is_Rational:
        return None
    asked = Asked(value, "the angle in degrees", problem)
    return lambda answer: _certify_angle(asked, answer, radians=False)


def _certify_angle(asked: Asked, answer: Node, *, radians: bool) -> Certificate:
    """The number of radians or of degrees, its sign there or not."""
    given = split_label(answer).value
    if (isinstance(given, Degrees) and not radians) or (
        isinstance(given, Quantity) and given.unit == _RADIAN and radians
    ):
        given = given.value
    if contains(given, Degrees, Quantity):
        return unchecked("the answer is in another unit")
    found = certify_number(asked, given)
    if found.status is CertificateStatus.PROVED and not _in_lowest_terms(given):
        return supported(Method.EVALUATED, "equal, but it is not in lowest terms")
    return found


def _in_lowest_terms(node: Node) -> bool:
    """No common factor above and below, as in 150π/180."""
    if not isinstance(node, Quotient) or not isinstance(node.denominator, Integer):
        return True
    match node.numerator:
        case Integer(value=top) | Product(factors=(Integer(value=top), Constant())):
            return gcd(top, node.denominator.value) == 1
    return True


def _to_unit(given: str, target: str, problem: str) -> Check | None:
    unit = read_unit(target) if names_only_units(target) else None
    quantity = _quantity(given)
    if unit is None or quantity is None:
        return None
    number = number_of(quantity.value)
    value = _converted(number, quantity.unit, unit) if number is not None else None
    if value is None:
        return None
    return partial(certify_amount, Amount(value, "it", unit, in_unit=True), problem)


def _converted(number: Fraction, unit: Unit, target: Unit) -> Fraction | None:
    names = [one.factors[0][0] for one in (unit, target) if len(one.factors) == 1]
    if len(names) == 2 and set(names) <= set(_HOTNESS) and names[0] != names[1]:
        (factor, start), (other, other_start) = (_HOTNESS[name] for name in names)
        return (number * factor + start - other_start) / other
    match = match_units(target, unit)
    return None if match.factor is None else number * match.factor


def _quantity(text: str) -> Quantity | None:
    """2.5 m, an hour, half an hour, 3 hours 15 minutes."""
    text = re.sub(r"^half an? ", r"\\frac{1}{2} ", text.strip(), flags=re.IGNORECASE)
    text = re.sub(r"^(?:an?|one) ", "1 ", text, flags=re.IGNORECASE)
    text = re.sub(r"^(\d+)/(\d+) ?(?=[a-z])", r"\\frac{\1}{\2} ", text)
    spelled = re.sub(r"\\frac(?:\{\d+\}\{\d+\}|\d\d)", "", text)
    tree = _tree(text)
    if tree is None or not names_only_units(spelled):
        return None
    whole = lifted(joined(tree))
    return whole if isinstance(whole, Quantity) else as_quantity(whole)
