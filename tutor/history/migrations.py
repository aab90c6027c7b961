"""The schema, as the steps that lead to it. Each has a name, recorded in the file; none is ever changed."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tutor.history.assembling import Assembly
from tutor.history.chunks import read_events
from tutor.history.practice_tables import add_what_sets_say, create_practice_tables
from tutor.vocabulary.errors import HistoryError


def _base(connection: sqlite3.Connection) -> None:
    """Attempts, and their events in compressed chunks."""
    connection.execute(
        """CREATE TABLE attempts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- a deleted number is not given again
            asked_at TEXT NOT NULL,
            problem TEXT NOT NULL,       -- its text
            problem_json TEXT NOT NULL,  -- all of it
            title TEXT NOT NULL,
            sampling TEXT NOT NULL,
            state TEXT NOT NULL,
            owner TEXT NOT NULL,  -- the process that writes it
            model TEXT NOT NULL DEFAULT '',
            ending TEXT,
            answer TEXT,
            status TEXT,
            method TEXT,
            steps INTEGER NOT NULL DEFAULT 0,
            breaks INTEGER NOT NULL DEFAULT 0,
            tokens INTEGER NOT NULL DEFAULT 0,
            seconds REAL
        )"""
    )
    connection.execute("CREATE INDEX running ON attempts (id) WHERE state = 'running'")
    connection.execute(
        """CREATE TABLE chunks (
            attempt INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            lines BLOB NOT NULL,
            PRIMARY KEY (attempt, number)
        )"""
    )


def _follow_ups(connection: sqlite3.Connection) -> None:
    """An attempt may follow up another."""
    connection.execute(
        "ALTER TABLE attempts ADD COLUMN parent INTEGER REFERENCES attempts (id) ON DELETE SET NULL"
    )
    connection.execute("CREATE INDEX follow_ups ON attempts (parent) WHERE parent IS NOT NULL")


def _full_text(connection: sqlite3.Connection) -> None:
    """Problems, reasonings and answers can be searched by words."""
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5 "
        "(problem, reasoning, answer, tokenize = 'unicode61 remove_diacritics 2')"
    )
    for attempt, problem in connection.execute("SELECT id, problem FROM attempts").fetchall():
        assembly = Assembly()
        for timed in read_events(connection, attempt):
            assembly.add(timed.event)
        connection.execute(
            "INSERT INTO texts (rowid, problem, reasoning, answer) VALUES (?, ?, ?, ?)",
            (attempt, problem, assembly.thinking_text, assembly.answer_text),
        )


MIGRATIONS: dict[str, Callable[[sqlite3.Connection], None]] = {
    "base": _base,
    "follow-ups": _follow_ups,
    "full text": _full_text,
    "practice": create_practice_tables,
    "what sets say": add_what_sets_say,
}


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Take the steps that this file has not taken yet, all or none.

    Raises `HistoryError` for a file of a newer version, or of another program, before anything is changed.
    """
    applied = _applied(connection, path)
    if unknown := applied - set(MIGRATIONS):
        raise HistoryError(
            f"{path} was written by a newer version of tutor ({', '.join(sorted(unknown))}).",
            "Update tutor, or set TUTOR_HOME to another folder.",
        )
    if applied == set(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)"
        )
        for name, step in MIGRATIONS.items():
            if name not in applied:
                step(connection)
                now = datetime.now(UTC).isoformat()
                connection.execute("INSERT INTO migrations VALUES (?, ?)", (name, now))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _applied(connection: sqlite3.Connection, path: Path) -> set[str]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return set()
    if "migrations" not in tables:
        raise HistoryError(f"{path} is a database of another program.", "Set TUTOR_HOME to another folder.")
    return {name for (name,) in connection.execute("SELECT name FROM migrations")}
