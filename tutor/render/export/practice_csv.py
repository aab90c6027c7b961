"""What was practised as a table for spreadsheets.

UTF-8 with a byte order mark, since the spreadsheets of schools read plain UTF-8 as something
else. A cell that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Final

from tutor.render.safe import sanitize
from tutor.vocabulary.practice import PracticeAnswer

BYTE_ORDER_MARK: Final = "\ufeff"
COLUMNS: Final = (
    *("answered_at", "skill", "generator", "level", "seed", "problem", "expected", "given", "outcome"),
    *("alone", "hints", "answer_shown", "retry", "self_test", "seconds", "session"),
)

# what begins a formula in one spreadsheet or another, in its wide forms too
_FORMULA: Final = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")


def to_csv(answers: Iterable[PracticeAnswer]) -> Iterator[str]:
    """The table in pieces, a row an answer, the oldest first."""
    yield BYTE_ORDER_MARK + _line(COLUMNS)
    for answer in answers:
        yield _line(tuple(map(safe_cell, _row(answer))))


def safe_cell(value: object) -> str:
    """A value as a cell that no spreadsheet runs."""
    text = sanitize(_words(value))
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _row(answer: PracticeAnswer) -> tuple[object, ...]:
    return (
        *(answer.at.isoformat(timespec="seconds"), answer.skill, answer.generator, answer.level, answer.seed),
        *(
            answer.problem,
            answer.expected,
            answer.given,
            answer.outcome.value,
            not answer.aided,
            answer.hints,
        ),
        *(answer.last_rung, answer.retry, answer.self_test),
        *(answer.seconds, answer.session),
    )


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _line(cells: tuple[str, ...]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()
