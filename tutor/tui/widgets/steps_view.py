"""The chain of thought as foldable cards, drawn line by line: a thousand steps cost what a screenful does."""

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
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tutor.render.body import Notation
from tutor.render.unfinished import UnfinishedText
from tutor.tui.widgets.card import Card
from tutor.tui.widgets.drawing import Drawing
from tutor.vocabulary.events import AnswerDelta, CheckedStep, Event, StepChecked, StepFinished, ThinkingDelta
from tutor.vocabulary.step import Section, Step
from tutor.vocabulary.verdict import VerdictStatus

_NOTATIONS = tuple(Notation)


class StepsView(ScrollView, can_focus=True):
    """Cards in the order of the steps, the growing one last.

    The newest card is open and older ones of the thinking fold by themselves, except those
    the reader has folded or opened. The view follows the end until the reader scrolls up.
    """

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
        "steps--rule",
    }
    DEFAULT_CSS = """
    StepsView { scrollbar-size-vertical: 1; padding: 0 1; }
    """

    class Selected(Message):
        """The reader has turned to another step."""

        def __init__(self, card: Card | None) -> None:
            super().__init__()
            self.card = card

    def __init__(self, drawing: Drawing = Drawing()) -> None:
        super().__init__()
        self.drawing = drawing
        self.cards: list[Card] = []
        self.selected: int | None = None
        self.following = True
        self._growing = UnfinishedText()
        self._question, self._reply = "", False
        self._section = Section.THINKING
        self._tops: list[int] = [0]
        self._placing = False
        self._placed_width = 0

    # what comes from the stream

    def show(self, event: Event) -> None:
        """Take what an event has to say about the steps."""
        match event:
            case ThinkingDelta():
                self.write(Section.THINKING, event.text)
            case AnswerDelta():
                self.write(Section.ANSWER, event.text)
            case StepFinished():
                self.finish_step(event.step)
            case StepChecked():
                self.check_step(event)

    def clear(self) -> None:
        """Start over with an empty chain."""
        self.cards, self.selected, self.following = [], None, True
        self._question, self._reply = "", False
        self._growing.clear()
        self._section = Section.THINKING
        self._changed(0)

    def open_reply(self, question: str) -> None:
        """What comes from now on is the reply to a question; its steps are counted anew."""
        self._growing.clear()
        self._question, self._reply, self.following = question, True, True
        self._section = Section.THINKING

    def write(self, section: Section, text: str) -> None:
        """More of the unfinished step."""
        if section is not self._section:
            self._section = section
        self._growing.add(text)
        self._show_growing()

    def finish_step(self, step: Step) -> None:
        """The growing step is complete; what was written after it belongs to the next."""
        self._growing.cut(step.text)
        card = self._growing_card()
        index = len(self.cards) - 1 if card else len(self.cards)
        if card is None:
            card = self._append_card(step.number, step.section)
        card.number, card.section, card.checked = step.number, step.section, CheckedStep(step)
        self._fold_older(index)
        self._show_growing(index)

    def check_step(self, event: StepChecked) -> None:
        """What was found of a step lights up its badge."""
        for index in range(len(self.cards) - 1, -1, -1):
            card = self.cards[index]
            if card.number == event.number and card.checked is not None:
                card.checked = CheckedStep(card.checked.step, event.verdict, event.verdicts)
                breaks = event.verdict is not None and event.verdict.status is VerdictStatus.BREAKS
                if breaks and not card.kept_by_reader:
                    card.folded = False
                self._changed(index)
                return

    def show_all(self, steps: Sequence[CheckedStep], rest: str = "") -> None:
        """A chain that is over, from its top: the thinking folded except what breaks; `rest` is no step."""
        self.clear()
        self.following = False
        for checked in steps:
            breaks = checked.verdict and checked.verdict.status is VerdictStatus.BREAKS
            folded = checked.step.section is Section.THINKING and not breaks
            self.cards.append(
                Card(checked.step.number, checked.step.section, checked=checked, folded=bool(folded))
            )
        if rest:
            self.cards.append(Card(len(self.cards) + 1, Section.THINKING, text=rest))
            self._growing.add(rest)
        self._changed(0)
        self.scroll_to(y=0, animate=False, immediate=True)

    def end(self) -> None:
        """No more text comes: what belongs to no step is kept as it is."""
        self._show_growing()

    # how it is drawn

    def set_drawing(self, drawing: Drawing) -> None:
        """Draw everything in another way."""
        self.drawing = drawing
        self._changed(0)

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
            self._toggle(self.selected)

    def action_toggle_all(self) -> None:
        """Open every card, or fold every one where all are open."""
        fold = not any(card.folded for card in self.cards)
        for card in self.cards:
            card.folded, card.kept_by_reader = fold and card.checked is not None, True
        self._changed(0)

    def action_witness(self) -> None:
        """Show all that was found of the selected step, or only what breaks."""
        if self.selected is not None:
            card = self.cards[self.selected]
            card.all_findings = not card.all_findings
            self._changed(self.selected)

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
            self._toggle(index)

    def on_focus(self) -> None:
        """The selection is shown."""
        self.refresh()

    def on_blur(self) -> None:
        """The selection is hidden."""
        self.refresh()

    def on_resize(self, _: Resize) -> None:
        """Lines are broken anew."""
        self._changed(0)
        # how far one can scroll is known only once the new size has been laid out
        self.call_after_refresh(self._keep_to_end)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolling up stops following, coming back to the end takes it up again."""
        super().watch_scroll_y(old_value, new_value)
        if not self._placing:
            self.following = new_value >= self.max_scroll_y

    # inner workings

    def _growing_card(self) -> Card | None:
        return self.cards[-1] if self.cards and self.cards[-1].checked is None else None

    def _append_card(self, number: int, section: Section) -> Card:
        """A new card at the end; the first of a reply has the question above it."""
        card = Card(number, section, reply=self._reply, question=self._question)
        self._question = ""
        self.cards.append(card)
        return card

    def _show_growing(self, changed: int | None = None) -> None:
        text = self._growing.text
        card = self._growing_card()
        if card is None and text.strip():
            before = self.cards[-1] if self.cards else None
            number = before.number + 1 if before and before.reply == self._reply and not self._question else 1
            card = self._append_card(number, self._section)
            self._fold_older(len(self.cards) - 1)
            changed = max(0, len(self.cards) - 2) if changed is None else changed
        if card is not None:
            card.text = text
        self._changed(len(self.cards) - 1 if changed is None else changed)

    def _fold_older(self, newest: int) -> None:
        for index in range(newest - 1, max(-1, newest - 3), -1):
            card = self.cards[index]
            checked = card.checked
            breaks = checked and checked.verdict and checked.verdict.status is VerdictStatus.BREAKS
            if card.section is Section.THINKING and not card.kept_by_reader and not breaks:
                card.folded = True

    def _changed(self, first: int) -> None:
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
        from bisect import bisect_right

        index = bisect_right(self._tops, line) - 1
        return index if 0 <= index < len(self.cards) and line < self._tops[-1] else None

    def _select(self, index: int) -> None:
        self.selected = index
        self.refresh()
        self.post_message(self.Selected(self.cards[index]))

    def _toggle(self, index: int) -> None:
        card = self.cards[index]
        if card.checked is not None:
            card.folded, card.kept_by_reader = not card.folded, True
            self._changed(max(0, index - 1))

    def _bring_into_view(self, index: int) -> None:
        top, bottom = self._tops[index], self._tops[index + 1]
        self.scroll_to_region(Region(0, top, 1, max(1, bottom - top)), animate=False, force=True)
