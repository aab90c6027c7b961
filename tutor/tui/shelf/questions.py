"""What is asked before work on a model that one may not want after all, and the answers to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass

from tutor.render.progress import size
from tutor.tui.shelf.jobs import Job
from tutor.tui.shelf.looking import ModelRow
from tutor.tui.shelf.words import loss_words


@dataclass(frozen=True, slots=True)
class Asking:
    """A question with its answers by what they mean; the first answer is the one that changes nothing."""

    text: str
    answers: Mapping[str, str]


def before_use(title: str, row: ModelRow) -> Asking | None:
    """Where the memory that is free now is too small for it: `use` it all the same."""
    if row.fit and row.fit.now:
        return None
    text = f"{title} does not fit the memory that is free now. It may be refused."
    return Asking(text, {"back": "Back", "use": "Use it all the same"})


def before_fetch(title: str, row: ModelRow) -> Asking | None:
    """Where this machine can never hold it: `fetch` it all the same."""
    if not row.fit or row.fit.context:
        return None
    text = f"{title} needs more memory than this machine has."
    return Asking(text, {"back": "Back", "fetch": "Fetch it all the same"})


def before_giving_up(title: str, row: ModelRow, job: Job | None) -> Asking | None:
    """What becomes of what was fetched so far: `keep` or `delete` it, or "" to go on."""
    running = job is not None and job.running
    if not running and not row.unfinished_bytes:
        return None
    here = max(row.unfinished_bytes, job.done_bytes if job else 0)
    stop = "Stop and" if running else ""
    answers = {
        "": "Go on fetching" if running else "Back",
        "keep": f"{stop} keep what is here".strip().capitalize(),
        "delete": f"{stop} delete what is here".strip().capitalize(),
    }
    return Asking(f"{title}: {size(here)} of {size(row.bytes)} are here. {loss_words(row)}".strip(), answers)


def before_removing(title: str, row: ModelRow, *, in_use: bool) -> Asking:
    """Whether to `remove` an installed file."""
    used = " It is in use: it stays loaded until another one is chosen or the app ends." if in_use else ""
    text = f"Remove {title}? {size(row.bytes)} are freed.{used}"
    return Asking(text, {"back": "Keep it", "remove": "Remove it"})
