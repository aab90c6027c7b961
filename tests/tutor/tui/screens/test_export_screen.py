"""Exports from the history: which file, what is in it, and that nothing is lost."""

import json
from pathlib import Path

import pytest
from support.past_attempts import Past, Stage, play
from textual.widgets import Input

from tutor.tui.screens.export import ExportScreen
from tutor.vocabulary.errors import HistoryError


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """The app is started in a folder of its own."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return Past(tmp_path / "history.sqlite3")


def line(stage: Stage) -> Input:
    return stage.app.screen.query_one(Input)


def files() -> list[str]:
    return sorted(path.name for path in Path.cwd().iterdir())


def test_enter_writes_the_attempt_where_it_says(past: Past) -> None:
    past.add("Solve $2x + 3 = 11$")

    async def scene(stage: Stage) -> None:
        await stage.press("e", "enter")
        assert "Exported to" in stage.text
        assert "tutor-1-solve-2x-3-11.md" in stage.text.replace("\n", "")

    play(past, scene, (120, 24))
    assert files() == ["tutor-1-solve-2x-3-11.md"]
    assert "**Answer:** x = 4" in Path("tutor-1-solve-2x-3-11.md").read_text()


def test_all_of_them_as_json(past: Past) -> None:
    for number in range(3):
        past.add(f"problem {number}")

    async def scene(stage: Stage) -> None:
        await stage.press("e", "up", "right", "right", "up", "right")
        assert line(stage).value.endswith("tutor-history.json")
        await stage.press("down", "down", "enter")
        assert "3 attempts exported to" in stage.text

    play(past, scene, (120, 24))
    written = json.loads(Path("tutor-history.json").read_text())
    assert [attempt["title"] for attempt in written["attempts"]] == ["problem 2", "problem 1", "problem 0"]


def test_the_mouse_can_do_it(past: Past) -> None:
    past.add("q")

    async def scene(stage: Stage) -> None:
        await stage.press("e")
        await stage.click("#write")

    play(past, scene)
    assert files() == ["tutor-1-q.md"]


def test_the_ending_of_a_typed_name_follows_the_form(past: Past) -> None:
    past.add("q")

    async def scene(stage: Stage) -> None:
        await stage.press("e")
        line(stage).value = "mine.md"
        await stage.press("up", "right")
        assert line(stage).value == "mine.html"

    play(past, scene)


def test_what_is_there_is_replaced_only_by_a_second_enter(past: Past) -> None:
    past.add("q")
    Path("mine.md").write_text("dear")

    async def scene(stage: Stage) -> None:
        await stage.press("e")
        line(stage).value = "mine.md"
        await stage.press("enter")
        assert isinstance(stage.app.screen, ExportScreen)
        assert "is there already" in stage.text
        assert Path("mine.md").read_text() == "dear"
        await stage.press("enter")
        assert not isinstance(stage.app.screen, ExportScreen)

    play(past, scene)
    assert "**Answer:**" in Path("mine.md").read_text()
    assert files() == ["mine.md"]


def test_a_suggested_name_is_always_a_new_one(past: Past) -> None:
    past.add("q")
    Path("tutor-1-q.md").write_text("dear")

    async def scene(stage: Stage) -> None:
        await stage.press("e", "enter")

    play(past, scene)
    assert files() == ["tutor-1-q-2.md", "tutor-1-q.md"]
    assert Path("tutor-1-q.md").read_text() == "dear"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Give the file a name."),
        ("nowhere/mine.md", "There is no folder"),
        (".", "is a folder"),
        ("n" * 300, "can't be written"),
        ("~nobody-of-this-name/mine.md", "There is no folder"),
    ],
)
def test_what_can_not_be_written_is_one_sentence(past: Past, name: str, said: str) -> None:
    past.add("q")

    async def scene(stage: Stage) -> None:
        await stage.press("e")
        line(stage).value = name
        await stage.press("enter")
        assert isinstance(stage.app.screen, ExportScreen)
        assert said in stage.text
        await stage.press("escape")

    play(past, scene, (120, 24))
    assert files() == []


def test_a_damaged_one_is_left_out_and_counted(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    past.add("good")
    bad = past.add("bad")
    load = past.history.load

    def refuse(number: int) -> object:
        if number == bad:
            raise HistoryError("damaged")
        return load(number)

    monkeypatch.setattr(past.history, "load", refuse)

    async def scene(stage: Stage) -> None:
        await stage.press("e", "up", "up", "right", "down", "down", "enter")
        assert "1 attempt (1 damaged left out) exported to" in stage.text

    play(past, scene, (120, 24))


def test_leaving_while_it_writes_leaves_no_file(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        past.add(f"problem {number}")
    load = past.history.load

    def load_and_leave(number: int) -> object:
        screens[0]._stopped.set()  # as Esc does
        return load(number)

    screens: list[ExportScreen] = []
    monkeypatch.setattr(past.history, "load", load_and_leave)

    async def scene(stage: Stage) -> None:
        await stage.press("e", "up", "up", "right", "down", "down")
        assert isinstance(stage.app.screen, ExportScreen)
        screens.append(stage.app.screen)
        await stage.press("enter")

    play(past, scene)
    assert files() == []
