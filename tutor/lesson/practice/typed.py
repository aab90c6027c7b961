"""Ways of typing at a keyboard that stand for something else where the answer is known to be such a thing.

Nothing is guessed: each way is taken only where the right answer's own shape leaves no other reading.
"""

import re
from typing import Final

from tutor.lesson.practice.phrases import without_phrases

_MATRIX: Final = re.compile(r"\\begin\{([pbv]?matrix|array)\}")
_ROWS: Final = re.compile(r"\s*(?:;|\||[\])}]\s*,?\s*[\[({]|\n)\s*")
_ENTRIES: Final = re.compile(r"\s*,\s*|\s+")
_LABEL: Final = re.compile(r"^\s*[A-Za-z](?:\^\{?-1\}?)?\s*=\s*")
_ONE_NUMBER: Final = re.compile(r"(?:[A-Za-z] ?= ?)?-? ?(?:\d+(?:\.\d+)?|\\frac\{\d+\}\{\d+\})(?:\\?%)?")
_PAIR: Final = re.compile(r"\([^()=]*,[^()=]*\)")
_UNKNOWNS: Final = re.compile(r"(?:^|,) ?([a-zA-Z]) = ")
_DECIMAL: Final = re.compile(r"[-−]?\d+(?:\.\d+)?")
_NUMBER: Final = r"[-−]?\d+(?:[./]\d+)?"


def as_meant(given: str, expected: str, problem: str = "") -> str:
    """The answer without words around it, in the notation of the right one; else what was typed."""
    if _MATRIX.search(expected):
        return given if "\\begin" in given else _matrix(given)
    given = without_phrases(given, expected, problem)
    if _ONE_NUMBER.fullmatch(expected):
        return _one_number(given, expected)
    if _PAIR.search(expected):
        return _pairs(given, expected)
    return _values(given, expected)


def _matrix(given: str) -> str:
    """A matrix typed as `6 4; 5 1`, in brackets or without, or as `[[6, 4], [5, 1]]`."""
    inside = _LABEL.sub("", given).strip().strip("()[]{}").strip()
    rows = [_ENTRIES.split(row.strip("()[]{} ")) for row in _ROWS.split(inside)]
    parts = [part.split() for part in inside.split(",")]
    if len(rows) == 1 and all(len(part) > 1 for part in parts):
        rows = parts  # `6 4, 5 1`
    if len({len(row) for row in rows}) != 1 or not all(entry for row in rows for entry in row):
        return given
    lines = r" \\ ".join(" & ".join(row) for row in rows)
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"


def _one_number(given: str, expected: str) -> str:
    """`16 813`, `4567,5` and `8.7 x 10^4`: one number is asked for, so these signs stand within it."""
    given = re.sub(r"(?<=\d)\s*[xX]\s*(?=10\s*(?:\^|\*\*|[⁻⁰¹²³⁴-⁹]))", "*", given)
    given = re.sub(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d/])", _joined, given)
    comma = re.search(r"(?<![\d.,])(\d+),(\d+)(?![\d.,])", given)
    if comma is None or "." in given or (len(comma[2]) == 3 and "." not in expected):
        return given
    return given.replace(comma[0], f"{comma[1]}.{comma[2]}")


def _joined(found: re.Match[str]) -> str:
    return re.sub(r"\s", "", found[0])


def _pairs(given: str, expected: str) -> str:
    """`(6|-20)`, `(-1,5; 4,25)`, `S(6, -20)`, `x = 6, y = -20` and `6, -20` for points."""
    several = len(_PAIR.findall(expected)) > 1
    named = re.findall(rf"([a-z])\s*=\s*({_NUMBER})(?:\s*(?:,|and|&)\s*|\s+)([a-z])\s*=\s*({_NUMBER})", given)
    if named and several:
        return ", ".join(f"({x}, {y})" if a < b else f"({y}, {x})" for a, x, b, y in named)
    given = re.sub(r"\b[A-Z]\s*=?\s*(?=\()", "", given)
    given = re.sub(r"\(([^()|;]*)[|;]([^()|;]*)\)", _pair, given)
    given = re.sub(r"\)\s*[;&]?\s*(?=\()", "), ", given)
    bare = re.fullmatch(r"([^()=,;|]+)[,;|]([^()=,;|]+)", given)
    return f"({bare[1]}, {bare[2]})" if bare and not several else given


def _pair(found: re.Match[str]) -> str:
    left, right = (re.sub(r"(?<=\d),(?=\d)", ".", each) for each in found.groups())
    return f"({left}, {right})"


def _values(given: str, expected: str) -> str:
    """`s=2 t=-6`, `x1=3, x2=4`, `a: 5`, `{(2, -6)}` for values of unknowns."""
    unknowns = _UNKNOWNS.findall(expected)
    if not unknowns:
        return given
    letter = f"[{''.join(set(unknowns))}]"
    given = re.sub(rf"\b({letter})([1-9])(?=\s*[=:])", r"\1_\2", given)
    given = re.sub(rf"\b({letter}(?:_\d)?)\s*:(?!=)", r"\1 =", given)
    given = re.sub(rf"(?<=[\d)}}])\s*&?\s+(?={letter}(?:_\d)?\s*=)", ", ", given)
    if len(set(unknowns)) == 1:
        given = re.sub(r"(?<=\d)\s*&\s*(?=[-−\d])", ", ", given)
        if len(numbers := given.split()) == len(unknowns) and all(map(_DECIMAL.fullmatch, numbers)):
            return ", ".join(numbers)  # `3 5` for two values
    if "v" not in unknowns:
        given = re.sub(r"\s(?:v|∨|oder|und)\s", " or ", given)
    if len(set(unknowns)) > 1 and (point := re.fullmatch(r"\{\s*(\([^()]*\))\s*\}", given)):
        return point[1]
    return given
