"""What of an answer must not be given away: the whole of it, and each part that is an answer by itself."""

import re
from dataclasses import dataclass
from typing import Final

_TEXT: Final = re.compile(r"\\(?:text|mathrm|textbf|mbox|boxed|mathbf)\s*\{([^{}]*)\}")
_SPACING: Final = re.compile(r"(?<!\\)\\[,;:! ]|\\q?quad|~|\\left|\\right(?![a-z])")
_BETWEEN: Final = re.compile(r",|;|\bor\b|\band\b|\\cup|\\lor|\\vee|\\land|\\wedge|∪")
_LABEL: Final = re.compile(r"^[^=<>≤≥]{1,24}?\s*(?:=|\\in\b|\\approx|≈)\s*(?=\S)")
_CONSTANT: Final = re.compile(r"\s*\+\s*[CcKk]\s*$")
_NUMBER_WITH_UNIT: Final = re.compile(
    r"^\s*\\?\$?\s*([-−]?\d[\d.,]*(?:/\d+)?)\s*[^\d\s.,/^=<>()+*_-][^\d^]*(?:\^?\{?[23]\}?)?$"
)
# without a text command around it, a single letter is no unit: 3x, 2 \pi
_NUMBER_WITH_PLAIN_UNIT: Final = re.compile(
    r"^\s*\\?\$?\s*([-−]?\d[\d.,]*(?:/\d+)?)\s*(?:[%°€£]|[A-Za-z]{2,})[^\d^\\]*(?:\^?\{?[23]\}?)?$"
)
_OPEN: Final = "([{"
_CLOSE: Final = ")]}"
_PLUS_MINUS: Final = re.compile(r"\\pm|±")
_MOST_PARTS: Final = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the answer. A `component` (a coordinate) gives it away only where shown as a result."""

    text: str
    component: bool = False


def parts_of(answer: str) -> tuple[Part, ...]:
    """The answer, then the members of a set, the values of a system's letters, the coordinates of a point."""
    whole = _SPACING.sub(" ", answer).replace("$", " ").strip()
    if boxed := re.fullmatch(r"\\(?:boxed|fbox)\s*\{(.*)\}", whole, re.DOTALL):
        whole = boxed[1].strip()
    found = [Part(whole)]
    members = _split(_inside(whole, "{}"))
    for member in members if len(members) > 1 or members != [whole] else ():
        found.append(Part(member))
        found += [Part(each, component=True) for each in _coordinates(member)]
    found += [Part(each, component=True) for each in _coordinates(whole)]
    for part in list(found):
        found += [Part(text, part.component) for text in _otherwise(part.text)]
    bare = (part for part in found if part.text.strip(" .,{}") and not _is_labelled(part.text))
    return tuple(dict.fromkeys(bare))[:_MOST_PARTS]


def plain(text: str) -> str:
    """Without LaTeX's text commands."""
    return _TEXT.sub(r" \1 ", text)


def _otherwise(text: str) -> list[str]:
    """Without a letter before it, without a constant or a unit behind it, and each sign of ±."""
    found = []
    value = _LABEL.sub("", text)
    if value != text:
        found.append(value)
    if _CONSTANT.search(value):
        found.append(_CONSTANT.sub("", value))
    spoken = plain(value)
    unit = _NUMBER_WITH_UNIT if spoken != value else _NUMBER_WITH_PLAIN_UNIT
    if number := unit.match(spoken.replace("\\%", "%").replace("^\\circ", "°").replace("^{\\circ}", "°")):
        found.append(number[1])
    if _PLUS_MINUS.search(value):
        found += [_PLUS_MINUS.sub("+", value).lstrip("+ "), _PLUS_MINUS.sub("-", value)]
    return found


def _is_labelled(text: str) -> bool:
    """Whether the value that stands among the parts too says the same: `x = 4` beside `4`, no formula."""
    value = _LABEL.sub("", text)
    return value != text and len(_split(text)) == 1 and not re.search(r"(?<![\\A-Za-z])[A-Za-z]\b", value)


def _coordinates(text: str) -> list[str]:
    value = _LABEL.sub("", text).strip()
    if not (value.startswith("(") and value.endswith(")")):
        return []
    return _split(value[1:-1]) if len(_split(value)) == 1 and len(_split(value[1:-1])) > 1 else []


def _inside(text: str, braces: str) -> str:
    """Between set braces, which LaTeX writes with a backslash; a label before them is dropped."""
    value = _LABEL.sub("", text).strip().replace("\\{", braces[0]).replace("\\}", braces[1])
    if value.startswith(braces[0]) and value.endswith(braces[1]):
        return value[1:-1]
    return text


def _split(text: str) -> list[str]:
    """At the commas and words between members that stand in no bracket."""
    text = re.sub(r"\\text\s*\{\s*(or|and|,)\s*\}", r" \1 ", text)
    parts, start = [], 0
    for match in _BETWEEN.finditer(text):
        before = text[: match.start()]
        if sum(map(before.count, _OPEN)) == sum(map(before.count, _CLOSE)) and not _groups_digits(
            text, match.start()
        ):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part.strip() for part in [*parts, text[start:]] if part.strip()]


def _groups_digits(text: str, place: int) -> bool:
    """Whether a comma stands inside of 1,200."""
    return re.match(r",\d{3}(?!\d)", text[place:]) is not None and text[:place][-1:].isdigit()
