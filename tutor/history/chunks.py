"""Events as they lie in the file: lines of JSON with their times, many in one compressed chunk.

While a run goes on, each flush adds a small chunk; when it is over, they are packed anew
into few large ones, which takes a sixth of the room.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator

from tutor.vocabulary.attempt import TimedEvent
from tutor.vocabulary.codec import event_from_json, event_to_json
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.events import AnswerDelta, ThinkingDelta

# text that came within this time is one event when it is replayed: no eye sees the difference
_TOGETHER_SECONDS = 0.1
_LINES_OF_A_CHUNK = 2_000


def to_line(timed: TimedEvent) -> str:
    """One event as one line of ASCII."""
    return json.dumps([round(timed.at_seconds, 3), event_to_json(timed.event)], separators=(",", ":"))


def from_line(line: str) -> TimedEvent:
    """The event of a line. Raises ValueError for anything else."""
    at_seconds, event = json.loads(line)
    return TimedEvent(float(at_seconds), event_from_json(event))


def join_deltas(events: Iterable[TimedEvent]) -> Iterator[TimedEvent]:
    """The same run, with text that came together in one event, at the time of its beginning."""
    begun: TimedEvent | None = None
    parts: list[str] = []
    for timed in events:
        event = timed.event
        if begun and (
            type(event) is not type(begun.event) or timed.at_seconds - begun.at_seconds >= _TOGETHER_SECONDS
        ):
            yield _joined(begun, parts)
            begun = None
        if not isinstance(event, ThinkingDelta | AnswerDelta):
            yield timed
            continue
        if begun is None:
            begun, parts = timed, []
        parts.append(event.text)
    if begun:
        yield _joined(begun, parts)


def _joined(begun: TimedEvent, parts: list[str]) -> TimedEvent:
    kind = ThinkingDelta if isinstance(begun.event, ThinkingDelta) else AnswerDelta
    return TimedEvent(begun.at_seconds, kind("".join(parts)))


def write_lines(connection: sqlite3.Connection, attempt: int, lines: list[str]) -> None:
    """Add a chunk to an attempt, inside of the caller's transaction."""
    connection.execute(
        "INSERT INTO chunks (attempt, number, lines) "
        "SELECT ?, COALESCE(MAX(number), 0) + 1, ? FROM chunks WHERE attempt = ?",
        (attempt, zlib.compress("\n".join(lines).encode("ascii")), attempt),
    )


def pack(connection: sqlite3.Connection, attempt: int) -> None:
    """Put the chunks of an attempt that is over into few, inside of the caller's transaction."""
    lines = list(_read_lines(connection, attempt))
    connection.execute("DELETE FROM chunks WHERE attempt = ?", (attempt,))
    for begin in range(0, len(lines), _LINES_OF_A_CHUNK):
        write_lines(connection, attempt, lines[begin : begin + _LINES_OF_A_CHUNK])


def read_events(connection: sqlite3.Connection, attempt: int) -> Iterator[TimedEvent]:
    """The events of an attempt. Raises `HistoryError` where what lies there can't be read."""
    try:
        yield from map(from_line, _read_lines(connection, attempt))
    except (ValueError, zlib.error) as error:
        raise HistoryError(
            f"The events of attempt {attempt} are damaged: {error}.", f"`tutor history delete {attempt}`"
        ) from error


def _read_lines(connection: sqlite3.Connection, attempt: int) -> Iterator[str]:
    """Chunk by chunk, so that neither a reader nor the write-ahead log is held by a slow replay."""
    number = 0
    while row := connection.execute(
        "SELECT number, lines FROM chunks WHERE attempt = ? AND number > ? ORDER BY number LIMIT 1",
        (attempt, number),
    ).fetchone():
        number, lines = row
        yield from zlib.decompress(lines).decode("ascii").split("\n")
