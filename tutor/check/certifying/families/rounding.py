"""Rounding that a problem asks for: to which place, what comes out, and whether an answer is written so."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tutor.check.certifying.families.numerals import exponent_of
from tutor.check.certifying.families.plain_numbers import exact, whole_in
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.rounding import rounds_to, written
from tutor.check.expressions import expression
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Certificate, Method

_NAMED: dict[str, Fraction] = {
    "whole number": Fraction(1),
    "integer": Fraction(1),
    "whole": Fraction(1),
    "one": Fraction(1),
    "unit": Fraction(1),
    "dollar": Fraction(1),
    "ten": Fraction(10),
    "hundred": Fraction(100),
    "thousand": Fraction(1000),
    "ten thousand": Fraction(10**4),
    "hundred thousand": Fraction(10**5),
    "million": Fraction(10**6),
    "tenth": Fraction(1, 10),
    "hundredth": Fraction(1, 100),
    "cent": Fraction(1, 100),
    "penny": Fraction(1, 100),
    "thousandth": Fraction(1, 1000),
    "ten thousandth": Fraction(1, 10**4),
}
_NAMES = "|".join(sorted((name.replace(" ", "[ -]") for name in _NAMED), key=len, reverse=True))
PLACE = (
    rf"(?:(?:the )?nearest (?P<named>{_NAMES})s?"
    r"|(?P<places>\w+) (?:decimal places?|places? of decimals|d\.?p\.?)"
    r"|(?P<digits>\w+) (?:significant (?:figures?|digits?)|sig(?:nificant)?\.? ?(?:figs?|digits?)|s\.?f\.?))"
)
_PLACE = re.compile(rf"\b{PLACE}(?![\w-])", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?:round(?:ed|ing)?(?! table)|nearest|correct to|decimal places?|significant)\b", re.IGNORECASE
)
_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Rounding:
    """The worth of the last place that is kept."""

    place: Fraction

    def of(self, value: Fraction) -> Fraction:
        """The nearest multiple of the place; what lies in the middle goes away from zero."""
        steps = abs(value) / self.place
        return (1 if value >= 0 else -1) * self.place * int(steps + Fraction(1, 2))

    def shown(self, rounded: Fraction) -> str:
        """A rounded value with all its places."""
        places = max(len(str(self.place.denominator)) - 1, 0)
        return f"{rounded.numerator / Decimal(rounded.denominator):.{places}f}"

    def is_tie(self, value: Fraction) -> bool:
        """Whether the value lies in the middle, where not all round alike."""
        return (abs(value) / self.place) % 1 == Fraction(1, 2)


def place_of(match: re.Match[str], value: Fraction) -> Rounding | None:
    """The rounding that a match of PLACE names, for this value."""
    if match["named"]:
        return Rounding(_NAMED[match["named"].lower().replace("-", " ")])
    count = whole_in(match["places"] or match["digits"])
    if count is None or count > _MOST_PLACES:
        return None
    if match["places"]:
        return Rounding(Fraction(1, 10**count))
    if value == 0 or count < 1:
        return None
    rounding = Rounding(Fraction(10) ** (exponent_of(value) - count + 1))
    # 9.96 is 10 to two figures, not 10.0
    return Rounding(Fraction(10) ** (exponent_of(rounding.of(value)) - count + 1))


def mentions_rounding(problem: str) -> bool:
    """Whether anything is said about rounding."""
    return bool(_WORDS.search(problem))


def asked_rounding(problem: str, value: Fraction) -> Rounding | None:
    """The one rounding that a problem asks for; None without or where it is not understood."""
    found = list(_PLACE.finditer(problem))
    return place_of(found[0], value) if len(found) == 1 else None


def judge_rounded(value: Fraction, rounding: Rounding, given: Node, what: str) -> Certificate:
    """The rounded value, written to the place that was asked for."""
    right = rounding.of(value)
    shows = f"{what} is {rounding.shown(right)}"
    worth, form = expression(given), written(given)
    if not worth.is_Rational:
        return unchecked("the answer is no single number")
    if worth == exact(right):
        if rounding.is_tie(value) and value < 0:
            return supported(Method.COMPARED, f"{shows}, where halves go away from zero")
        as_asked = form is not None and (form.place == rounding.place or form.place == 1 <= rounding.place)
        return (
            proved(Method.EVALUATED, shows)
            if as_asked
            else supported(Method.EVALUATED, f"{shows}, but it is not written to that place")
        )
    if rounding.is_tie(value) and abs(worth - exact(value)) == exact(rounding.place / 2):
        return unchecked("it lies in the middle, where not all round alike")
    return refuted(Method.EVALUATED, shows)


_GROUP = 1000
_ENOUGH_DIGITS = 2


def may_group_digits(number: Node, value: Fraction) -> bool:
    """12.500 for 12,500, as some countries write it."""
    form = written(number)
    grouped = form is not None and form.decimal and form.place == Fraction(1, _GROUP)
    return grouped and expression(number) * _GROUP == exact(value)


def may_be_rounded(value: Fraction, number: Node, factor: Fraction = Fraction(1)) -> bool:
    """33 for 100/3, or 20.83 m/s for 75 km/h: two digits or more of what no decimal is."""
    form = written(number)
    size = value / factor
    if form is None or form.digits < _ENOUGH_DIGITS or ends(size):
        return False
    return (factor != 1 or not form.decimal) and rounds_to(exact(size), expression(number), form.place)


def ends(value: Fraction) -> bool:
    """Whether the decimals end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
