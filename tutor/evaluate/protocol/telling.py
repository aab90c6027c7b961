"""How far a run is, on stderr: a bar with the time left in a terminal, else a line now and then."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from tutor.evaluate.protocol.credit import counts
from tutor.evaluate.protocol.sample import Sample

if TYPE_CHECKING:
    from rich.progress import Progress

_LINE_SECONDS = 30.0
_LINE_SHARE = 0.1


def tell(
    samples: Iterable[Sample],
    done: int,
    planned: int,
    stream: TextIO,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Sample]:
    """The samples as they pass by, told about. `done` of the `planned` ones were there before."""
    if stream.isatty():
        yield from _with_bar(samples, done, planned, stream)
    else:
        yield from _with_lines(samples, done, planned, stream, clock)


def _with_lines(
    samples: Iterable[Sample], done: int, planned: int, stream: TextIO, clock: Callable[[], float]
) -> Iterator[Sample]:
    start = told_at = clock()
    told = right = 0
    for count, sample in enumerate(samples, start=1):
        right += counts(sample)
        now = clock()
        if now - told_at >= _LINE_SECONDS or count - told >= planned * _LINE_SHARE or done + count == planned:
            told, told_at = count, now
            left = (now - start) / count * (planned - done - count)
            print(
                f"{done + count} of {planned} samples, {right} of {count} right, {duration(left)} left",
                file=stream,
                flush=True,
            )
        yield sample


def _with_bar(samples: Iterable[Sample], done: int, planned: int, stream: TextIO) -> Iterator[Sample]:
    right = 0
    with _bar(stream) as bar:
        task = bar.add_task("samples", total=planned, completed=done)
        for count, sample in enumerate(samples, start=1):
            right += counts(sample)
            bar.update(task, completed=done + count, description=f"{right} of {count} right")
            yield sample


def _bar(stream: TextIO) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream),
        transient=True,
    )


def duration(seconds: float) -> str:
    """A duration for people."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
