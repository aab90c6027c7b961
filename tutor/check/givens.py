"""The formulas in a problem's text: what is in force before the first step."""

import re

_DELIMITED = re.compile(
    r"\$\$(?P<double>.+?)\$\$|\$(?P<single>[^$]+)\$|\\\[(?P<display>.+?)\\\]|\\\((?P<inline>.+?)\\\)",
    re.DOTALL,
)
_PLAIN = re.compile(r"[^\s,;.:?!]*[^,;.:?!=<>]*[=<>][^,;:?!]*")
_DECIMAL = re.compile(r"(?<![\d.])\d*\.\d+(?![\d.])")
_THOUSANDS = re.compile(r"(?<=\d)(?:,|\{,\})(?=\d{3}(?!\d))")
_INEXACT = re.compile(
    r"approx|\babout\b|round|nearest|estimat|decimal\s+places?|significant|≈|measur|\bpi\b|π", re.IGNORECASE
)
_LONGEST = 400
_MOST = 12


def formulas(problem: str) -> list[str]:
    """Delimited formulas that state a relation; of a text without delimiters, none."""
    return [text for text in delimited(problem) if _states_relation(text) and len(text) <= _LONGEST][:_MOST]


def decimals(problem: str) -> list[str]:
    """The decimals a text gives as exact ones; none where it speaks of rounding or of measuring."""
    if _INEXACT.search(problem):
        return []
    return list(dict.fromkeys(_DECIMAL.findall(_THOUSANDS.sub("", problem))))[:_MOST]


def delimited(problem: str) -> list[str]:
    """What stands between LaTeX's delimiters, in order."""
    return [next(text for text in match.groups() if text) for match in _DELIMITED.finditer(problem)]


def _states_relation(text: str) -> bool:
    return "=" in text
