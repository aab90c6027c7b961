"""The list of models: headings and rows, chosen by key, and by a second click on the row that is marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tutor.tui.shelf.actions import Primary


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or, without a key, a heading."""

    content: Content
    key: str = ""


class ModelList(OptionList):
    """Draws entries. What Enter does is `primary`; the footer says it in that word."""

    DEFAULT_CSS = """
    ModelList {
        height: 1fr;
        max-height: 1fr;
        border: none;
        padding: 0;
        background: $background;
        scrollbar-gutter: stable;
        &:focus { border: none; background-tint: $foreground 0%; }
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $text-muted; text-style: bold; }
        & > .option-list--option-highlighted { background: $foreground 10%; color: $foreground; }
        &:focus > .option-list--option-highlighted {
            background: $primary 25%; color: $foreground; text-style: bold;
        }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", f"take('{primary}')", primary.value, key_display="enter") for primary in Primary
    ]

    primary: reactive[Primary | None] = reactive(None, bindings=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the wording of Enter that holds now is bound."""
        if action == "take":
            return self.primary is not None and parameters == (self.primary.value,)
        return super().check_action(action, parameters)

    def action_take(self, _: str) -> None:
        """Enter, whatever it does now."""
        self.action_select()

    @property
    def marked_key(self) -> str:
        """The key of the marked row, empty for none."""
        option = self.highlighted_option
        return (option.id or "") if option else ""

    def draw(self, entries: Sequence[Entry], wanted: str = "") -> None:
        """Show the entries; the mark stays on its row, or goes to the `wanted` one."""
        marked = wanted or self.marked_key
        if [entry.key or None for entry in entries] == [option.id for option in self.options]:
            self._redraw(entries)
        else:
            self.set_options(
                [Option(entry.content, entry.key or None, disabled=not entry.key) for entry in entries]
            )
        self._mark(marked, entries)

    def _redraw(self, entries: Sequence[Entry]) -> None:
        for index, (entry, option) in enumerate(zip(entries, self.options, strict=True)):
            if entry.content != option.prompt:
                self.replace_option_prompt_at_index(index, entry.content)

    def _mark(self, key: str, entries: Sequence[Entry]) -> None:
        """Mark a row; where it is gone the one that took its place, or else the first."""
        keys = [entry.key for entry in entries]
        if key in keys and key:
            self.highlighted = keys.index(key)
        elif self.highlighted is None:
            self.highlighted = next((index for index, name in enumerate(keys) if name), None)

    async def _on_click(self, event: events.Click) -> None:
        """A click marks, a click on the marked row does what Enter does: a slip must not fetch gigabytes."""
        event.prevent_default()
        index: int | None = event.style.meta.get("option")
        if index is None or self.options[index].disabled:
            return
        if index == self.highlighted:
            self.action_select()
        else:
            self.highlighted = index
