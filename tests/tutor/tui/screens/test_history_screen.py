"""The list of past attempts by keys and mouse: what is shown, found, opened, asked again, forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest
from support.past_attempts import BREAKS, Past, Stage, play, run_of, without_end
from textual.widgets import Input

from tutor.tui.screens.attempt import AttemptScreen
from tutor.tui.screens.confirm import ConfirmScreen
from tutor.tui.screens.history import HistoryScreen
from tutor.tui.widgets.attempt_list import AttemptList
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.settings import Settings
from tutor.vocabulary.verdict import CertificateStatus

SIZES = [(80, 24), (120, 40), (40, 15)]
HOSTILE = "[bold]red[/] \x1b[31m\u202eesrever\u200b" + "long " * 2_000


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path / "history.sqlite3")


def listed(stage: Stage) -> AttemptList:
    return stage.app.screen.query_one(AttemptList)


def titles(stage: Stage) -> list[str]:
    return [attempt.title for attempt in listed(stage).attempts]


def test_an_attempt_says_what_was_asked_when_and_what_came_out(past: Past) -> None:
    past.add("Solve $2x^2 = 32$", run_of("", found=BREAKS), ago=timedelta(minutes=5))

    async def scene(stage: Stage) -> None:
        for words in ("✓", "Solve 2x² = 32", "5 minutes ago", "x = 4", "proved", "2 slips", "phi-4-mini"):
            assert words in stage.text, words

    play(past, scene)


def test_the_newest_stands_first(past: Past) -> None:
    past.add("first", ago=timedelta(hours=2))
    past.add("second")

    async def scene(stage: Stage) -> None:
        assert titles(stage) == ["second", "first"]

    play(past, scene)


def test_an_attempt_that_broke_off_says_so(past: Past) -> None:
    past.add("never ended", iter(without_end(run_of("never ended"))))

    async def scene(stage: Stage) -> None:
        assert "broke off" in stage.text

    play(past, scene)


def test_an_empty_history_is_friendly_and_gives_examples(past: Past) -> None:
    async def scene(stage: Stage) -> None:
        assert "Nothing is kept yet." in stage.text
        assert "Solve 2x + 3 = 11" in stage.text
        await stage.press("r", "e", "d", "enter", "down")
        assert isinstance(stage.app.screen, HistoryScreen)
        await stage.press("escape")
        assert not isinstance(stage.app.screen, HistoryScreen)

    play(past, scene)


def test_older_ones_are_read_as_one_comes_near_them(past: Past) -> None:
    for number in range(230):
        past.add(f"problem {number}", iter(()))

    async def scene(stage: Stage) -> None:
        assert len(listed(stage).attempts) == 100
        await stage.press(*["pagedown"] * 12)
        assert len(listed(stage).attempts) == 200
        await stage.press("end")
        assert listed(stage).current == listed(stage).attempts[-1]
        assert titles(stage)[-1] == "problem 0"
        assert len(titles(stage)) == 230

    play(past, scene)


def test_end_goes_to_the_oldest_at_once(past: Past) -> None:
    for number in range(230):
        past.add(f"problem {number}", iter(()))

    async def scene(stage: Stage) -> None:
        await stage.press("end")
        current = listed(stage).current
        assert current
        assert current.title == "problem 0"
        assert "problem 0" in stage.text

    play(past, scene)


def test_a_search_runs_while_one_types_and_marks_what_it_found(past: Past) -> None:
    past.add("A train goes to Paris", run_of("", thoughts=("The roots are négative here.",)))
    past.add("something else", run_of("", thoughts=("nothing",)))

    async def scene(stage: Stage) -> None:
        await stage.press("slash")
        await stage.type("negat")
        assert titles(stage) == ["A train goes to Paris"]
        assert "négat" in stage.text
        assert "1 found" in stage.text
        await stage.press("escape")
        assert len(titles(stage)) == 2
        assert isinstance(stage.app.screen, HistoryScreen)

    play(past, scene)


def test_the_last_of_what_was_typed_is_what_is_shown(past: Past) -> None:
    """However fast it was typed: searches that are overtaken are not run, or not shown."""
    for word in ("integral", "integer", "interval"):
        past.add(f"an {word}")

    async def scene(stage: Stage) -> None:
        box = stage.app.screen.query_one(Input)
        for end in range(1, len("integral") + 1):
            box.value = "integral"[:end]
        await stage.settle()
        assert titles(stage) == ["an integral"]

    play(past, scene)


@pytest.mark.parametrize("search", ['"', "AND OR NOT", "x^2 * (", "√", "[bold]", "'; --", "+ " * 99])
def test_anything_may_be_searched_for(past: Past, search: str) -> None:
    past.add("Solve $x$")

    async def scene(stage: Stage) -> None:
        stage.app.screen.query_one(Input).value = search
        await stage.settle()
        assert "Nothing has all of these words." in stage.text

    play(past, scene)


def test_enter_opens_and_escape_comes_back_to_the_same_place(past: Past) -> None:
    past.add("older")
    past.add("newer")

    async def scene(stage: Stage) -> None:
        await stage.press("down", "enter")
        assert isinstance(stage.app.screen, AttemptScreen)
        assert "older" in stage.text
        await stage.press("escape")
        current = listed(stage).current
        assert current
        assert current.title == "older"

    play(past, scene)


def test_a_click_opens(past: Past) -> None:
    past.add("older")
    past.add("newer")

    async def scene(stage: Stage) -> None:
        await stage.click("AttemptList", offset=(6, 3))
        assert isinstance(stage.app.screen, AttemptScreen)
        assert "older" in stage.text

    play(past, scene)


def test_asking_again_leaves_and_tells_the_app(past: Past) -> None:
    number = past.add("Solve $x = 1$")

    async def scene(stage: Stage) -> None:
        await stage.press("r")
        assert not isinstance(stage.app.screen, HistoryScreen)

    app = play(past, scene)
    assert app.asked == [HistoryScreen.Chosen(number, Problem("Solve $x = 1$"))]


def test_an_attempt_is_forgotten_only_after_a_yes(past: Past) -> None:
    past.add("older")
    past.add("newer")

    async def scene(stage: Stage) -> None:
        await stage.press("d")
        assert isinstance(stage.app.screen, ConfirmScreen)
        assert "newer" in stage.text
        await stage.press("enter")  # the cursor stands on no
        assert titles(stage) == ["newer", "older"]
        await stage.press("d", "y")
        assert titles(stage) == ["older"]
        assert "is forgotten" in stage.text
        assert [attempt.title for attempt in past.history.attempts()] == ["older"]

    play(past, scene)


def test_what_happened_meanwhile_is_seen_when_one_comes_back(past: Past) -> None:
    past.add("older")

    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        past.add("newer")
        await stage.press("escape")
        assert titles(stage) == ["newer", "older"]

    play(past, scene)


def test_a_file_that_can_not_be_read_is_one_sentence(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    past.add("older")

    def refuse(*_: object) -> None:
        raise HistoryError("The file is damaged.", "Restore it.")

    async def scene(stage: Stage) -> None:
        monkeypatch.setattr(past.history, "attempts", refuse)
        monkeypatch.setattr(past.history, "load", refuse)
        await stage.press("r")
        assert "The file is damaged. Restore it." in stage.text
        await stage.press("slash", "x")
        assert "The file is damaged. Restore it." in stage.text

    play(past, scene)


@pytest.mark.parametrize("size", SIZES)
def test_hostile_texts_are_inert_and_the_screen_keeps_its_shape(past: Past, size: tuple[int, int]) -> None:
    past.add(
        HOSTILE, run_of(HOSTILE, answer=HOSTILE, status=CertificateStatus.UNCHECKED, thoughts=(HOSTILE,))
    )
    past.add("an ordinary one")

    async def scene(stage: Stage) -> None:
        assert "[bold]red[/]" in stage.text
        assert "an ordinary one" in stage.text
        assert not set(stage.text) & {"\x1b", "\u202e", "\u200b"}
        assert listed(stage).virtual_size.height == 4
        await stage.press("slash")
        await stage.type("esrever")
        assert "esrever" in stage.text
        await stage.press("enter", "enter")
        assert isinstance(stage.app.screen, AttemptScreen)
        assert "[bold]red[/]" in stage.text
        assert not set(stage.text) & {"\x1b", "\u202e", "\u200b"}

    play(past, scene, size)


@pytest.mark.parametrize("size", SIZES)
def test_everything_is_ascii_where_that_is_wanted(past: Past, size: tuple[int, int]) -> None:
    past.add("Evaluate $\\int_0^1 x^2 dx$ ≤ é", run_of("", answer="\\frac{1}{3}"))

    async def scene(stage: Stage) -> None:
        for keys in (["slash", "1"], ["escape"], ["d"], ["escape"], ["e"], ["escape"], ["enter"], ["p", "s"]):
            await stage.press(*keys)
            assert stage.text.isascii(), (keys, [sign for sign in stage.text if ord(sign) > 127])

    play(past, scene, size, Settings(ascii_only=True))
