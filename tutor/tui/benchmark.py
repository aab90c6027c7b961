"""How quickly the app answers a key while a long chain of thought streams in, and what that costs.

    uv run python -m tutor.tui.benchmark

A scripted model writes 30,000 tokens with 2,000 equations at 200 tokens a second, with the real
checker beside it. Keys are pressed all the while; a latency is the time from the key to the end of
the repaint that shows its effect. At the end every word must be on a card.
"""

import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field

import click
import psutil

from tutor.engine.interface import Piece
from tutor.testing import Script, ScriptedBranch, ScriptedEngine
from tutor.tui.app import TutorApp
from tutor.tui.session import Loaded
from tutor.tui.widgets.steps_view import StepsView
from tutor.vocabulary.settings import load_settings

_KEY_GAP_SECONDS = 0.2
_LONGEST_LAG_SECONDS = 0.05
_SCREEN = (120, 40)


class _PacedBranch(ScriptedBranch):
    """Writes at a steady speed, as a model does; time lost in between is not caught up with in a rush."""

    due = 0.0

    def next(self) -> Piece | None:
        now = time.perf_counter()
        assert isinstance(self._engine, _PacedEngine)
        self.due = max(self.due + self._engine.gap_seconds, now - _LONGEST_LAG_SECONDS)
        if self.due > now:
            time.sleep(self.due - now)
        return super().next()


class _PacedEngine(ScriptedEngine):
    """A scripted engine with a speed, in tokens a second."""

    def __init__(self, text: str, tokens: int, tokens_per_second: float) -> None:
        super().__init__([text], piece_characters=max(1, len(text) // tokens), context=10 * tokens)
        self.gap_seconds = 1 / tokens_per_second

    def make_branch(self, script: Script, prompt_tokens: int) -> ScriptedBranch:
        return _PacedBranch(self, script, prompt_tokens)


@dataclass(slots=True)
class Outcome:
    """What was measured; latencies in seconds, memory in bytes."""

    latencies: list[float] = field(default_factory=list)
    grown_bytes: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    tokens: int = 0
    lost_characters: int = 0


def long_thinking(equations: int, seed: int = 1) -> str:
    """A chain of thought with so many equations, one in fifty of them false."""
    rng = random.Random(seed)  # noqa: S311 - a script that can be repeated
    steps: list[str] = []
    written = 0
    while written < equations:
        parts = []
        for _ in range(min(rng.randint(1, 4), equations - written)):
            first, second = rng.randint(2, 99), rng.randint(2, 99)
            result = first * second + (rng.random() < 0.02)
            parts.append(f"multiplying gives $\\frac{{{first} \\cdot {second}}}{{1}} = {result}$")
            written += 1
        steps.append(f"Now move {len(steps) + 1}: {', and '.join(parts)}. This is kept for what follows.")
    return "<think>\n" + "\n\n".join(steps) + "\n</think>\n\nThe final answer is \\boxed{4}."


async def measure(tokens: int, equations: int, tokens_per_second: float) -> Outcome:
    """Run the app without a terminal and press keys until the text has ended."""
    text, outcome = long_thinking(equations), Outcome()
    engine = _PacedEngine(text, tokens, tokens_per_second)
    settings = load_settings(think_tokens=10 * tokens, settled_stop=False, proof_stop=False, history=False)
    app = TutorApp(settings, load=lambda *_: Loaded(engine))
    async with app.run_test(size=_SCREEN) as pilot:
        await pilot.pause()
        while app.session.engine is None:
            await asyncio.sleep(0.01)
        app.solving.ask.load_text("What is 2 + 2?")
        await pilot.press("enter")
        view = app.solving.steps
        while len(view.cards) < 2:
            await asyncio.sleep(0.01)
        process = psutil.Process()
        before, start, cpu = process.memory_info().rss, time.perf_counter(), time.process_time()
        while app.solving.running:
            outcome.latencies.append(await _press(app, view, len(outcome.latencies)))
            await asyncio.sleep(_KEY_GAP_SECONDS)
        outcome.seconds, outcome.cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
        outcome.grown_bytes = process.memory_info().rss - before
        outcome.tokens = sum(app.solving.solution.tokens.values()) if app.solving.solution else 0
        outcome.lost_characters = _lost(text, view)
    return outcome


async def _press(app: TutorApp, view: StepsView, count: int) -> float:
    """Seconds from a key to the end of the repaint that follows it."""
    painted = asyncio.Event()
    before = view.selected
    start = time.perf_counter()
    app.simulate_key("end" if count % 8 == 7 else "up")
    while view.selected == before and time.perf_counter() - start < 1:
        await asyncio.sleep(0)
    view.call_after_refresh(painted.set)
    await painted.wait()
    return time.perf_counter() - start


def _lost(text: str, view: StepsView) -> int:
    """Characters of the text's words that stand on no card."""
    shown = "".join(card.checked.step.text if card.checked else card.text for card in view.cards)
    written = text.removeprefix("<think>").replace("</think>", "")
    return len("".join(written.split())) - len("".join(shown.split()))


@click.command()
@click.option("--tokens", default=30_000, show_default=True)
@click.option("--equations", default=2_000, show_default=True)
@click.option("--speed", default=200.0, show_default=True, help="Tokens a second.")
def command(tokens: int, equations: int, speed: float) -> None:
    """Stream a long chain of thought through the app and press keys meanwhile."""
    outcome = asyncio.run(measure(tokens, equations, speed))
    ordered = sorted(outcome.latencies)
    click.echo(
        f"{len(ordered)} keys: median {1e3 * statistics.median(ordered):.1f} ms,"
        f" 95th percentile {1e3 * ordered[int(0.95 * len(ordered))]:.1f} ms, worst {1e3 * ordered[-1]:.1f} ms"
    )
    click.echo(
        f"{outcome.tokens:,} tokens in {outcome.seconds:.0f} s"
        f" ({outcome.cpu_seconds:.0f} s of processor time);"
        f" memory grew by {outcome.grown_bytes / 1e6:.0f} MB; characters lost: {outcome.lost_characters}"
    )


if __name__ == "__main__":
    command()
