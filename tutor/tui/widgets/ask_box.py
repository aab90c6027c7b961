"""Where a problem is typed or pasted: several lines, Enter sends, the arrow up brings earlier ones back."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from tutor.render.safe import sanitize

_LONGEST = 20_000  # characters; more is no school problem


class AskBox(TextArea):
    """A multi-line input. Enter sends; Ctrl+J, Alt+Enter and Shift+Enter start a new line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # none has priority: such a key would be obeyed before the characters typed just before it are there
        Binding("enter", "send", "ask"),
        Binding("ctrl+t", "learn", "hints", key_display="^t", tooltip="hints instead of the answer"),
        Binding("ctrl+j,alt+enter,shift+enter", "new_line", "new line", show=False, key_display="Ctrl+J"),
        Binding("tab", "take", "take the suggestion", show=False, key_display="Tab"),
        Binding("escape", "leave", "to the steps", show=False),
    ]
    DEFAULT_CSS = """
    AskBox { height: auto; max-height: 8; border: none; padding: 0 1; }
    AskBox:focus { border: none; }
    """

    class Sent(Message):
        """The text was sent."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Learning(Message):
        """Hints for the text are wanted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The input was left by key."""

    class Completing(Message):
        """The key for taking a suggestion was pressed."""

    def __init__(self, *, placeholder: str = "") -> None:
        super().__init__(
            soft_wrap=True,
            show_line_numbers=False,
            compact=True,
            highlight_cursor_line=False,
            tab_behavior="focus",
            placeholder=placeholder,
        )
        self._earlier: list[str] = []
        self._at: int | None = None
        self._draft = ""

    def remember(self, questions: Sequence[str]) -> None:
        """Earlier questions, the newest first."""
        self._earlier = list(questions)
        self._at = None

    def action_send(self) -> None:
        """Send what is there, if it is anything."""
        text = sanitize(self.text).strip()
        if text:
            self._at = None
            self.post_message(self.Sent(text))

    def action_learn(self) -> None:
        """Hints for what is there, if it is anything."""
        if text := sanitize(self.text).strip():
            self.post_message(self.Learning(text))

    def replace_text(self, text: str) -> None:
        """Put another text in place of what is there, which undo brings back."""
        self.replace(text, self.document.start, self.document.end)
        self.move_cursor(self.document.end)

    def action_new_line(self) -> None:
        """Break the line."""
        self.insert("\n")

    def action_leave(self) -> None:
        """Give the keys to the steps."""
        self.post_message(self.Left())

    def action_take(self) -> None:
        """Take what is suggested; without a suggestion the focus goes on."""
        self.post_message(self.Completing())

    def action_cursor_up(self, select: bool = False) -> None:
        """Up; on the first line to the question before."""
        if self.cursor_location[0] > 0 or select or not self._go_back():
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """Down; on the last line to the question after, and out of an empty input."""
        if self.cursor_location[0] < self.document.line_count - 1 or select:
            super().action_cursor_down(select)
        elif not self._come_forward():
            if self.text.strip():
                super().action_cursor_down(select)
            else:
                self.action_leave()

    async def _on_key(self, event: events.Key) -> None:
        """Enter is left to its binding; a text area would break the line."""
        if event.key == "enter":
            event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        """Pasted text without what a terminal would obey, and no longer than a problem is."""
        event.text = sanitize(event.text)[:_LONGEST]
        await super()._on_paste(event)

    def _go_back(self) -> bool:
        place = 0 if self._at is None else self._at + 1
        if place >= len(self._earlier):
            return False
        if self._at is None:
            self._draft = self.text
        self._recall(place, self._earlier[place])
        return True

    def _come_forward(self) -> bool:
        if self._at is None:
            return False
        place = self._at - 1
        self._recall(place if place >= 0 else None, self._earlier[place] if place >= 0 else self._draft)
        return True

    def _recall(self, place: int | None, text: str) -> None:
        self.load_text(text)
        self._at = place
        self.move_cursor(self.document.end)
