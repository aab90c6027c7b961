"""A row of the shelf as lines of so many cells: columns are dropped by width, nothing wraps by accident."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells, set_cell_size
from textual.content import Content

from tutor.render.glyphs import Glyphs
from tutor.render.progress import size
from tutor.tui.shelf.jobs import Job, Stage
from tutor.tui.shelf.looking import ModelRow
from tutor.tui.shelf.words import DAMAGED_ADVICE, fit_words, job_words, paused_words, shown

BAR_CELLS = 20
FAULT_LINES = 3
_NAME_CELLS, _LEAST_NAME_CELLS, _TYPE_CELLS, _SIZE_CELLS = 29, 14, 7, 7
_WIDE = 56
"""Cells from which the fit is said in words rather than by a sign."""

_RUNNING_SEPARATOR = "  "


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is drawn: how wide, with which signs, at what time.

    `types`: the types of a model are told apart. `tight`: there are few lines.
    """

    width: int
    glyphs: Glyphs
    now: float
    types: bool = True
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of the list."""

    used: str
    now: str
    later: str
    never: str
    done: str
    rest: str


_UNICODE = Signs("●", "✓", "○", "✗", "━", "─")
_ASCII = Signs("*", "+", "~", "x", "#", "-")


def signs(glyphs: Glyphs) -> Signs:
    """The signs a terminal can show."""
    return _ASCII if glyphs.ascii_only else _UNICODE


def row_lines(row: ModelRow, job: Job | None, place: Place, *, label: str = "") -> Content:
    """The row, and under it how work on it is going. `label` says that it is in use or was chosen."""
    lines = [_first_line(row, place, label)]
    if job is not None:
        lines += job_lines(job, place)
    elif row.fault:
        lines += _sentence(f"Damaged: {row.fault.rstrip('.')}. {DAMAGED_ADVICE}", place)
    elif row.unfinished_bytes:
        lines.append(_figures(paused_words(row), row.unfinished_bytes / row.bytes, place, "$text-warning"))
    return Content("\n").join(lines)


def job_lines(job: Job, place: Place) -> list[Content]:
    """How a job is going: a bar with figures while bytes move, a sentence otherwise."""
    words = [shown(word, place.glyphs) for word in job_words(job, place.now)]
    match job.stage:
        case Stage.MOVING | Stage.CHECKING:
            return [_figures(words, job.share, place, "$text-accent")]
        case Stage.FAILED:
            return _sentence(words[0], place, "$text-error")
        case Stage.DONE:
            return _sentence(words[0], place, "$text-success")
    return [Content.assemble("  ", (fitted(words[0], place.width - 2, place.glyphs), "$text-accent"))]


def fitted(text: str, cells: int, glyphs: Glyphs) -> str:
    """The text in at most so many cells, its middle left out where it is longer: both ends of a name tell."""
    if cell_len(text) <= cells:
        return text
    gap = glyphs.shown("…")
    room = max(0, cells - cell_len(gap))
    tail = room // 3
    return set_cell_size(text, room - tail).rstrip() + gap + _last_cells(text, tail)


def longest_that_fits(wordings: Sequence[str], cells: int) -> str:
    """The first wording that has room, else nothing."""
    return next((words for words in wordings if cell_len(words) <= cells), "")


def _first_line(row: ModelRow, place: Place, label: str) -> Content:
    glyphs, drawn = place.glyphs, signs(place.glyphs)
    wide = place.width >= _WIDE
    used = (f"{drawn.used} " if label else "  ", "$text-success")
    fit = "" if wide else f"{_fit_sign(row, drawn)} "
    types = _TYPE_CELLS + 1 if wide or place.types else 0
    fixed = 2 + len(fit) + types + _SIZE_CELLS + 1
    cells = max(_LEAST_NAME_CELLS, min(_NAME_CELLS, place.width - fixed) if wide else place.width - fixed)
    name = set_cell_size(fitted(shown(row.name, glyphs), cells, glyphs), cells)
    kind = " " + set_cell_size(fitted(shown(row.quantization, glyphs), _TYPE_CELLS, glyphs), _TYPE_CELLS)
    parts: list[str | tuple[str, str]] = [used, (fit, _fit_style(row)), (name, "bold" if row.model else "")]
    parts += [(kind if types else "", "$text-muted"), f" {size(row.bytes):>{_SIZE_CELLS}}"]
    if wide:
        parts += _status(row, place.width - fixed - cells, label, glyphs)
    return Content.assemble(*parts)


def _status(row: ModelRow, cells: int, label: str, glyphs: Glyphs) -> list[str | tuple[str, str]]:
    """Whether it fits, and that it is in use, in what is left of the line."""
    used = f"  {label}" if label else ""
    words = longest_that_fits([glyphs.shown(words) for words in fit_words(row.fit)], cells - 2 - len(used))
    return ["  ", (words, _fit_style(row)), (used, "$text-success bold")]


def _fit_sign(row: ModelRow, drawn: Signs) -> str:
    if row.fit is None:
        return " "
    return drawn.now if row.fit.now else drawn.later if row.fit.context else drawn.never


def _fit_style(row: ModelRow) -> str:
    if row.fit is None:
        return "$text-muted"
    return "$text-success" if row.fit.now else "$text-warning" if row.fit.context else "$text-muted"


def _figures(words: Sequence[str], share: float, place: Place, style: str) -> Content:
    """A bar and as many of the parts behind it as have room."""
    drawn = signs(place.glyphs)
    cells = BAR_CELLS if place.width >= _WIDE else 6
    done = min(cells, int(share * cells))
    text, room = "", place.width - 3 - cells
    for word in words:
        longer = text + _RUNNING_SEPARATOR * bool(text) + place.glyphs.shown(word)
        if cell_len(longer) > room:
            break
        text = longer
    bar = [(drawn.done * done, style), (drawn.rest * (cells - done), "$text-muted")]
    return Content.assemble("  ", *bar, " ", text)


def _sentence(text: str, place: Place, style: str = "$text-error") -> list[Content]:
    """A sentence over a few lines, indented under its row."""
    lines = textwrap.wrap(
        shown(text, place.glyphs),
        max(10, place.width - 2),
        max_lines=FAULT_LINES if place.width >= _WIDE else FAULT_LINES + 2,
        placeholder=place.glyphs.shown(" …"),
    )
    return [Content.assemble("  ", (line, style)) for line in lines]


def _last_cells(text: str, cells: int) -> str:
    """The end of a text, in at most so many cells."""
    return chop_cells(text[::-1], cells)[0][::-1] if cells > 0 and text else ""
