"""How a front door in a terminal shows a model being looked for and fetched, on stderr.

In a terminal: a bar with bytes, rate and time left. Elsewhere (a pipe, a log):
plain lines, one for each tenth of the way. Draws the events of
`models.progress`; decides nothing.
"""

from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

from models import progress as told

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress
    from rich.progress import TaskID

LINE_EVERY = 0.1
"""Without a terminal a line is written each time this fraction more is done."""


class TerminalProgress:
    """A `models.progress.Progress` to be used as a context manager, so that the bar is always taken down."""

    def __init__(self, stream: TextIO) -> None:
        """`stream` is stderr; whether it is a terminal decides between the bar and plain lines."""
        self._lines: _Lines = _Bar(stream) if stream.isatty() else _Lines(stream)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()

    def __call__(self, event: told.ProgressEvent) -> None:
        """Show one event."""
        match event:
            case told.Advanced(done_bytes, total_bytes):
                self._lines.move("fetching", done_bytes, total_bytes)
            case told.Verifying(_, done_bytes, total_bytes):
                self._lines.move("verifying", done_bytes, total_bytes)
            case _:
                self._lines.say(describe(event))


def describe(event: told.ProgressEvent) -> str:
    """One line for people about an event."""
    match event:
        case told.Contacting(name, source):
            line = f"{name}: asking {source} …"
        case told.Announced(name, quantization, total, source, done):
            rest = f", {size(done)} are there already" if done else ""
            line = f"Fetching {name} ({quantization}, {size(total)}) from {source}{rest}."
        case told.Waiting(name):
            line = f"Another process is busy with {name}; waiting for it."
        case told.SourceFailed(source, reason, trying):
            following = f" Trying {trying} next." if trying else ""
            line = f"No luck with {source}: {reason}.{following}"
        case told.Installed(name, quantization, path):
            line = f"{name} ({quantization}) is ready: {path}"
        case told.Substituted(name, wanted, reason):
            line = f"Using {name} in place of {wanted}: {reason}."
        case told.Advanced(done, total) | told.Verifying(_, done, total):
            line = f"{size(done)} of {size(total)}"
    return line


def size(count: int) -> str:
    """Bytes for people, in decimal units."""
    if count >= 1_000_000_000:
        return f"{count / 1e9:.2f} GB"
    return f"{count / 1e6:.1f} MB" if count >= 1_000_000 else f"{count / 1e3:.0f} KB"


class _Lines:
    """Plain lines."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._next = {"fetching": LINE_EVERY, "verifying": 1.0}

    def say(self, line: str) -> None:
        print(line, file=self._stream, flush=True)

    def move(self, what: str, done: int, total: int) -> None:
        fraction = done / total if total else 1.0
        if fraction >= self._next[what]:
            self._next[what] = fraction + LINE_EVERY
            self.say(f"{what}: {size(done)} of {size(total)}, {fraction:.0%}")

    def close(self) -> None:
        pass


class _Bar(_Lines):
    """A bar that is there only while bytes move."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._what = ""
        self._task: TaskID | None = None
        self._bar: RichProgress | None = None

    def say(self, line: str) -> None:
        self.close()
        super().say(line)

    def move(self, what: str, done: int, total: int) -> None:
        if self._bar is None or self._task is None or what != self._what:
            self.close()
            self._bar = _rich_bar(self._stream)
            self._task = self._bar.add_task(what, total=total, completed=done)
            self._what = what
            self._bar.start()
        self._bar.update(self._task, completed=done, total=total)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = self._task = None


def _rich_bar(stream: TextIO) -> "RichProgress":
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream),
        transient=True,
    )
