"""One setting on the screen: its name, its value to change, what it does, what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Label, Static

from tutor.render.glyphs import Glyphs
from tutor.tui.widgets.choice_line import ChoiceLine
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.setting_fields import SettingField
from tutor.vocabulary.verdict import VerdictStatus


@dataclass(frozen=True, slots=True)
class RowContent:
    """What a row is about. `set_by` names the flag or variable that is stronger than the file.

    `fault_of` finds faults in a value that its field alone can't see; "" for none.
    """

    field: SettingField
    label: str
    set_by: str | None = None
    suggester: Suggester | None = None
    fault_of: Callable[[object], str] = lambda value: ""  # noqa: ARG005


class _Line(Input, inherit_bindings=False):
    """A line of text without the scrolling keys of its base: up and down go from setting to setting."""

    BINDINGS = Input.BINDINGS


class SettingRow(Vertical):
    """Checks what is typed at once, and tells the screen of every value that fits."""

    SCOPED_CSS = False  # what it stands in (narrow, ASCII) decides too
    DEFAULT_CSS = """
    SettingRow { height: auto; padding: 0 1; margin-bottom: 1; border-left: blank; }
    SettingRow:focus-within { border-left: outer $border; background: $surface; }
    SettingRow .line { height: auto; }
    SettingRow .label { width: 19; padding-right: 1; }
    SettingRow:focus-within .label { text-style: bold; }
    SettingRow Static { padding-left: 19; width: 1fr; }
    SettingRow .about { color: $text-muted; }
    SettingRow .fault { color: $text-error; text-style: bold; display: none; }
    SettingRow .set-by { color: $text-warning; }
    SettingRow.-faulty .fault { display: block; }
    SettingRow Input { width: 1fr; max-width: 48; background: $panel; color: $foreground; padding: 0 1; }
    SettingRow Input.-textual-compact { padding: 0 1; }
    SettingRow Input > .input--placeholder, SettingRow Input > .input--suggestion { color: $text-muted; }
    SettingRow .line > *:disabled { background: transparent; color: $text-muted; opacity: 1 !important; }
    .-ascii SettingRow:focus-within { border-left: ascii $border; }
    .-narrow SettingRow .line { layout: vertical; }
    .-narrow SettingRow .label { width: 1fr; }
    .-narrow SettingRow Static { padding-left: 0; }
    """

    @dataclass
    class Typed(Message):
        """A row holds a value that fits, or (`fits` is false) a text that does not."""

        row: "SettingRow"
        value: object = None
        fits: bool = True

    def __init__(self, content: RowContent, value: object, glyphs: Glyphs) -> None:
        super().__init__()
        self.content = content
        self.fault = ""
        self._glyphs = glyphs
        self._changed = False
        self._held = value
        self._control = self._make_control(value)

    @property
    def setting(self) -> str:
        """The name of the setting."""
        return self.content.field.name

    def compose(self) -> ComposeResult:
        with Horizontal(classes="line"):
            yield Label(self.content.label, classes="label", markup=False)
            yield self._control
        yield Static(classes="fault", markup=False)
        if self.content.set_by:
            yield Static(f"set by {self.content.set_by}", classes="set-by", markup=False)
        yield Static(self._about(), classes="about")

    def on_mount(self) -> None:
        self.show_with(self._glyphs)

    def show_with(self, glyphs: Glyphs) -> None:
        """Write the words anew, with the glyphs of the moment."""
        self._glyphs = glyphs
        self.query_one(".about", Static).update(
            Content(glyphs.shown(self.content.field.about.replace("`", "")))
        )
        self._show_fault()
        self._control.refresh(layout=True)

    def put(self, value: object) -> None:
        """Show a value that was not typed here, and forget what was wrong."""
        self._held = value
        with self.prevent(Input.Changed, ChoiceLine.Chosen):
            if isinstance(self._control, ChoiceLine):
                self._control.choose(self.content.field.text(value))
            else:
                self._control.value = self._typed_text(value)
        self.fault = ""
        self._show_fault()

    def focus_control(self) -> None:
        """Bring the cursor here."""
        self._control.focus()

    def mark_changed(self, changed: bool) -> None:
        """Tell by a star that the value is not saved yet."""
        if changed != self._changed:
            self._changed = changed
            words = self.content.label + (" *" if changed else "")
            self.query_one(".label", Label).update(Content(words), layout=False)

    @on(Input.Changed)
    @on(ChoiceLine.Chosen)
    def _take(self, event: Input.Changed | ChoiceLine.Chosen) -> None:
        event.stop()
        text = event.value if isinstance(event, Input.Changed) else event.choice
        value: object = None
        try:
            value = self.content.field.parse(text)
            # what stood there before is no fault of today's
            self.fault = self.content.fault_of(value) if value != self._held else ""
        except UsageError as error:
            self.fault = f"should be {error.message}"
        self._show_fault()
        self.post_message(self.Typed(self, value, fits=not self.fault))

    def _make_control(self, value: object) -> Input | ChoiceLine:
        field = self.content.field
        control: Input | ChoiceLine
        if field.choices:
            control = ChoiceLine(field.choices, field.text(value))
        else:
            control = _Line(
                self._typed_text(value),
                placeholder=field.text(field.default),
                compact=True,
                suggester=self.content.suggester,
                select_on_focus=False,
            )
        control.disabled = self.content.set_by is not None
        return control

    def _typed_text(self, value: object) -> str:
        """Nothing is typed for a default: it shows through."""
        field = self.content.field
        return "" if value == field.default else field.text(value)

    def _about(self) -> Content:
        return Content(self._glyphs.shown(self.content.field.about.replace("`", "")))

    def _show_fault(self) -> None:
        self.set_class(bool(self.fault), "-faulty")
        if not self.fault:
            return
        badge = self._glyphs.badges[VerdictStatus.BREAKS]
        self.query_one(".fault", Static).update(Content(self._glyphs.shown(f"{badge} {self.fault}")))
