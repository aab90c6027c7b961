"""The settings: each with what it does, checked while it is typed, seen at once, saved on leaving."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.message import Message
from textual.screen import Screen
from textual.suggester import SuggestFromList
from textual.widgets import Collapsible, Footer, Label, Static

from tutor.render.safe import sanitize
from tutor.tui.look import app_glyphs, put_on_look
from tutor.tui.setting_draft import SettingDraft
from tutor.tui.setting_sections import FOLDED, LABELS, LOOK, SECTIONS
from tutor.tui.widgets.setting_row import RowContent, SettingRow
from tutor.vocabulary.config_file import save_settings
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.locations import config_file
from tutor.vocabulary.setting_fields import setting_fields
from tutor.vocabulary.settings import stronger_place

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings


class _Rows(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls; up and down are the screen's, to go from setting to setting."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]


class SettingsScreen(Screen[None]):
    """What was changed is written when the screen is left in any way; Esc takes it back before that."""

    CSS = """
    SettingsScreen .top { height: 1; background: $panel; padding: 0 2; }
    SettingsScreen .title { text-style: bold; width: 10; }
    SettingsScreen .file { color: $text-muted; width: 1fr; text-align: right; text-wrap: nowrap; }
    SettingsScreen _Rows { padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    SettingsScreen .section { color: $text-primary; text-style: bold; padding-left: 1; }
    SettingsScreen Collapsible { background: transparent; border: none; padding: 0; }
    SettingsScreen Collapsible:focus-within { background-tint: transparent; }
    SettingsScreen Collapsible > Contents { padding: 0; }
    SettingsScreen CollapsibleTitle { color: $text-primary; text-style: bold; }
    SettingsScreen CollapsibleTitle:focus { color: $block-cursor-foreground; }
    SettingsScreen .message { height: auto; padding: 0 2; background: $panel; display: none; }
    SettingsScreen .message.-shown { display: block; }
    SettingsScreen .message.-fault { color: $text-error; }
    SettingsScreen.-narrow _Rows { padding: 0; }
    SettingsScreen.-narrow .top { padding: 0 1; }
    SettingsScreen.-narrow .file { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save"),
        Binding("escape", "undo", "Undo", key_display="Esc"),
        Binding("escape", "leave", "Back", key_display="Esc"),
        Binding("down", "app.focus_next", "Move", key_display="↑↓"),
        Binding("up", "app.focus_previous", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012  as Textual declares it

    @dataclass
    class Changed(Message):
        """Settings were saved; the app works by these from now on."""

        settings: "Settings"

    def __init__(
        self, settings: "Settings", *, typed: Mapping[str, object] | None = None, models: Sequence[str] = ()
    ) -> None:
        """`typed` are the flags the app was started with, `models` the names there are, none for any."""
        super().__init__()
        self._draft = SettingDraft(settings)
        self._typed = typed or {}
        self._models = tuple(models)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="top"):
            yield Label("Settings", classes="title")
            yield Label(Content(_short(config_file())), classes="file")
        with _Rows():
            for section, labels in SECTIONS.items():
                rows = [self._row(name) for name in labels if name in setting_fields()]
                if section == FOLDED:
                    yield Collapsible(*rows, title=section, collapsed_symbol="+", expanded_symbol="-")
                    continue
                yield Label(section, classes="section")
                yield from rows
        yield Static(classes="message", markup=False)
        yield Footer(show_command_palette=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Esc takes back while there is something to take back, then it leaves."""
        if action in ("save", "undo"):
            return self._touched
        return not self._touched if action == "leave" else True

    @property
    def _touched(self) -> bool:
        return bool(self._draft.changes) or any(row.fault for row in self._rows())

    def _rows(self) -> Iterator[SettingRow]:
        yield from self.query(SettingRow)

    @on(SettingRow.Typed)
    def _take(self, event: SettingRow.Typed) -> None:
        opened = getattr(self._draft.opened, event.row.setting)
        self._put_draft(self._draft.with_value(event.row.setting, event.value if event.fits else opened))
        self._say("")

    def _put_draft(self, draft: SettingDraft) -> None:
        look_changed = any(
            getattr(draft.settings, name) != getattr(self._draft.settings, name) for name in LOOK
        )
        self._draft = draft
        if look_changed:
            self._show_look()
        for row in self._rows():
            row.mark_changed(row.setting in draft.changes or bool(row.fault))
        self.refresh_bindings()

    def _show_look(self) -> None:
        settings = self._draft.settings
        put_on_look(self.app, settings)
        glyphs = app_glyphs(settings)
        for row in self._rows():
            row.show_with(glyphs)

    def action_undo(self) -> None:
        """Take back what was changed and not saved."""
        taken_back = [row for row in self._rows() if row.fault or row.setting in self._draft.changes]
        for row in taken_back:
            row.put(getattr(self._draft.opened, row.setting))
        self._put_draft(SettingDraft(self._draft.opened))
        self._say("Taken back: " + ", ".join(row.content.label for row in taken_back))

    def action_save(self) -> None:
        """Save and go back, unless something can't be saved."""
        faulty = next((row for row in self._rows() if row.fault), None)
        if faulty is not None:
            faulty.focus_control()
            self._say(f"{faulty.content.label} {faulty.fault}.", fault=True)
            self.call_after_refresh(faulty.scroll_visible, animate=False)  # the message takes a line
            return
        if self._save():
            self.action_leave()

    def action_leave(self) -> None:
        if len(self.app.screen_stack) > 1:
            self.dismiss()

    def on_screen_suspend(self) -> None:
        self._save()

    def on_unmount(self) -> None:
        self._save()

    def _save(self) -> bool:
        """Write what fits; whether it was written."""
        if not self._draft.changes:
            return True
        try:
            save_settings(self._draft.changes)
        except UsageError as error:
            self._complain(f"{error.message} {error.hint}")
            return False
        self._put_draft(SettingDraft(self._draft.settings))
        self.app.post_message(self.Changed(self._draft.settings))
        return True

    def _complain(self, text: str) -> None:
        """Say what went wrong where it is still seen."""
        if self.is_current:
            self._say(text, fault=True)
        else:
            self.app.notify(sanitize(text), title="Settings", severity="error", markup=False)

    def _say(self, text: str, *, fault: bool = False) -> None:
        message = self.query_one(".message", Static)
        message.update(Content(app_glyphs(self._draft.settings).shown(sanitize(text))))
        message.set_class(bool(text), "-shown")
        message.set_class(fault, "-fault")

    @on(DescendantFocus)
    def _keep_in_view(self, event: DescendantFocus) -> None:
        """Have all of a setting in view, what it does too."""
        row = next((node for node in event.widget.ancestors if isinstance(node, SettingRow)), None)
        if row is None:
            return
        if row is next(self._rows()):
            self.query_one(_Rows).scroll_home(animate=False)  # the heading above it comes into view
        else:
            row.scroll_visible(animate=False)

    def _row(self, name: str) -> SettingRow:
        settings = self._draft.opened
        is_model = name == "model" and bool(self._models)
        content = RowContent(
            setting_fields()[name],
            LABELS[name],
            stronger_place(name, self._typed),
            SuggestFromList(self._models, case_sensitive=False) if is_model else None,
            self._model_fault if is_model else lambda value: "",  # noqa: ARG005
        )
        return SettingRow(content, getattr(settings, name), app_glyphs(settings))

    def _model_fault(self, value: object) -> str:
        if value is None or str(value).lower() in self._models:
            return ""
        if str(value).endswith(".gguf"):
            return "" if Path(str(value)).expanduser().is_file() else "should be a file that is there"
        return "should be one of " + ", ".join(self._models)


def _short(path: Path) -> str:
    """A path as people write it, `~` for their home."""
    home = Path.home()
    return sanitize(f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path))
