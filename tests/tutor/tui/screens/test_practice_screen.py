"""A lesson in the app, from the map of skills to the schedule, with the clock passed in."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.app_scenes import (
    QUADRATIC,
    HeldEngine,
    ask,
    assert_comes_to_look_like,
    screen_text,
    solved,
    until,
)
from support.practising import answered
from textual.pilot import Pilot

from tutor.history import PracticeRecord
from tutor.lesson.item import Item
from tutor.tui.app import TutorApp
from tutor.tui.screens.practice import PracticeScreen
from tutor.tui.screens.skills import SkillsScreen
from tutor.tui.session import Loaded
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.locations import history_file
from tutor.vocabulary.practice import Outcome, Scope
from tutor.vocabulary.settings import load_settings

SNAPSHOTS = Path(__file__).parent / "snapshots"
EVENING = datetime(2026, 3, 12, 21, 0, tzinfo=UTC)


class _Clock:
    """Time goes when the test says."""

    def __init__(self) -> None:
        self.at = EVENING

    def __call__(self) -> datetime:
        return self.at


def lesson(  # type: ignore[no-untyped-def]
    scene, clock: _Clock | None = None, size: tuple[int, int] = (100, 30), engine: HeldEngine | None = None
) -> TutorApp:
    """Play a scene on the app at a time of the test's choosing."""
    model = engine or HeldEngine([QUADRATIC])
    app = TutorApp(load_settings(), load=lambda *_: Loaded(model), now=clock or _Clock())

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.session.engine is not None)
            await scene(pilot, app)

    asyncio.run(run())
    return app


def practice(app: TutorApp) -> PracticeScreen:
    assert isinstance(app.screen, PracticeScreen)
    return app.screen


async def open_practice(pilot: Pilot[None], app: TutorApp) -> None:
    app.solving.body.welcome.focus()
    await pilot.press("t")
    await until(pilot, lambda: isinstance(app.screen, SkillsScreen))


async def answer(pilot: Pilot[None], app: TutorApp, text: str) -> None:
    practice(app).marked = None
    practice(app).field.value = text
    await pilot.press("enter")
    await until(pilot, lambda: practice(app).marked is not None)


async def next_item(pilot: Pilot[None], app: TutorApp, last: Item | None) -> Item:
    await until(pilot, lambda: practice(app).desk.item not in (None, last))
    found = practice(app).desk.item
    assert found is not None
    await until(pilot, lambda: not practice(app).field.disabled)
    return found


def test_a_whole_lesson() -> None:  # noqa: PLR0915 - a lesson is one story
    """Practice, a miss, a hint, own work with a slip, a fresh variant, and what is due tomorrow."""
    clock = _Clock()

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await open_practice(pilot, app)
        assert "not begun" in screen_text(app)
        row = next(
            index for index, line in enumerate(screen_text(app).splitlines()) if "Linear equations" in line
        )
        await pilot.click(offset=(5, row))
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        missed = await next_item(pilot, app, None)
        assert "Linear equations" in screen_text(app)

        await answer(pilot, app, "x = 123456")
        assert "not right yet" in screen_text(app)
        assert missed.answer.split("=")[-1].strip() not in screen_text(app).split("not right yet")[-1]

        await pilot.press("ctrl+t")
        await until(pilot, lambda: "What is asked" in screen_text(app))

        await pilot.press("ctrl+l")
        await until(pilot, lambda: practice(app).lines.area.has_focus)
        practice(app).lines.area.load_text("3 * 4 = 12\n12 + 5 = 18")
        await until(pilot, lambda: practice(app).looked_at is not None)
        looked = practice(app).looked_at
        assert looked is not None and looked.wrong is not None and looked.wrong.line == 2
        assert "Line 2 is where it breaks" in screen_text(app)

        await pilot.press("ctrl+l")
        await answer(pilot, app, missed.answer)
        assert "right, with hints" in screen_text(app)

        shown = [missed]
        await pilot.press("enter")
        shown.append(await next_item(pilot, app, missed))
        while not (shown[-1].generator == missed.generator and len(shown) > 1):
            await answer(pilot, app, shown[-1].answer)
            await pilot.press("enter")
            shown.append(await next_item(pilot, app, shown[-1]))
            assert len(shown) < 6, "no fresh variant came"
        assert shown[-1].problem != missed.problem
        await answer(pilot, app, shown[-1].answer)
        assert "right" in screen_text(app)

        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.solving)
        answers = app.school.lessons.record.answers()
        assert [each.outcome for each in answers[:2]] == [Outcome.WRONG, Outcome.RIGHT]
        assert answers[1].aided and not answers[-1].aided
        assert all(each.at == EVENING for each in answers)
        cards = {(card.scope, card.name): card for card in app.school.lessons.record.cards()}
        assert cards[Scope.KIND, missed.generator].due > EVENING

        clock.at = EVENING + timedelta(days=30)
        await open_practice(pilot, app)
        assert "due" in screen_text(app)
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        assert (await next_item(pilot, app, None)).skill == "linear"

    lesson(scene, clock)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 15)])
