"""Which cards there are as a chain of thought grows, and which of them are folded; not how they are drawn."""

from collections.abc import Sequence

from tutor.render.unfinished import UnfinishedText
from tutor.tui.widgets.card import Card
from tutor.vocabulary.events import AnswerDelta, CheckedStep, Event, StepChecked, StepFinished, ThinkingDelta
from tutor.vocabulary.step import Section, Step
from tutor.vocabulary.verdict import VerdictStatus


class Chain:
    """Cards in the order of the steps, the growing one last.

    The newest card is open and older ones of the thinking fold by themselves, except those
    that break and those the reader has folded or opened.
    """

    def __init__(self) -> None:
        self.cards: list[Card] = []
        self._growing = UnfinishedText()
        self._question, self._reply = "", False
        self._section = Section.THINKING
        self._closed = 0  # so many cards from the first grow no more, finished or not
        self._first_changed: int | None = None

    def take_changed(self) -> int | None:
        """The first card that is another than at the last call; None where all are as they were."""
        first, self._first_changed = self._first_changed, None
        return first

    # what comes from the stream

    def show(self, event: Event) -> None:
        """Take what an event has to say about the steps."""
        match event:
            case ThinkingDelta():
                self._write(Section.THINKING, event.text)
            case AnswerDelta():
                self._write(Section.ANSWER, event.text)
            case StepFinished():
                self._finish_step(event.step)
            case StepChecked():
                self._check_step(event)

    def show_all(self, steps: Sequence[CheckedStep], rest: str = "") -> None:
        """A chain that is over: the thinking folded except what breaks; `rest` is no step."""
        self.clear()
        for checked in steps:
            folded = checked.step.section is Section.THINKING and not _breaks(checked)
            self.cards.append(Card(checked.step.number, checked.step.section, checked=checked, folded=folded))
        if rest:
            self.cards.append(Card(len(self.cards) + 1, Section.THINKING, text=rest))
            self._growing.add(rest)

    def clear(self) -> None:
        """Start over with no cards."""
        self.cards, self._closed = [], 0
        self._question, self._reply = "", False
        self._growing.clear()
        self._section = Section.THINKING
        self._touch(0)

    def open_reply(self, question: str) -> None:
        """What comes from now on is the reply to a question; its steps are counted anew.

        What was left unfinished stays as it is.
        """
        self._growing.clear()
        self._closed = len(self.cards)
        self._question, self._reply = question, True
        self._section = Section.THINKING

    # what the reader does

    def toggle(self, index: int) -> None:
        """Fold or open a finished card, which then stays so."""
        card = self.cards[index]
        if card.checked is not None:
            card.folded, card.kept_by_reader = not card.folded, True
            self._touch(index)

    def toggle_all(self) -> None:
        """Open every card, or fold every finished one where all are open."""
        fold = not any(card.folded for card in self.cards)
        for card in self.cards:
            card.folded, card.kept_by_reader = fold and card.checked is not None, True
        self._touch(0)

    def toggle_findings(self, index: int) -> None:
        """Show all that was found of a step, or only what breaks."""
        card = self.cards[index]
        card.all_findings = not card.all_findings
        self._touch(index)

    # inner workings

    def _write(self, section: Section, text: str) -> None:
        self._section = section
        self._growing.add(text)
        self._show_growing()

    def _finish_step(self, step: Step) -> None:
        """The growing step is complete; what was written after it belongs to the next."""
        self._growing.cut(step.text)
        card = self._growing_card() or self._append_card(step.number, step.section)
        card.number, card.section, card.checked = step.number, step.section, CheckedStep(step)
        self._touch(len(self.cards) - 1)
        self._show_growing()

    def _check_step(self, event: StepChecked) -> None:
        """What was found of a step, the latest with its number: replies count anew."""
        for index in range(len(self.cards) - 1, -1, -1):
            card = self.cards[index]
            if card.number == event.number and card.checked is not None:
                card.checked = CheckedStep(card.checked.step, event.verdict, event.verdicts)
                if _breaks(card.checked) and not card.kept_by_reader:
                    card.folded = False
                self._touch(index)
                return

    def _show_growing(self) -> None:
        text = self._growing.text
        card = self._growing_card()
        if card is None and text.strip():
            before = self.cards[-1] if self.cards else None
            number = before.number + 1 if before and before.reply == self._reply and not self._question else 1
            card = self._append_card(number, self._section)
        if card is not None:
            card.text = text
            self._touch(len(self.cards) - 1)

    def _growing_card(self) -> Card | None:
        if len(self.cards) == self._closed or self.cards[-1].checked is not None:
            return None
        return self.cards[-1]

    def _append_card(self, number: int, section: Section) -> Card:
        """A new card at the end; the first of a reply has the question above it."""
        card = Card(number, section, reply=self._reply, question=self._question)
        self._question = ""
        self._fold_latest()
        self.cards.append(card)
        return card

    def _fold_latest(self) -> None:
        for index in range(len(self.cards) - 1, max(-1, len(self.cards) - 3), -1):
            card = self.cards[index]
            if card.section is Section.THINKING and not card.kept_by_reader and not _breaks(card.checked):
                card.folded = True
                self._touch(index)

    def _touch(self, index: int) -> None:
        self._first_changed = index if self._first_changed is None else min(index, self._first_changed)


def _breaks(checked: CheckedStep | None) -> bool:
    return bool(checked and checked.verdict and checked.verdict.status is VerdictStatus.BREAKS)
