"""A measure of a figure against an answer: its number, its unit, and the rounding that is asked for."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from sympy import Expr, Rational, pi

from tutor.check.certifying.figures.spelled_units import quantity_of
from tutor.check.certifying.forms import form_fault
from tutor.check.certifying.problems.tasks import Form
from tutor.check.certifying.values import compare_with_value
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.comparing.question import read_question
from tutor.check.comparing.rounding import Written, rounds_to, written
from tutor.check.comparing.shown import shown
from tutor.check.comparing.units import match_units
from tutor.check.expressions import expression
from tutor.check.reading.tree import Degrees, ListOf, Node, Percent, PlusMinus, Quantity, Relation, Text, Unit
from tutor.check.reading.tree import Integer as Numeral
from tutor.check.reading.units import unit_text
from tutor.check.trees import contains, letters
from tutor.vocabulary.verdict import Certificate, Equality, Method

_PLACES = {
    "tenth": 1,
    "hundredth": 2,
    "thousandth": 3,
    "whole number": 0,
    "integer": 0,
    "one decimal place": 1,
    "1 decimal place": 1,
    "two decimal places": 2,
    "2 decimal places": 2,
    "three decimal places": 3,
    "3 decimal places": 3,
}
_ROUNDED = re.compile(rf"\b(?:nearest|to) ({'|'.join(_PLACES)})s?\b", re.IGNORECASE)
_APPROXIMATE_PI = (Rational(314, 100), Rational(22, 7), Rational(31416, 10000))


@dataclass(frozen=True, slots=True)
class Measured:
    """The exact value, its unit where the problem names one, and the power of a length that it is."""

    value: Expr
    unit: Unit | None
    power: int
    what: str
    problem: str
    names: str
    said: str = ""

    def __str__(self) -> str:
        if self.said:
            return self.said
        unit = f" {unit_text(self.unit, plural=True)}" if self.unit else ""
        return f"{self.what} is {shown(self.value)}{unit}"


def certify_measure(asked: Measured, answer: Node) -> Certificate:
    """The number with a fitting unit; a missing one is fine."""
    named = split_label(answer)
    if named.label is not None and not re.fullmatch(asked.names, named.label.name, re.IGNORECASE):
        return unchecked(f"the answer names {named.label.name}, not {asked.what}")
    quantity = quantity_of(named.value)
    given, unit = (quantity.value, quantity.unit) if quantity else (named.value, None)
    if contains(given, Relation, ListOf, Quantity, PlusMinus, Text, Degrees, Percent) or letters(given):
        return unchecked("the answer is no single number")
    if unit is None:
        return _judge(asked, given)
    if asked.unit is None:
        found = _judge(asked, given)
        fits = unit.factors == (("unit", asked.power),)
        return (
            found
            if fits or found.status != "proved"
            else supported(found.method, f"{asked}; the problem names no unit")
        )
    match = match_units(asked.unit, unit)
    if match.conflict:
        return refuted(Method.COMPARED, f"{asked}; {unit_text(unit, plural=True)} do not fit")
    if match.factor is None:
        return unchecked(match.detail)
    if match.factor == 1:
        return _judge(asked, given)
    return _judge_converted(asked, given, match.factor)


def _judge_converted(asked: Measured, given: Node, factor: Fraction) -> Certificate:
    """In another unit than that of the problem, exactly."""
    value = asked.value / Rational(factor.numerator, factor.denominator)
    return _judge(replace(asked, value=value, said=str(asked)), given)


def _judge(asked: Measured, given: Node) -> Certificate:
    place = _place_asked(asked.problem)
    form = written(given)
    result = compare_with_value(asked.value, given, read_question(asked.problem))
    if result.equality is Equality.PROVED:
        fault = form_fault(Numeral(0), given, Form.ANY)
        if place is not None and not (asked.value * place.denominator).is_Integer:
            fault = "a rounded number is asked for"
        return (
            supported(Method.EVALUATED, f"{asked}; {fault}")
            if fault
            else proved(Method.EVALUATED, str(asked))
        )
    if form is not None and rounds_to(asked.value.evalf(30), expression(given), form.place):
        return _judge_rounded(asked, form, place)
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, f"{asked}; {result.detail}")
    if result.equality is not Equality.DIFFERENT:
        return unchecked(result.detail)
    if _by_rounded_pi(asked, expression(given), form):
        return supported(Method.COMPARED, f"{asked}; π was rounded")
    if place is None and read_question(asked.problem).asks_rounding:
        return unchecked("how it is to be rounded was not understood")
    return refuted(Method.EVALUATED, str(asked))


def _judge_rounded(asked: Measured, form: Written, place: Fraction | None) -> Certificate:
    """A decimal that is right as far as it goes."""
    if place is not None and form.place == place:
        return proved(Method.EVALUATED, f"{asked}, rounded as asked")
    if place is None and not form.decimal:
        exact = asked.value.is_Rational and not read_question(asked.problem).asks_rounding
        return refuted(Method.EVALUATED, str(asked)) if exact else unchecked("the number may be rounded")
    return supported(Method.COMPARED, f"{asked}, to the digits given")


def _by_rounded_pi(asked: Measured, given: Expr, form: Written | None) -> bool:
    values = [asked.value.subs(pi, near) for near in _APPROXIMATE_PI if asked.value.has(pi)]
    return any(value == given or (form and rounds_to(value.evalf(30), given, form.place)) for value in values)


def _place_asked(problem: str) -> Fraction | None:
    found = _ROUNDED.search(problem)
    return Fraction(1, 10 ** _PLACES[found.group(1).lower()]) if found else None
