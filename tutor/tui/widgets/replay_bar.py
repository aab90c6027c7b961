"""How far a replay is: `1x  0:12 of 0:48  ━━━━━────────`."""

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import Static

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.tui.replaying import Replay

_WORDS_COLUMNS = 34


class ReplayBar(Static):
    """Shown while something is replayed; a click pauses or goes on."""

    DEFAULT_CSS = """
    ReplayBar { height: 1; padding: 0 2; background: $panel; color: $text-primary; display: none; }
    ReplayBar.-shown { display: block; }
    """

    class Clicked(Message):
        """The bar was clicked."""

    def __init__(self, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(markup=False)
        self.glyphs = glyphs

    def show(self, replay: Replay | None) -> None:
        """Tell where it is; None when nothing is replayed."""
        self.set_class(replay is not None, "-shown")
        if replay is None:
            return
        speed = "as fast as possible" if replay.speed is None else f"{replay.speed:g}x"
        words = f"{_minutes(replay.at_seconds)} of {_minutes(replay.total_seconds)}"
        parts = ["paused" if replay.paused else "replay", speed, words]
        text = "  ".join(parts)
        room = max(0, self.content_size.width - max(len(text), _WORDS_COLUMNS) - 2)
        self.update(Content(text.ljust(_WORDS_COLUMNS) + "  " + self._bar(replay, room)))

    def on_click(self, event: Click) -> None:
        event.stop()
        self.post_message(self.Clicked())

    def _bar(self, replay: Replay, width: int) -> str:
        done = round(width * replay.at_seconds / replay.total_seconds) if replay.total_seconds else width
        full, empty = ("=", "-") if self.glyphs.ascii_only else ("━", "─")
        return full * done + empty * (width - done)


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"
