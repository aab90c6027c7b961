"""What can be done with a row of the shelf: the one thing Enter does, and the others."""

from enum import StrEnum

from tutor.tui.shelf.jobs import Job, Kind
from tutor.tui.shelf.looking import ModelRow


class Primary(StrEnum):
    """What Enter does, as the footer calls it."""

    USE = "Use"
    FETCH = "Download"
    PAUSE = "Pause"
    RESUME = "Resume"
    RETRY = "Try again"
    GIVE_UP = "Stop"


def primary_action(row: ModelRow | None, job: Job | None) -> Primary | None:
    """What Enter does on a row; None for nothing."""
    if job is not None and job.running:
        return Primary.PAUSE if job.kind is Kind.FETCH else Primary.GIVE_UP
    if row is None:
        return None
    if row.model is not None:
        return None if row.fault else Primary.USE
    if row.file is None:
        return None
    if job is not None:
        return Primary.RETRY
    return Primary.RESUME if row.unfinished_bytes else Primary.FETCH


def can_cancel(row: ModelRow | None, job: Job | None) -> bool:
    """Whether there is something to give up: a fetch, what one left, or what an ended job said."""
    return job is not None or (row is not None and row.unfinished_bytes > 0)


def can_touch(row: ModelRow | None, job: Job | None) -> bool:
    """Whether an installed file may be verified or removed now."""
    return row is not None and row.model is not None and not (job is not None and job.running)
