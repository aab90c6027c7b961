"""Formulas that are written out in words: `two x plus one`, `3 over 4`, `x squared`."""

import re
from collections.abc import Iterator
from typing import Final

from tutor.lesson.hints.number_words import number_words

_OPERATIONS: Final = {
    "plus": "+", "minus": "-", "times": "*", "over": "/", "divided by": "/", "multiplied by": "*",
    "squared": "^2", "cubed": "^3", "to the power of": "^", "to the power": "^",
}  # fmt: skip
_OPERATION: Final = "|".join(sorted(_OPERATIONS, key=len, reverse=True))
_TOKEN: Final = (
    rf"(?:[-−]?\d+(?:\.\d+)?(?:[a-z](?![A-Za-z]))?|(?<![A-Za-z])(?:[b-z]|{_OPERATION})(?![A-Za-z])|[-+*/^()])"
)
_RUN: Final = re.compile(rf"(?<![\w$]){_TOKEN}(?:\s*{_TOKEN})*(?![\w$])", re.IGNORECASE)
_OPERATION_WORD: Final = re.compile(rf"\b(?:{_OPERATION})\b", re.IGNORECASE)


def spoken_formulas(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a formula with an operation in words stands, and the formula in signs."""
    figures, origins = _in_figures(text)
    for match in _RUN.finditer(figures):
        run = match[0].strip()
        if _OPERATION_WORD.search(run):
            signs = _OPERATION_WORD.sub(lambda found: _OPERATIONS[found[0].lower()], run)
            yield origins[match.start()][0], origins[match.end() - 1][1], signs


def _in_figures(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text with its number words in figures, and which stretch each of its characters comes from."""
    parts: list[str] = []
    origins: list[tuple[int, int]] = []
    place = 0
    for start, end, value in [*number_words(text), (len(text), len(text), "")]:
        parts += [text[place:start], value]
        origins += [*((each, each + 1) for each in range(place, start)), *[(start, end)] * len(value)]
        place = end
    return "".join(parts), origins
