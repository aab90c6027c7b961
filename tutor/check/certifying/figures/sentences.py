"""How one asks for a measure of a figure: in one sentence, or in two."""

import re
from functools import cache

from sympy import Expr, Rational, pi

from tutor.check.certifying.families.plain_numbers import NUMBER
from tutor.check.certifying.figures.measured import Measured
from tutor.check.certifying.figures.shape import DIMENSIONS, SYMBOLS, WORDINGS, Given, Shape
from tutor.check.certifying.figures.shapes import SHAPES
from tutor.check.certifying.figures.solids import SOLIDS
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import Unit
from tutor.check.reading.units import MEASURES, read_unit
from tutor.check.trees import letters
from tutor.check.understanding import understood

_ASK = r"(?:find|calculate|compute|determine|work out|give|what(?: is|'s)|what would be)"
_NUMBER = rf"(?:\d+(?:\.\d+)? ?(?:\\pi|π)|\d*\\sqrt\{{\d+\}}|\d*√\d+|{NUMBER})"
_UNIT = r"[A-Za-z]{1,12}\.?"
_OF = r"(?:of |is |= ?|measuring |equal to |[a-z] ?= ?)?"
_LENGTH = re.compile(r"<(\w)>")
_ROUNDED = re.compile(
    r"[,.]?(?: and| then)? ?(?:round(?:ed|ing)?(?: (?:your|the) (?:final )?(?:answer|result))? |correct )?"
    r"to (?:the )?(?:nearest (?:tenth|hundredth|thousandth|whole number|integer)"
    r"|(?:one|two|three|1|2|3) decimal places?)$",
    re.IGNORECASE,
)
_IN_PI = re.compile(
    r"[,.]? ?(?:(?:leave|give|express|write) (?:your |the )?answer )?in terms of (?:\\pi|π|pi)$",
    re.IGNORECASE,
)
_NEAR_PI = r"3\.14|22/7|3\.1416|\\frac\{22\}\{7\}"
_USE_PI = re.compile(
    rf"[,.;]? ?\(?us(?:e|ing) (?:(?:\\pi|π|pi) ?(?:=|≈|\\approx|as) ?(?P<is>{_NEAR_PI})"
    rf"|(?P<for>{_NEAR_PI}) (?:for|as) (?:\\pi|π|pi))\)?$",
    re.IGNORECASE,
)


def measured(words: str, problem: str) -> Measured | None:
    """What a problem asks for, with its value."""
    rest, near_pi = _without_endings(words)
    for shape in (*SHAPES, *SOLIDS):
        if shape.word not in rest.lower():
            continue
        for number, given in enumerate(shape.given):
            for pattern in _patterns(shape, number):
                found = pattern.fullmatch(rest)
                asked = None if found is None else _asked(found, given, problem, near_pi)
                if asked is not None:
                    return asked
    return None


def _without_endings(words: str) -> tuple[str, Rational | None]:
    """Without rounding, "in terms of π" and the value of π to use at the end."""
    near_pi = None
    for _ in range(3):
        for ending in (_ROUNDED, _IN_PI, _USE_PI):
            found = ending.search(words)
            if found is None:
                continue
            words = words[: found.start()].rstrip(" .,;(")
            if ending is _USE_PI:
                text = (found["is"] or found["for"]).replace("\\frac{22}{7}", "22/7")
                near_pi = Rational(text)
    return words, near_pi


@cache
def _patterns(shape: Shape, number: int) -> tuple[re.Pattern[str], ...]:
    """Compiled when such a figure is asked about for the first time."""
    given = shape.given[number]
    words = _lengths(given.words)
    what = "|".join(f"(?P<{name.replace(' ', '_')}>{WORDINGS[name]})" for name in given.asked)
    figure = rf"(?:{shape.names})"
    has = r"(?:has|have|with|having|whose|that has|of)"
    texts = (
        rf"{_ASK} (?:the )?(?:{what}) of (?:an?|the|this) {figure},? {has} (?:an? |the |its |two )?{words}",
        rf"(?:an?|the) {figure} (?:has|with|having) (?:an? |the |two )?{words}\.? {_ASK}"
        rf" (?:the|its) (?:{what})(?: of (?:the|this) {figure})?",
        rf"(?:if )?(?:an?|the) {figure} has (?:an? |the |two )?{words},? {_ASK} (?:the|its) (?:{what})"
        rf"(?: of (?:the|this) {figure})?",
    )
    return tuple(re.compile(text, re.IGNORECASE) for text in texts)


def _lengths(words: str) -> str:
    """The words as a pattern, an article before each further length."""
    words = re.sub(r"and (?=[(a-z])", "and (?:(?:an?|the|its|one) )?", words)
    return _LENGTH.sub(
        lambda found: rf"(?:{_OF})(?P<{found[1]}>{_NUMBER})(?: ?(?P<{found[1]}_unit>{_UNIT}))?", words
    )


def _asked(found: re.Match[str], given: Given, problem: str, near_pi: Rational | None) -> Measured | None:
    names = _LENGTH.findall(given.words)
    lengths = [_length(found[name]) for name in names]
    exact = [length for length in lengths if length is not None]
    if len(exact) < len(lengths) or not given.fits(*exact):
        return None
    units = [found[f"{name}_unit"] for name in names]
    unit = _common_unit(units)
    what = next(name for name in given.asked if found[name.replace(" ", "_")])
    if unit is None:
        return None
    value = given.asked[what](*exact)
    power = DIMENSIONS[what]
    return Measured(
        value if near_pi is None else value.subs(pi, near_pi),
        Unit(((unit, power),)) if unit else None,
        power,
        f"the {what}",
        problem,
        rf"{SYMBOLS[what]}|(?:the )?{WORDINGS[what]}",
    )


def _length(text: str) -> Expr | None:
    """A positive number."""
    reading = understood(text)
    if not isinstance(reading, Parsed) or letters(reading.tree):
        return None
    try:
        value = expression(reading.tree)
    except UnbuildableError:
        return None
    return value if value.is_positive else None


def _common_unit(written: list[str | None]) -> str | None:
    """The one unit of length that is named, at the last length at least; empty for none; None if unclear."""
    named = [_unit(text) for text in written if text is not None]
    if not named:
        return ""
    if any(unit is None for unit in named) or len(set(named)) != 1 or written[-1] is None:
        return None
    return named[0] if named[0] != "unit" else ""


def _unit(text: str) -> str | None:
    unit = read_unit(text)
    if unit is None or len(unit.factors) != 1 or unit.factors[0][1] != 1:
        return None
    name = unit.factors[0][0]
    if name == "unit":
        return name
    return name if name in MEASURES and MEASURES[name].dimension == (("length", 1),) else None
