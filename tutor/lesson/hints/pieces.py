"""What a text says in mathematics, piece by piece: formulas, their sides and groups, numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tutor.lesson.hints.formulas import RELATION, Formula, formulas_of
from tutor.lesson.hints.number_words import number_words
from tutor.lesson.hints.spoken import spoken_formulas

NUMBER: Final = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:\s*/\s*\d+)?")
_SIGN_BEFORE: Final = re.compile(r"(?:^|[(\[{=<>,;:+*/·×^]|\s|\bcdot|\btimes)\s*([-−])\s*$")
_GROUP: Final = re.compile(
    r"\\[dt]?frac\s*\{[^{}]*\}\s*\{[^{}]*\}|\\[dt]?frac\s*\d\s*\d|\\sqrt(?:\[[^\]]*\])?\s*\{[^{}]*\}"
    r"|\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}"
)
_BETWEEN_ITEMS: Final = re.compile(
    r"(?<!\\),(?!\d{3}(?!\d))|(?<!\\);|\\q?quad|\\\\|&|\\text\s*\{[^{}]*\}|\bor\b|\band\b|\\[lv]or\b|\\vee|\\cup"
)
_NAME: Final = re.compile(
    r"^\s*(?:\\?[A-Za-zα-ω]{1,6}'*(?:_(?:\w|\{[^{}]*\}))?'*\s*(?:\([^()]*\))?"
    r"|\\(?:text|mathrm)\s*\{[^{}]*\}|\?|□|\\square|(?:\\frac\s*\{d[^{}]*\}\s*\{d[^{}]*\}.*))\s*$"
)
_RESULT: Final = re.compile(
    r"(?:(?:\b|')(?:is|s|are|be|equals?|equal to|gives?|giving|get|gets|got|getting|yields?|makes?|becomes?"
    r"|leaves?|leaving|obtain|obtains|have|find|namely|thus|so|therefore|hence|means|comes? to|turns out"
    r"|must be|exactly)\b"
    r"|\b(?:answer|solution|result|root|value|total|sum|product|difference|quotient)s?\b\s*[:=]?"
    r"|[=≈→⇒])\s*(?:(?:just|simply|exactly|only|about|then|that|the number|both|either|clearly|now)\s*)*"
    r"[\s$(\[{\"'*`_]*$",
    re.IGNORECASE,
)
_IS_RESULT: Final = re.compile(
    r"^[\s$)\]}\"'*`_]*\s*(?:is|as|are|will be|would be)\s+(?:\w+\s+)?(?:the|your|our|an?)\s+(?:\w+\s+)?"
    r"(?:answer|solution|result|root|value|total)",
    re.IGNORECASE,
)
_LONGEST: Final = 300
_LONGEST_ANNOUNCEMENT: Final = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Something the checker can compare with an answer.

    `shown` tells that it is put forward as a result: beside a single name, in a box, after "is" or
    "the answer". `formula` is the formula it stands in, None in prose; `whole_side` tells that it is
    a whole side of it, and `others` are the sides beside it. `role` is `^` or `_` for an index.
    """

    text: str
    start: int
    end: int
    shown: bool = False
    formula: Formula | None = None
    whole_side: bool = False
    others: tuple[str, ...] = ()
    role: str = ""


def pieces_of(text: str) -> list[Piece]:
    """Every piece of a text, the larger before those inside of them."""
    formulas = formulas_of(text)
    found = [piece for formula in formulas for piece in _of_formula(text, formula)]
    covered = [(formula.start, formula.end) for formula in formulas]

    def outside(start: int, end: int) -> bool:
        return not any(start < stop and end > first for first, stop in covered)

    spoken = [*number_words(text), *spoken_formulas(text)]
    spoken += [
        (start, end, value) for start, end, value in _numbers(text, 0, len(text)) if outside(start, end)
    ]
    for start, end, value in spoken:
        found.append(Piece(value, start, end, shown=_said_as_result(text, start, end)))
    return [piece for piece in found if piece.text.strip(" {}$.,") and len(piece.text) <= _LONGEST]


def role_of(source: str, start: int) -> str:
    """`^` or `_` where an exponent or an index stands at this place."""
    before = source[:start].rstrip(" {-−")
    return before[-1:] if before.endswith(("^", "_")) else ""


