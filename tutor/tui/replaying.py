"""A run of the past, event by event at its own pace or faster. Knows no widgets."""

import time
from collections.abc import Callable, Sequence

from tutor.vocabulary.attempt import TimedEvent
from tutor.vocabulary.events import Event

SPEEDS: tuple[float | None, ...] = (1.0, 4.0, None)
"""Times as fast as it was; None is as fast as it can be shown."""


class Replay:
    """Says which events are due. Its time stands still while it is paused."""

    def __init__(self, events: Sequence[TimedEvent], clock: Callable[[], float] = time.monotonic) -> None:
        self.speed: float | None = SPEEDS[0]
        self.paused = False
        self._events = events
        self._next = 0
        self._clock = clock
        self._looked_at = clock()
        self._at_seconds = 0.0

    @property
    def ended(self) -> bool:
        """Whether the last event was taken."""
        return self._next >= len(self._events)

    @property
    def at_seconds(self) -> float:
        """How far into the run it is."""
        return min(self._at_seconds, self.total_seconds)

    @property
    def total_seconds(self) -> float:
        """How long the run took."""
        return self._events[-1].at_seconds if self._events else 0.0

    def take(self, limit: int) -> list[Event]:
        """The events that have come due, so many at most."""
        self._go_on()
        taken: list[Event] = []
        while not self.ended and not self.paused and len(taken) < limit:
            timed = self._events[self._next]
            if self.speed is None:
                self._at_seconds = timed.at_seconds
            elif timed.at_seconds > self._at_seconds:
                break
            taken.append(timed.event)
            self._next += 1
        return taken

    def pause(self) -> None:
        """Stand still, or go on."""
        self._go_on()
        self.paused = not self.paused

    def next_speed(self) -> None:
        """The speed after this one; after the last the first."""
        self._go_on()
        self.speed = SPEEDS[(SPEEDS.index(self.speed) + 1) % len(SPEEDS)]

    def _go_on(self) -> None:
        now = self._clock()
        if not self.paused and self.speed is not None:
            self._at_seconds += (now - self._looked_at) * self.speed
        self._looked_at = now
