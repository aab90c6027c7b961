"""The look that the settings ask for, put on an app: theme, motion, ASCII frames."""

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.constants import TEXTUAL_ANIMATIONS
from textual.scrollbar import ScrollBar, ScrollBarRender

from tutor.render.glyphs import ASCII, Glyphs, glyphs_for
from tutor.tui.themes import THEMES, theme_for

if TYPE_CHECKING:
    from textual.app import App

    from tutor.vocabulary.settings import Settings

_NAMES = {"↑": "up", "↓": "down", "←": "left", "→": "right", "⏎": "enter"}
_SIGNS = re.compile("[↑↓←→⏎]|[^↑↓←→⏎]+")
ASCII_CLASS = "-ascii"
"""On the app while all text and frames are ASCII: `.-ascii Box { border: ascii $border; }`."""


class _AsciiScrollBar(ScrollBarRender):
    """Ends at whole cells: parts of cells are drawn with block elements."""

    VERTICAL_BARS = HORIZONTAL_BARS = [" "] * 8


def put_on_look(app: "App[Any]", settings: "Settings", surroundings: Mapping[str, str] = os.environ) -> None:
    """Bring an app's look in line with the settings; at its start, and whenever they change."""
    for theme in THEMES:
        app.register_theme(theme)
    app.theme = theme_for(settings.theme, surroundings).name
    app.animation_level = "none" if settings.reduced_motion else TEXTUAL_ANIMATIONS
    app.set_class(settings.ascii_only, ASCII_CLASS)
    # Textual's own way to change all scrollbars; there is one app in a process
    ScrollBar.renderer = _AsciiScrollBar if settings.ascii_only else ScrollBarRender


def app_glyphs(settings: "Settings") -> Glyphs:
    """The glyphs of the app: a terminal that Textual can draw on carries Unicode."""
    return glyphs_for("utf-8", settings)


def shown_key(app: "App[Any]", display: str) -> str:
    """A key as a footer may show it, for `App.get_key_display`: in ASCII signs are named (`up/down`)."""
    if not app.has_class(ASCII_CLASS):
        return display
    return ASCII.shown("/".join(_NAMES.get(sign, sign) for sign in _SIGNS.findall(display)))
