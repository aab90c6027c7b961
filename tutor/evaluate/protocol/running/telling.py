"""How far a run is, on stderr: a bar with the time left in a terminal, else a line now and then."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from tutor.evaluate.protocol.results.sample import Sample
from tutor.evaluate.protocol.running.pace import Pace

if TYPE_CHECKING:
    from rich.progress import Progress

_LINE_SECONDS = 30.0
_LINE_SHARE = 0.1
_REPAINTS_PER_SECOND = 2


def tell(samples: Iterable[Sample], pace: Pace, stream: TextIO) -> Iterator[Sample]:
    """The samples as they pass by, told about."""
    if stream.isatty():
        yield from _with_bar(samples, pace, stream)
    else:
        yield from _with_lines(samples, pace, stream)


def _with_lines(samples: Iterable[Sample], pace: Pace, stream: TextIO) -> Iterator[Sample]:
    told, told_at = 0, pace.started
    for sample in samples:
        pace.count(sample)
        now = pace.clock()
        late = now - told_at >= _LINE_SECONDS
        if late or pace.ended - told >= pace.planned * _LINE_SHARE or pace.there == pace.planned:
            told, told_at = pace.ended, now
            print(describe_pace(pace), file=stream, flush=True)
        yield sample


def describe_pace(pace: Pace) -> str:
    """One line on how far it is."""
    way = f"{pace.there} of {pace.planned} samples, {pace.right} of {pace.ended} right"
    if pace.there == pace.planned:
        return f"{way}, in {duration(pace.seconds)}"
    return f"{way}, {time_left(pace)}"


def time_left(pace: Pace) -> str:
    """In words."""
    left = pace.seconds_left
    return "time left not known yet" if left is None else f"about {duration(left)} left"


def _with_bar(samples: Iterable[Sample], pace: Pace, stream: TextIO) -> Iterator[Sample]:
    with _bar(pace, stream) as bar:
        task = bar.add_task("", total=pace.planned, completed=pace.done)
        for sample in samples:
            pace.count(sample)
            bar.update(task, completed=pace.there)
            yield sample


def _bar(pace: Pace, stream: TextIO) -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task
    from rich.text import Text

    class Moving(ProgressColumn):
        """What changes between two samples, which may be an hour apart."""

        def render(self, _: Task) -> Text:
            tokens = f"{pace.written.tokens:,} tokens, {pace.tokens_per_second:.0f}/s"
            return Text(f"{pace.right} right, {tokens}, {time_left(pace)}", no_wrap=True)

    return Progress(
        BarColumn(bar_width=12),
        MofNCompleteColumn(),
        Moving(),
        console=Console(file=stream),
        transient=True,
        refresh_per_second=_REPAINTS_PER_SECOND,
    )


def duration(seconds: float) -> str:
    """A duration for people."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.1f} h"