def test_the_screens_of_practice(size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await open_practice(pilot, app)
        await assert_comes_to_look_like(pilot, app, SNAPSHOTS / f"skills-{size[0]}x{size[1]}.txt")
        await pilot.press("escape")
        app.solving.ask.load_text("Solve 2x + 3 = 11")
        app.solving.ask.focus()
        await until(pilot, lambda: app.solving.ask.has_focus)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        await next_item(pilot, app, None)
        assert "^t gives a hint" in screen_text(app)
        for taken in (1, 2):
            await pilot.press("ctrl+t")
            await until(pilot, lambda taken=taken: len(practice(app).desk.rungs) >= taken)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: practice(app).lines.area.has_focus)
        practice(app).lines.area.load_text("2x = 14\nx = 7")
        await until(pilot, lambda: practice(app).looked_at is not None)
        await pilot.press("ctrl+l")
        await answer(pilot, app, "5")
        await assert_comes_to_look_like(pilot, app, SNAPSHOTS / f"practice-{size[0]}x{size[1]}.txt")

    lesson(scene, size=size)


def test_hints_for_a_problem_of_ones_own_come_before_its_answer() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.solving.ask.load_text("Solve 2x + 3 = 11")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        await next_item(pilot, app, None)
        taken = 0
        while not practice(app).desk.all_told:
            assert "x = 4" not in screen_text(app)
            await pilot.press("ctrl+t")
            taken += 1
            await until(pilot, lambda taken=taken: len(practice(app).desk.rungs) >= taken)
        assert "x = 4" in screen_text(app)
        await answer(pilot, app, "4")
        assert "right, with hints" in screen_text(app)

    lesson(scene)


def test_esc_in_a_self_test_shows_the_answers_that_were_promised_before_it_leaves() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        with PracticeRecord(history_file()) as record:
            record.add(answered(generator="two-step-equation"))
        await open_practice(pilot, app)
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        item = await next_item(pilot, app, None)
        await answer(pilot, app, "x = 123456")
        assert "The answers come at the end" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: "Esc goes back" in screen_text(app))
        assert "Your answer" not in screen_text(app)
        assert item.answer.split("=")[-1].strip() in screen_text(app).replace("−", "-")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.solving)

    lesson(scene)


def test_esc_leaves_while_the_model_solves_unseen() -> None:
    engine = HeldEngine([QUADRATIC])
    engine.allowance = 0

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.solving.ask.load_text("A farmer has some cows. Why?")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        await next_item(pilot, app, None)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: engine._opened > 0)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.solving)
        assert app.solving.ask.text == "A farmer has some cows. Why?"
        assert not app.solving.running

    lesson(scene, engine=engine)


