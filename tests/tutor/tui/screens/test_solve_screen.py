"""The main screen by keys and mouse, with a scripted model and the real checker."""

import pytest
from support.app_scenes import PROBLEM, QUADRATIC, HeldEngine, ask, play, screen_text, solved, until
from textual.pilot import Pilot

from tutor.render.body import Notation
from tutor.testing import Script
from tutor.tui.app import TutorApp
from tutor.vocabulary.events import Ending
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import CertificateStatus, VerdictStatus


def test_a_problem_is_typed_watched_and_answered_with_its_certificate() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        for key in ("2", "x", "equals_sign", "6"):
            await pilot.press(key)
        assert app.solving.ask.text == "2x=6"
        await ask(pilot, app)
        await solved(pilot, app)
        shown = screen_text(app)
        assert "x = 5/2, x = −1" in shown
        assert "proved · both solutions substituted back" in shown
        assert [card.section for card in app.solving.steps.cards[-2:]] == [Section.ANSWER, Section.ANSWER]

    play(scene)


def test_badges_light_up_and_what_breaks_shows_its_witness_though_folded() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        verdicts = {c.number: c.checked.verdict for c in app.solving.steps.cards if c.checked}
        assert verdicts[2] is not None and verdicts[2].status is VerdictStatus.HOLDS
        wrong = next(c for c in app.solving.steps.cards if c.checked and "Careless" in c.checked.step.text)
        assert wrong.checked is not None and wrong.checked.verdict is not None
        assert wrong.checked.verdict.status is VerdictStatus.BREAKS
        assert "✗ 2 + 2 = 5" in screen_text(app)

    play(scene)


def test_older_steps_fold_and_the_readers_own_folding_stays() -> None:
    engine = HeldEngine([QUADRATIC])

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        engine.allowance = QUADRATIC.index("So the formula") // 4 + 6
        await ask(pilot, app)
        view = app.solving.steps
        await until(pilot, lambda: len(view.cards) >= 3)
        assert view.cards[0].folded
        view.focus()
        await pilot.press("up", "up", "up", "enter")  # to the first card, and open it
        assert view.selected == 0
        assert not view.cards[0].folded
        engine.allowance = 1 << 40
        await solved(pilot, app)
        assert not view.cards[0].folded
        assert view.cards[1].folded

    play(scene, engine=engine)


def test_a_click_on_a_headline_opens_and_folds() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        view = app.solving.steps
        assert view.cards[1].folded
        await pilot.click(view, offset=(10, 1))
        assert not view.cards[1].folded
        assert view.selected == 1
        await pilot.click(view, offset=(10, 1))
        assert view.cards[1].folded

    play(scene)


def test_scrolling_up_stops_the_following_and_end_takes_it_up_again() -> None:
    text = "<think>\n" + "\n\n".join(f"Then $1 + {n} = {n + 1}$." for n in range(60)) + "\n\n"
    engine = HeldEngine([text + "More.\n</think>\n\n\\boxed{1}"])

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        engine.allowance = len(text) // 4
        await ask(pilot, app)
        view = app.solving.steps
        await until(pilot, lambda: len(view.cards) >= 58)
        await until(pilot, lambda: view.following and view.scroll_offset.y == view.max_scroll_y > 0)
        await pilot.press("pageup")
        await until(pilot, lambda: not view.following)
        place = view.scroll_offset.y
        engine.allowance = 1 << 40
        await solved(pilot, app)
        assert view.scroll_offset.y == place
        await pilot.press("end")
        assert view.following and view.scroll_offset.y == view.max_scroll_y

    play(scene, engine=engine)


def test_space_pauses_and_goes_on_and_escape_keeps_what_is_there() -> None:
    engine = HeldEngine([QUADRATIC])

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        engine.allowance = 30
        await ask(pilot, app)
        view = app.solving.steps
        await until(pilot, lambda: len(view.cards) >= 1)
        await pilot.press("space")
        assert "paused" in screen_text(app)
        await pilot.press("space")
        engine.allowance = 60
        await until(pilot, lambda: len(view.cards) >= 2)
        await pilot.press("escape")
        await until(pilot, lambda: not app.solving.running)
        assert app.solving.solution is not None
        assert app.solving.solution.ending is Ending.CANCELLED
        assert "First read off" in screen_text(app)
        assert "stopped by you" in screen_text(app)

    play(scene, engine=engine)


def test_answer_now_closes_the_thinking() -> None:
    engine = HeldEngine([Script(QUADRATIC, ("x = 5/2, x = -1}",))])

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        engine.allowance = 30
        await ask(pilot, app)
        await until(pilot, lambda: len(app.solving.steps.cards) >= 1)
        await pilot.press("a")
        engine.allowance = 1 << 40
        await solved(pilot, app)
        assert app.solving.solution is not None
        assert app.solving.solution.ending is Ending.ASKED
        assert app.solving.solution.certificate.status is CertificateStatus.PROVED

    play(scene, engine=engine)


