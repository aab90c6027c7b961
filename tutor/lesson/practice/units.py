"""The unit that a problem asks for: `87 kg` is no answer in grams, nor is `125%` one for a plain number."""

import re
from dataclasses import dataclass
from typing import Final

from tutor.check.reading.units import MEASURES, UNITS, is_measure, read_unit, singular

_WANTED: Final = re.compile(
    r"^(?:Convert|Express|Change|Write) .* (?:to|in|into) (?P<to>[A-Za-z/²³^0-9]+)[.?]?$"
    r"|^How many (?P<many>[A-Za-z/²³^0-9]+) are there\b|\bin (?P<told>[A-Za-z/²³^0-9]+)$"
)
_TYPED: Final = re.compile(r"[\d.)}]\s*(?P<unit>(?![eE]\d|[xX] ?10\b)[A-Za-zµ][A-Za-zµ²³/^0-9 ]*)\.?$")
_PERCENT: Final = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_DEGREES: Final = re.compile(r"°|\bdegrees?\b|\\circ", re.IGNORECASE)
_MONEY: Final = re.compile(r"[€£¥₹]")
_WORD: Final = re.compile(r"[A-Za-zµ°]+|[$€£¥₹]")
_UNIT_WORD: Final = re.compile(r"(?:(?<=\d)\$?\s*|\b(?=[A-Za-z]{2}))([A-Za-zµ°]+)")
_BETWEEN: Final = re.compile(r"[,;]|\band\b|\bor\b")
_COMMAND_OR_LABEL: Final = re.compile(r"\\[A-Za-z]+|[A-Za-z](?:_\{?\w+\}?)?\s*=")
_QUANTITY: Final = re.compile(r"\bhow (?:long|far|old|fast|tall|heavy|high|deep|wide|much)\b", re.IGNORECASE)
_NO_COUNTED: Final = (
    "only|exactly|about|times|each|deg|degrees?|percent|pct|half|halves|thirds?|quarters?|squared|cubed"
    "|factorial|dozen|hundred|thousand|million|billion"
)
_COUNTED: Final = re.compile(rf"(?!(?:{_NO_COUNTED})\b)[A-Za-z]{{3,}}", re.IGNORECASE)
_UP: Final = re.compile(r"\b(?:increase|rise|growth|gain|higher|more)s?\b", re.IGNORECASE)
_DOWN: Final = re.compile(r"\b(?:decrease|fall|drop|loss|lower|less|discount)s?\b", re.IGNORECASE)


def wanted_unit(problem: str, asked: str) -> str:
    """The unit in which a number is asked for; empty where none is named, or a number base."""
    if "base" in problem:
        return ""
    for text in (problem, asked):
        if found := _WANTED.search(text):
            return next(unit for unit in found.groups() if unit)
    return ""


def typed_unit(given: str) -> str:
    """The letters behind a number; empty where there are none."""
    found = _TYPED.search(given)
    return found["unit"].strip() if found else ""


def stray_sign(expected: str, given: str, problem: str, asked: str) -> str:
    """What a typed sign claims that the right answer does not have; empty where nothing is."""
    if _PERCENT.search(given) and not _PERCENT.search(expected) and "\\frac" not in expected:
        probability = "probability" in problem or "probability" in asked
        return "" if probability else "a plain number, without a percent sign"
    told = problem + asked + expected
    if _DEGREES.search(given) and not _DEGREES.search(told) and "angle" not in told:
        return "a plain number, without degrees"
    return ""


@dataclass(frozen=True, slots=True)
class Bare:
    """An answer without the unit behind it.

    `stray` says what the unit claims that neither the right answer nor the problem has, `conflict` that
    the problem names another one for the same thing.
    """

    text: str
    stray: str = ""
    conflict: bool = False


def without_unit(expected: str, given: str, told: str) -> Bare:
    """The number alone; what was typed stays where nothing behind it is a unit.

    Letters are units only where the right answer has none itself, but for the name before it.
    """
    if money := _MONEY.search(given):
        return Bare(given, "" if money[0] in told + expected else f"a plain number, without {money[0]}")
    units = list(filter(None, map(typed_unit, _BETWEEN.split(given))))
    if not units or re.search("[A-Za-z]", _COMMAND_OR_LABEL.sub("", expected)):
        return Bare(given)
    if all(map(is_measure, units)):
        names = {name for unit in units if (read := read_unit(unit)) for name, _ in read.factors}
        stray = "" if _are_told(names, told) else f"a plain number, without {units[-1]}"
        number = given.removesuffix(".").removesuffix(units[0]).strip() if len(units) == 1 else given
        return Bare(number, stray, bool(stray) and _measure_alike(names, _named_units(told)))
    counted = _COUNTED.fullmatch(units[-1]) and singular(units[-1]) not in told.lower()
    return Bare(given, f"a plain number, without {units[-1]}" if counted else "")


def _are_told(names: set[str], told: str) -> bool:
    """Whether a problem has these measures, or asks for a quantity without naming any."""
    words = {UNITS.get(word) for word in _WORD.findall(told)}
    return names <= {"unit", *words} or bool(_QUANTITY.search(told) and not _named_units(told))


def _named_units(told: str) -> set[str]:
    """The measures that are meant as such: letters as `m` only behind a number, and `in` never."""
    return {UNITS[word] for word in _UNIT_WORD.findall(told) if word in UNITS and word != "in"}


def _measure_alike(names: set[str], others: set[str]) -> bool:
    measured = {MEASURES[name].dimension for name in others if name in MEASURES}
    return any(name in MEASURES and MEASURES[name].dimension in measured for name in names - others)


def says_the_opposite(given: str, problem: str) -> bool:
    """An increase where the problem tells of a decrease, or the other way round."""
    up, down = bool(_UP.search(problem)), bool(_DOWN.search(problem))
    return up != down and bool((_DOWN if up else _UP).search(given))


def without_direction(given: str) -> str:
    """`decrease of 60%`, `60% decrease` and `by 60%` are 60%."""
    given = re.sub(r"^(?:an?\s+)?(?:by|(?:in|de)crease(?:\s+(?:of|by))?)\s+", "", given, flags=re.IGNORECASE)
    return re.sub(r"\s+(?:in|de)crease$", "", given, flags=re.IGNORECASE)
