"""Pictures of the app for the README: the real app, the real model, no terminal.

    uv run python -m tutor.tui.screenshots --model qwen2.5-coder-1.5b .pictures

One in mid-thought, one with the answer and its graph.
"""

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import click

from tutor.tui.app import TutorApp
from tutor.vocabulary.settings import Settings, load_settings

_PROBLEM = "Solve 2x^2 - 3x - 5 = 0"
_SIZE = (100, 30)
_STEPS_IN_THOUGHT = 3
_MOST_SECONDS = 600.0
_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)


async def take(folder: Path, settings: Settings, problem: str) -> list[Path]:
    """Ask the problem, and save the screen in mid-thought and at the end."""
    app = TutorApp(settings)
    async with app.run_test(size=_SIZE) as pilot:
        await _wait(lambda: app.session.engine is not None)
        app.solving.ask.load_text(problem)
        await pilot.press("enter")
        await _wait(lambda: len(app.solving.steps.cards) > _STEPS_IN_THOUGHT or not app.solving.running)
        await pilot.pause()
        pictures = [_save(app, folder / "thinking.svg")]
        await _wait(lambda: not app.solving.running)
        await _wait(lambda: app.solving.graph.display)
        await pilot.pause()
        return [*pictures, _save(app, folder / "answer.svg")]


async def _wait(happened: Callable[[], bool]) -> None:
    deadline = asyncio.get_running_loop().time() + _MOST_SECONDS
    while not happened():
        if asyncio.get_running_loop().time() > deadline:
            raise click.ClickException("The app did not come to it; try another seed.")
        await asyncio.sleep(0.05)


def _save(app: TutorApp, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    # a reader's own fonts do: nothing is to be fetched for a picture
    path.write_text(_FONTS.sub("", app.export_screenshot(title="tutor")), encoding="utf-8")
    return path


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--model", help="A name from `tutor models`.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--problem", default=_PROBLEM, show_default=True)
def command(folder: Path, problem: str, **typed: object) -> None:
    """Take the pictures."""
    settings = load_settings(**typed, history=False, theme="dark")
    for path in asyncio.run(take(folder, settings, problem)):
        click.echo(path)


if __name__ == "__main__":
    command()
