"""Operators that stand too close together, or at an end."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tutor.lesson.preview.marks import BINARY, CLOSE, OPEN, OPERATORS, RELATION, SIGN, Mark, marks
from tutor.lesson.preview.repairs.repair import Repair, replaced

# What two relations in a row, or one of them written the wrong way round, are meant for.
_MERGED: Final = {
    "=<": "<=",
    "≤": "≤",
    "=>": ">=",
    "=!": "!=",
    "===": "=",
    "!==": "!=",
    "==>": ">=",
    "= =": "=",
    "=/": "≠",
    "/=": "≠",
    "><": "≠",
    "==<": "<=",
}
_MISTYPED: Final = {"=!": "!=", "//": "/"}
_SPACE: Final = re.compile(r"\s+")


def repair_operators(source: str) -> Iterator[Repair]:
    """For two operators in a row, and for one at an end."""
    found = marks(source)
    for mark, following in pairwise(found):
        if mark.kind in OPERATORS and following.kind in OPERATORS:
            yield from _pair(source, mark, following)
        elif mark.kind in OPERATORS and following.kind == CLOSE:
            yield _without(source, mark)
        elif mark.kind == OPEN and following.kind == BINARY:
            yield _without(source, following)
    for mark in found:
        if mark.text in _MISTYPED:
            new = _MISTYPED[mark.text]
            yield replaced(source, mark.start, mark.end, new, f"`{new}` for `{mark.text}`")
    if found and found[0].kind == BINARY:
        yield _without(source, found[0])
    if found and found[-1].kind in OPERATORS:
        yield from _last(source, found[-1])


def _without(source: str, mark: Mark, cost: int = 1) -> Repair:
    start = len(source[: mark.start].rstrip())
    return replaced(source, start, mark.end, "", f"without `{mark.text}`", cost)


def _last(source: str, mark: Mark) -> Iterator[Repair]:
    if mark.kind == RELATION and mark.text in {"=", "=="}:
        yield replaced(source, mark.end, mark.end, " ?", f"`{mark.text} ?`")
    yield _without(source, mark)


def _pair(source: str, mark: Mark, following: Mark) -> Iterator[Repair]:
    """One of the two, or what both together were meant for."""
    written = source[mark.start : following.end]
    merged = _MERGED.get(_SPACE.sub(" ", written)) or _MERGED.get(_SPACE.sub("", written))
    if merged is not None:
        yield replaced(source, mark.start, following.end, merged, f"`{merged}` for `{written}`")
        return
    if following.kind == SIGN and not (mark.text == following.text == "+"):
        return  # 2 * -3, x = -1, 5 - -3
    if following.kind == RELATION and mark.kind != RELATION:  # an equation stays one
        yield replaced(source, mark.start, following.start, "", f"without `{mark.text}`")
        return
    yield replaced(source, mark.end, following.end, "", f"`{mark.text}` for `{written}`")
    if mark.text != following.text and mark.kind != RELATION:
        yield replaced(source, mark.start, following.start, "", f"`{following.text}` for `{written}`", 2)


_TWICE: Final = re.compile(r"\+\s*\+")
_WRONG_WAY: Final = re.compile(r"={1,2}>")


def doubtful_operators(source: str) -> Iterator[Repair]:
    """`++` reads as `+`, and `x => 3` as an arrow: each is hardly what was meant."""
    for match in _TWICE.finditer(source):
        yield replaced(source, match.start(), match.end(), "+", f"`+` for `{match[0]}`")
    wrong = _WRONG_WAY.search(source)
    if wrong:
        yield replaced(source, *wrong.span(), ">=", f"`>=` for `{wrong[0]}`")
