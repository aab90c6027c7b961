"""Lets the tests of this folder import their helpers, `virtual_screen` and `sample_runs`, by name."""

import io
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from rich.console import Console

sys.path.insert(0, str(Path(__file__).parent))

from virtual_screen import Screen

from tutor.render.terminal import TerminalView
from tutor.vocabulary.events import Event


class Clock:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Terminal:
    """A terminal with a view on it; every event takes 10 ms unless told otherwise."""

    def __init__(
        self,
        width: int = 80,
        height: int = 24,
        verbose: bool = False,
        file: io.StringIO | None = None,
        **console: object,
    ) -> None:
        self.output = file or io.StringIO()
        self.width = width
        self.height = height
        options = {
            "color_system": "standard",
            "legacy_windows": False,
            "_environ": {"TERM": "xterm"},
            **console,
        }
        self.console = Console(
            file=self.output,
            force_terminal=True,
            width=width,
            height=height,
            **options,  # type: ignore[arg-type]
        )
        self.clock = Clock()
        self.view = TerminalView(self.console, verbose, clock=self.clock)

    def show(self, events: Iterable[Event], seconds_each: float = 0.01) -> "Terminal":
        for event in events:
            self.clock.now += seconds_each
            self.view.show(event)
        return self

    def close(self) -> "Terminal":
        self.view.close()
        return self

    @property
    def screen(self) -> Screen:
        return Screen(self.width, self.height).feed(self.output.getvalue())


@pytest.fixture
def terminal() -> Callable[..., Terminal]:
    """Makes terminals."""
    return Terminal
