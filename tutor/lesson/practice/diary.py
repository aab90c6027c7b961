"""What a session knows of earlier practice, and its way onto the record."""

import threading
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from tutor.lesson.memory import review, sound_cards, usual_seconds
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.practice import PracticeAnswer, PracticeCard


class Record(Protocol):
    """Where practice is kept; `tutor.history.PracticeRecord` is one. Raises `HistoryError`."""

    def add(self, answer: PracticeAnswer, cards: Iterable[PracticeCard] = ()) -> None: ...

    def cards(self) -> Sequence[PracticeCard]: ...

    def answers(self, since: datetime | None = None) -> Sequence[PracticeAnswer]: ...


class Diary:
    """Keeps each answer with the cards it changes. What the disk does not take now is tried again."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self.answers = list(record.answers())
        self._waiting: list[tuple[PracticeAnswer, tuple[PracticeCard, ...]]] = []
        self._writing = threading.Lock()  # nothing is written twice, whoever tries

    def cards(self) -> tuple[PracticeCard, ...]:
        """The cards as they are now, those of another program at the same record too."""
        cards = {(card.scope, card.name): card for card in self._written()}
        for _, changed in self._waiting:
            cards.update({(card.scope, card.name): card for card in changed})
        return tuple(cards.values())

    def keep(self, answer: PracticeAnswer) -> HistoryError | None:
        """Write an answer; why it could not be, in which case it waits."""
        changed = review(answer, self.cards(), usual_seconds(answer, self.answers))
        self.answers.append(answer)
        self._waiting.append((answer, changed))
        return self.write()

    def write(self) -> HistoryError | None:
        """Write what waits."""
        with self._writing:
            while self._waiting:
                try:
                    self._record.add(*self._waiting[0])
                except HistoryError as error:
                    return error
                del self._waiting[0]
        return None

    def _written(self) -> tuple[PracticeCard, ...]:
        try:
            return sound_cards(self._record.cards(), self.answers)
        except HistoryError:
            return ()  # what can't be read now is said when it can't be written
