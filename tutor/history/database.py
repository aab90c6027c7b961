"""The SQLite file: how it is opened, what its errors mean to people, and what is done with a damaged one."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from tutor.history.migrations import migrate
from tutor.vocabulary.errors import HistoryError

_SHARED_BYTES = 32_768  # of the -shm file
BUSY_SECONDS = 5.0
_OPEN_SECONDS = 10.0
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_CHECK_FOLDER = "Check the folder, or set TUTOR_HOME to one of yours."
_BESIDE = ("", "-wal", "-shm")


def connect(path: Path, busy_seconds: float = BUSY_SECONDS) -> sqlite3.Connection:
    """A connection that any thread may use, one at a time; transactions are begun by hand.

    The write-ahead log is what is on the disk after a kill; a loss of power may cost the
    last transactions, never the file.
    """
    connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")  # what a student deletes is gone
    return connection


class DatabaseFile:
    """A user's file. May be used from several threads, and by several programs at once.

    `notice` is a sentence for the user where opening has found something wrong and put it right.
    Everything here raises `HistoryError` for what the file or the disk does not allow.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection, self.notice = open_database(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, with the right to write from the start."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what SQLite has to say as a `HistoryError`."""
    try:
        yield
    except sqlite3.Error as error:
        raise to_history_error(error, path) from error


def to_history_error(error: sqlite3.Error, path: Path) -> HistoryError:
    """The same fault in one sentence, with what to do now."""
    code = _code(error)
    if code == sqlite3.SQLITE_IOERR and _is_full(path):
        code = sqlite3.SQLITE_FULL
    match code:
        case sqlite3.SQLITE_FULL:
            return HistoryError(f"The disk is full: {path} can't be written.", "Make room on the disk.")
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return HistoryError(
                f"Another program holds {path} and does not let go.", "Close it, then try again."
            )
        case sqlite3.SQLITE_READONLY:
            return HistoryError(f"{path} can't be written.", "Check who may write it.")
        case sqlite3.SQLITE_CANTOPEN:
            return HistoryError(f"{path} can't be opened.", _CHECK_FOLDER)
        case _ if code in _DAMAGED:
            return HistoryError(f"{path} is damaged: {error}.", "Move it away; a new one is begun by itself.")
        case _:
            return HistoryError(f"{path}: {error}.", "Check the disk and who may write the file.")


def open_database(path: Path) -> tuple[sqlite3.Connection, str]:
    """The file, made or brought to this version, and a sentence for the user where something was wrong.

    A file that is no database any more is moved aside, never deleted. Raises `HistoryError`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # one at a time: two programs that start together must not both create, migrate or move it
        with FileLock(f"{path}.lock", timeout=_OPEN_SECONDS):
            return _open(path)
    except Timeout as error:
        raise HistoryError(f"Another program is opening {path} and does not end.", "Close it.") from error
    except NotImplementedError as error:  # by filelock, for file systems of some networks
        raise HistoryError(f"{path} lies where files can't be locked.", _CHECK_FOLDER) from error
    except OSError as error:
        raise HistoryError(f"{path} can't be opened: {error.strerror}.", _CHECK_FOLDER) from error


def _open(path: Path) -> tuple[sqlite3.Connection, str]:
    with translated(path):
        try:
            return _prepare(path), ""
        except sqlite3.DatabaseError as error:
            if _code(error) not in _DAMAGED:
                raise
            reason = str(error)
        aside = _move_aside(path)
        return _prepare(path), f"The history was damaged ({reason}). It lies in {aside}; a new one is begun."


def _prepare(path: Path) -> sqlite3.Connection:
    if not path.exists():
        path.touch(mode=0o600)  # what a student asks is nobody else's
    connection = connect(path)
    try:
        migrate(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        # reads the first pages of every table: a file cut short shows itself here, not in mid-run
        for table in ("attempts", "chunks", "texts", "practice_answers", "practice_cards"):
            connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()  # noqa: S608 - our own names
    except BaseException:
        connection.close()
        raise
    return connection


def _move_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.stem}.damaged-{stamp}-{number}{path.suffix}")
    for ending in _BESIDE:
        part = Path(f"{path}{ending}")
        if part.exists():
            part.rename(f"{aside}{ending}")
    return aside


def _is_full(path: Path) -> bool:
    """Whether not even the file that SQLite shares with other programs has room: it says only `I/O error`."""
    try:
        return shutil.disk_usage(path.parent).free < _SHARED_BYTES
    except OSError:
        return False


def _code(error: sqlite3.Error) -> int:
    """The primary code; errors of Python's own wrapper have none."""
    code: int = getattr(error, "sqlite_errorcode", 0) or 0
    return code & 0xFF
