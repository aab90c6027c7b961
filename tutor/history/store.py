"""The history as the front doors use it: begin, list, search, load, replay, delete."""

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tutor.history.assembling import Assembly
from tutor.history.chunks import read_events
from tutor.history.database import DatabaseFile, connect, transaction, translated
from tutor.history.owners import is_alive
from tutor.history.recorder import Connect, Recorder
from tutor.history.rows import (
    ATTEMPT_COLUMNS,
    SUMMARY_COLUMNS,
    Asked,
    forget_words,
    mark_interrupted,
    settle,
    to_attempt,
    to_summary,
)
from tutor.history.searching import split_search
from tutor.vocabulary.attempt import Attempt, AttemptState, AttemptSummary, Fact, TimedEvent
from tutor.vocabulary.encodable import replace_surrogates
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.problem import Problem

_LOG = logging.getLogger(__name__)
_EXCERPT_TOKENS = 12


def _now() -> datetime:
    return datetime.now(UTC)


class History(DatabaseFile):
    """Every attempt of one user. Recorders that are still open go on when it is closed."""

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], datetime] = _now,
        clock: Callable[[], float] = time.monotonic,
        connect: Connect = connect,
    ) -> None:
        super().__init__(path)
        self._now = now
        self._clock = clock
        self._connect = connect
        self._settle_orphans()

    def begin(
        self,
        problem: Problem,
        sampling: Mapping[str, Fact] | None = None,
        parent: int | None = None,
        title: str = "",
    ) -> Recorder:
        """A recorder for one run. Never raises.

        `parent` is the attempt that this one follows up, `title` what lists call it: else its problem.
        """
        asked = Asked(problem, self._now(), dict(sampling or {}), parent, title)
        return Recorder(self.path, asked, self._connect, self._clock)

    def attempts(self, search: str = "", limit: int = 50, before: int | None = None) -> list[AttemptSummary]:
        """Newest first; with `search` those that have all its words in problem, reasoning or answer.

        `before` is the number of the last attempt of the page before. Any text can be searched for.
        """
        self._settle_orphans()
        query, signs = split_search(search)
        conditions = ["(:before IS NULL OR attempts.id < :before)"]
        words: dict[str, str] = {f"sign{index}": sign for index, sign in enumerate(signs)}
        conditions += [
            f"instr(texts.problem || char(10) || texts.reasoning || char(10) || texts.answer, :{name})"
            for name in words
        ]
        excerpt = "''"
        if query:
            words["query"] = query
            conditions.append("texts MATCH :query")
            excerpt = f"snippet(texts, -1, '', '', '…', {_EXCERPT_TOKENS})"
        columns = ", ".join("attempts." + column for column in SUMMARY_COLUMNS.split(", "))
        rows = self._read(
            f"SELECT {columns}, {excerpt} FROM texts JOIN attempts ON attempts.id = texts.rowid "  # noqa: S608
            f"WHERE {' AND '.join(conditions)} ORDER BY attempts.id DESC LIMIT :limit",
            words | {"before": before, "limit": limit},
        )
        return [to_summary(row) for row in rows]

    def questions(self, limit: int = 100) -> list[str]:
        """The texts of the problems asked, each once, newest first."""
        rows = self._read(
            "SELECT problem FROM attempts GROUP BY problem ORDER BY MAX(id) DESC LIMIT :limit",
            {"limit": limit},
        )
        return [text for (text,) in rows]

    def load(self, attempt: int) -> Attempt:
        """All that is known of one attempt."""
        rows = self._read(f"SELECT {ATTEMPT_COLUMNS} FROM attempts WHERE id = :id", {"id": attempt})  # noqa: S608
        if not rows:
            raise _missing(attempt)
        assembly = Assembly()
        with self._lock, translated(self.path):
            for timed in read_events(self._connection, attempt):
                assembly.add(timed.event)
        return to_attempt(rows[0], assembly)

    def replay(self, attempt: int) -> Iterator[TimedEvent]:
        """The events of one attempt as they streamed, with their times."""
        if not self._read("SELECT 1 FROM attempts WHERE id = :id", {"id": attempt}):
            raise _missing(attempt)
        return self._events(attempt)

    def _events(self, attempt: int) -> Iterator[TimedEvent]:
        events = read_events(self._connection, attempt)
        while True:
            with self._lock, translated(self.path):
                timed = next(events, None)
            if timed is None:
                return
            yield timed

    def rename(self, attempt: int, title: str) -> None:
        """Give an attempt another title."""
        with self._changing() as connection:
            found = connection.execute(
                "UPDATE attempts SET title = ? WHERE id = ?", (replace_surrogates(title), attempt)
            ).rowcount
        if not found:
            raise _missing(attempt)

    def delete(self, attempt: int) -> None:
        """Forget one attempt. Those that follow it up stay."""
        with self._changing() as connection:
            found = connection.execute("DELETE FROM attempts WHERE id = ?", (attempt,)).rowcount
            connection.execute("DELETE FROM texts WHERE rowid = ?", (attempt,))
            forget_words(connection)
        if not found:
            raise _missing(attempt)
        self._wipe()

    def delete_all(self) -> int:
        """Forget everything; how many attempts that were."""
        with self._changing() as connection:
            count = connection.execute("DELETE FROM attempts").rowcount
            connection.execute("DELETE FROM texts")
            forget_words(connection)
        self._wipe()
        return count

    def _read(self, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        with self._lock, translated(self.path):
            return self._connection.execute(statement, dict(values)).fetchall()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, translated(self.path), transaction(self._connection):
            yield self._connection

    def _wipe(self) -> None:
        """Take what was deleted out of the log of writes too; while another program reads, that waits."""
        with self._lock, suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _settle_orphans(self) -> None:
        """Attempts whose process is no more are over. A disk that takes nothing keeps nobody from reading."""
        running = self._read(
            "SELECT id, owner FROM attempts WHERE state = :state", {"state": AttemptState.RUNNING.value}
        )
        for attempt, owner in running:
            if is_alive(owner):
                continue
            try:
                self._settle(attempt, owner)
            except HistoryError as error:
                _LOG.warning("attempt %d can't be settled: %s", attempt, error)

    def _settle(self, attempt: int, owner: str) -> None:
        with self._changing() as connection:
            still = connection.execute(
                "SELECT 1 FROM attempts WHERE id = ? AND owner = ? AND state = ?",
                (attempt, owner, AttemptState.RUNNING.value),
            ).fetchone()
            if not still:  # another program was quicker
                return
            assembly = Assembly()
            try:
                for timed in read_events(connection, attempt):
                    assembly.add(timed.event)
            except HistoryError as error:
                _LOG.warning("%s", error)
                mark_interrupted(connection, attempt)
            else:
                settle(connection, attempt, assembly)


def _missing(attempt: int) -> HistoryError:
    return HistoryError(f"There is no attempt {attempt}.", "`tutor history` lists those there are.")
