"""English number words: "twenty-five", "three hundred sixty-four thousand", "two thirds"."""

import re
from typing import Final

from tutor.check.reading.tables import spelled
from tutor.check.reading.tree import Fraction, Integer, Node
from tutor.check.reading.units import SCALES

_SMALL: Final = {
    word: value
    for value, word in enumerate(
        spelled("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
""")
    )
} | {
    word: 10 * value
    for value, word in enumerate(
        spelled("""
    twenty thirty forty fifty sixty seventy eighty ninety
"""),
        2,
    )
}
_PARTS: Final = {
    word: value
    for value, word in enumerate(
        spelled("""
    half third fourth fifth sixth seventh eighth ninth tenth
"""),
        start=2,
    )
} | {"quarter": 4, "twelfth": 12, "twentieth": 20, "hundredth": 100, "thousandth": 1000}
_PART_PLURALS = {"halves": 2} | {word + "s": value for word, value in _PARTS.items() if word != "half"}
_GROUPS = frozenset({"thousand", "million", "billion", "trillion"})
_WORD = re.compile(r"[a-z]+")


def read_number_words(text: str) -> Node | None:
    """The number that all of `text` spells, else None."""
    words = _WORD.findall(text.lower())
    if not words or not _SPELLING.fullmatch(text.strip()):
        return None
    if words[-1] in _PARTS or words[-1] in _PART_PLURALS:
        return _fraction(words)
    value = _cardinal(words)
    return None if value is None else Integer(value)


_SPELLING = re.compile(r"[A-Za-z]+(?:(?:-|\s|,\s)\s*[A-Za-z]+)*")


def _fraction(words: list[str]) -> Node | None:
    part = _PARTS.get(words[-1]) or _PART_PLURALS[words[-1]]
    upper = 1 if words[:-1] in ([], ["a"], ["an"]) else _cardinal(words[:-1])
    if upper is None or not words[:-1]:
        return None
    return Fraction(Integer(upper), Integer(part))


def _cardinal(words: list[str]) -> int | None:
    total, group, largest = 0, 0, 10**15
    for index, word in enumerate(words):
        if word == "and" and 0 < index < len(words) - 1:
            continue
        if word in _SMALL and _fits(group, _SMALL[word]):
            group += _SMALL[word]
        elif word == "hundred" and 0 < group < 10:
            group *= 100
        elif word in _GROUPS and group > 0 and SCALES[word] < largest:
            largest = SCALES[word]
            total, group = total + group * largest, 0
        else:
            return None
    return total + group


def _fits(group: int, value: int) -> bool:
    """Whether a word may follow what a group of three digits already holds: "twenty" then "five"."""
    last = group % 100
    return last == 0 if value >= 10 else last == 0 or (last >= 20 and last % 10 == 0 and value > 0)
