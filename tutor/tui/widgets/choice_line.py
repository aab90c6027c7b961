"""One of a few values, chosen on a line: `● auto  ○ light  ○ dark`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from tutor.tui.look import ASCII_CLASS

_GAP = "  "


class ChoiceLine(Widget, can_focus=True):
    """Left and right (or space) choose, so does the mouse. The mark, not the colour, tells what is chosen."""

    DEFAULT_CSS = """
    ChoiceLine { height: auto; width: 1fr; pointer: pointer; }
    ChoiceLine > .choice-line--chosen { color: $foreground; text-style: bold; }
    ChoiceLine > .choice-line--other { color: $text-muted; }
    ChoiceLine > .choice-line--cursor {
        color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
    }
    ChoiceLine:disabled > .choice-line--chosen { text-style: none; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "choice-line--chosen",
        "choice-line--other",
        "choice-line--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Choose", key_display="←→"),
        Binding("right", "move(1)", show=False),
        Binding("space,enter", "cycle", show=False),
    ]

    chosen: reactive[int] = reactive(0)

    @dataclass
    class Chosen(Message):
        """Another value was chosen."""

        line: "ChoiceLine"
        choice: str

    def __init__(self, choices: Sequence[str], chosen: str) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.set_reactive(ChoiceLine.chosen, self.choices.index(chosen))

    def choose(self, choice: str) -> None:
        """Choose a value without telling anybody."""
        with self.prevent(ChoiceLine.Chosen):
            self.chosen = self.choices.index(choice)

    def watch_chosen(self, chosen: int) -> None:
        self.post_message(self.Chosen(self, self.choices[chosen]))

    def action_move(self, step: int) -> None:
        self.chosen = max(0, min(len(self.choices) - 1, self.chosen + step))

    def action_cycle(self) -> None:
        self.chosen = (self.chosen + 1) % len(self.choices)

    def on_click(self, event: Click) -> None:
        choice = event.style.meta.get("choice")
        if isinstance(choice, int):
            self.chosen = choice

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._rows(width))

    def render(self) -> Content:
        rows = self._rows(self.content_size.width)
        return Content("\n").join(Content(_GAP).join(map(self._option, row)) for row in rows)

    def _rows(self, width: int) -> list[list[int]]:
        """The values line by line: none is broken over two."""
        rows: list[list[int]] = [[]]
        used = 0
        for index in range(len(self.choices)):
            length = len(self._text(index)) + len(_GAP)
            if rows[-1] and used + length - len(_GAP) > width:
                rows.append([])
                used = 0
            rows[-1].append(index)
            used += length
        return rows

    def _text(self, index: int) -> str:
        chosen, other = ("(*)", "( )") if self.app.has_class(ASCII_CLASS) else ("●", "○")
        return f"{chosen if index == self.chosen else other} {self.choices[index].replace('-', ' ')}"

    def _option(self, index: int) -> Content:
        name = "other" if index != self.chosen else "cursor" if self.has_focus else "chosen"
        style = self.get_visual_style(f"choice-line--{name}")
        return Content.styled(self._text(index), style + Style.from_meta({"choice": index}))
