"""The file of the history: old schemas, newer ones, damage, a full disk."""

import json
import random
import sqlite3
import stat
import string
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from sample_runs import quadratic_run
from waiting import wait_for

from tutor.history import History
from tutor.history.database import connect, to_history_error, transaction
from tutor.history.migrations import MIGRATIONS
from tutor.vocabulary.attempt import AttemptState
from tutor.vocabulary.codec import event_to_json
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.events import ThinkingDelta
from tutor.vocabulary.problem import Problem

# the schema of the first version, as it lies in the files of those who had it
BASE = """
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL);
INSERT INTO migrations VALUES ('base', '2026-01-01T00:00:00+00:00');
CREATE TABLE attempts (
    id INTEGER PRIMARY KEY AUTOINCREMENT, asked_at TEXT NOT NULL, problem TEXT NOT NULL,
    problem_json TEXT NOT NULL, title TEXT NOT NULL, sampling TEXT NOT NULL, state TEXT NOT NULL,
    owner TEXT NOT NULL, model TEXT NOT NULL DEFAULT '', ending TEXT, answer TEXT, status TEXT, method TEXT,
    steps INTEGER NOT NULL DEFAULT 0, breaks INTEGER NOT NULL DEFAULT 0, tokens INTEGER NOT NULL DEFAULT 0,
    seconds REAL
);
CREATE INDEX running ON attempts (id) WHERE state = 'running';
CREATE TABLE chunks (
    attempt INTEGER NOT NULL REFERENCES attempts (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    lines BLOB NOT NULL, PRIMARY KEY (attempt, number)
);
"""
FOLLOW_UPS = """
INSERT INTO migrations VALUES ('follow-ups', '2026-02-01T00:00:00+00:00');
ALTER TABLE attempts ADD COLUMN parent INTEGER REFERENCES attempts (id) ON DELETE SET NULL;
CREATE INDEX follow_ups ON attempts (parent) WHERE parent IS NOT NULL;
"""
OLD_SCHEMAS = {"base": BASE, "follow-ups": BASE + FOLLOW_UPS}


def write_old_file(path: Path, schema: str) -> None:
    """A file of an older version with one finished and one orphaned attempt."""
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript(schema)
    lines = [json.dumps([index / 10, event_to_json(event)]) for index, event in enumerate(quadratic_run())]
    for number, state in enumerate(("finished", "running"), start=1):
        connection.execute(
            "INSERT INTO attempts (asked_at, problem, problem_json, title, sampling, state, owner) "
            "VALUES ('2026-01-02T20:00:00+00:00', ?, ?, 'old', '{}', ?, '999999999 1.0')",
            (f"old problem {number}", json.dumps({"text": f"old problem {number}"}), state),
        )
        known = lines if state == "finished" else lines[:4]
        connection.execute(
            "INSERT INTO chunks VALUES (?, 1, ?)", (number, zlib.compress("\n".join(known).encode()))
        )
    connection.commit()
    connection.close()


@pytest.mark.parametrize("schema", OLD_SCHEMAS.values(), ids=OLD_SCHEMAS)
def test_a_file_of_an_older_version_is_brought_to_this_one(path: Path, schema: str) -> None:
    write_old_file(path, schema)
    with History(path) as history:
        assert history.notice == ""
        assert [line.problem for line in history.attempts()] == ["old problem 2", "old problem 1"]
        assert [line.id for line in history.attempts("discriminant")] == [1]
        assert history.load(1).state is AttemptState.FINISHED
        assert history.load(2).state is AttemptState.INTERRUPTED
        recorder = history.begin(Problem("new"), parent=1)
        recorder.close()
        assert history.load(3).parent == 1
    rows = sqlite3.connect(path).execute("SELECT name FROM migrations").fetchall()
    assert {name for (name,) in rows} == set(MIGRATIONS)


def test_an_old_schema_of_the_tests_is_what_its_migrations_make(tmp_path: Path) -> None:
    """The texts above are those of real files: names and columns agree with what the steps create."""
    real, written = sqlite3.connect(tmp_path / "real"), sqlite3.connect(tmp_path / "written")
    for name in OLD_SCHEMAS:
        MIGRATIONS[name](real)
    written.executescript(OLD_SCHEMAS["follow-ups"])
    for table in ("attempts", "chunks"):
        columns = [
            [row[1:] for row in file.execute(f"PRAGMA table_info({table})").fetchall()]
            for file in (real, written)
        ]
        assert columns[0] == columns[1]


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old_file(path, BASE)

    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE attempts ADD COLUMN half INTEGER")
        connection.execute("SELECT no_such_thing")

    with monkeypatch.context() as broken:
        broken.setitem(MIGRATIONS, "full text", fail)
        with pytest.raises(HistoryError, match="no_such_thing"):
            History(path)
    with History(path) as history:
        assert len(history.attempts()) == 2


def test_a_file_of_a_newer_version_is_refused_in_one_sentence_and_left_alone(path: Path) -> None:
    History(path).close()
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO migrations VALUES ('telepathy', '2031-01-01')")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match=r"newer version of tutor \(telepathy\)") as fault:
        History(path)
    assert "Update tutor" in fault.value.hint
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(HistoryError, match="another program"):
        History(path)
    assert path.read_bytes() == before


