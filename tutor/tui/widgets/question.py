"""A question over the screen, with its answers one under the other; Escape gives none."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static


class Question(ModalScreen[str]):
    """Asks; its result is the key of the answer, empty for none. The first answer is the safe one."""

    DEFAULT_CSS = """
    Question {
        align: center middle;
        & > VerticalScroll {
            width: 64;
            max-width: 94%;
            height: auto;
            max-height: 90%;
            border: round $border;
            background: $surface;
            padding: 0 1;
        }
        & Static { width: 100%; height: auto; margin-bottom: 1; }
        & Button { width: 100%; margin: 0; text-align: left; content-align: left middle; }
        & Button:focus { background: $primary; color: $block-cursor-foreground; text-style: bold !important; }
    }
    Question.-ascii > VerticalScroll { border: ascii $border; scrollbar-size-vertical: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", show=False),
        Binding("up", "app.focus_previous", "Up", show=False),
        Binding("down", "app.focus_next", "Down", show=False),
    ]

    def __init__(self, text: str, answers: Mapping[str, str], *, ascii_only: bool = False) -> None:
        """`text` and the wordings of `answers` are shown as they are, never read as markup."""
        super().__init__(classes="-ascii" if ascii_only else None)
        self._text = text
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The text and a button an answer."""
        with VerticalScroll(can_focus=False):
            yield Static(Content(self._text))
            for key, words in self._answers.items():
                yield Button(Content(f" {words}"), id=f"answer-{key}", compact=True)

    def on_mount(self) -> None:
        """The safe answer has the focus."""
        self.query(Button).first().focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """An answer."""
        event.stop()
        self.dismiss((event.button.id or "").removeprefix("answer-"))

    def action_leave(self) -> None:
        """No answer."""
        self.dismiss("")
