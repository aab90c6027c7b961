"""`preview`: a text as it will be understood. Never raises; its time is bounded, whatever the text."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import Final

from tutor.check.reading.outcome import Parsed
from tutor.lesson.preview.alternatives import alternatives
from tutor.lesson.preview.diagnosis import diagnose
from tutor.lesson.preview.explicit import explicit
from tutor.lesson.preview.finding import Piece, find_pieces
from tutor.lesson.preview.repairs.repair import Repair
from tutor.lesson.preview.repairs.search import LONGEST_FORMULA, doubts, reading_of, repairs
from tutor.lesson.preview.values import Formula, Preview, Stop, Suggestion

LONGEST_TEXT: Final = 4000
_MOST_FORMULAS: Final = 40
_MOST_REPAIRED: Final = 3
_MOST_SUGGESTIONS: Final = 3


def preview(text: str) -> Preview:
    """The formulas of a problem's text, the places where reading stops, and what may have been meant."""
    seen = text[:LONGEST_TEXT]
    pieces = find_pieces(seen)[:_MOST_FORMULAS]
    formulas = tuple(formula for piece in pieces if (formula := _formula(seen, piece)))
    if len(text) > LONGEST_TEXT:
        return Preview(text, formulas, (), len(text) - LONGEST_TEXT)
    return Preview(text, formulas, tuple(_suggestions(text, pieces)))


def _formula(text: str, piece: Piece) -> Formula | None:
    """One formula; None for what is not read and may well be prose."""
    source = text[piece.inner_start : piece.inner_end]
    shown, stop = _looked_at(source)
    if piece.stray is not None:
        stop = Stop(piece.stray, "the `$` has no partner", unfinished=piece.stray == piece.start)
    elif stop is not None:
        stop = Stop(stop.position + piece.inner_start, stop.message, stop.slip, stop.unfinished)
    if stop is not None and not piece.evident:
        return None
    others = () if stop else tuple(_as_suggestion(text, piece, other) for other in _others(source))
    return Formula(piece.start, piece.end, text[piece.start : piece.end], shown, stop, others)


@lru_cache(maxsize=512)
def _looked_at(source: str) -> tuple[str, Stop | None]:
    """How a formula is understood, and the stop in it; a stop beside an understood form is a doubt."""
    reading = reading_of(source)
    if isinstance(reading, Parsed):
        doubt = next(doubts(source), None)
        stop = (
            Stop(_first_difference(source, doubt.source), f"did you mean {doubt.change}?") if doubt else None
        )
        return explicit(reading.tree, slashes="/" in source), stop
    stop = diagnose(source, reading)
    if not stop.slip and len(source) <= LONGEST_FORMULA and (found := repairs(source)):
        stop = Stop(_first_difference(source, found[0].source), f"did you mean {found[0].change}?")
    return "", stop


def _first_difference(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))


@lru_cache(maxsize=512)
def _others(source: str) -> tuple[Repair, ...]:
    reading = reading_of(source)
    return tuple(alternatives(source, reading.tree)) if isinstance(reading, Parsed) else ()


def _as_suggestion(text: str, piece: Piece, repair: Repair) -> Suggestion:
    return Suggestion(text[: piece.inner_start] + repair.source + text[piece.inner_end :], repair.change)


def _suggestions(text: str, pieces: list[Piece]) -> Iterator[Suggestion]:
    """Whole texts in which every slip is mended, best first."""
    wrong = [piece for piece in pieces if (found := _formula(text, piece)) and found.stop and found.stop.slip]
    if not 0 < len(wrong) <= _MOST_REPAIRED:
        return
    ways = [_ways(text, piece) for piece in wrong]
    mixes = sorted(product(*ways), key=lambda mix: sum(repair.cost for repair in mix))
    count = 0
    for mix in mixes[: 2 * _MOST_SUGGESTIONS]:
        new = text
        for piece, repair in reversed(list(zip(wrong, mix, strict=True))):
            new = new[: piece.start] + repair.source + new[piece.end :]
        if count < _MOST_SUGGESTIONS and new != text and _reads(new):
            count += 1
            yield Suggestion(new, "; ".join(repair.change for repair in mix))


def _ways(text: str, piece: Piece) -> list[Repair]:
    """What may stand for a whole piece, delimiters included."""
    source = text[piece.inner_start : piece.inner_end]
    before, after = text[piece.start : piece.inner_start], text[piece.inner_end : piece.end]
    if piece.stray is None:
        return [Repair(before + way.source + after, way.change, way.cost) for way in repairs(source)]
    whole = isinstance(reading_of(source), Parsed)
    found = (Repair(source, "", 0),) if whole else repairs(source)
    ways = []
    for way in found:
        inner = way.source.strip()
        ways.append(
            Repair(f"${inner}$", "; ".join(filter(None, [way.change, "`$` on both sides"])), way.cost + 1)
        )
        ways.append(Repair(inner, "; ".join(filter(None, [way.change, "without `$`"])), way.cost + 2))
    return ways


def _reads(text: str) -> bool:
    """Whether no slip is left in a corrected text."""
    found = (_formula(text, piece) for piece in find_pieces(text)[:_MOST_FORMULAS])
    return not any(formula and formula.stop and formula.stop.slip for formula in found)