def announcing_words(text: str, start: int) -> str:
    """The words right before a place that put forward what comes as a result; empty where none do."""
    found = _RESULT.search(text[max(0, start - _LONGEST_ANNOUNCEMENT) : start])
    return found[0] if found else ""


def _said_as_result(text: str, start: int, end: int) -> bool:
    after = text[end : end + _LONGEST_ANNOUNCEMENT]
    return bool(announcing_words(text, start) or _IS_RESULT.match(after))


def _of_formula(text: str, formula: Formula) -> Iterator[Piece]:
    said = formula.boxed or _said_as_result(text, formula.start, formula.end)
    whole = Piece(formula.source, formula.start, formula.end, said, formula, whole_side=True)
    yield whole
    for start, end in _items(formula.source):
        yield from _of_item(formula, start, end, said)
    yield from _inner(formula)


def _of_item(formula: Formula, start: int, end: int, said: bool) -> Iterator[Piece]:
    """A statement and its sides."""
    source = formula.source[start:end]
    marks = list(RELATION.finditer(source))
    bounds = [0, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), len(source)]
    sides = [_stripped(source, *pair) for pair in zip(bounds, ends, strict=True)]
    texts = [source[first:last] for first, last in sides]
    first, last = _stripped(source, 0, len(source))
    yield Piece(
        source[first:last], formula.start + start + first, formula.start + start + last, said, formula, True
    )
    if not marks:
        return
    for left, right in pairwise(sides) if len(marks) > 1 else ():
        # a chain holds the statements of its links: y < 4 in y < 4 < 5
        begin = formula.start + start
        link = source[left[0] : right[1]]
        yield Piece(link, begin + left[0], begin + right[1], said, formula, True)
    for index, (first, last) in enumerate(sides):
        others = tuple(text for other, text in enumerate(texts) if other != index)
        shown = said or any(_NAME.match(other) or not other for other in others)
        begin = formula.start + start
        yield Piece(texts[index], begin + first, begin + last, shown, formula, True, others)


def _inner(formula: Formula) -> Iterator[Piece]:
    """Bracketed groups, fractions, roots, and every number with its sign."""
    source = formula.source
    for match in _GROUP.finditer(source):
        group = match[0]
        inside = group[1:-1] if group[0] in "([{" else group
        first = match.start() + (1 if group[0] in "([{" else 0)
        boxed = source[: match.start()].rstrip().endswith(("\\boxed", "\\fbox"))
        yield Piece(inside, formula.start + first, formula.start + first + len(inside), boxed, formula)
    for start, end, value in _numbers(source, 0, len(source)):
        role = role_of(source, start)
        yield Piece(value, formula.start + start, formula.start + end, False, formula, role=role)


def _items(source: str) -> list[tuple[int, int]]:
    """The statements of a formula that lists several."""
    places = [0]
    for match in _BETWEEN_ITEMS.finditer(source):
        before = source[: match.start()]
        opened, closed = ("(", "[", "\\begin"), (")", "]", "\\end")
        if sum(map(before.count, opened)) == sum(map(before.count, closed)):
            places += [match.start(), match.end()]
    places.append(len(source))
    pairs = list(zip(places[::2], places[1::2], strict=True))
    return [pair for pair in pairs if source[slice(*pair)].strip()]


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Numbers in figures; a minus before one counts where it can't be a subtraction."""
    for match in NUMBER.finditer(text, start, end):
        sign = _SIGN_BEFORE.search(text[start : match.start()])
        first = start + sign.start(1) if sign else match.start()
        yield first, match.end(), text[first : match.end()].replace("−", "-")
        if sign:
            yield match.start(), match.end(), match[0]


def _stripped(source: str, start: int, end: int) -> tuple[int, int]:
    """Without what surrounds a side: blanks, points, the marks of an alignment."""
    text = source[start:end]
    first = start + len(text) - len(text.lstrip(" \t\n&,;.:\\!"))
    kept = text.rstrip(" \t\n&,;.:!")
    if text.lstrip(" \t\n&,;.:").startswith("\\"):
        first = start + len(text) - len(text.lstrip(" \t\n&,;.:"))
    return first, max(first, start + len(kept))