def test_again_takes_another_seed_and_a_vote_counts_its_branches() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        first = app.solving.solution
        await pilot.press("r")
        await until(pilot, lambda: app.solving.solution not in (None, first) and not app.solving.running)
        second = app.solving.solution
        assert first is not None and second is not None and first.seed != second.seed
        await pilot.press("v")
        await until(pilot, lambda: app.solving.solution not in (None, second) and not app.solving.running)
        voted = app.solving.solution
        assert voted is not None and voted.votes

    play(scene)


def test_the_same_text_in_three_notations() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        await pilot.press("l")
        assert app.solving.steps.drawing.notation is Notation.LATEX
        await pilot.press("o")
        assert "\\frac{3 \\pm \\sqrt{49}}{4}" in screen_text(app)
        await pilot.press("l")
        assert app.solving.steps.drawing.notation is Notation.PLAIN
        await pilot.press("l")
        assert app.solving.steps.drawing.notation is Notation.READABLE

    play(scene)


def test_the_graph_comes_with_the_answer_where_there_is_room_else_by_key() -> None:
    async def wide(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await until(pilot, lambda: app.solving.graph.display)
        assert "vertex (3/4, −49/8)" in screen_text(app)
        await pilot.press("p")
        assert not app.solving.graph.display

    async def narrow(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        assert not app.solving.graph.display
        await pilot.press("p")
        await until(pilot, lambda: app.solving.graph.display)
        assert not app.solving.steps.display
        await pilot.press("p")
        assert app.solving.steps.display

    play(wide)
    play(narrow, size=(60, 20))


def test_what_was_asked_before_comes_back_with_the_arrow() -> None:
    async def first(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)

    async def later(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: bool(app.solving.ask._earlier))
        app.solving.ask.load_text("1 +")
        await pilot.press("up")
        assert app.solving.ask.text == PROBLEM
        await pilot.press("down")
        assert app.solving.ask.text == "1 +"

    play(first)
    play(later)


def test_a_model_that_cannot_be_loaded_is_one_sentence_with_what_to_do() -> None:
    from tutor.tui.session import Loaded
    from tutor.vocabulary.errors import EngineError

    def refuse(*_: object) -> Loaded:
        raise EngineError("The model does not fit.", "Close other programs.")

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: "does not fit" in screen_text(app))
        assert "Close other programs." in screen_text(app)

    import asyncio

    from tutor.vocabulary.settings import load_settings

    async def run() -> None:
        app = TutorApp(load_settings(), load=refuse)
        async with app.run_test(size=(80, 24)) as pilot:
            await scene(pilot, app)

    asyncio.run(run())


HOSTILE = (
    "<think>\n[bold red]markup[/] $x$ \x1b[31mred\x1b]0;title\x07"
    " \u202egnitirw\u202c z\u200bero \U0001f600\n\n"
    + "a" * 10_000
    + "\n\n\ud800 broken \x00 nul\n</think>\n\\boxed{[link=https://example.org]1[/link]}"
)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)])
def test_hostile_text_is_shown_inert(size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app, "[bold]What[/bold] is \x1b[31m1+1\u202e?")
        await solved(pilot, app)
        await pilot.press("o")
        app.solving.steps.scroll_home(animate=False)
        await pilot.pause()
        shown = screen_text(app)
        assert "[bold red]markup[/]" in shown
        assert not set(shown) & set("\x1b\x00\x07\u202e\u200b\ud800")

    play(scene, scripts=(HOSTILE,), size=size)


def test_the_input_shows_how_it_is_understood_and_tab_takes_what_was_meant() -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        app.solving.ask.load_text("Solve 2x^^2 = 8")
        await until(pilot, lambda: app.solving.panel.preview.suggestion is not None)
        assert "did you mean Solve 2x^2 = 8?" in screen_text(app)
        await pilot.press("tab")
        assert app.solving.ask.text == "Solve 2x^2 = 8"
        await until(pilot, lambda: "understood: 2x² = 8" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: not app.solving.panel.preview.has_class("-shown"))

    play(scene)


def test_a_follow_up_asks_about_the_selected_step_and_keeps_the_conversation() -> None:
    reply = "Because $9 + 40 = 49$ was worked out before."
    engine = HeldEngine([QUADRATIC, reply, "Yes."])

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        await solved(pilot, app)
        answer = app.solving.solution
        await pilot.press("up", *["up"] * 5)
        assert app.solving.steps.selected == 1
        await pilot.press("f")
        assert "step 2" in str(app.solving.ask.placeholder)
        await ask(pilot, app, "Why is that allowed?")
        await until(pilot, lambda: not app.solving.running and len(app.solving.steps.cards) > 7)
        shown = screen_text(app)
        assert "Why is that allowed?" in shown
        assert "Because 9 + 40 = 49" in shown
        assert app.solving.solution is answer
        assert "Why is that allowed?" in engine.conversations[1][-1].content
        assert "49" in engine.conversations[1][-1].content
        await pilot.press("end", "f")
        await ask(pilot, app, "Really?")
        await until(pilot, lambda: not app.solving.running and app.solving.steps.cards[-1].question != "")
        assert app.solving.conversation is not None
        assert len(app.solving.conversation.turns) == 2

    play(scene, engine=engine)