def test_to_quit_while_the_model_solves_unseen_ends_quietly(caplog: pytest.LogCaptureFixture) -> None:
    engine = HeldEngine([QUADRATIC])
    engine.allowance = 0
    left: list[PracticeScreen] = []

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.solving.ask.load_text("A farmer has some cows. Why?")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        await next_item(pilot, app, None)
        left.append(practice(app))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: engine._opened > 0)

    lesson(scene, engine=engine)
    left[0]._thread.shutdown(wait=True)
    assert [record for record in caplog.records if record.name == "concurrent.futures"] == []


def test_hints_are_cut_from_the_solution_that_is_there() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        await next_item(pilot, app, None)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: bool(practice(app).desk.rungs))
        assert "5/2" not in screen_text(app)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: practice(app).lines.area.has_focus)
        practice(app).lines.area.load_text("2x^2 = 3x - 5")
        await until(pilot, lambda: practice(app).looked_at is not None)
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.solving)
        assert not [note.message for note in app._notifications if "right" in note.message]  # no score
        app.solving.steps.focus()
        await pilot.press("f")
        await ask(pilot, app, "Where is my slip?")
        await until(pilot, lambda: not app.solving.running)
        conversation = app.solving.conversation
        assert conversation is not None and conversation.turns
        assert "> 2x^2 = 3x - 5" in conversation.turns[-1].prompt

    lesson(scene)


LONG = "A farmer has 120 m of fence along a river. " * 12 + "What is the last word?"


def test_a_long_problem_can_be_read_on_a_small_screen_and_the_answer_is_in_sight() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.solving.ask.load_text(LONG)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        await next_item(pilot, app, None)
        for size in ((40, 20), (30, 10), (100, 30), (30, 10)):
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: app.size == size)
            await until(pilot, lambda: "Your answer" in screen_text(app))
        assert "word?" not in screen_text(app)
        await pilot.press("shift+tab", "end")
        await until(pilot, lambda: "word?" in screen_text(app))

    lesson(scene, size=(40, 20))


def test_that_an_answer_is_not_kept_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise HistoryError("The disk is full.", "Make room.")

    monkeypatch.setattr(PracticeRecord, "add", refuse)

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await open_practice(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        await next_item(pilot, app, None)
        said: list[str] = []
        monkeypatch.setattr(app.screen, "notify", lambda words, **_: said.append(words))
        for text in ("123456", "1234567"):
            await answer(pilot, app, text)
        assert said == ["Not kept yet: The disk is full. Make room."]

    lesson(scene)


def test_what_was_only_looked_at_is_neither_kept_nor_counted() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await open_practice(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        first = await next_item(pilot, app, None)
        await answer(pilot, app, first.answer)
        await pilot.press("enter")
        await next_item(pilot, app, first)
        session = practice(app).desk.session
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.solving)
        assert (session.summary().items, session.summary().right) == (1, 1)
        assert [each.outcome for each in app.school.lessons.record.answers()] == [Outcome.RIGHT]

    lesson(scene)


def test_a_greeting_is_answered_without_the_model() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app, "hello!")
        await until(pilot, lambda: app.solving.answer.has_class("-shown"))
        assert not app.solving.running and app.solving.problem is None
        await ask(pilot, app)
        await solved(pilot, app)

    lesson(scene)


def test_a_key_pressed_twice_is_one_wish() -> None:
    """Enter twice marks an answer once and leaves no problem out; Ctrl+T twice at once is one hint."""

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await open_practice(pilot, app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PracticeScreen))
        item = await next_item(pilot, app, None)
        practice(app).field.value = "123456"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: practice(app).marked is not None)
        await until(pilot, lambda: "not right yet" in screen_text(app))
        assert practice(app).desk.item is item

        await answer(pilot, app, item.answer)
        await pilot.press("enter", "enter")
        await next_item(pilot, app, item)
        assert practice(app).desk.session.number == 2
        assert practice(app).desk.session.summary().skipped == 0

    lesson(scene)
