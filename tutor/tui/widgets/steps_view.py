"""The chain of thought as foldable cards, drawn line by line: a thousand steps cost what a screenful does."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.render.body import Notation
from tutor.tui.widgets.card import Card
from tutor.tui.widgets.chain import Chain
from tutor.tui.widgets.drawing import Drawing
from tutor.vocabulary.events import CheckedStep, Event

_NOTATIONS = tuple(Notation)


class StepsView(ScrollView, can_focus=True):
    """The cards of a chain, which follows its end until the reader scrolls up."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "select(-1)", "previous step", show=False, key_display="↑ k"),
        Binding("down,j", "select(1)", "next step", show=False, key_display="↓ j"),
        Binding("enter", "fold", "fold", tooltip="fold or open the step, as a click on its headline does"),
        Binding("w", "witness", "witness", tooltip="all that was found of the step"),
        Binding("o", "toggle_all", "fold or open all", show=False),
        Binding("end,G", "follow", "to the end, and follow", show=False, key_display="End"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "steps--holds",
        "steps--breaks",
        "steps--undecided",
        "steps--muted",
        "steps--accent",
        "steps--selected",
    }
    DEFAULT_CSS = """
    StepsView { scrollbar-size-vertical: 1; padding: 0 1; }
    """

    def __init__(self, drawing: Drawing = Drawing()) -> None:
        super().__init__()
        self.drawing = drawing
        self.selected: int | None = None
        self.following = True
        self._chain = Chain()
        self._tops: list[int] = [0]
        self._placing = False
        self._placed_width = 0

    @property
    def cards(self) -> list[Card]:
        """The cards from the first step to the growing one."""
        return self._chain.cards

    # what is shown

    def show(self, event: Event) -> None:
        """Take what an event has to say about the steps."""
        self._chain.show(event)
        self._place_changed()

    def show_all(self, steps: Sequence[CheckedStep], rest: str = "") -> None:
        """A chain that is over, from its top; `rest` is no step."""
        self._chain.show_all(steps, rest)
        self.selected, self.following = None, False
        self._place_changed()
        self.scroll_to(y=0, animate=False, immediate=True)

    def clear(self) -> None:
        """Start over with an empty chain."""
        self._chain.clear()
        self.selected, self.following = None, True
        self._place_changed()

    def open_reply(self, question: str) -> None:
        """What comes from now on is the reply to a question; its steps are counted anew."""
        self._chain.open_reply(question)
        self.following = True

    # how it is drawn

    def set_drawing(self, drawing: Drawing) -> None:
        """Draw everything in another way."""
        self.drawing = drawing
        self._place(0)

    def turn_notation(self) -> Notation:
        """Write the mathematics in the next of the notations; returns which that is."""
        following = _NOTATIONS[(_NOTATIONS.index(self.drawing.notation) + 1) % len(_NOTATIONS)]
        self.set_drawing(replace(self.drawing, notation=following))
        return following

    @property
    def text_width(self) -> int:
        """Columns of a line."""
        return max(20, self.scrollable_content_region.width)

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        line = y + self.scroll_offset.y
        index = self._card_at(line)
        base = self.rich_style
        if index is None:
            return Strip.blank(self.text_width, base)
        card = self.cards[index]
        # as wide as when the cards were placed: a resize is painted once before it is told
        text = card.lines(self._placed_width, self.drawing)[line - self._tops[index]]
        if index == self.selected and self.has_focus:
            base += self.get_component_rich_style("steps--selected", partial=True)
        return self._strip(text, base)

    def _strip(self, text: Text, base: Style) -> Strip:
        segments = []
        spans = sorted({0, len(text), *(edge for span in text.spans for edge in (span.start, span.end))})
        for start, end in pairwise(spans):
            style = base + self._style(str(text.style))
            for span in text.spans:
                if span.start <= start and end <= span.end:
                    style += self._style(str(span.style))
            segments.append(Segment(text.plain[start:end], style))
        return Strip(segments).adjust_cell_length(self.text_width, base)

    def _style(self, name: str) -> Style:
        """A style of the theme by our name for it, else one of rich's own."""
        if f"steps--{name}" in self.COMPONENT_CLASSES:
            return self.get_component_rich_style(f"steps--{name}", partial=True)
        return Style.parse(name) if name else Style.null()

    # keys and mouse

    def action_select(self, by: int) -> None:
        """Go to the next or the previous card."""
        if not self.cards:
            return
        last = len(self.cards) - 1
        at = last if self.selected is None else min(last, max(0, self.selected + by))
        self._select(at)
        self._bring_into_view(at)

    def action_fold(self) -> None:
        """Fold or open the selected card."""
        if self.selected is not None:
            self._chain.toggle(self.selected)
            self._place_changed()

    def action_toggle_all(self) -> None:
        """Open every card, or fold every one where all are open."""
        self._chain.toggle_all()
        self._place_changed()

    def action_witness(self) -> None:
        """Show all that was found of the selected step, or only what breaks."""
        if self.selected is not None:
            self._chain.toggle_findings(self.selected)
            self._place_changed()

    def action_follow(self) -> None:
        """Go to the end and stay there."""
        self.following, self.selected = True, None
        self._scroll_to_end()
        self.refresh()

    def on_click(self, event: Click) -> None:
        """A click selects a card, on its headline it folds or opens it."""
        line = event.y + self.scroll_offset.y
        index = self._card_at(line)
        if index is None:
            return
        self._select(index)
        if line == self._tops[index] + self.cards[index].rows_above:
            self._chain.toggle(index)
            self._place_changed()

    def on_focus(self) -> None:
        """The selection is shown."""
        self.refresh()

    def on_blur(self) -> None:
        """The selection is hidden."""
        self.refresh()

    def on_resize(self, _: Resize) -> None:
        """Lines are broken anew."""
        self._place(0)
        # how far one can scroll is known only once the new size has been laid out
        self.call_after_refresh(self._keep_to_end)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling up stops following, coming back to the end takes it up again."""
        super().watch_scroll_y(old_value, new_value)
        if not self._placing:
            self.following = new_value >= self.max_scroll_y

    # inner workings

    def _place_changed(self) -> None:
        first = self._chain.take_changed()
        if first is not None:
            self._place(first)

    def _place(self, first: int) -> None:
        """Place the cards from `first` on anew."""
        first = max(0, min(first, len(self.cards), len(self._tops) - 1))
        if not self.is_attached:
            return
        width = self.text_width
        if width != self._placed_width:
            first, self._placed_width = 0, width
        tops = self._tops[: first + 1]
        for card in self.cards[first:]:
            tops.append(tops[-1] + card.height(width, self.drawing))
        self._tops = tops
        if self.virtual_size != (width, tops[-1]):
            self._placing = True
            self.virtual_size = Size(width, tops[-1])
            self._placing = False
            self._keep_to_end()
        width, height = self.outer_size
        top = max(0, tops[first] - self.scroll_offset.y)
        if top < height:  # what stands above it has not changed and is not painted again
            self.refresh(Region(0, top, width, height - top))

    def _keep_to_end(self) -> None:
        if self.following:
            self._placing = True
            self._scroll_to_end()
            self._placing = False

    def _scroll_to_end(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)

    def _card_at(self, line: int) -> int | None:
        index = bisect_right(self._tops, line) - 1
        return index if 0 <= index < len(self.cards) and line < self._tops[-1] else None

    def _select(self, index: int) -> None:
        self.selected = index
        self.refresh()

    def _bring_into_view(self, index: int) -> None:
        top, bottom = self._tops[index], self._tops[index + 1]
        self.scroll_to_region(Region(0, top, 1, max(1, bottom - top)), animate=False, force=True)
