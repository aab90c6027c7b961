"""Which rows are listed, in which order: work without a row, what is here, what can be fetched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.tui.shelf.jobs import Job, Kind
from tutor.tui.shelf.looking import ModelRow, Shelf

HERE = "On this machine"
AWAY = "Can be fetched"
COMING = "Being imported"


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    heading: str
    rows: tuple[ModelRow, ...]


def sections(shelf: Shelf, jobs: Mapping[str, Job], *, all_types: bool) -> tuple[Section, ...]:
    """The sections that have rows. Unless all types are wanted, a model that is not here has one row."""
    coming = [
        ModelRow(job.key, job.name, job.quantization, job.total_bytes)
        for job in jobs.values()
        if job.kind is Kind.IMPORT
    ]
    here = [row for row in shelf.rows if row.model is not None]
    away = [row for row in shelf.rows if row.model is None]
    if not all_types:
        names = {row.name for row in here}
        away = [row for row in away if _is_shown(row, names, jobs)]
    found = (Section(COMING, tuple(coming)), Section(HERE, tuple(here)), Section(AWAY, tuple(away)))
    return tuple(section for section in found if section.rows)


def _is_shown(row: ModelRow, here: Sequence[str] | set[str], jobs: Mapping[str, Job]) -> bool:
    begun = row.unfinished_bytes > 0 or row.key in jobs
    return begun or (row.preferred and row.name not in here)
