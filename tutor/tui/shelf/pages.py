"""The texts of the Models screen out of its values: title line, notice, list, details."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from tutor.render.glyphs import Glyphs
from tutor.tui.shelf.jobs import Job
from tutor.tui.shelf.lines import Place, longest_that_fits, row_lines
from tutor.tui.shelf.looking import ModelRow, Shelf
from tutor.tui.shelf.rows import Section
from tutor.tui.shelf.words import (
    card_words,
    intro_words,
    lacks_room,
    machine_words,
    need_words,
    shown,
    size_words,
    source_words,
)
from tutor.tui.widgets.model_list import Entry

_TITLE = "Models"


def headline(shelf: Shelf | None, width: int) -> Content:
    """`Models` at the left, memory and disk at the right."""
    wordings = machine_words(shelf.machine, shelf.disk_free_bytes) if shelf else ("looking",)
    words = longest_that_fits(wordings, width - cell_len(_TITLE) - 2)
    gap = " " * max(1, width - cell_len(_TITLE) - cell_len(words))
    return Content.assemble((_TITLE, "bold"), gap, (words, "$text-muted"))


def notice(shelf: Shelf, jobs: Mapping[str, Job]) -> str:
    """The greeting, as long as there is no model and none is on its way."""
    if any(row.model for row in shelf.rows):
        return ""
    if any(job.running for job in jobs.values()):
        return "No model is here yet; this one is on its way. It goes on while you look around."
    return intro_words(shelf)


def entries(
    listed: Sequence[Section], jobs: Mapping[str, Job], place: Place, labels: Mapping[str, str]
) -> list[Entry]:
    """The rows under their headings."""
    found: list[Entry] = []
    for section in listed:
        # a line of air where there is room for it
        found.append(Entry(Content(section.heading if place.tight or not found else f"\n{section.heading}")))
        for row in section.rows:
            content = row_lines(row, jobs.get(row.key), place, label=labels.get(row.key, ""))
            found.append(Entry(content, row.key))
    return found


def detail_paragraphs(row: ModelRow | None, job: Job | None, shelf: Shelf, glyphs: Glyphs) -> list[Content]:
    """What is known of a row: its purpose, what it needs and this machine has, where it is from."""
    if row is None:
        return [Content(shown(job.name, glyphs))] if job else []
    title = f"{shown(row.name, glyphs, 80)}  {shown(row.quantization, glyphs, 20)}"
    tried = [f"Tried {source}: {reason}." for source, reason in (job.tried if job else ())]
    return [
        Content.assemble((title, "bold"), (f"  {size_words(row)}", "$text-muted")),
        *(Content.styled(shown(line, glyphs), "$text-warning") for line in tried),
        Content(shown(card_words(row), glyphs)),
        Content.styled(shown(need_words(row, shelf.machine), glyphs), _need_style(row)),
        Content.styled(
            shown(source_words(row, shelf), glyphs),
            "$text-warning" if lacks_room(row, shelf) else "$text-muted",
        ),
    ]


def _need_style(row: ModelRow) -> str:
    if row.fit is None or row.fit.now:
        return ""
    return "$text-warning" if row.fit.context else "$text-error"
