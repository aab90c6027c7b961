"""Numbers written in words: `twenty-one`, `minus three`, `one half`, `three quarters`."""

import re
from collections.abc import Iterator
from typing import Final

_ONES: Final = (  # noqa: SIM905
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_VALUES: Final = {word: value for value, word in enumerate(_ONES)} | {
    word: 10 * value for value, word in enumerate(_TENS, start=2)
}
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_PARTS: Final = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twelfth": 12, "twelfths": 12,
    "hundredth": 100, "hundredths": 100,
}  # fmt: skip
_COUNT: Final = "|".join(sorted([*_VALUES, *_SCALES], key=len, reverse=True))
_FOUND: Final = re.compile(
    rf"\b(?P<sign>(?:minus|negative)[\s-]+)?"
    rf"(?P<count>(?:{_COUNT}|(?:a|an)(?=\s+(?:hundred|thousand|million)\b))(?:(?:[\s-]+|\s+and\s+)(?:{_COUNT})\b)*)\b"
    rf"(?:[\s-]+(?P<part>{'|'.join(_PARTS)})\b)?"
    rf"|\b(?P<lone_sign>(?:minus|negative)[\s-]+)?(?:an?[\s-]+)?(?P<lone>half|third|quarter|fourth|fifth|sixth)\b",
    re.IGNORECASE,
)


def number_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a number is written in words, and the number in figures: `-3`, `1/2`."""
    for match in _FOUND.finditer(text):
        if match["lone"]:
            sign = "-" if match["lone_sign"] else ""
            yield match.start(), match.end(), f"{sign}1/{_PARTS[match['lone'].lower()]}"
            continue
        sign = "-" if match["sign"] else ""
        part = f"/{_PARTS[match['part'].lower()]}" if match["part"] else ""
        yield match.start(), match.end(), f"{sign}{_counted(match['count'])}{part}"


def _counted(words: str) -> int:
    total, group = 0, 0
    for word in re.split(r"[\s-]+", words.lower()):
        scale = _SCALES.get(word)
        if scale == 100:
            group = max(group, 1) * scale
        elif scale:
            total, group = total + max(group, 1) * scale, 0
        else:
            group += _VALUES.get(word, 0)
    return total + group
