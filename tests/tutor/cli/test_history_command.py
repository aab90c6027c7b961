"""`tutor history` and what `tutor solve` leaves for it, as processes."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "render"))

from sample_runs import STARTED, quadratic_run, written

from tutor.history import History
from tutor.render.export.attempts_json import from_json
from tutor.vocabulary.attempt import AttemptState
from tutor.vocabulary.locations import history_file
from tutor.vocabulary.problem import Problem

TUTOR = [sys.executable, "-c", "from tutor.cli import main; main()"]


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TUTOR, *arguments], input=given, capture_output=True, text=True, check=False)


def solve_tiny(model: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    options = ["--model", str(model), "--think", "40", "--threads", "1", "--context", "8192", "--seed", "5"]
    return run("solve", *options, *arguments)


@pytest.fixture
def two_attempts() -> None:
    """A finished one, and one that broke off."""
    with History(history_file()) as history:
        for problem, events in (("Solve $2x^2 - 3x - 5 = 0$", quadratic_run()), ("A <b>mean</b>", _broken())):
            recorder = history.begin(Problem(problem), {"temperature": 0.8})
            for event in events:
                recorder.record(event)
            recorder.close()


def _broken() -> list[object]:
    return [STARTED, *written("half a thought")]


def test_solve_keeps_its_run_as_it_was_printed(tiny_model: Path) -> None:
    done = solve_tiny(tiny_model, "--json", "Solve x + 1 = 2")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    with History(history_file()) as history:
        attempt = history.load(1)
        assert history.questions() == ["Solve x + 1 = 2"]
    assert attempt.state is AttemptState.FINISHED
    assert attempt.seed == 5
    assert attempt.sampling["seed"] == 5
    assert attempt.engine == events[0]["engine"]
    for section, text in (("thinking", attempt.thinking_text), ("answer_text", attempt.answer_text)):
        assert text == "".join(event["text"] for event in events if event["event"] == section)


@pytest.mark.parametrize("way", ["flag", "environment"])
def test_a_run_that_is_not_to_be_kept_leaves_no_file(
    tiny_model: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "environment":
        monkeypatch.setenv("TUTOR_HISTORY", "false")
    done = solve_tiny(tiny_model, *(["--no-history"] if way == "flag" else []), "x = 1")
    assert done.returncode == 0
    assert not history_file().exists()


def test_a_history_that_cannot_be_written_is_one_line_and_costs_the_run_nothing(tiny_model: Path) -> None:
    history_file().mkdir(parents=True)
    done = solve_tiny(tiny_model, "--json", "x = 1")
    assert done.returncode == 0
    assert json.loads(done.stdout.splitlines()[-1])["event"] == "finished"
    (line,) = done.stderr.splitlines()
    assert line.startswith("tutor: This run is not kept: ")


def test_a_damaged_history_is_moved_aside_and_said(tiny_model: Path) -> None:
    history_file().parent.mkdir(parents=True, exist_ok=True)
    history_file().write_bytes(b"no database" * 1000)
    done = solve_tiny(tiny_model, "--json", "x = 1")
    assert done.returncode == 0
    assert "history.damaged-" in done.stderr
    assert [line.split("\t")[4] for line in run("history").stdout.splitlines()] == ["x = 1"]


def test_a_model_that_is_not_there_leaves_no_attempt(tmp_path: Path) -> None:
    assert run("solve", "--model", str(tmp_path / "no.gguf"), "x = 1").returncode != 0
    assert run("history").stdout == ""


def test_an_empty_history_says_what_fills_it() -> None:
    done = run("history")
    assert (done.returncode, done.stdout) == (0, "")
    assert "tutor solve" in done.stderr
    assert run("history", "show").returncode == 2


@pytest.mark.usefixtures("two_attempts")
def test_the_list_is_newest_first() -> None:
    rows = [line.split("\t") for line in run("history").stdout.splitlines()]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("2", "interrupted", "-"),
        ("1", "proved", "x = 5/2 or x = −1"),
    ]
    assert rows[1][4] == "Solve 2x² − 3x − 5 = 0"
    assert len(run("history", "list", "--limit", "1").stdout.splitlines()) == 1


@pytest.mark.usefixtures("two_attempts")
def test_search_takes_any_words() -> None:
    assert run("history", "search", "discrim").stdout.startswith("1\t")
    found = [
        json.loads(line) for line in run("history", "search", "--json", "half", "mean").stdout.splitlines()
    ]
    assert [line["id"] for line in found] == [2]
    done = run("history", "search", '" OR (')
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.usefixtures("two_attempts")
def test_show_shows_the_run_and_that_it_broke_off() -> None:
    shown = run("history", "show", "1").stdout
    assert "Discriminant" in shown
    assert "proved" in shown
    newest = run("history", "show").stdout
    assert "half a thought" in newest
    assert "broke off" in newest
    (attempt,) = from_json(run("history", "show", "1", "--json").stdout)
    assert attempt.problem.text == "Solve $2x^2 - 3x - 5 = 0$"


@pytest.mark.usefixtures("two_attempts")
def test_replay_gives_the_events_again() -> None:
    done = run("history", "replay", "1", "--json", "--speed", "1000")
    events = [json.loads(line)["event"] for line in done.stdout.splitlines()]
    assert (events[0], events[-1]) == ("started", "finished")
    assert run("history", "replay", "1", "--speed", "0").returncode == 2


def test_a_replay_takes_the_time_the_run_took() -> None:
    ticks = iter([index * 0.1 for index in range(1000)])
    with History(history_file(), clock=lambda: next(ticks)) as history:
        recorder = history.begin(Problem("x"))
        for event in _broken():
            recorder.record(event)  # type: ignore[arg-type]
        recorder.close()
    before = time.monotonic()
    assert run("history", "replay").returncode == 0
    assert time.monotonic() - before > 0.4


@pytest.mark.usefixtures("two_attempts")
def test_export_to_a_file_and_to_a_pipe(tmp_path: Path) -> None:
    page = tmp_path / "all.html"
    done = run("history", "export", "--all", "--format", "html", "-o", str(page))
    assert done.stdout.strip() == str(page)
    assert list(tmp_path.glob("*.partial")) == []
    articles = ElementTree.fromstring(page.read_text(encoding="utf-8").split("\n", 1)[1]).iter()
    ids = [element.get("id") for element in articles if element.tag.endswith("article")]
    assert ids == ["attempt-2", "attempt-1"]
    assert len(from_json(run("history", "export", "--all", "--format", "json").stdout)) == 2
    assert run("history", "export", "1", "--format", "md").stdout.startswith("## Solve 2x² − 3x − 5 = 0")


@pytest.mark.usefixtures("two_attempts")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["export", "--format", "md"], 2),
        (["export", "1", "--all", "--format", "md"], 2),
        (["export", "99", "--format", "md"], 1),
        (["export", "1", "--format", "md", "-o", "no/such/folder/x.md"], 2),
        (["show", "99"], 1),
        (["replay", "99"], 1),
        (["delete", "99", "--yes"], 1),
        (["delete", "--yes"], 2),
    ],
)
def test_faults_are_sentences(arguments: list[str], code: int) -> None:
    done = run("history", *arguments)
    assert done.returncode == code
    assert done.stderr.startswith("tutor: ")
    assert "Traceback" not in done.stderr


@pytest.mark.usefixtures("two_attempts")
def test_an_export_leaves_a_damaged_attempt_out_and_names_it() -> None:
    connection = sqlite3.connect(history_file())
    connection.execute("UPDATE chunks SET lines = x'00' WHERE attempt = 1")
    connection.commit()
    connection.close()
    done = run("history", "export", "--all", "--format", "json")
    assert [attempt.id for attempt in from_json(done.stdout)] == [2]
    assert "attempt 1" in done.stderr
    assert run("history", "delete", "1", "--yes").returncode == 0


@pytest.mark.usefixtures("two_attempts")
def test_delete_asks_first() -> None:
    done = run("history", "delete", "1", given="n\n")
    assert done.returncode == 130
    assert "Solve 2x² − 3x − 5 = 0" in done.stderr
    assert len(run("history").stdout.splitlines()) == 2
    assert run("history", "delete", "1", given="y\n").returncode == 0
    assert run("history").stdout.startswith("2\t")
    assert run("history", "delete", "--all", "--yes").stdout == "Forgot 1.\n"
    assert run("history").stdout == ""


def test_the_lists_stand_in_no_network_folder_but_the_users() -> None:
    assert history_file().is_relative_to(os.environ["TUTOR_HOME"])
