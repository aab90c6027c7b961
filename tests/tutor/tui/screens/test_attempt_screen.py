"""One attempt of the past: read, replayed at several speeds, exported, deleted, asked again."""

import asyncio
from pathlib import Path

import pytest
from support.past_attempts import BREAKS, MODEL, Past, Stage, play, run_of, without_end

from tutor.tui.screens.attempt import AttemptScreen
from tutor.tui.screens.history import HistoryScreen
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.events import Known, StepFinished
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, AnswerSource
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path / "history.sqlite3")


def opened(stage: Stage) -> AttemptScreen:
    screen = stage.app.screen
    assert isinstance(screen, AttemptScreen)
    return screen


def test_all_of_an_attempt_is_there(past: Past) -> None:
    past.add("Solve $2x^2 = 32$", run_of("", found=BREAKS))

    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        for words in (
            "Solve 2x² = 32",
            "Take 3 from",
            "9 + 40 = 50: 49 ≠ 50",
            "x = 4",
            "proved",
            "428 tokens",
        ):
            assert words in stage.text, words
        assert MODEL in stage.text

    play(past, scene)


def test_the_thinking_is_folded_and_opens_by_key(past: Past) -> None:
    past.add("q", run_of("", thoughts=("First line." + " It goes on." * 20 + "\nSecond line.",)))

    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        assert "First line." in stage.text
        assert "Second line." not in stage.text
        await stage.press("up", "up", "enter")
        assert "Second line." in stage.text

    play(past, scene)


def test_a_long_attempt_opens_at_its_top_and_lays_out_only_what_is_seen(past: Past) -> None:
    past.add("q", run_of("", thoughts=tuple(f"Thought number {number}." for number in range(400))))

    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        cards = opened(stage).view.steps.cards
        assert len(cards) == 401
        assert "Thought number 0." in stage.text
        assert sum(bool(card._lines) for card in cards) < 60

    play(past, scene)


def test_one_that_broke_off_shows_what_was_written(past: Past) -> None:
    events = without_end(run_of("q"))
    past.add("q", iter(event for event in events if not isinstance(event, StepFinished)))

    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        assert "Take 3 from both sides." in stage.text
        assert "Broke off before the answer" in stage.text

    play(past, scene)


def test_an_answer_of_the_checker_alone_says_why_there_are_no_steps(past: Past) -> None:
    answer = Answer("x = 4", AnswerSource.CHECKER)
    proved = Certificate(CertificateStatus.PROVED, Method.NONE, "put back")
    past.add("q", iter([Known(Problem("q"), answer, proved, 0.1)]))

    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        assert "the checker answered before any model was asked" in stage.text
        assert "x = 4" in stage.text

    play(past, scene)


def test_a_replay_shows_at_its_end_what_it_showed_before(past: Past) -> None:
    past.add("q")

    async def scene(stage: Stage) -> None:
        await stage.press("enter", "p", "s", "s")
        screen = opened(stage)
        await stage.until(lambda: screen.replay is None)
        await stage.settle()
        assert len(screen.view.steps.cards) == 3
        assert "x = 4" in stage.text
        assert "428 tokens" in stage.text

    play(past, scene)


def test_space_holds_a_replay_and_escape_ends_it(past: Past) -> None:
    past.add("q")

    async def scene(stage: Stage) -> None:
        await stage.press("enter", "p", "space")
        screen = opened(stage)
        assert screen.replay
        assert screen.replay.paused
        assert "paused  1x" in stage.text
        assert "x = 4" not in stage.text
        await stage.click("ReplayBar")
        assert not screen.replay.paused
        await stage.press("escape")
        assert screen.replay is None
        assert "x = 4" in stage.text
        await stage.press("escape")
        assert isinstance(stage.app.screen, HistoryScreen)

    play(past, scene)


def test_a_replay_of_what_broke_off_ends_too(past: Past) -> None:
    past.add("q", iter(without_end(run_of("q"))))

    async def scene(stage: Stage) -> None:
        await stage.press("enter", "p", "s", "s")
        await stage.until(lambda: opened(stage).replay is None)
        await stage.settle()
        assert "Broke off before the answer" in stage.text

    play(past, scene)


@pytest.mark.parametrize(("key", "kind"), [("r", HistoryScreen.Chosen), ("f", HistoryScreen.FollowUp)])
def test_the_app_is_told_of_what_is_not_done_here(past: Past, key: str, kind: type) -> None:
    number = past.add("Solve $x$")

    async def scene(stage: Stage) -> None:
        await stage.press("enter", key)
        assert len(stage.app.screen_stack) == 1

    app = play(past, scene)
    assert app.asked == [kind(number, Problem("Solve $x$"))]


def test_deleting_goes_back_to_the_others(past: Past) -> None:
    past.add("older")
    past.add("newer")

    async def scene(stage: Stage) -> None:
        await stage.press("enter", "d", "y")
        assert isinstance(stage.app.screen, HistoryScreen)
        assert "older" in stage.text
        assert "newer" not in stage.text

    play(past, scene)


def test_one_that_is_damaged_is_one_sentence(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    past.add("q")

    def refuse(_: int) -> None:
        raise HistoryError("The events of attempt 1 are damaged.", "Delete it.")

    monkeypatch.setattr(past.history, "load", refuse)

    async def scene(stage: Stage) -> None:
        await stage.press("enter")
        assert "The events of attempt 1 are damaged. Delete it." in stage.text
        await stage.press("p", "r", "escape")
        assert isinstance(stage.app.screen, HistoryScreen)

    play(past, scene)


def test_the_keys_work_while_the_file_is_slow(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read where the input lives."""
    past.add("q")
    load, threads = past.history.load, []

    def note(number: int) -> object:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            threads.append("a thread of its own")
        return load(number)

    monkeypatch.setattr(past.history, "load", note)

    async def scene(stage: Stage) -> None:
        await stage.press("enter")

    play(past, scene)
    assert threads == ["a thread of its own"]
