"""Solving in a thread of its own, so that a front door stays alive and can stop it at once.

llama.cpp's calls hold no lock of Python's: while one computes, the front door draws.
"""

import math
import threading
import time
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue

from tutor.vocabulary.events import Event

_SLICE_SECONDS = 0.1


class BackgroundRun:
    """Iterates `events` in a daemon thread; the same events come out of `events` in the caller's thread.

    `interrupt` is called once, from `stop`, and must make the events end soon.
    """

    def __init__(self, events: Callable[[], Iterator[Event]], interrupt: Callable[[], None]) -> None:
        self._queue: SimpleQueue[Event | BaseException | None] = SimpleQueue()
        self._source = events
        self._interrupt = interrupt
        self._over = False
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="solve", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            for event in self._source():
                self._queue.put(event)
        except BaseException as error:  # noqa: BLE001 - the edge of a thread: raised again in the caller's
            self._queue.put(error)
        else:
            self._queue.put(None)

    def events(self, timeout_seconds: float = math.inf) -> Iterator[Event]:
        """The events as they come, until the run or the time is over; raises what the thread raised."""
        deadline = time.monotonic() + timeout_seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                # in slices, since a blocked get can't be interrupted on Windows
                item = self._queue.get(timeout=min(left, _SLICE_SECONDS))
            except Empty:
                continue
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            yield item

    def take(self) -> list[Event]:
        """The events that have come, without waiting for more; raises what the thread raised after them."""
        taken: list[Event] = []
        while not self._over:
            try:
                item = self._queue.get_nowait()
            except Empty:
                break
            if item is None or isinstance(item, BaseException):
                self._over, self._fault = True, item
            else:
                taken.append(item)
        if not taken and self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        return taken

    @property
    def ended(self) -> bool:
        """Whether `take` has given everything."""
        return self._over and self._fault is None

    def stop(self) -> None:
        """Ask the run to end; its last events still come."""
        self._interrupt()

    def join(self, timeout_seconds: float) -> bool:
        """Wait for the thread; True when it has ended."""
        self._thread.join(timeout_seconds)
        return not self._thread.is_alive()
