"""Whether a screen is still there for what a thread brings."""

from typing import Any

from textual.screen import Screen


def is_open(screen: Screen[Any]) -> bool:
    """False as soon as the screen is left: its widgets go one by one, some time before its workers end."""
    return screen.is_attached and screen in screen.app.screen_stack
