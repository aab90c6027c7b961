"""The formulas of a problem's text, whether they state something or not."""

from typing import Final

from tutor.check.givens import delimited
from tutor.lesson.preview import preview

_LONGEST: Final = 400
_MOST: Final = 12


def quoted(problem: str) -> list[str]:
    """What stands between delimiters, in order; where nothing does, what reads as mathematics."""
    found = delimited(problem) or [
        each.source for each in preview(problem).formulas if each.shown and each.stop is None
    ]
    return [" ".join(text.split()) for text in found if len(text) <= _LONGEST][:_MOST]
