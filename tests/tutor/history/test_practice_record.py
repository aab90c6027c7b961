"""The record of practice: what goes in comes out, old files gain its tables, a kill costs nothing written."""

import json
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from support.practising import EVENING, answered

from tutor.history import History, PracticeRecord
from tutor.history.migrations import MIGRATIONS
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.practice import Outcome, PracticeCard, Scope

# says the number of each answer once it is on the disk
WRITER = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from tutor.history import PracticeRecord
from tutor.vocabulary.practice import *
now = datetime.now(UTC)
with PracticeRecord(Path(sys.argv[1])) as record:
    for number in range(10**9):
        answer = PracticeAnswer("s", "g", 1, number, "p", "1", "1", Outcome.RIGHT, now, 1.0, "x")
        record.add(answer, [PracticeCard(Scope.KIND, "g", now, {"card_id": number})])
        print(number, flush=True)
"""


def test_answers_and_cards_come_back_as_they_were(path: Path) -> None:
    answers = [
        answered(Outcome.WRONG, hints=2, last_rung=True, retry=True, self_test=True, problem="∫ x² dx\n“?”"),
        answered(Outcome.UNDECIDED, at=EVENING + timedelta(seconds=1), given="x\ud800"),
        answered(at=EVENING + timedelta(seconds=2), form="as a fraction", set_hints=("“Count”", "on\n")),
    ]
    card = PracticeCard(Scope.SKILL, "linear", EVENING, {"stability": 2.5, "step": None, "card_id": 7})
    with PracticeRecord(path) as record:
        record.add(answers[0], [card])
        record.add(answers[1])
        record.add(answers[2])
    with PracticeRecord(path) as record:
        found = record.answers()
        assert found[0] == answers[0]
        assert found[1].given == "x\ufffd"
        assert found[2] == answers[2]
        assert record.cards() == (card,)
        assert record.answers(since=EVENING + timedelta(seconds=1)) == found[1:]


def test_times_of_other_zones_are_ordered_as_times(path: Path) -> None:
    east = datetime(2026, 3, 4, 23, 0, tzinfo=timezone(timedelta(hours=9)))  # 14:00 in UTC
    with PracticeRecord(path) as record:
        record.add(answered())
        record.add(answered(at=east))
        assert [each.at for each in record.answers()] == [east, EVENING]
        assert record.answers()[0].at.tzinfo == UTC


def test_a_card_is_replaced_by_the_newer_one_and_the_first_due_comes_first(path: Path) -> None:
    later = EVENING + timedelta(days=2)
    with PracticeRecord(path) as record:
        record.add(answered(), [PracticeCard(Scope.KIND, "b", EVENING), PracticeCard(Scope.KIND, "a", later)])
        record.add(answered(), [PracticeCard(Scope.KIND, "b", later + timedelta(days=1), {"step": 1})])
        assert [(card.name, dict(card.state)) for card in record.cards()] == [("a", {}), ("b", {"step": 1})]


def test_a_damaged_card_is_an_empty_one(path: Path) -> None:
    with PracticeRecord(path) as record:
        record.add(answered(), [PracticeCard(Scope.KIND, "a", EVENING, {"step": 1})])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE practice_cards SET state = 'torn'")
    connection.commit()
    connection.close()
    with PracticeRecord(path) as record:
        assert record.cards()[0].state == {}


def test_damaged_hints_of_a_set_are_none(path: Path) -> None:
    with PracticeRecord(path) as record:
        record.add(answered(set_hints=("Count.",)))
    connection = sqlite3.connect(path)
    connection.execute("UPDATE practice_answers SET set_hints = '[torn'")
    connection.commit()
    connection.close()
    with PracticeRecord(path) as record:
        assert record.answers()[0].set_hints == ()


def test_answers_from_before_sets_said_anything_stay(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)")
    for name in ("base", "follow-ups", "full text", "practice"):
        MIGRATIONS[name](connection)
        connection.execute("INSERT INTO migrations VALUES (?, '2026-01-01')", (name,))
    connection.execute(
        "INSERT INTO practice_answers VALUES (1, 's', 'set/1', 1, 0, 'p', '1', '1', 'right', "
        "'2026-01-02T20:00:00.000000+00:00', 1.0, 'x', 0, 0, 0, 0)"
    )
    connection.commit()
    connection.close()
    with PracticeRecord(path) as record:
        (old,) = record.answers()
        assert (old.problem, old.form, old.set_hints) == ("p", "", ())


@pytest.mark.parametrize("damage", ["at = 'yesterday'", "outcome = 'splendid'", "at = x'ff'"])
def test_a_damaged_row_hides_no_other(path: Path, damage: str) -> None:
    cards = [PracticeCard(Scope.KIND, name, EVENING) for name in "ab"]
    with PracticeRecord(path) as record:
        record.add(answered(seed=1), cards)
        record.add(answered(seed=2))
    connection = sqlite3.connect(path)
    connection.execute(f"UPDATE practice_answers SET {damage} WHERE seed = 1")
    connection.execute("UPDATE practice_cards SET due = 'soon' WHERE name = 'a'")
    connection.commit()
    connection.close()
    with PracticeRecord(path) as record:
        assert [each.seed for each in record.answers()] == [2]
        assert [card.name for card in record.cards()] == ["b"]


def test_who_waited_once_for_another_program_waits_only_briefly_until_it_lets_go(path: Path) -> None:
    with PracticeRecord(path) as record:

        def patience() -> int:
            return int(record._connection.execute("PRAGMA busy_timeout").fetchone()[0])

        assert patience() == 5000
        record._connection.execute("PRAGMA busy_timeout = 0")  # the long wait is over at once here
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HistoryError, match="Another program holds"):
            record.add(answered())
        assert patience() == 200
        assert record.cards() == ()
        assert patience() == 200
        other.execute("ROLLBACK")
        other.close()
        record.add(answered())
        assert patience() == 5000
        assert len(record.answers()) == 1


def test_everything_can_be_forgotten(path: Path) -> None:
    with PracticeRecord(path) as record:
        record.add(answered(problem="What of my secret?"), [PracticeCard(Scope.KIND, "a", EVENING)])
        assert record.forget_all() == 1
        assert (record.answers(), record.cards()) == ((), ())
        files = [each.read_bytes() for each in path.parent.glob(f"{path.name}*")]
        assert files and not any(b"my secret" in data for data in files)


def test_a_file_from_before_practice_gains_its_tables_and_loses_nothing(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)")
    for name in ("base", "follow-ups", "full text"):
        MIGRATIONS[name](connection)
        connection.execute("INSERT INTO migrations VALUES (?, '2026-01-01')", (name,))
    connection.execute(
        "INSERT INTO attempts (asked_at, problem, problem_json, title, sampling, state, owner) "
        "VALUES ('2026-01-02T20:00:00+00:00', 'old', ?, 'old', '{}', 'finished', '1 1.0')",
        (json.dumps({"text": "old"}),),
    )
    connection.execute("INSERT INTO texts (rowid, problem, reasoning, answer) VALUES (1, 'old', '', '')")
    connection.commit()
    connection.close()
    with PracticeRecord(path) as record:
        record.add(answered())
        assert len(record.answers()) == 1
    with History(path) as history:
        assert [line.problem for line in history.attempts()] == ["old"]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_kill_9_costs_no_answer_that_was_told(path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(30)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    told = [int(line) for line in said if line.endswith("\n")]
    with PracticeRecord(path) as record:
        seeds = [each.seed for each in record.answers()]
        assert seeds[: len(told)] == told
        assert len(seeds) <= len(told) + 1
        assert record.cards()[0].state["card_id"] == seeds[-1]


def test_a_folder_in_place_of_the_file_is_a_fault(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(HistoryError, match=r"history\.sqlite3"):
        PracticeRecord(path)
