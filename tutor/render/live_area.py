"""The part of a terminal that is still repainted: waiting steps and the growing end of the text.

Everything above it is ordinary scrollback and never touched again. Redraws at most
`MAX_REDRAWS` times a second, so that a token costs little more than keeping its text.
"""

import time
from collections.abc import Callable, Iterable, Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from tutor.render.glyphs import Glyphs
from tutor.render.tail import Tail

MAX_REDRAWS = 20
_MAX_ROWS = 24
_DIM = Style(dim=True)


class LiveArea:
    """Repaints on terminals that can; elsewhere it only prints."""

    def __init__(self, console: Console, glyphs: Glyphs, clock: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock = clock
        self._glyphs = glyphs
        self._waiting: list[list[Segment]] = []
        self._tail_number = 1
        self._tail = Tail(self._tail_width())
        self._deltas: list[str] = []
        self._drawn_at = float("-inf")
        self._live: Live | None = None

    @property
    def rows(self) -> int:
        """How many rows the area may take at most."""
        return max(4, min(self._console.height - 2, _MAX_ROWS))

    def write(self, delta: str) -> None:
        """More of the unfinished step; shown with the next redraw that is due."""
        if not self._console.is_interactive:
            return
        self._deltas.append(delta)
        if self._clock() - self._drawn_at >= 1 / MAX_REDRAWS:
            self.redraw()

    def restart_tail(self, number: int, text: str) -> None:
        """The unfinished step is another one now; `text` is what it has already."""
        self._tail_number = number
        self._tail = Tail(self._tail_width())
        self._deltas = [text]

    def wait(self, lines: Iterable[Text]) -> None:
        """Show these lines above the growing text, in place of those shown there before."""
        self._waiting = [
            [*segments, Segment.line()]
            for line in lines
            for segments in self._console.render_lines(line, pad=False, new_lines=False)
        ]

    def print(self, lines: Sequence[Text]) -> None:
        """Print lines above the area, for good."""
        if lines:
            self._console.print(Text("\n").join(lines), soft_wrap=True, highlight=False)

    def redraw(self) -> None:
        """Paint the area as it is now."""
        if not self._console.is_interactive:
            return
        if self._live is None:
            self._live = Live(
                self,
                console=self._console,
                auto_refresh=False,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._live.start()
        self._live.refresh()
        self._drawn_at = self._clock()

    def stop(self) -> None:
        """Take the area off the screen and give the cursor back."""
        self._waiting = []
        self.restart_tail(self._tail_number, "")
        if self._live is not None:
            self._live.stop()
            self._live = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The rows of the area, oldest cut off first."""
        if self._deltas:
            self._tail.extend(self._glyphs.shown("".join(self._deltas)))
            self._deltas = []
        for row in self._waiting[-self.rows :]:
            yield from row
        margin = f"{self._tail_number}  "
        for line in self._tail.lines(max(2, self.rows - len(self._waiting))):
            yield Segment(margin + line, _DIM)
            yield Segment.line()
            margin = " " * len(margin)

    def _tail_width(self) -> int:
        return max(16, min(self._console.width - 1, 100) - 6)
