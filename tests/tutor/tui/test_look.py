"""What of the settings an app looks by."""

import pytest
from textual.app import App

from tutor.render.glyphs import ASCII, UNICODE, in_words
from tutor.tui.look import app_glyphs, put_on_look, shown_key
from tutor.vocabulary.settings import Settings


def test_the_app_has_the_glyphs_of_its_settings() -> None:
    assert app_glyphs(Settings()) is UNICODE
    assert app_glyphs(Settings(ascii_only=True)) is ASCII
    assert app_glyphs(Settings(badges="words")) == in_words(UNICODE)


@pytest.mark.parametrize(
    ("display", "shown"),
    [("↑↓", "up/down"), ("^s", "^s"), ("⏎", "enter"), ("ctrl+→", "ctrl+/right"), ("", "")],
)
def test_keys_are_named_where_only_ascii_may_be_shown(display: str, shown: str) -> None:
    app = App[None]()
    put_on_look(app, Settings())
    assert shown_key(app, display) == display
    put_on_look(app, Settings(ascii_only=True))
    assert shown_key(app, display) == shown
