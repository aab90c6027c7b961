"""Lessons in the app: the record of practice, sittings for the practice screen, hints for any problem.

Everything here blocks: it is called from threads. Knows no widgets.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from tutor.lesson.hints.from_item import item_ladder
from tutor.lesson.hints.from_solution import known_ladder, solution_ladder
from tutor.lesson.hints.ladder import Ladder, NoLadder
from tutor.lesson.item import Item
from tutor.lesson.practice import Session, Times, Wish
from tutor.lesson.practice.supply import SET_PREFIX
from tutor.lesson.progress import progress
from tutor.tui.desk import Desk
from tutor.vocabulary.events import Finished, Known, Solution
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.progress import Progress
from tutor.vocabulary.step import Answer, AnswerSource

if TYPE_CHECKING:
    from tutor.history.practice import PracticeRecord
    from tutor.tui.session import Session as Solving

_NO_MODEL = "There is no model yet that could solve it, and it can't be solved without one."


class Lessons:
    """`solving` has the checker and the model, `now` the clock of the student."""

    def __init__(self, solving: "Solving", now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._solving = solving
        self._times = Times(now=now)
        self._record: PracticeRecord | None = None
        self._opening = threading.Lock()

    @property
    def record(self) -> "PracticeRecord":
        """The record of practice, opened at its first use. Raises `HistoryError`."""
        from tutor.history import PracticeRecord
        from tutor.vocabulary.locations import history_file

        with self._opening:
            if self._record is None:
                self._record = PracticeRecord(history_file())
            return self._record

    def progress(self) -> Progress:
        """How far the student has come."""
        return progress(self.record.answers(), self.record.cards(), self._times.now(), self._times.zone)

    def sit_down(self, wish: Wish) -> Desk:
        """A sitting of practice. Raises `UsageError`, `CheckError`, `HistoryError`."""
        workshop = self._solving.checker
        session = Session(workshop, self.record, wish, times=self._times)
        return Desk(session, workshop, lambda item: item_ladder(item, workshop))

    def teach(self, problem: Problem, solution: Solution | None = None) -> Desk:
        """A sitting with one problem of the student's own; its hints are cut from a checked solution."""
        workshop = self._solving.checker
        name = SET_PREFIX + "own-" + sha256(problem.text.encode()).hexdigest()[:12]
        item = Item("", name, 1, 0, problem=problem.text, answer="", asked="", idea="", steps=())
        session = Session(workshop, self.record, Wish(count=1), problems=[item], times=self._times)
        return Desk(session, workshop, lambda _: self._cut(problem, solution))

    def close(self) -> None:
        """Give the record back."""
        with self._opening:
            if self._record is not None:
                self._record.close()
                self._record = None

    def _cut(self, problem: Problem, solution: Solution | None) -> Ladder | NoLadder:
        """Without a model where that is possible."""
        checker = self._solving.checker
        if solution is None and (solved := checker.answer(problem)) is not None:
            answer = Answer(solved.answer, AnswerSource.CHECKER)
            found = known_ladder(Known(problem, answer, solved.certificate, 0.0), checker)
            if isinstance(found, Ladder):
                return found
        solution = solution or self._solve(problem)
        return NoLadder(_NO_MODEL) if solution is None else solution_ladder(problem, solution, checker)

    def _solve(self, problem: Problem) -> Solution | None:
        """By the model, unseen; None where there is none, or where it was stopped."""
        if self._solving.engine is None:
            return None
        run = self._solving.solve(problem)
        while not run.join():
            pass
        return next((event.solution for event in run.take() if isinstance(event, Finished)), None)
