"""`tutor report` and `tutor export`, on a real record."""

import json
import sqlite3
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import click
import click.testing
import pytest
from support.practising import answered, open_fake_workshop

from tutor.cli.export import command as export
from tutor.cli.report import command as report
from tutor.history import PracticeRecord
from tutor.lesson.memory import remember
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.locations import history_file
from tutor.vocabulary.practice import Outcome

GROUP = click.Group(commands={"report": report, "export": export})


def run(*arguments: str) -> click.testing.Result:
    return click.testing.CliRunner().invoke(GROUP, arguments, catch_exceptions=False)


@pytest.fixture(autouse=True)
def _no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.cli.practice.running.open_workshop", open_fake_workshop)


@pytest.fixture
def practised() -> None:
    now = datetime.now(UTC)
    answers = [
        answered(at=now - timedelta(days=9 - day), seed=day, problem=f"$x = {day}$") for day in range(6)
    ]
    answers += [answered(Outcome.WRONG, at=now, seed=8, problem="$x < 8$", given="=9")]
    answers += [answered(at=now, hints=1, seed=9)]
    cards = {(card.scope, card.name): card for card in remember(answers)}
    with PracticeRecord(history_file()) as record:
        for each in answers:
            record.add(each, cards.values())


@pytest.mark.usefixtures("practised")
def test_the_report_shows_skills_alone_and_with_help() -> None:
    text = run("report").stdout
    assert "Linear equations" in text
    assert "alone 6 of 7, with help 1 of 1" in text
    assert "Too few to tell" in text
    assert "No self-test yet. One is due" in text
    assert "Answers a week" in text


def test_an_empty_record_is_said() -> None:
    assert "Nothing was practised yet" in run("report").stdout
    with pytest.raises(UsageError, match="nothing to export"):
        run("export", "--csv")


@pytest.mark.usefixtures("practised")
def test_the_report_as_json() -> None:
    found = json.loads(run("report", "--json").stdout)
    (linear,) = [skill for skill in found["skills"] if skill["name"] == "linear"]
    assert linear["alone"] == {"right": 6, "count": 7}
    assert 0 < linear["mastery"] < 1
    assert found["gap"]["difference"] is None
    assert sum(week["answers"] for week in found["weeks"]) == 8


@pytest.mark.usefixtures("practised")
def test_the_page_stands_by_itself_and_is_never_written_over(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert run("report", "--html", str(page)).exit_code == 0
    text = page.read_text(encoding="utf-8")
    names = {element.tag.split("}")[1] for element in ElementTree.fromstring(text.split("\n", 1)[1]).iter()}
    assert {"svg", "table", "style"} <= names
    assert not {"script", "link", "img"} & names
    assert "prefers-color-scheme: dark" in text
    with pytest.raises(UsageError, match="is there already"):
        run("report", "--html", str(page))
    assert run("report", "--html", str(page), "--force").exit_code == 0


@pytest.mark.usefixtures("practised")
def test_a_table_goes_to_a_file_or_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    run("export", "--csv", "--out", str(path))
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfanswered_at,")
    assert data.count(b"\r\n") == 9 and b"\r\r" not in data
    assert b",'=9," in data
    assert run("export", "--csv").stdout_bytes == data
    with pytest.raises(UsageError, match="is there already"):
        run("export", "--csv", "--out", str(path))
    assert len(run("export", "--csv", "--missed").stdout.splitlines()) == 2
    with pytest.raises(UsageError, match="Nothing of limits"):
        run("export", "--csv", "limits")


@pytest.mark.usefixtures("practised")
def test_a_deck_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("genanki")
    path = tmp_path / "deck.apkg"
    assert "8 cards" in run("export", "--anki", "-o", str(path)).stdout
    before = path.read_bytes()

    def fail(partial: Path, *_: object) -> int:
        partial.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tutor.render.export.anki.write_deck", fail)
    with pytest.raises(UsageError, match="No space left"):
        run("export", "--anki", "-o", str(path), "--force")
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.partial")) == []


def test_a_back_has_the_worked_steps_of_a_problem_that_can_be_made_again(tmp_path: Path) -> None:
    pytest.importorskip("genanki")
    again = answered(generator="one-step", seed=5, problem="one-step: what is $1 + 5$?", expected="6")
    changed = answered(generator="one-step", seed=6, problem="made otherwise then", expected="7")
    listed = answered(generator="set/abc", seed=0, problem="of a file", expected="8")
    with PracticeRecord(history_file()) as record:
        for each in (again, changed, listed):
            record.add(each)
    path = tmp_path / "deck.apkg"
    run("export", "--anki", "-o", str(path))
    with zipfile.ZipFile(path) as package:
        package.extract("collection.anki2", tmp_path)
    connection = sqlite3.connect(tmp_path / "collection.anki2")
    backs = sorted(fields.split("\x1f")[1] for (fields,) in connection.execute("SELECT flds FROM notes"))
    connection.close()
    assert backs[0].startswith("\\(6\\)<br><ol")
    assert "<li>Add the second number. \\(1 + 5 = 6\\)</li>" in backs[0]
    assert backs[1:] == ["\\(7\\)", "\\(8\\)"]


@pytest.mark.usefixtures("practised")
def test_the_end_of_the_file_says_what_it_is_to_be(tmp_path: Path) -> None:
    run("export", "-o", str(tmp_path / "all.csv"))
    run("export", "-o", str(tmp_path / "deck.APKG"))
    assert (tmp_path / "all.csv").read_bytes().startswith(b"\xef\xbb\xbfanswered_at,")
    assert zipfile.is_zipfile(tmp_path / "deck.APKG")
    assert run("export", "-o", str(tmp_path / "all.txt")).exit_code == 2


@pytest.mark.parametrize("arguments", [["export"], ["export", "--csv", "--anki"], ["export", "--anki"]])
def test_export_wants_one_form(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2
