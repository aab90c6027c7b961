"""A tiny app around the Models screen, driven by a pilot, with the real hub client against a small hub."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from models.card import Card
from models.store import Store
from support.small_hub import Hub
from tutor.engine.bandwidth import Bandwidth
from tutor.engine.machine import Machine
from tutor.engine.processor import Processor
from tutor.render.glyphs import UNICODE, Glyphs
from tutor.tui.screens.models import ModelsScreen
from tutor.tui.shelf.jobs import Job
from tutor.tui.shelf.looking import Measured
from tutor.tui.shelf.surroundings import Surroundings
from tutor.tui.shelf.workbench import Workbench
from tutor.tui.widgets.model_list import ModelList

GB = 1_000_000_000
LAPTOP = Machine("Linux", "x86_64", Processor("A laptop", None, 4, 8), None, 16 * GB, 9 * GB)
LONGEST_SECONDS = 20.0


@dataclass
class Desk:
    """Where an app of a test has its models, on which machine, in which terminal."""

    home: Path
    cards: Sequence[Card] = ()
    hub: Hub | None = None
    machine: Machine = LAPTOP
    glyphs: Glyphs = UNICODE
    in_use: tuple[str, str] | None = None
    offline: bool = False
    size: tuple[int, int] = (80, 24)
    own_bench: bool = False
    stores: list[Store] = field(default_factory=list)

    def store(self) -> Store:
        address = self.hub.address if self.hub else None
        return Store(self.home, self.cards, address, offline=self.offline)

    def run(self, body: "Callable[[Session], Awaitable[None]]") -> None:
        """Open the app, let the body drive it, close it."""

        async def main() -> None:
            app = ModelsApp(self)
            async with app.run_test(size=self.size) as pilot:
                session = Session(app, pilot, self)
                await session.until(lambda: session.screen._shelf is not None)
                await body(session)
            if not self.own_bench:
                app.bench.close()

        asyncio.run(main())


class ModelsApp(App[None]):
    """Shows the screen over an empty one, as the real app does, and remembers what was chosen."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.glyphs = desk.glyphs
        self.bench = Workbench(desk.store)
        self.chosen: list[tuple[str, str, Path]] = []

    def on_mount(self) -> None:
        self.open_models()

    def open_models(self) -> None:
        around = Surroundings(
            self.desk.store, lambda: self.desk.machine, lambda _: Measured((), Bandwidth(14e9, 23.4e9, 2))
        )
        bench = None if self.desk.own_bench else self.bench
        self.push_screen(ModelsScreen(bench, self.desk.in_use, around))

    def on_models_screen_chosen(self, event: ModelsScreen.Chosen) -> None:
        self.chosen.append((event.name, event.quantization, event.path))


@dataclass
class Session:
    """An open app."""

    app: ModelsApp
    pilot: Pilot[None]
    desk: Desk

    @property
    def screen(self) -> ModelsScreen:
        found = next(screen for screen in self.app.screen_stack if isinstance(screen, ModelsScreen))
        assert isinstance(found, ModelsScreen)
        return found

    @property
    def models(self) -> ModelList:
        return self.screen.query_one(ModelList)

    @property
    def jobs(self) -> dict[str, Job]:
        return self.screen._bench.jobs()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Into the field that has the focus."""
        focused = self.app.focused
        assert isinstance(focused, Input)
        focused.insert_text_at_cursor(text)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], object]) -> None:
        """Let the app go on until something holds; fails when it never does."""
        end = time.monotonic() + LONGEST_SECONDS
        while not condition():
            assert time.monotonic() < end, f"it never came to that; the screen shows:\n{self.text()}"
            await self.pilot.pause(0.02)

    async def until_shown(self, *words: str) -> None:
        """Let the app go on until these words are there, wherever the lines break."""
        await self.until(lambda: all(word in " ".join(self.text().split()) for word in words))

    def text(self) -> str:
        """Everything on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    def lines(self) -> list[str]:
        return self.text().splitlines()

    def row(self, key: str) -> str:
        """What the list says of a row."""
        return str(self.models.get_option(key).prompt)

    def listed(self) -> list[str]:
        """The rows that are listed."""
        return [option.id for option in self.models.options if option.id]

    def notice(self) -> str:
        notice = self.screen.query_one("#models-notice", Static)
        return "" if notice.has_class("-none") else str(notice.content)

    def installed(self) -> list[str]:
        return [f"{model.name} {model.quantization}" for model in self.desk.store().installed()]
