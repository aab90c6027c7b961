"""One line about the run: model, speed, thinking of its budget, context in use, votes so far."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from rich.text import Text
from textual.widgets import Static

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.prose import to_one_line
from tutor.render.wording import duration, figures, probe_words, vote_words
from tutor.vocabulary.events import Event, Finished, Probed, Progressed, Solution, Started, Voted

_SPEED_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What the line tells while a run goes."""

    model: str = ""
    state: str = ""
    tokens: int = 0
    thinking: int = 0
    budget: int = 0
    context_used: int = 0
    context: int = 0
    extra: str = ""


class StatusLine(Static):
    """Redrawn when a figure changes; the speed is that of the last seconds."""

    DEFAULT_CSS = """
    StatusLine { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, glyphs: Glyphs = UNICODE, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__("", markup=False)
        self.glyphs = glyphs
        self._clock = clock
        self._figures = Figures()
        self._marks: deque[tuple[float, int]] = deque()

    def say(self, state: str) -> None:
        """A word on what is going on: loading, paused."""
        self._set(replace(self._figures, state=state))

    def show(self, event: Event) -> None:
        """Take what an event has to say about the run."""
        match event:
            case Started():
                self.start(event)
            case Progressed():
                self.progress(event)
            case Voted():
                self.vote(event)
            case Probed():
                self.probe(event)
            case Finished():
                self.finish(event.solution)

    def start(self, event: Started) -> None:
        """A run begins."""
        self._marks.clear()
        context = int(event.engine.get("context", 0))
        self._set(Figures(model=to_one_line(event.model), budget=event.thinking_budget, context=context))

    def progress(self, event: Progressed) -> None:
        """It has written so many tokens."""
        written = event.thinking + event.answer
        self._marks.append((self._clock(), written))
        while len(self._marks) > 2 and self._marks[-1][0] - self._marks[0][0] > _SPEED_SECONDS:
            self._marks.popleft()
        self._set(
            replace(self._figures, tokens=written, thinking=event.thinking, context_used=event.context_used)
        )

    def vote(self, event: Voted) -> None:
        """One more branch has ended."""
        self._set(replace(self._figures, extra=vote_words(event)))

    def probe(self, event: Probed) -> None:
        """The model was asked what it would answer now."""
        self._set(replace(self._figures, extra=probe_words(event)))

    def finish(self, solution: Solution) -> None:
        """What it came to."""
        parts = figures(solution)
        total = solution.seconds.get("total")
        extra = vote_of(solution)
        self._figures = replace(self._figures, state="", extra=extra)
        shown = [*parts, *([extra] if extra else [])]
        self._draw(shown if total is not None else [*shown, duration(0)])

    def _set(self, figures_now: Figures) -> None:
        self._figures = figures_now
        self._draw(self._parts())

    def _parts(self) -> list[str]:
        now = self._figures
        parts = [part for part in (now.model, now.state) if part]
        if speed := self._speed():
            parts.append(f"{speed:.0f} tok/s")
        if now.thinking or now.budget:
            parts.append(f"thinking {now.thinking:,}/{now.budget:,}")
        if now.context:
            parts.append(f"context {100 * now.context_used / now.context:.0f}%")
        return [*parts, *([now.extra] if now.extra else [])]

    def _speed(self) -> float:
        if len(self._marks) < 2:
            return 0.0
        (begin, before), (end, after) = self._marks[0], self._marks[-1]
        return (after - before) / (end - begin) if end > begin else 0.0

    def _draw(self, parts: list[str]) -> None:
        shown = Text(self.glyphs.shown(self.glyphs.separator.join(parts)))
        # always one line: the screen need not be laid out anew for it, which takes time from the model
        self.update(shown, layout=False)


def vote_of(solution: Solution) -> str:
    """`3 of 4 agree`, where there was a vote."""
    if not solution.votes:
        return ""
    cast = sum(group.votes for group in solution.votes)
    return f"{solution.votes[0].votes} of {cast} agree" if cast > 1 else ""
