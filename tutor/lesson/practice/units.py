"""The unit that a problem asks for: `87 kg` is no answer in grams, nor is `125%` one for a plain number."""

import re
from typing import Final

_WANTED: Final = re.compile(
    r"^(?:Convert|Express|Change|Write) .* (?:to|in|into) (?P<to>[A-Za-z/²³^0-9]+)[.?]?$"
    r"|^How many (?P<many>[A-Za-z/²³^0-9]+) are there\b|\bin (?P<told>[A-Za-z/²³^0-9]+)$"
)
_TYPED: Final = re.compile(r"[\d.)}]\s*(?P<unit>(?![eE]\d)[A-Za-zµ][A-Za-zµ²³/^0-9 ]*)\.?$")
_PERCENT: Final = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)
_DEGREES: Final = re.compile(r"°|\bdegrees?\b|\\circ", re.IGNORECASE)
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


def says_the_opposite(given: str, problem: str) -> bool:
    """An increase where the problem tells of a decrease, or the other way round."""
    up, down = bool(_UP.search(problem)), bool(_DOWN.search(problem))
    return up != down and bool((_DOWN if up else _UP).search(given))


def without_direction(given: str) -> str:
    """`decrease of 60%`, `60% decrease` and `by 60%` are 60%."""
    given = re.sub(r"^(?:an?\s+)?(?:by|(?:in|de)crease(?:\s+(?:of|by))?)\s+", "", given, flags=re.IGNORECASE)
    return re.sub(r"\s+(?:in|de)crease$", "", given, flags=re.IGNORECASE)
