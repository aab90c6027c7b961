"""A section's text cut into steps, while it is being written."""

from dataclasses import dataclass, field

from tutor.trace.blocks import BlockAssembler, Unit
from tutor.trace.draft import Draft, introduces, is_list_item
from tutor.trace.kinds import Kind, indent_of
from tutor.trace.lines import LineBuffer
from tutor.vocabulary.step import Opening

_BLANK_LINE = Unit("\n", Kind.BLANK)  # a rule of dashes counts as one


@dataclass(frozen=True, slots=True)
class Cut:
    """The text of a finished step and how it opens."""

    text: str
    opening: Opening


@dataclass(slots=True)
class _Item:
    """A numbered line of which it is still open whether it is a list entry or a move."""

    unit: Unit
    blanks: list[Unit] = field(default_factory=list)


class StepCutter:
    """Takes text in any chunks; gives each step as soon as it is certain that it ended."""

    def __init__(self) -> None:
        self._lines = LineBuffer()
        self._blocks = BlockAssembler()
        self._draft = Draft()
        self._item: _Item | None = None
        self._after_blank = False
        self._seen_head = ""
        self._cuts: list[Cut] = []

    @property
    def pending(self) -> str:
        """The text that belongs to no finished step yet."""
        item = [self._item.unit.text, *(blank.text for blank in self._item.blanks)] if self._item else []
        return "".join([*self._draft.parts, *item, self._blocks.pending, self._lines.partial])

    def feed(self, text: str) -> list[Cut]:
        """The steps that `text` finishes."""
        for line in self._lines.feed(text):
            self._add_line(line)
        self._end_step_early()
        return self._taken()

    def finish(self) -> list[Cut]:
        """The steps that the end of the section finishes; the next text starts afresh."""
        for line in self._lines.finish():
            self._add_line(line)
        for unit in self._blocks.finish():
            self._place(unit)
        self._settle_item()
        self._end_step()
        self._after_blank = False
        self._lines.splits = True
        return self._taken()

    def _end_step_early(self) -> None:
        """Ends the step at the first words of what follows, long before that paragraph is whole."""
        if self._item or self._blocks.holds:
            return
        if self._lines.turns:
            if not self._draft.takes_turns:
                self._end_step()
        elif self._after_blank and self._lines.head != self._seen_head:
            self._seen_head = self._lines.head
            if self._draft.surely_ends_before(self._seen_head):
                self._end_step()

    def _add_line(self, line: str) -> None:
        for unit in self._blocks.add(line):
            self._place(unit)
        self._lines.splits = not self._blocks.holds

    def _place(self, unit: Unit) -> None:
        if unit.kind is Kind.BLANK:
            self._place_blank()
        elif unit.kind is Kind.NUMBERED and not self._is_sub_item(unit):
            self._settle_item()
            self._item = _Item(unit)
        else:
            self._place_content(unit)
        self._after_blank = unit.kind in (Kind.BLANK, Kind.CODE)

    def _place_blank(self) -> None:
        if self._item:
            self._item.blanks.append(_BLANK_LINE)
        elif self._draft.last:
            self._draft.add(_BLANK_LINE)

    def _place_content(self, unit: Unit) -> None:
        after_blank = self._after_blank
        if self._item:
            if self._continues_item(self._item, unit):
                self._start_step_with_item(self._item)
            else:
                self._settle_item()
                after_blank = True
        if not self._draft.takes(unit, after_blank):
            self._end_step()
        self._draft.add(unit)

    def _is_sub_item(self, unit: Unit) -> bool:
        above = self._item.unit.text if self._item else self._draft.parts[0] if self._draft.parts else ""
        numbered = self._item is not None or self._draft.opening is Opening.NUMBERED
        return numbered and indent_of(unit.text) >= indent_of(above) + 2

    @staticmethod
    def _continues_item(item: _Item, unit: Unit) -> bool:
        if unit.kind in (Kind.HEADING, Kind.TURN):
            return False
        inside = indent_of(unit.text) >= indent_of(item.unit.text) + 2
        return inside or unit.kind in (Kind.FORMULA, Kind.CODE) or introduces(item.unit)

    def _settle_item(self) -> None:
        """Gives the open item its place: a short one to the list it belongs to, any other its own step."""
        item = self._item
        if item is None:
            return
        if not is_list_item(item.unit):
            self._start_step_with_item(item)
            return
        if not self._draft.takes_list_items():
            self._end_step()
        self._draft.is_list = True
        self._add_item(item)

    def _start_step_with_item(self, item: _Item) -> None:
        if not self._draft.only_headings:
            self._end_step()
        self._draft.is_list = False
        self._add_item(item)

    def _add_item(self, item: _Item) -> None:
        for unit in (item.unit, *item.blanks):
            self._draft.add(unit)
        self._item = None

    def _end_step(self) -> None:
        if text := self._draft.text:
            self._cuts.append(Cut(text, self._draft.opening))
        self._draft = Draft()

    def _taken(self) -> list[Cut]:
        cuts, self._cuts = self._cuts, []
        return cuts
