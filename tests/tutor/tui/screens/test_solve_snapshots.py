"""The main screen in its states, at three sizes, as text."""

from pathlib import Path

import pytest
from support.app_scenes import (
    PROBLEM,
    QUADRATIC,
    HeldEngine,
    ask,
    assert_comes_to_look_like,
    play,
    screen_text,
    solved,
    until,
)
from textual.pilot import Pilot

from tutor.testing import Script
from tutor.tui.app import TutorApp

SNAPSHOTS = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (120, 40), (40, 15)]
REFUTED = QUADRATIC.replace("boxed{x = 5/2, x = -1}", "boxed{x = 5, x = 1}")
UNCHECKED = "<think>\nNobody can count them.\n</think>\n\nThere are \\boxed{\\text{many}} of them."
OUTCOMES = {
    "proved": (PROBLEM, QUADRATIC),
    "refuted": (PROBLEM, REFUTED),
    "unchecked": ("How many stars are there?", UNCHECKED),
}


def path_of(state: str, size: tuple[int, int]) -> Path:
    return SNAPSHOTS / f"solve-{state}-{size[0]}x{size[1]}.txt"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", OUTCOMES)
def test_an_outcome(state: str, size: tuple[int, int]) -> None:
    problem, text = OUTCOMES[state]

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app, problem)
        await solved(pilot, app)
        if state != "unchecked" and size[0] >= 90:
            await until(pilot, lambda: app.solving.graph.display)
        view = app.solving.steps
        await until(pilot, lambda: view.scroll_offset.y == view.max_scroll_y)
        await assert_comes_to_look_like(pilot, app, path_of(state, size))

    play(scene, scripts=(text,), size=size, seed=7)


@pytest.mark.parametrize("size", SIZES)
def test_in_mid_thought_and_interrupted(size: tuple[int, int]) -> None:
    engine = HeldEngine([Script(QUADRATIC)])
    engine.allowance = QUADRATIC.index("This gives") // 4 + 8

    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await ask(pilot, app)
        view = app.solving.steps
        await until(pilot, lambda: len(view.cards) == 5 and "frac{3" in view.cards[-1].text)
        checked = lambda: all(card.checked.verdict for card in view.cards[:-1] if card.checked)  # noqa: E731
        await until(pilot, checked)
        await assert_comes_to_look_like(pilot, app, path_of("in-thought", size))
        await pilot.press("escape")
        await until(pilot, lambda: not app.solving.running)
        await assert_comes_to_look_like(pilot, app, path_of("interrupted", size))

    play(scene, engine=engine, size=size, seed=7)


@pytest.mark.parametrize("size", SIZES)
def test_before_anything_was_asked(size: tuple[int, int]) -> None:
    async def scene(pilot: Pilot[None], app: TutorApp) -> None:
        await until(pilot, lambda: "ready" in screen_text(app))
        await assert_comes_to_look_like(pilot, app, path_of("welcome", size))

    play(scene, size=size)
