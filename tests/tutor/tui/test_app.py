"""The app as a whole: its screens reached by key, the past asked about, the first start."""

import asyncio

from support.app_scenes import PROBLEM, QUADRATIC, HeldEngine, ask, play, screen_text, solved, until
from textual import events
from textual.pilot import Pilot

from tutor.tui.app import TutorApp
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.history import HistoryScreen
from tutor.tui.screens.models import ModelsScreen
from tutor.tui.screens.settings import SettingsScreen
from tutor.tui.screens.solve import SolveScreen
from tutor.tui.widgets.ask_box import AskBox
from tutor.vocabulary.settings import load_settings


def test_a_run_is_in_the_history_and_can_be_asked_again() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: app.session.history is not None)
        await ask(pilot, app)
        await solved(pilot, app)
        first = app.solving.solution
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen) and "2x²" in screen_text(app))
        await pilot.press("r")
        await until(pilot, lambda: app.solving.solution not in (None, first))
        assert app.screen is app.solving
        assert app.solving.problem is not None
        assert app.solving.problem.text == PROBLEM

    play(scene)


def test_a_solution_of_the_past_is_open_for_questions() -> None:
    async def past(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: app.session.history is not None)
        await ask(pilot, app)
        await solved(pilot, app)

    async def later(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: app.session.history is not None)
        assert app.session.history is not None
        [summary] = app.session.history.attempts()
        app.post_message(HistoryScreen.FollowUp(summary.id, summary.problem))
        await until(pilot, lambda: app.solving.conversation is not None)
        assert len(app.solving.steps.cards) == 7
        await ask(pilot, app, "Why?")
        await until(pilot, lambda: not app.solving.running and len(app.solving.steps.cards) > 7)
        assert "So it is." in screen_text(app)
        newest, _ = app.session.history.attempts()
        assert (newest.title, newest.parent, newest.problem) == ("Why?", summary.id, PROBLEM)

    play(past)
    play(later, engine=HeldEngine(["So it is."]))


def test_keys_arrive_on_a_screen_that_came_while_the_app_was_out_of_focus() -> None:
    """As at the start in a slow browser, which tells of its focus after the screen is there."""

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.post_message(events.AppBlur())
        await until(pilot, lambda: not app.app_focus)
        await app.push_screen(SolveScreen(app.glyphs))
        await pilot.pause()
        assert app.screen.focused is None
        app.post_message(events.AppFocus())
        await until(pilot, lambda: isinstance(app.screen.focused, AskBox))

    play(scene)


def test_settings_work_at_once() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        await pilot.press("s")
        assert isinstance(app.screen, SettingsScreen)
        await pilot.press("escape")
        assert app.screen is app.solving
        changed = app.settings.model_copy(update={"ascii_only": True})
        app.post_message(SettingsScreen.Changed(changed))
        await until(pilot, lambda: "[ok]" in screen_text(app))
        assert all(ord(character) < 128 for character in screen_text(app))

    play(scene)


def test_help_tells_keys_and_marks_and_goes_away() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert "end the thinking and write the answer" in screen_text(app)
        await pilot.press("escape")
        assert app.screen is app.solving

    play(scene, size=(100, 40))


def test_a_first_start_without_a_model_goes_to_the_models() -> None:
    async def run() -> None:
        app = TutorApp(load_settings())
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, ModelsScreen))
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is app.solving)
            assert "no model yet" in screen_text(app)

    asyncio.run(run())


def test_leaving_in_mid_thought_keeps_what_was_written() -> None:
    engine = HeldEngine([QUADRATIC])

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: app.session.history is not None)
        engine.allowance = 40
        await ask(pilot, app)
        await until(pilot, lambda: len(app.solving.steps.cards) >= 2)

    async def later(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: app.session.history is not None)
        assert app.session.history is not None
        [summary] = app.session.history.attempts()
        attempt = app.session.history.load(summary.id)
        assert "First read off" in "".join(checked.step.text for checked in attempt.steps)

    play(scene, engine=engine)
    play(later)


def test_a_run_that_cannot_be_kept_is_told_once() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: app.session.history is not None)
        app.session.history_fault = "the disk is full"
        await ask(pilot, app)
        await solved(pilot, app)
        await until(pilot, lambda: any("the disk is full" in notice.message for notice in app._notifications))
        assert app.session.take_history_fault() == ""

    play(scene)


def test_enter_waits_for_the_characters_typed_just_before_it() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.solving.ask.focus()
        await pilot.pause()
        for key in (*"2+2", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: app.solving.problem is not None)
        assert app.solving.problem is not None
        assert app.solving.problem.text == "2+2"

    play(scene)
