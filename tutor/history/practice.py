"""The record of practice, in the file of the history: answers given, and the cards of what is remembered.

Each answer is on the disk, with the cards it changes, before the student reads whether it is
right: a program that is killed loses at most the answer under way.
"""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from tutor.history.database import BUSY_SECONDS, DatabaseFile, transaction, translated
from tutor.vocabulary.codec import encode
from tutor.vocabulary.encodable import replace_surrogates
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.practice import Outcome, PracticeAnswer, PracticeCard, Scope

_ANSWER_COLUMNS = (
    "skill, generator, level, seed, problem, expected, given, outcome, at, seconds, session, "
    "hints, last_rung, retry, self_test, form, set_hints"
)
_LOG = logging.getLogger(__name__)
_IMPATIENT_SECONDS = 0.2
_Made = TypeVar("_Made")
_Kept = TypeVar("_Kept", dict[str, Any], list[Any])
_PLACES = ", ".join("?" for _ in _ANSWER_COLUMNS.split(", "))


class PracticeRecord(DatabaseFile):
    """Answers and cards of one user."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._patience = BUSY_SECONDS

    def add(self, answer: PracticeAnswer, cards: Iterable[PracticeCard] = ()) -> None:
        """Keep an answer and the cards as they are after it, both or neither."""
        with self._lock:
            with self._at_work(), transaction(self._connection):
                self._connection.execute(
                    f"INSERT INTO practice_answers ({_ANSWER_COLUMNS}) VALUES ({_PLACES})",  # noqa: S608
                    _answer_row(answer),
                )
                self._connection.executemany(
                    "INSERT INTO practice_cards (scope, name, due, state) VALUES (?, ?, ?, ?) "
                    "ON CONFLICT (scope, name) DO UPDATE SET due = excluded.due, state = excluded.state",
                    map(_card_row, cards),
                )
            # a read alone would show nothing: it is let through beside a writer
            self._wait_at_most(BUSY_SECONDS)

    def cards(self) -> tuple[PracticeCard, ...]:
        """Every card, the one due first at the front. One whose state is damaged has an empty state."""
        rows = self._read("SELECT scope, name, due, state FROM practice_cards ORDER BY due, name")
        return tuple(_sound(_to_card, rows))

    def answers(self, since: datetime | None = None) -> tuple[PracticeAnswer, ...]:
        """The answers from a point in time on, all without one, in the order they were given."""
        rows = self._read(
            f"SELECT {_ANSWER_COLUMNS} FROM practice_answers WHERE at >= ? ORDER BY at, id",  # noqa: S608
            "" if since is None else _utc(since),
        )
        return tuple(_sound(_to_answer, rows))

    def forget_all(self) -> int:
        """Forget everything that was practised; how many answers that were."""
        with self._lock, translated(self.path), transaction(self._connection):
            count = self._connection.execute("DELETE FROM practice_answers").rowcount
            self._connection.execute("DELETE FROM practice_cards")
        # out of the log of writes too; while another program reads, that waits
        with self._lock, suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return count

    def _read(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self._at_work():
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """Where another program holds the file, only the first wait is a long one: a student practises on."""
        with self._lock:
            try:
                with translated(self.path):
                    yield
            except HistoryError:
                self._wait_at_most(_IMPATIENT_SECONDS)
                raise

    def _wait_at_most(self, seconds: float) -> None:
        if self._patience != seconds:
            self._patience = seconds
            self._connection.execute(f"PRAGMA busy_timeout = {round(1000 * seconds)}")


def _sound(make: Callable[[tuple[Any, ...]], _Made], rows: Iterable[tuple[Any, ...]]) -> Iterator[_Made]:
    """What can be made of the rows; one that is damaged must not hide all others."""
    for row in rows:
        try:
            yield make(row)
        except (ValueError, TypeError):
            _LOG.warning("a row of the record of practice is damaged, and passed over")


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _answer_row(answer: PracticeAnswer) -> tuple[object, ...]:
    texts = (answer.problem, answer.expected, answer.given)
    return (
        *(answer.skill, answer.generator, answer.level, answer.seed),
        *map(replace_surrogates, texts),
        *(answer.outcome.value, _utc(answer.at), answer.seconds, answer.session),
        *(answer.hints, answer.last_rung, answer.retry, answer.self_test),
        *map(replace_surrogates, (answer.form, json.dumps(answer.set_hints))),
    )


def _card_row(card: PracticeCard) -> tuple[str, str, str, str]:
    return (card.scope.value, card.name, _utc(card.due), json.dumps(encode(card.state)))


def _to_answer(row: tuple[Any, ...]) -> PracticeAnswer:
    fields = dict(zip(_ANSWER_COLUMNS.split(", "), row, strict=True))
    fields["outcome"] = Outcome(fields["outcome"])
    fields["at"] = datetime.fromisoformat(fields["at"])
    for name in ("last_rung", "retry", "self_test"):
        fields[name] = bool(fields[name])
    fields["set_hints"] = tuple(map(str, _json(fields["set_hints"], [])))
    return PracticeAnswer(**fields)


def _to_card(row: tuple[Any, ...]) -> PracticeCard:
    scope, name, due, text = row
    return PracticeCard(Scope(scope), name, datetime.fromisoformat(due), _json(text, {}))


def _json(text: str, empty: _Kept) -> _Kept:
    """What a column holds; empty where that is damaged or of another kind."""
    try:
        value = json.loads(text)
    except ValueError:
        return empty
    return value if isinstance(value, type(empty)) else empty
