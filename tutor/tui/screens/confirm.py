"""A question with two answers, over the screen that asks it."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tutor.render.safe import sanitize


class ConfirmScreen(ModalScreen[bool]):
    """True for yes. The cursor begins on no: Enter alone destroys nothing."""

    SCOPED_CSS = False  # the app decides on ASCII
    CSS = """
    ConfirmScreen { align: center middle; }
    ConfirmScreen .box {
        width: 56; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        background: $surface; border: round $border;
    }
    .-ascii ConfirmScreen .box { border: ascii $border; }
    ConfirmScreen .question { text-style: bold; max-height: 4; }
    ConfirmScreen .about { color: $text-muted; max-height: 4; }
    ConfirmScreen .answers { height: auto; margin-top: 1; }
    ConfirmScreen Button { min-width: 10; margin-right: 2; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", show=False),
        Binding("n,escape", "answer(False)", "No", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#no"

    def __init__(self, question: str, about: str = "", *, yes: str = "Yes", no: str = "No") -> None:
        """`about` is a line that says what it is about; both may hold foreign text."""
        super().__init__()
        self._question, self._about = sanitize(question), sanitize(about)
        self._yes, self._no = yes, no

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self._question), classes="question")
            if self._about:
                yield Static(Content(self._about), classes="about")
            with Horizontal(classes="answers"):
                yield Button(Content(f"{self._yes} (y)"), id="yes", variant="error", compact=True)
                yield Button(Content(f"{self._no} (n)"), id="no", compact=True)

    @on(Button.Pressed)
    def _take(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Answer by key."""
        self.dismiss(answer)
