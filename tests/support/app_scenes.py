"""Plays scenes on the app with a scripted model and the real checker."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot

from support.snapshots import assert_like_snapshot, is_like_snapshot
from tutor.engine.interface import Piece
from tutor.testing import Script, ScriptedBranch, ScriptedEngine
from tutor.tui.app import TutorApp
from tutor.tui.session import Loaded
from tutor.vocabulary.settings import load_settings

QUADRATIC = (
    "<think>\nFirst read off $a = 2$, $b = -3$, $c = -5$.\n\n"
    "The discriminant is $(-3)^2 - 4\\cdot 2\\cdot(-5) = 9 + 40 = 49$.\n\n"
    "So the formula gives\n\\[x = \\frac{3 \\pm \\sqrt{49}}{4}\\]\n\n"
    "Careless people write $2 + 2 = 5$ here.\n\n"
    "This gives $\\frac{3+7}{4} = 5/2$ and $\\frac{3-7}{4} = -1$.\n</think>\n\n"
    "The solutions are $x=5/2$ or $x=-1$.\n\n\\boxed{x = 5/2, x = -1}"
)
PROBLEM = "Solve 2x^2 - 3x - 5 = 0"

Scene = Callable[[Pilot[None], TutorApp], Awaitable[None]]


class _HeldBranch(ScriptedBranch):
    """Waits, as a branch without room does, until the scene lets it write."""

    def next(self) -> Piece | None:
        engine = self._engine
        assert isinstance(engine, HeldEngine)
        self.waiting = engine.allowance <= len(self.tokens) and not engine.interrupted
        if self.waiting:
            time.sleep(0.005)
            return None
        return super().next()


class HeldEngine(ScriptedEngine):
    """A scripted engine that writes only as many pieces as it is allowed."""

    allowance = 1 << 40

    def make_branch(self, script: Script, prompt_tokens: int) -> ScriptedBranch:
        return _HeldBranch(self, script, prompt_tokens)


def play(
    scene: Scene,
    scripts: Sequence[Script | str] = (QUADRATIC,),
    size: tuple[int, int] = (100, 30),
    engine: ScriptedEngine | None = None,
    **typed: object,
) -> TutorApp:
    """Run a scene on the app; the app after it has ended."""
    model = engine or HeldEngine(scripts)
    typed = {"settled_stop": False, "proof_stop": False, **typed}
    app = TutorApp(load_settings(**typed), load=lambda *_: Loaded(model))

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await until(pilot, lambda: app.session.engine is not None)
            await scene(pilot, app)

    asyncio.run(run())
    return app


async def until(pilot: Pilot[None], happened: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for a thing; fail when it does not come."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not happened():
        assert asyncio.get_running_loop().time() < deadline, "it did not happen"
        await asyncio.sleep(0.01)
    await pilot.pause()


async def assert_comes_to_look_like(
    pilot: Pilot[None], app: TutorApp, path: Path, seconds: float = 15
) -> None:
    """Hold the screen against its file once it is drawn: checks and keys come in bit by bit."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not is_like_snapshot(screen_text(app), path) and asyncio.get_running_loop().time() < deadline:
        await pilot.pause(0.02)
    assert_like_snapshot(screen_text(app), path)


async def ask(pilot: Pilot[None], app: TutorApp, problem: str = PROBLEM) -> None:
    """Put a problem into the input and send it."""
    app.solving.ask.load_text(problem)
    await pilot.press("enter")


async def solved(pilot: Pilot[None], app: TutorApp) -> None:
    """Wait until the run is over."""
    await until(pilot, lambda: app.solving.solution is not None and not app.solving.running)


def screen_text(app: App[None]) -> str:
    """What stands on the screen."""
    height = app.size.height
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in lines[:height])
