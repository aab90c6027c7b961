"""Where mathematics stands in a text that is being typed: delimited, in plain text, after a stray `$`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tutor.lesson.preview.characters import plain
from tutor.lesson.preview.plain_text import IDLE, find_runs
from tutor.trace.spans import Span, find_spans, mask_code

_ROW: Final = re.compile(r"[^\n]+")
_DASHES: Final = re.compile(r"(?m)^[ \t]*-(?=[ \t])")
_MONEY: Final = re.compile(r"\$\s?[\d.]")
_STRAY_FORMULA: Final = re.compile(r"\$\s?[\d.]+\s*[A-Za-z^]")
_DOLLAR: Final = re.compile(r"(?<!\\)\$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A formula: offsets with its delimiters, and of what is read of it.

    `evident`: it can hardly be prose. `stray`: the `$` beside it that has no partner.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    evident: bool
    stray: int | None = None


def find_pieces(text: str) -> list[Piece]:
    """The formulas of a text in order, not overlapping."""
    masked = mask_code(text)
    spans = find_spans(masked)
    pieces = [_delimited(span) for span in spans]
    rest = _without(plain(masked), spans)
    if len(_DASHES.findall(rest)) > 1:  # a list; one alone is a minus
        rest = _DASHES.sub(lambda match: IDLE * len(match[0]), rest)
    for line in _ROW.finditer(rest):
        pieces += _in_line(text, line[0], line.start())
    return sorted(pieces, key=lambda piece: piece.start)


def _delimited(span: Span) -> Piece:
    return Piece(span.start, span.end, span.inner_start, span.inner_end, evident=True)


def _without(text: str, spans: list[Span]) -> str:
    for span in reversed(spans):
        text = text[: span.start] + "\0" * (span.end - span.start) + text[span.end :]
    return text


def _in_line(text: str, line: str, offset: int) -> Iterator[Piece]:
    """The runs of a line. Of an even number of `$` that are no money each has a partner, somehow."""
    signs = [match.start() for match in _DOLLAR.finditer(line)]
    amounts = sum(bool(_MONEY.match(line, place)) for place in signs)
    for run in find_runs(line, offset):
        start, end = run.start, run.end
        closes = text[end - 1] == "$" and end - start > 1
        opens = text[start] == "$" and (closes or not _is_money(text[start:end]))
        closes = closes and (opens or not text[end - 2].isspace())  # "5 $" is money
        inner_start, inner_end = start + opens, end - closes
        if opens == closes:
            yield Piece(inner_start, inner_end, inner_start, inner_end, run.evident)
            continue
        odd = (len(signs) - amounts) % 2 or bool(_MONEY.match(text, start))
        stray = (start if opens else end - 1) if odd else None
        yield Piece(start, end, inner_start, inner_end, run.evident, stray)


def _is_money(source: str) -> bool:
    """Whether a `$` begins an amount rather than mathematics: `$5 + $3`, but not `$2x + 3 = 7`."""
    return bool(_MONEY.match(source)) and not (_STRAY_FORMULA.match(source) and "=" in source)
