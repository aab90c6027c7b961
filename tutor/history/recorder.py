"""Writes the events of one run while it streams, from a thread of its own."""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tutor.history.assembling import Assembly
from tutor.history.chunks import join_deltas, to_line, write_lines
from tutor.history.database import to_history_error, transaction
from tutor.history.rows import Asked, insert_attempt, settle, update_attempt, update_sampling
from tutor.vocabulary.attempt import Fact, TimedEvent
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.events import AnswerDelta, Event, ThinkingDelta

# a kill costs the text of this time and of one write
FLUSH_SECONDS = 0.25
_BUSY_SECONDS = 0.25
_LONGEST_PAUSE_SECONDS = 5.0
_CLOSE_SECONDS = 2.0
_RETRY_SECONDS = 0.05

Connect = Callable[[Path, float], sqlite3.Connection]


class Recorder:
    """Takes the events of one run. Whatever becomes of the disk, nothing here raises; only `close` waits.

    `fault` says why not all of what came is in the file, and is None again once it is: what
    could not be written is kept and tried again until the recorder is closed. `attempt_id` is
    None until the attempt stands in the file, which is at once as a rule.
    """

    def __init__(
        self, path: Path, asked: Asked, connect: Connect, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.attempt_id: int | None = None
        self.fault: HistoryError | None = None
        self._path = path
        self._asked = asked
        self._connect = connect
        self._clock = clock
        self._queue: deque[tuple[float, Event]] = deque()
        self._sampling: Mapping[str, Fact] | None = None
        self._closing = threading.Event()
        # what follows belongs to the thread
        self._connection: sqlite3.Connection | None = None
        self._began: float | None = None
        self._assembly = Assembly()
        self._lines: list[str] = []
        self._changed = False  # whether lists would show something new
        self._gone = False  # deleted while it ran
        self._thread = threading.Thread(target=self._work, name="history", daemon=True)
        self._thread.start()

    def record(self, event: Event) -> None:
        """Note one event, with its time."""
        self._queue.append((self._clock(), event))

    def describe(self, sampling: Mapping[str, Fact]) -> None:
        """The facts of the sampling, where they were not known when the attempt began."""
        self._sampling = dict(sampling)

    def close(self, wait_seconds: float = _CLOSE_SECONDS) -> None:
        """Write what is left; a run that has not come to its last event is marked as interrupted.

        Waits at most so long; `fault` then says why not all is written. Safe to call twice.
        """
        self._closing.set()
        self._thread.join(wait_seconds)
        if self._thread.is_alive() and self.fault is None:
            self.fault = HistoryError(f"{self._path} could not be written in time.", "Check the disk.")

    def _work(self) -> None:
        try:
            self._write_until_closed()
        except Exception as error:  # noqa: BLE001 - the edge of a thread: the front door says it
            self.fault = HistoryError(f"The attempt is not recorded any further: {error!r}.")
        finally:
            if self._connection:
                self._connection.close()

    def _write_until_closed(self) -> None:
        pause = FLUSH_SECONDS
        self._flush()
        while not self._closing.wait(pause):
            # a disk that is full is asked less and less often
            pause = FLUSH_SECONDS if self._flush() else min(2 * pause, _LONGEST_PAUSE_SECONDS)
        deadline = time.monotonic() + _CLOSE_SECONDS - _BUSY_SECONDS
        while not self._flush(last=True) and time.monotonic() < deadline:
            time.sleep(_RETRY_SECONDS)

    def _flush(self, *, last: bool = False) -> bool:
        """Write what has come; False where it could not be and is kept."""
        self._lines += map(to_line, join_deltas(self._take()))
        if self._gone:
            return True
        try:
            self._write(last=last)
        except sqlite3.IntegrityError:
            self._gone = True
        except sqlite3.Error as error:
            self.fault = to_history_error(error, self._path)
            return False
        self.fault = None
        return True

    def _take(self) -> Iterator[TimedEvent]:
        while self._queue:
            at, event = self._queue.popleft()
            self._began = at if self._began is None else self._began
            self._assembly.add(event)
            self._changed |= not isinstance(event, ThinkingDelta | AnswerDelta)
            yield TimedEvent(at - self._began, event)

    def _write(self, *, last: bool) -> None:
        sampling = self._sampling
        if self.attempt_id is not None and not (self._lines or sampling or last):
            return
        if self._connection is None:
            self._connection = self._connect(self._path, _BUSY_SECONDS)
        with transaction(self._connection):
            attempt = self.attempt_id or insert_attempt(self._connection, self._asked)
            if self._lines:
                write_lines(self._connection, attempt, self._lines)
            if sampling is not None:
                update_sampling(self._connection, attempt, sampling)
            if last:
                settle(self._connection, attempt, self._assembly)
            elif self._changed:
                update_attempt(self._connection, attempt, self._assembly)
        self.attempt_id, self._lines, self._changed = attempt, [], False
        if sampling is self._sampling:
            self._sampling = None
