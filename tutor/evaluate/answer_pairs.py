"""Pairs of answers with the known verdict, from JSON lines or a JSON table."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.vocabulary.errors import UsageError


@dataclass(frozen=True, slots=True)
class AnswerPair:
    """Two answers, whether they are equal, and why that may be left undecided."""

    expected: str
    given: str
    equal: bool
    question: str = ""
    kind: str = ""
    note: str = ""
    undecided_ok: bool = False


def read_pairs(paths: Iterable[Path]) -> list[AnswerPair]:
    """All pairs of the files.

    A file is a JSON list or JSON lines of objects with `expected` or `gold`, `given` or `pred`, and `equal`.
    Raises UsageError for a file that holds something else.
    """
    return [pair for path in paths for pair in _pairs_of(path)]


def _pairs_of(path: Path) -> Iterator[AnswerPair]:
    try:
        text = path.read_text(encoding="utf-8")
        rows = json.loads(text) if text.lstrip().startswith("[") else map(json.loads, text.splitlines())
        for row in rows:
            yield AnswerPair(
                expected=row["expected"] if "expected" in row else row["gold"],
                given=row["given"] if "given" in row else row["pred"],
                equal=row["equal"],
                question=row.get("question") or "",
                kind=row.get("kind") or "",
                note=row.get("note") or "",
                undecided_ok=row.get("undecided_ok", False),
            )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"No pairs of answers can be read from {path}: {error}",
            "Each needs `expected`, `given` and `equal`.",
        ) from error
