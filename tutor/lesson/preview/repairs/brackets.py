"""Brackets without a partner: one more, one less, or another kind."""

from collections.abc import Iterator
from itertools import pairwise

from tutor.lesson.preview.marks import (
    BAR,
    CLOSE,
    OPEN,
    PARTNERS,
    RELATION,
    SIGN,
    Mark,
    lonely,
    marks,
)
from tutor.lesson.preview.repairs.repair import Repair, replaced

_OPENING = {closing: opening for opening, closing in PARTNERS.items()}


def repair_brackets(source: str) -> Iterator[Repair]:
    """For the first bracket that has no partner."""
    found = marks(source)
    odd = lonely(found)
    if odd is None:
        yield from _bars(source, found)
    elif odd.mark.kind == OPEN:
        yield from _close(source, found, odd.mark)
    elif odd.opened is None:
        yield from _open(source, found, odd.mark)
    else:
        yield from _match(source, odd.opened, odd.mark)


def _close(source: str, found: tuple[Mark, ...], opened: Mark) -> Iterator[Repair]:
    """Close it before a relation, at the end, or before a sum goes on; or take it away."""
    closing = _closing(opened.text)
    inside = [mark for mark in found if mark.start >= opened.end]
    relation = next((mark for mark in inside if mark.kind == RELATION), None)
    if opened.text in {"{", "["}:  # \frac{1{2}, \sqrt[3{8}
        for mark in inside:
            if mark.text == "{":
                yield replaced(source, mark.start, mark.start, closing, f"`{closing}` before `{{`")
    event = source[: opened.start].endswith(("P", "Pr", "E"))
    if relation is not None and not event:
        yield _closed_before(source, relation, closing, 1)
    if relation is None or event or opened.text != "(":
        end = len(source.rstrip())
        yield replaced(
            source, end, end, closing, f"`{closing}` at the end", 1 if event or not relation else 2
        )
    for sign in [mark for mark in inside[1:] if mark.kind == SIGN][:2]:
        if relation is None or sign.start < relation.start:
            yield _closed_before(source, sign, closing, 3)
    yield _without(source, opened, 3)


def _without(source: str, mark: Mark, cost: int) -> Repair:
    """The bracket away; what it kept apart stays apart."""
    apart = source[: mark.start][-1:].isalnum() and source[mark.end :][:1].isalnum()
    return replaced(source, mark.start, mark.end, " " if apart else "", f"without `{mark.text}`", cost)


def _closed_before(source: str, mark: Mark, closing: str, cost: int) -> Repair:
    place = len(source[: mark.start].rstrip())
    return replaced(source, place, place, closing, f"`{closing}` before `{mark.text}`", cost)


def _closing(opening: str) -> str:
    if opening.startswith("\\left"):
        return "\\right" + PARTNERS.get(opening.removeprefix("\\left").strip(), ".")
    return PARTNERS.get(opening, opening.replace("\\l", "\\r", 1))


def _open(source: str, found: tuple[Mark, ...], closed: Mark) -> Iterator[Repair]:
    """Open it after the relation before it, at the beginning, after a group; or take it away."""
    if closed.text.startswith("\\right"):
        opening = "\\left" + _OPENING.get(closed.text.removeprefix("\\right").strip(), ".")
    else:
        opening = _OPENING.get(closed.text, "")
    before = [mark for mark in found if mark.end <= closed.start]
    if closed.text == "}":  # \frac{1}2}
        for earlier, mark in pairwise(before):
            if earlier.text in {"}", "^", "_"} and mark.kind != OPEN:
                yield replaced(source, mark.start, mark.start, "{", f"`{{` before `{mark.text}`")
    yield _without(source, closed, 1)
    relation = next((mark for mark in reversed(before) if mark.kind == RELATION), None)
    place = relation.end if relation else 0
    place += len(source[place:]) - len(source[place:].lstrip())
    if opening and place < closed.start:
        where = f"after `{relation.text}`" if relation else "at the beginning"
        yield replaced(source, place, place, opening, f"`{opening}` {where}", 2)


def _match(source: str, opened: Mark, closed: Mark) -> Iterator[Repair]:
    if opened.text.startswith("\\left") and not closed.text.startswith("\\"):
        new = "\\right" + closed.text
        yield replaced(source, closed.start, closed.end, new, f"`{new}` for `{closed.text}`")
        yield replaced(source, opened.start, opened.start + len("\\left"), "", "without `\\left`", 2)
        return
    if closed.text.startswith("\\right") and not opened.text.startswith("\\"):
        new = "\\left" + opened.text
        yield replaced(source, opened.start, opened.end, new, f"`{new}` for `{opened.text}`")
        yield replaced(source, closed.start, closed.start + len("\\right"), "", "without `\\right`", 2)
        return
    closing = _closing(opened.text)
    yield replaced(source, closed.start, closed.start, closing, f"`{closing}` before `{closed.text}`")
    yield replaced(source, closed.start, closed.end, closing, f"`{closing}` for `{closed.text}`", 2)
    yield _without(source, opened, 3)
    yield _without(source, closed, 3)


def _bars(source: str, found: tuple[Mark, ...]) -> Iterator[Repair]:
    bars = [mark for mark in found if mark.kind == BAR]
    if len(bars) % 2 == 0:
        # (x + 1] and [x + 1) are intervals only with two ends
        pairs = [mark for mark in found if mark.kind in {OPEN, CLOSE}]
        if len(pairs) == 2 and PARTNERS.get(pairs[0].text) not in {None, pairs[1].text}:
            new = PARTNERS[pairs[0].text]
            yield replaced(source, pairs[1].start, pairs[1].end, new, f"`{new}` for `{pairs[1].text}`")
        return
    bar = bars[-1]
    relation = next((mark for mark in found if mark.kind == RELATION and mark.start > bar.start), None)
    if relation is not None:
        place = len(source[: relation.start].rstrip())
        yield replaced(source, place, place, "|", f"`|` before `{relation.text}`")
    end = len(source.rstrip())
    yield replaced(source, end, end, "|", "`|` at the end", 2)
    yield _without(source, bar, 3)
