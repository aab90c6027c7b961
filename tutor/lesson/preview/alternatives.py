"""Other readings of what is often meant otherwise; each changes the formula so that it means just that."""

import re
from collections.abc import Iterator
from typing import Final

from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import Node, Quantity
from tutor.check.trees import contains
from tutor.lesson.preview.repairs.letters import decimal_commas, is_in_arithmetic
from tutor.lesson.preview.repairs.repair import Repair, replaced
from tutor.lesson.preview.repairs.search import reading_of

_MOST: Final = 2
_LONGEST: Final = 300
_ARGUMENT: Final = r"[a-zθπ](?:\^\d+)?|\([^()]*\)"
# (what is found, what it becomes). The first reads 1/2x as (1/2)x, and the other reading is 1/(2x).
_RULES: Final = (
    (re.compile(rf"/\s*(?!d[a-z])((?:\d+(?:\.\d+)?|[a-z])(?:{_ARGUMENT}){{1,2}})(?![A-Za-z(])"), "/({1})"),
    (re.compile(r"(?<![\w)\]}°!])\s*(?<![\w)\]}°!] )[-−](\d+(?:\.\d+)?)(?=\^|²|³)"), "(-{1})"),
    (re.compile(r"\^(\d+/\d+)"), "^({1})"),
    (re.compile(r"(?<![A-Za-z])((?:e|\d)\^)(-?\d+[a-z])(?![A-Za-z])"), "{1}({2})"),
    (re.compile(r"(√|sqrt )(\d+[a-z])(?![A-Za-z])"), "{1}({2})"),
    (re.compile(r"\b(sin|cos|tan|log|ln) ([a-z]/\w+)"), "{1}({2})"),
    (re.compile(r"\+-\s*"), "-"),
)


def alternatives(source: str, tree: Node) -> Iterator[Repair]:
    """At most two changed formulas that read to another tree."""
    if len(source) > _LONGEST or contains(tree, Quantity):
        return
    found = 0
    for other in _candidates(source):
        reading = reading_of(other.source)
        if isinstance(reading, Parsed) and reading.tree != tree and found < _MOST:
            found += 1
            yield other


def _candidates(source: str) -> Iterator[Repair]:
    for pattern, template in _RULES:
        match = pattern.search(source)
        if match:
            new = template.format(match[0], *match.groups())
            yield replaced(source, *match.span(), new, f"`{new.strip()}` for `{match[0].strip()}`")
    if not is_in_arithmetic(source):
        yield from decimal_commas(source)
