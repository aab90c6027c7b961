"""Asks for the path of a GGUF file to import, and says at once whether a file is there."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tutor.render.progress import size

_EXPLAINED = "The path of a .gguf file; it is linked where the disk allows it, not copied."


@dataclass(frozen=True, slots=True)
class ImportWish:
    """What to import and, unless empty, what to call it."""

    path: Path
    name: str = ""


def typed_path(text: str) -> Path | None:
    """The path that was typed, pasted with its quotes, or dropped as an address; None for none."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
    if not text or "\0" in text:
        return None
    try:
        return Path(text).expanduser()
    except RuntimeError:  # ~somebody who has no home here
        return Path(text)


class ImportDialog(ModalScreen[ImportWish | None]):
    """Its result is the wish, None when there is none."""

    DEFAULT_CSS = """
    ImportDialog {
        align: center middle;
        & > VerticalScroll {
            width: 72;
            max-width: 96%;
            height: auto;
            max-height: 94%;
            border: round $border;
            background: $surface;
            padding: 0 1;
        }
        & Static { width: 100%; height: auto; }
        & Input { width: 100%; margin: 0; background: $panel; }
        & Horizontal { height: 1; margin-top: 1; }
        & Button { margin-right: 1; }
        & Button:focus { background: $primary; color: $block-cursor-foreground; text-style: bold !important; }
        & #import-found { color: $text-muted; }
        & #import-found.-wrong { color: $text-error; }
    }
    ImportDialog.-ascii > VerticalScroll { border: ascii $border; scrollbar-size-vertical: 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back", show=False)]

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__(classes="-ascii" if ascii_only else None)

    def compose(self) -> ComposeResult:
        """Path, name, and what is found there."""
        with VerticalScroll(can_focus=False):
            yield Static("Import a model file")
            yield Input(placeholder="~/Downloads/model.gguf", id="import-path", compact=True)
            yield Static(_EXPLAINED, id="import-found")
            yield Input(placeholder="its name (else taken from the file)", id="import-name", compact=True)
            with Horizontal():
                yield Button("Import", id="import-go", compact=True)
                yield Button("Back", id="import-back", compact=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say what is at the path."""
        if event.input.id == "import-path":
            words, wrong = _found(typed_path(event.value))
            found = self.query_one("#import-found", Static)
            found.update(Content(words))
            found.set_class(wrong, "-wrong")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in either field."""
        event.stop()
        self._go()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Either button."""
        event.stop()
        if event.button.id == "import-go":
            self._go()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """No wish."""
        self.dismiss(None)

    def _go(self) -> None:
        path = typed_path(self.query_one("#import-path", Input).value)
        words, wrong = _found(path)
        if path is None or wrong:
            found = self.query_one("#import-found", Static)
            found.update(Content(words if path else "Type the path of a .gguf file."))
            found.add_class("-wrong")
            self.query_one("#import-path", Input).focus()
            return
        self.dismiss(ImportWish(path, self.query_one("#import-name", Input).value.strip()))


def _found(path: Path | None) -> tuple[str, bool]:
    """What is at a path, and whether that is no file to import."""
    if path is None:
        return _EXPLAINED, False
    try:
        if path.is_file():
            return f"A file of {size(path.stat().st_size)} is there.", False
        return ("That is a folder." if path.is_dir() else "There is no file at that path."), True
    except OSError as error:  # a name longer than any disk allows, a folder that may not be read
        return f"That path can't be used: {error.strerror or 'unknown fault'}.", True
