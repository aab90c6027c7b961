"""One sitting of practice at the desk: the item, the hints taken, the student's own lines.

Knows no widgets. Its methods block while a worker computes: they are called from a thread, one at a time.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor.lesson.hints.ladder import Ladder, NoLadder, Rung
from tutor.lesson.own_work import OwnWork, check_work, conclude
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.lesson.item import Item
    from tutor.lesson.practice import Marked, Session, Summary
    from tutor.lesson.workshop import Workshop

CutLadder = Callable[["Item"], Ladder | NoLadder]
"""The hints for an item. May ask the model; blocks."""


class Desk:
    """`session` decides what comes next and keeps the record; `cut` makes the hints of an item.

    `stop` ends at once what `cut` waits for; it may be called from any thread.
    """

    def __init__(
        self,
        session: "Session",
        workshop: "Workshop",
        cut: CutLadder,
        stop: Callable[[], None] = lambda: None,
    ) -> None:
        self.session = session
        self.stop = stop
        self.rungs: list[Rung] = []
        self.lines = ""
        self._workshop = workshop
        self._cut = cut
        self._ladder: Ladder | NoLadder | None = None

    @property
    def item(self) -> "Item | None":
        return self.session.item

    @property
    def self_test(self) -> bool:
        """Whether this sitting is without help."""
        return self.session.wish.self_test

    @property
    def all_told(self) -> bool:
        """Whether the last rung was taken."""
        return isinstance(self._ladder, Ladder) and len(self.rungs) >= len(self._ladder.rungs)

    def next(self) -> "Item | None":
        """The next item, None at the end of the sitting."""
        self._ladder, self.rungs, self.lines = None, [], ""
        return self.session.next()

    def answer(self, text: str) -> "Marked":
        """Mark an answer; it is on the record before this returns."""
        return self.session.answer(text)

    def hint(self) -> Rung | NoLadder | None:
        """One rung more, which is kept; why there are no hints; None where the last one was taken.

        Raises `UsageError` in a self-test.
        """
        item = self.session.item
        if item is None or self.all_told:
            return None
        if self._ladder is None:
            self._ladder = self._cut(item)
        if isinstance(self._ladder, NoLadder):
            return self._ladder
        number = len(self.rungs) + 1
        self.session.hinted(number, last=self._ladder.is_last(number))
        self.rungs.append(self._ladder.rung(number))
        return self.rungs[-1]

    def look_at(self, lines: str) -> OwnWork:
        """Check the student's lines, without a model. What is found to be wrong counts as help."""
        self.lines = lines
        item = self.session.item
        problem = Problem(item.problem) if item else None
        found = tuple(check_work(lines, self._workshop, problem, "own work"))
        work = conclude(lines, found, problem, self._workshop)
        if item is not None and (work.wrong or work.unfitting):
            self.session.helped()
        return work

    def skip(self) -> str:
        """Leave the item; its answer, empty in a self-test."""
        return self.session.skip()

    def close(self) -> "Summary":
        """End the sitting: what it came to. An item that was only looked at was not left out."""
        if self.session.item is not None and self.rungs:
            self.session.skip()
        self.session.close()
        return self.session.summary()
