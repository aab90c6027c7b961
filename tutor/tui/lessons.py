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
from tutor.lesson.memory import sound_cards
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
    from tutor.tui.session import Run
    from tutor.tui.session import Session as Solving

_STOPPED = "The model was stopped before it had solved it."
_NO_MODEL = "The checker can't solve this one by itself, and there is no model yet. Esc, then Ctrl+P: models."


class _Unseen:
    """The run of a model that the student does not see, and may not want to wait for."""

    def __init__(self) -> None:
        self._run: Run | None = None
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End it at once, or keep it from beginning. From any thread."""
        self._stopped.set()
        if self._run is not None:
            self._run.stop()

    def solution(self, begin: "Callable[[], Run]") -> Solution | None:
        """Of the run that `begin` begins; None where it was stopped."""
        if self._stopped.is_set():
            return None
        self._run = run = begin()
        if self._stopped.is_set():
            run.stop()
        while not run.join():
            pass
        return next((event.solution for event in run.take() if isinstance(event, Finished)), None)


class Lessons:
    """`solving` has the checker and the model, `now` the clock of the student."""

    def __init__(self, solving: "Solving", now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._solving = solving
        self._times = Times(now=now)
        self._record: PracticeRecord | None = None
        self._opening = threading.Lock()
        self._sittings: list[Session] = []  # what they could not write is tried again

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
        answers = self.record.answers()
        cards = sound_cards(self.record.cards(), answers)
        return progress(answers, cards, self._times.now(), self._times.zone)

    def sit_down(self, wish: Wish) -> Desk:
        """A sitting of practice. Raises `UsageError`, `CheckError`, `HistoryError`."""
        workshop = self._solving.checker
        session = self._begun(wish)
        unseen = _Unseen()
        return Desk(session, workshop, lambda item: self._ladder_of(item, unseen), unseen.stop)

    def teach(self, problem: Problem, solution: Solution | None = None) -> Desk:
        """A sitting with one problem of the student's own; its hints are cut from a checked solution."""
        workshop = self._solving.checker
        name = SET_PREFIX + "own-" + sha256(problem.text.encode("utf-8", "replace")).hexdigest()[:12]
        item = Item("", name, 1, 0, problem=problem.text, answer="", asked="", idea="", steps=())
        session = self._begun(Wish(count=1), item)
        unseen = _Unseen()
        return Desk(session, workshop, lambda _: self._cut(problem, solution, unseen), unseen.stop)

    def _begun(self, wish: Wish, *problems: Item) -> Session:
        self._write_what_waits()
        session = Session(self._solving.checker, self.record, wish, problems=problems, times=self._times)
        self._sittings.append(session)
        return session

    def _write_what_waits(self) -> None:
        """The answers of earlier sittings that the disk, or another program, did not let through then."""
        for session in self._sittings:
            session.close()
        self._sittings = [session for session in self._sittings if session.fault]

    def close(self) -> None:
        """Give the record back."""
        self._write_what_waits()
        with self._opening:
            if self._record is not None:
                self._record.close()
                self._record = None

    def _ladder_of(self, item: Item, unseen: _Unseen) -> Ladder | NoLadder:
        """One of a problem set may have come without an answer."""
        if item.answer:
            return item_ladder(item, self._solving.checker)
        return self._cut(item.as_problem, None, unseen)

    def _cut(self, problem: Problem, solution: Solution | None, unseen: _Unseen) -> Ladder | NoLadder:
        """Without a model where that is possible."""
        checker = self._solving.checker
        if solution is None and (solved := checker.answer(problem)) is not None:
            answer = Answer(solved.answer, AnswerSource.CHECKER)
            found = known_ladder(Known(problem, answer, solved.certificate, 0.0), checker)
            if isinstance(found, Ladder):
                return found
        if solution is None:
            if self._solving.engine is None:
                return NoLadder(_NO_MODEL)
            solution = unseen.solution(lambda: self._solving.solve(problem))
        return NoLadder(_STOPPED) if solution is None else solution_ladder(problem, solution, checker)
