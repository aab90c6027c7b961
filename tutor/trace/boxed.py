"""Boxed values: `\\boxed{…}` with balanced braces, `\\fbox{…}`, `\\boxed 5`."""

import re
from dataclasses import dataclass

from tutor.trace.tidy import is_empty, tidy

_TOKEN = re.compile(r"(?P<box>\\(?:boxed|fbox|framebox)(?![A-Za-z])\s*)(?P<brace>\{)?|\\.|[{}]", re.DOTALL)
_BARE = re.compile(r"-?(?:\\[A-Za-z]+|[^\s{}$\\.,;]|[.,](?=\d))+")
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
    """The boxed values in order, the outermost of nested ones; empty and unbalanced boxes are left out."""
    found: list[Box] = []
    opened: list[tuple[int, int] | None] = []  # where a box and its value begin; None for any other brace
    for match in _TOKEN.finditer(text):
        if match["brace"]:
            opened.append((match.start(), match.end()))
        elif match["box"]:
            if bare := _BARE.match(text, match.end()):
                found.append(Box(bare[0], match.start(), bare.end()))
        elif match[0] == "{":
            opened.append(None)
        elif match[0] == "}" and opened and (box := opened.pop()):
            start, value_start = box
            while found and found[-1].start > start:
                found.pop()
            found.append(Box(text[value_start : match.start()], start, match.end()))
    return [box for box in found if not is_empty(box.value)]


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
