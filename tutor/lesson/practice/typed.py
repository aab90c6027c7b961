"""Ways of typing at a keyboard that stand for something else where the answer is known to be such a thing."""

import re
from typing import Final

_MATRIX: Final = re.compile(r"\\begin\{([pbv]?matrix|array)\}")
_ROWS: Final = re.compile(r"\s*(?:;|\]\s*,?\s*\[|\n)\s*")
_ENTRIES: Final = re.compile(r"\s*,\s*|\s+")
_LABEL: Final = re.compile(r"^\s*[A-Za-z](?:\^\{?-1\}?)?\s*=\s*")


def as_meant(given: str, expected: str) -> str:
    """A matrix typed as `6 4; 5 1`, in brackets or without, or as `[[6, 4], [5, 1]]`; else what was typed."""
    if not _MATRIX.search(expected) or "\\begin" in given:
        return given
    inside = _LABEL.sub("", given).strip().strip("()[]").strip()
    rows = [_ENTRIES.split(row.strip("()[] ")) for row in _ROWS.split(inside)]
    if len({len(row) for row in rows}) != 1 or not all(entry for row in rows for entry in row):
        return given
    lines = r" \\ ".join(" & ".join(row) for row in rows)
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"
