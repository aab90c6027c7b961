"""The formulas of a problem's text, whether they state something or not."""

import re
from typing import Final

_DELIMITED: Final = re.compile(
    r"\$\$(?P<double>.+?)\$\$|\$(?P<single>[^$]+)\$|\\\[(?P<display>.+?)\\\]|\\\((?P<inline>.+?)\\\)",
    re.DOTALL,
)
_LONGEST: Final = 400
_MOST: Final = 12


def quoted(problem: str) -> list[str]:
    """What stands between delimiters, in order."""
    found = [next(text for text in match.groups() if text) for match in _DELIMITED.finditer(problem)]
    return [text for text in found if len(text) <= _LONGEST][:_MOST]
