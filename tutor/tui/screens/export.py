"""Export: what, as what, to which file. Says where it lies; replaces nothing without a second Enter."""

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

from tutor.render.export import ExportFormat, export
from tutor.render.export.files import suggested_file, write_file
from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.safe import sanitize
from tutor.tui.leaving import is_open
from tutor.tui.shown_path import shown_path
from tutor.tui.widgets.choice_line import ChoiceLine
from tutor.vocabulary.errors import HistoryError, TutorError

if TYPE_CHECKING:
    from tutor.history import History
    from tutor.vocabulary.attempt import Attempt, AttemptSummary

_FORMS = {"Markdown": ExportFormat.MARKDOWN, "HTML": ExportFormat.HTML, "JSON": ExportFormat.JSON}
_THIS, _ALL = "this attempt", "all"
_PAGE = 100


class _StoppedError(Exception):
    """The reader has left."""


class ExportScreen(ModalScreen[str | None]):
    """Its outcome is a sentence that says what was written where; None when nothing was."""

    SCOPED_CSS = False  # the app decides on ASCII
    CSS = """
    ExportScreen { align: center middle; }
    ExportScreen .box {
        width: 74; max-width: 100%; height: auto; max-height: 100%; padding: 1 2;
        background: $surface; border: round $border;
    }
    .-ascii ExportScreen .box { border: ascii $border; }
    ExportScreen .title { text-style: bold; margin-bottom: 1; }
    ExportScreen .line { height: auto; }
    ExportScreen .label { width: 7; color: $text-muted; }
    ExportScreen Input { width: 1fr; background: $panel; color: $foreground; }
    ExportScreen .message { height: auto; margin-top: 1; display: none; }
    ExportScreen .message.-shown { display: block; }
    ExportScreen .message.-fault { color: $text-error; }
    ExportScreen .answers { height: auto; margin-top: 1; }
    ExportScreen Button { min-width: 10; margin-right: 2; }
    ExportScreen.-low .box { padding: 0 1; }
    ExportScreen.-low .title, ExportScreen.-low .answers, ExportScreen.-low .message { margin: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    AUTO_FOCUS = "Input"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012  as Textual declares it

    def __init__(
        self,
        history: "History",
        attempt: "AttemptSummary | Attempt | None",
        glyphs: Glyphs = UNICODE,
        folder: Path | None = None,
    ) -> None:
        """`attempt` is the one that may be exported alone; `folder` is where files go if nothing is typed."""
        super().__init__()
        self._history = history
        self._attempt = attempt
        self._glyphs = glyphs
        self._folder = folder or _usual_folder()
        self._what = _THIS if attempt else _ALL
        self._form = ExportFormat.MARKDOWN
        self._suggested = ""
        self._may_replace: Path | None = None
        self._stopped = threading.Event()
        self._writing = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Label("Export", classes="title")
            if self._attempt:
                with Horizontal(classes="line"):
                    yield Label("What", classes="label")
                    yield ChoiceLine((_THIS, _ALL), self._what)
            with Horizontal(classes="line"):
                yield Label("As", classes="label")
                yield ChoiceLine(tuple(_FORMS), "Markdown")
            with Horizontal(classes="line"):
                yield Label("File", classes="label")
                yield Input(compact=True, select_on_focus=False)
            yield Static(classes="message", markup=False)
            with Horizontal(classes="answers"):
                yield Button(Content("Export (Enter)"), id="write", variant="primary", compact=True)
                yield Button(Content("Cancel (Esc)"), id="leave", compact=True)

    def on_mount(self) -> None:
        self._suggest()

    def on_unmount(self) -> None:
        self._stopped.set()

    @on(ChoiceLine.Chosen)
    def _choose(self, event: ChoiceLine.Chosen) -> None:
        if event.choice in _FORMS:
            self._form = _FORMS[event.choice]
        else:
            self._what = event.choice
        self._suggest()

    def _suggest(self) -> None:
        """Another name, unless the reader has typed one: of that only the ending follows the form."""
        line = self.query_one(Input)
        if line.value == self._suggested:
            one = self._attempt if self._what == _THIS else None
            number, title = (one.id, one.title) if one else (None, "")
            self._suggested = shown_path(suggested_file(self._folder, self._form, number, title))
            line.value = self._suggested
            return
        typed = Path(line.value)
        if typed.suffix.lstrip(".") in tuple(ExportFormat):
            line.value = str(typed.with_suffix(f".{self._form.value}"))

    @on(Input.Changed)
    def _retype(self) -> None:
        self._may_replace = None
        self._say("")

    @on(Input.Submitted)
    def _submit(self) -> None:
        self.action_write()

    @on(Button.Pressed)
    def _press(self, event: Button.Pressed) -> None:
        if event.button.id == "write":
            self.action_write()
        else:
            self.action_leave()

    def action_write(self) -> None:
        """Write the file that is named."""
        typed = sanitize(self.query_one(Input).value).strip()
        if not typed:
            self._say("Give the file a name.", fault=True)
        elif not self._writing:
            self._write(_full_path(typed, self._folder))

    def action_leave(self) -> None:
        """Go back; what is being written is thrown away."""
        self._stopped.set()
        self.dismiss(None)

    @work
    async def _write(self, path: Path) -> None:
        self._writing = True
        self._say("Writing ...")
        try:
            words = await asyncio.to_thread(self._write_now, path)
        except FileExistsError:
            self._may_replace = path
            self._say(
                f"{shown_path(path)} is there already. Enter once more replaces it; or type another name.",
                fault=True,
            )
        except TutorError as error:
            self._say(f"{error.message} {error.hint}", fault=True)
        except _StoppedError:
            return
        else:
            if is_open(self):
                self.dismiss(words)
        finally:
            self._writing = False

    def _write_now(self, path: Path) -> str:
        """In a thread. Raises what `write_file` and the history raise."""
        if self._attempt and self._what == _THIS:
            one = self._history.load(self._attempt.id)
            write_file(path, export([one], self._form), replace=path == self._may_replace)
            return f"Exported to {shown_path(path)}"
        counted = _Counted(self)
        write_file(path, export(counted.attempts(), self._form), replace=path == self._may_replace)
        return counted.words + f" exported to {shown_path(path)}"

    def _say(self, text: str, *, fault: bool = False) -> None:
        if not is_open(self):  # it was left while a thread worked
            return
        message = self.query_one(".message", Static)
        message.update(Content(self._glyphs.shown(sanitize(text))))
        message.set_class(bool(text), "-shown")
        message.set_class(fault, "-fault")


class _Counted:
    """All attempts, newest first, counted for the reader; those that are damaged are left out."""

    def __init__(self, screen: ExportScreen) -> None:
        self._screen = screen
        self._written = 0
        self._left_out = 0

    def attempts(self) -> "Iterator[Attempt]":
        """Ends early with `_StoppedError` when the screen was left."""
        history, before = self._screen._history, None
        while page := history.attempts(limit=_PAGE, before=before):
            for line in page:
                if self._screen._stopped.is_set():
                    raise _StoppedError
                try:
                    attempt = history.load(line.id)
                except HistoryError:
                    self._left_out += 1
                    continue
                yield attempt
                self._written += 1
                self._screen.call_later(self._screen._say, f"{self._written:,} written ...")
            before = page[-1].id

    @property
    def words(self) -> str:
        """How many were written, and how many could not be read."""
        many = f"{self._written:,} attempt{'' if self._written == 1 else 's'}"
        return f"{many} ({self._left_out:,} damaged left out)" if self._left_out else many


def _full_path(typed: str, folder: Path) -> Path:
    try:
        path = Path(typed).expanduser()
    except RuntimeError:  # a user nobody knows
        path = Path(typed)
    return path if path.is_absolute() else folder / path


def _usual_folder() -> Path:
    """Where the app was started, if files can be put there."""
    here = Path.cwd()
    return here if os.access(here, os.W_OK) else Path.home()
