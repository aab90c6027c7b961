"""Boxed values: `\\boxed{…}` with balanced braces, `\\fbox{…}`, `\\boxed 5`."""

import re
from dataclasses import dataclass

from tutor.trace.tidy import is_empty, tidy

LONGEST_BOX = 2000  # characters

_BOX = re.compile(r"\\(?:boxed|fbox|framebox)(?![A-Za-z])\s*")
_BARE = re.compile(r"-?(?:\\[A-Za-z]+|[^\s{}$\\.,;]|[.,](?=\d))+")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_MATH_MARKS = re.compile(
    r"\\[()\[\],;:! ]|\\q?quad\b|\\(?:text|mathrm|textrm)\b|[${}*&~]|\\\\|\\(?:left|right)\b"
)
_BETWEEN = re.compile(r"[\s,;]*(?:(?:and|or|with)\b)?[\s,;]*(?:[A-Za-z](?:_?\w)?\s*=\s*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Box:
    """A boxed value and where it stands."""

    value: str
    start: int
    end: int


def find_boxed(text: str) -> list[Box]:
    """The boxed values of a text in order; empty and unbalanced boxes are left out."""
    boxes: list[Box] = []
    place = 0
    while match := _BOX.search(text, place):
        box = _box_at(text, match)
        place = box.end if box else match.end()
        if box and not is_empty(box.value):
            boxes.append(box)
    return boxes


def last_boxed(text: str) -> str | None:
    """The last boxed value; several that one sentence lists ("x = … or …") are joined by commas."""
    boxes = find_boxed(text)
    if not boxes:
        return None
    group = [boxes[-1]]
    for box in reversed(boxes[:-1]):
        if not _BETWEEN.fullmatch(_MATH_MARKS.sub(" ", text[box.end : group[0].start])):
            break
        group.insert(0, box)
    return ", ".join(dict.fromkeys(tidy(box.value) for box in group))


def _box_at(text: str, match: re.Match[str]) -> Box | None:
    start = match.end()
    if text[start : start + 1] != "{":
        bare = _BARE.match(text, start)
        return Box(bare[0], match.start(), bare.end()) if bare else None
    depth = 0
    for brace in _BRACE.finditer(text, start, start + LONGEST_BOX):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if depth == 0 and brace[0] == "}":
            return Box(text[start + 1 : brace.start()], match.start(), brace.end())
    return None