def cut_short(data: bytes) -> bytes:
    return data[: len(data) // 3]


def scribble(data: bytes) -> bytes:
    return b"no database, but somebody's essay\n" * 400


def blank_pages(data: bytes) -> bytes:
    return data[:4096] + bytes(len(data) - 4096)


@pytest.mark.parametrize("damage", [cut_short, scribble, blank_pages])
def test_a_damaged_file_is_moved_aside_said_and_kept(path: Path, damage: Callable[[bytes], bytes]) -> None:
    with History(path) as history:
        recorder = history.begin(Problem("x"))
        for event in quadratic_run():
            recorder.record(event)
        recorder.close()
    damaged = damage(path.read_bytes())
    path.write_bytes(damaged)
    with History(path) as history:
        (aside,) = path.parent.glob("history.damaged-*.sqlite3")
        assert aside.read_bytes() == damaged
        assert str(aside) in history.notice
        assert history.attempts() == []
        recorder = history.begin(Problem("y"))
        recorder.close()
        assert recorder.fault is None
    with History(path) as history:
        assert (history.notice, len(history.attempts())) == ("", 1)


def test_an_empty_file_is_a_new_history(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with History(path) as history:
        assert (history.notice, history.attempts()) == ("", [])


def test_a_damaged_attempt_is_said_with_its_number_and_costs_no_other(history: History) -> None:
    for _ in range(2):
        recorder = history.begin(Problem("x"))
        recorder.record(ThinkingDelta("a"))
        recorder.close()
    connection = sqlite3.connect(history.path)
    connection.execute("UPDATE chunks SET lines = x'00112233' WHERE attempt = 1")
    connection.commit()
    connection.close()
    with pytest.raises(HistoryError, match="events of attempt 1 are damaged"):
        history.load(1)
    with pytest.raises(HistoryError, match="events of attempt 1 are damaged"):
        list(history.replay(1))
    assert history.load(2).thinking_text == "a"
    assert len(history.attempts()) == 2
    history.delete(1)


def test_a_damaged_orphan_is_settled_too(path: Path) -> None:
    write_old_file(path, OLD_SCHEMAS["follow-ups"])
    History(path).close()
    connection = sqlite3.connect(path)
    connection.execute("UPDATE attempts SET state = 'running' WHERE id = 1")
    connection.execute("UPDATE chunks SET lines = x'00' WHERE attempt = 1")
    connection.commit()
    connection.close()
    with History(path) as history:
        assert history.attempts()[1].state is AttemptState.INTERRUPTED


def test_a_folder_in_place_of_the_file_is_a_fault_with_its_path(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(HistoryError, match=r"history\.sqlite3"):
        History(path)


@pytest.mark.skipif(sys.platform == "win32", reason="rights of a POSIX folder")
def test_a_folder_that_may_not_be_written_is_a_fault_with_its_path(
    path: Path, request: pytest.FixtureRequest
) -> None:
    path.parent.mkdir()
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    request.addfinalizer(lambda: path.parent.chmod(stat.S_IRWXU))
    try:
        (path.parent / "probe").touch()
    except PermissionError:
        with pytest.raises(HistoryError, match=r"history\.sqlite3"):
            History(path)
    else:
        pytest.skip("this user may write everywhere")


class SmallDisk:
    """Connections to a file that may not grow beyond so many pages, until there is room again."""

    def __init__(self) -> None:
        self.pages = 40
        self.connections: list[sqlite3.Connection] = []

    def __call__(self, path: Path, busy_seconds: float = 1.0) -> sqlite3.Connection:
        connection = connect(path, busy_seconds)
        connection.execute(f"PRAGMA max_page_count = {self.pages}")
        self.connections.append(connection)
        return connection


# compressing saves little on it
NOISE = "".join(random.Random(1).choices(string.ascii_letters, k=400_000))


def test_a_full_disk_never_reaches_the_stream_and_is_said_afterwards(path: Path) -> None:
    with History(path, connect=SmallDisk()) as history:
        recorder = history.begin(Problem("x"))
        for begin in range(0, len(NOISE), 100):
            recorder.record(ThinkingDelta(NOISE[begin : begin + 100]))
        recorder.close(60)
        assert recorder.fault is not None
        assert "disk is full" in recorder.fault.message
        # what was there before is whole, and the file can be used
        assert history.attempts()[0].problem == "x"


def test_what_a_full_disk_did_not_take_is_written_once_there_is_room(path: Path) -> None:
    disk = SmallDisk()
    with History(path, connect=disk) as history:
        recorder = history.begin(Problem("x"))
        for begin in range(0, len(NOISE), 100):
            recorder.record(ThinkingDelta(NOISE[begin : begin + 100]))
        wait_for(lambda: recorder.fault is not None)
        for connection in disk.connections:
            connection.execute("PRAGMA max_page_count = 100000")
        recorder.close(60)
        assert recorder.fault is None
        assert history.load(1).thinking_text == NOISE


def test_a_database_held_by_another_program_never_reaches_the_stream(history: History) -> None:
    """Recorded while another holds the right to write; it all comes once that is over."""
    other = connect(history.path)
    with transaction(other):
        recorder = history.begin(Problem("x"))
        for event in quadratic_run():
            recorder.record(event)
        wait_for(lambda: recorder.fault is not None)
        assert "Another program holds" in str(recorder.fault)
    recorder.close(60)
    assert recorder.fault is None
    assert history.load(1).state is AttemptState.FINISHED


def test_a_file_that_goes_away_is_a_fault_at_the_end(history: History) -> None:
    recorder = history.begin(Problem("x"))
    recorder.close()
    history.close()
    history.path.unlink()
    late = history.begin(Problem("y"))
    late.record(ThinkingDelta("a"))
    late.close()
    assert late.fault is not None
    assert "history.sqlite3" in late.fault.message


@pytest.mark.parametrize(("free", "said"), [(0, "The disk is full"), (10**9, "disk I/O error")])
def test_an_io_error_on_a_full_disk_is_told_as_that(
    free: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    assert said in to_history_error(error, tmp_path / "history.sqlite3").message
