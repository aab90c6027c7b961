"""Answers as people write them and the reader does not follow: "2 h 20 min", "7/3 hours", "at 10:15 pm".

`spelled_out` is only asked for what could not be read: nothing that has a meaning is given another.
"""

import re

_LEADING = re.compile(
    r"^(?:there (?:are|is|will be)|(?:it|the trip|the film) (?:takes|ends|starts|costs|is)(?: at)?|at"
    r"|the answer is)\s+(?=[\d\\$(])",
    re.IGNORECASE,
)
_TEXT = re.compile(r"\\(?:text|mathrm)\s*\{([^{}]*)\}")
_WHOLE_TEXT = re.compile(r"\$?\\text\s*\{([^{}\\]*\d[^{}\\]*)\}\$?")
_FULL_STOP = re.compile(r"(?<=[a-z])\.$")
_HOURS_AND_MINUTES = re.compile(
    r"\$?(\d+)\s*(?:h|hr|hrs|hours?)\.?(?:,?\s*and|,)?\s*(\d+)\s*(?:m|min|mins|minutes?)\.?\$?", re.IGNORECASE
)
_UNIT_OF_A_FRACTION = re.compile(r"\$?(\d*\s*(?:\\pi|π|pi)|\d+)\s*/\s*(\d+)\$?\s*([A-Za-z]+(?:/[A-Za-z]+)?)")
_UNIT_NAMES = {"rad": "radians", "h": "hours", "min": "minutes"}


def unwrapped(answer: str) -> str:
    """What stands in \\text when all of the answer does and there are numbers in it."""
    found = _WHOLE_TEXT.fullmatch(answer.strip())
    return found[1] if found else answer


def spelled_out(answer: str) -> str:
    """The same answer in a spelling that can be read, or as it is."""
    answer = " ".join(_TEXT.sub(r"\1", answer).replace("\\!", "").split())
    text = _FULL_STOP.sub("", _LEADING.sub("", answer.strip(), count=1))
    if found := _HOURS_AND_MINUTES.fullmatch(text):
        return f"{found[1]} hours {found[2]} minutes"
    if found := _UNIT_OF_A_FRACTION.fullmatch(text):
        unit = _UNIT_NAMES.get(found[3], found[3])
        return rf"\frac{{{found[1]}}}{{{found[2]}}} \text{{{unit}}}"
    return text
