"""Attempts in a list, drawn line by line: ten thousand cost what a screenful does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions

from tutor.tui.widgets.attempt_row import RowLook, row_lines
from tutor.vocabulary.attempt import AttemptSummary

_GAP = 1  # column before the scroll bar
_AHEAD = 20
"""Rows below the last one seen, at which more are asked for."""
_STYLES = (
    *("title", "muted", "answer", "found", "running", "broke-off", "cursor", "cursor-mark"),
    *("proved", "supported", "refuted", "unchecked"),
)


class AttemptList(ScrollView, can_focus=True):
    """Has a cursor; asks for more (`NeedMore`) when its end comes near."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", key_display="Enter"),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home,g", "first", "Newest", show=False),
        Binding("end,G", "last", "Oldest", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"attempts--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    AttemptList { scrollbar-size-vertical: 1; overflow-x: hidden; height: 1fr; }
    AttemptList > .attempts--title { text-style: bold; }
    AttemptList > .attempts--muted { color: $text-muted; }
    AttemptList > .attempts--answer { color: $foreground; }
    AttemptList > .attempts--found { color: $text-warning; text-style: bold underline; }
    AttemptList > .attempts--running { color: $text-accent; }
    AttemptList > .attempts--broke-off { color: $text-warning; }
    AttemptList > .attempts--proved { color: $text-success; }
    AttemptList > .attempts--supported { color: $text-accent; }
    AttemptList > .attempts--refuted { color: $text-error; }
    AttemptList > .attempts--unchecked { color: $text-muted; }
    AttemptList > .attempts--cursor { background: $panel; }
    AttemptList > .attempts--cursor-mark { color: $text-primary; text-style: bold; }
    """

    @dataclass
    class Opened(Message):
        """An attempt was chosen by Enter or the mouse."""

        attempt: AttemptSummary

    @dataclass
    class NeedMore(Message):
        """The end is near, or (`everything`) the reader wants to go there."""

        everything: bool = False

    class Moved(Message):
        """The cursor is on another attempt."""

    def __init__(self, look: RowLook) -> None:
        super().__init__()
        self.look = look
        self.attempts: list[AttemptSummary] = []
        self.more = False
        self.cursor = 0
        self._lines: dict[int, list[Content]] = {}
        self._asked_at_length: int | None = None
        self._to_the_end = False

    @property
    def current(self) -> AttemptSummary | None:
        """The attempt under the cursor."""
        return self.attempts[self.cursor] if self.cursor < len(self.attempts) else None

    def put(self, attempts: Sequence[AttemptSummary], look: RowLook, *, more: bool) -> None:
        """Show other attempts; the cursor stays on its attempt where that is among them."""
        current = self.current
        self.attempts, self.look, self.more = list(attempts), look, more
        places = {attempt.id: index for index, attempt in enumerate(self.attempts)}
        self.cursor = places.get(current.id, 0) if current else 0
        self._changed()
        self._show_cursor()

    def add(self, attempts: Sequence[AttemptSummary], *, more: bool) -> None:
        """Older ones below those that are there."""
        self.attempts += attempts
        self.more = more
        self._changed()
        if self._to_the_end:
            self.action_last()

    def take_out(self, number: int) -> None:
        """Take one attempt away; the cursor goes to the one below it."""
        self.attempts = [attempt for attempt in self.attempts if attempt.id != number]
        self.cursor = max(0, min(self.cursor, len(self.attempts) - 1))
        self._changed()
        self._show_cursor()

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, line = divmod(y + self.scroll_offset.y, self.look.height)
        if index >= len(self.attempts):
            return Strip.blank(width, self.rich_style)
        if index not in self._lines:
            self._lines[index] = row_lines(self.attempts[index], width - _GAP, self.look)
        base = self.visual_style
        content = self._lines[index][line]
        if index == self.cursor:
            base = self.get_visual_style("attempts--cursor")
            mark = ">" if self.look.glyphs.ascii_only else "▌"
            if self.has_focus:
                content = Content.assemble((mark, "cursor-mark"), content[1:])
        options = RenderOptions(self._named_style, {"text_wrap": "nowrap"})
        strips = content.render_strips(width, 1, base, options)
        return (strips[0] if strips else Strip([])).adjust_cell_length(width, base.rich_style)

    def _named_style(self, name: str | Style) -> Style:
        if isinstance(name, Style):
            return name
        return self.get_visual_style(f"attempts--{name}", partial=True) if name in _STYLES else Style()

    def action_open(self) -> None:
        """Open the attempt under the cursor."""
        if self.current:
            self.post_message(self.Opened(self.current))

    def action_move(self, by: int) -> None:
        """Go up or down."""
        self._to_the_end = False
        self._move_to(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Go up or down by what is seen at once."""
        self._to_the_end = False
        self._move_to(self.cursor + by * max(1, self.size.height // self.look.height - 1))

    def action_first(self) -> None:
        """Go to the newest."""
        self._to_the_end = False
        self._move_to(0)

    def action_last(self) -> None:
        """Go to the oldest of all, also when it is not loaded yet."""
        self._move_to(len(self.attempts) - 1)
        self._to_the_end = self.more
        if self.more:
            self.post_message(self.NeedMore(everything=True))

    def on_click(self, event: Click) -> None:
        """A click opens."""
        index = (event.y + self.scroll_offset.y) // self.look.height
        if index < len(self.attempts):
            self._move_to(index)
            self.action_open()

    def on_resize(self, _: Resize) -> None:
        self._changed()
        self._show_cursor()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._ask_for_more()

    def _move_to(self, index: int) -> None:
        if not self.attempts:
            return
        self.cursor = max(0, min(index, len(self.attempts) - 1))
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved())
        self._ask_for_more()

    def _show_cursor(self) -> None:
        height = self.look.height
        self.scroll_to_region(Region(0, self.cursor * height, 1, height), animate=False, force=True)

    def _changed(self) -> None:
        self._lines.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.attempts) * self.look.height)
        self._asked_at_length = None
        self.refresh()
        self._ask_for_more()

    def _ask_for_more(self) -> None:
        """Once for each length of the list."""
        seen = (self.scroll_offset.y + self.size.height) // self.look.height
        if not self.more or self._asked_at_length == len(self.attempts):
            return
        if max(seen, self.cursor) + _AHEAD >= len(self.attempts):
            self._asked_at_length = len(self.attempts)
            self.post_message(self.NeedMore())
