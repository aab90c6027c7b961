"""What is known of the marked model, in sentences; scrolls where it is longer than its place."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static


class ModelDetails(VerticalScroll, can_focus=True):
    """Paragraphs under the list."""

    DEFAULT_CSS = """
    ModelDetails {
        height: auto;
        max-height: 9;
        border-top: solid $border-blurred;
        padding: 0 1;
        background: $background;
        &:focus { border-top: solid $border; }
        & > Static { width: 100%; height: auto; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        super().__init__(id=id)
        self._text = Static()

    def compose(self) -> ComposeResult:
        """One text."""
        yield self._text

    def show(self, paragraphs: Sequence[Content]) -> None:
        """Replace what is said."""
        self._text.update(Content("\n").join(paragraphs))
