"""The tables of the record of practice, as its migrations make them. Never changed."""

import sqlite3


def create_practice_tables(connection: sqlite3.Connection) -> None:
    """Answers, and the cards of what is remembered."""
    connection.execute(
        """CREATE TABLE practice_answers (
            id INTEGER PRIMARY KEY,
            skill TEXT NOT NULL,
            generator TEXT NOT NULL,
            level INTEGER NOT NULL,
            seed INTEGER NOT NULL,
            problem TEXT NOT NULL,
            expected TEXT NOT NULL,
            given TEXT NOT NULL,
            outcome TEXT NOT NULL,
            at TEXT NOT NULL,  -- UTC, of one width: texts compare as times do
            seconds REAL NOT NULL,
            session TEXT NOT NULL,
            hints INTEGER NOT NULL,
            last_rung INTEGER NOT NULL,
            retry INTEGER NOT NULL,
            self_test INTEGER NOT NULL
        )"""
    )
    connection.execute("CREATE INDEX practice_times ON practice_answers (at)")
    connection.execute(
        """CREATE TABLE practice_cards (
            scope TEXT NOT NULL,
            name TEXT NOT NULL,
            due TEXT NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (scope, name)
        )"""
    )


def add_what_sets_say(connection: sqlite3.Connection) -> None:
    """The form that a problem of a set asks for, and its hints as a JSON list."""
    connection.execute("ALTER TABLE practice_answers ADD COLUMN form TEXT NOT NULL DEFAULT ''")
    connection.execute("ALTER TABLE practice_answers ADD COLUMN set_hints TEXT NOT NULL DEFAULT '[]'")
