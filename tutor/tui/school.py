"""Opens the screens of practice and hints over the app, each after what it needs was made in a thread."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from tutor.vocabulary.errors import TutorError
from tutor.vocabulary.events import Solution
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.lesson.practice import Summary, Wish
    from tutor.tui.app import TutorApp
    from tutor.tui.desk import Desk
    from tutor.tui.lessons import Lessons
    from tutor.vocabulary.progress import Progress

_GROUP = "lesson"


class School:
    """What the app has of practice; it is imported at its first use. `now` is the student's clock."""

    def __init__(self, app: "TutorApp", now: Callable[[], datetime] | None) -> None:
        self._app = app
        self._now = now
        self._lessons: Lessons | None = None
        self._own_lines: dict[str, str] = {}

    @property
    def lessons(self) -> "Lessons":
        """Practice and hints, without any screen."""
        if self._lessons is None:
            from tutor.tui.lessons import Lessons

            session = self._app.session
            self._lessons = Lessons(session, self._now) if self._now else Lessons(session)
        return self._lessons

    def own_lines(self, problem: Problem) -> str:
        """What the student has written down for a problem, "" for nothing."""
        return self._own_lines.get(problem.text, "")

    def close(self) -> None:
        """Give the record back."""
        if self._lessons is not None:
            self._lessons.close()

    def open_map(self) -> None:
        """The map of skills, and from there a sitting of practice."""
        self._app.run_worker(self._read_progress, thread=True, exclusive=True, group=_GROUP)

    def teach(self, problem: Problem, solution: Solution | None = None) -> None:
        """Hints for a problem of the student's own, and its lines checked; the answer comes last."""
        self._open_desk(lambda: self.lessons.teach(problem, solution), problem)

    def offer(self) -> None:
        """Say on the start screen what is due today."""
        self._app.run_worker(self._count_due, thread=True, group=f"{_GROUP}-due")

    def _read_progress(self) -> None:
        try:
            progress = self.lessons.progress()
        except TutorError as error:
            self._app.warn(error)
        else:
            self._app.from_thread(lambda: self._show_map(progress))

    def _show_map(self, progress: "Progress") -> None:
        from tutor.tui.screens.skills import SkillsScreen

        self._app.push_screen(SkillsScreen(progress, self._app.glyphs), self._sit_down)

    def _sit_down(self, wish: "Wish | None") -> None:
        if wish is not None:
            self._open_desk(lambda: self.lessons.sit_down(wish))

    def _open_desk(self, make: "Callable[[], Desk]", problem: Problem | None = None) -> None:
        def make_and_show() -> None:
            try:
                desk = make()
            except TutorError as error:
                self._app.warn(error)
            else:
                self._app.from_thread(lambda: self._show_desk(desk, problem))

        self._app.run_worker(make_and_show, thread=True, exclusive=True, group=_GROUP)

    def _show_desk(self, desk: "Desk", problem: Problem | None) -> None:
        from tutor.tui.screens.practice import PracticeScreen

        def leave(summary: "Summary | None") -> None:
            if problem is not None and desk.lines:
                self._own_lines[problem.text] = desk.lines
            if problem is None or (summary and summary.right) or desk.session.fault:
                self._tell_summary(
                    summary, desk.session.fault
                )  # who only looked for a hint has missed nothing
            self.offer()

        self._app.push_screen(PracticeScreen(desk, self._app.glyphs), leave)

    def _tell_summary(self, summary: "Summary | None", fault: TutorError | None) -> None:
        if summary is not None and summary.items:
            alone = f", {summary.alone} of them alone" if summary.right else ""
            kept = (
                f"The last is not kept yet: {fault.message} {fault.hint}" if fault else "All of it is kept."
            )
            words = f"{summary.right} of {summary.items} right{alone}. {kept}".strip()
            self._app.notify(words, severity="warning" if fault else "information", markup=False)

    def _count_due(self) -> None:
        try:
            due = len(self.lessons.progress().due_today)
        except TutorError:
            return  # it is said when practice is opened
        self._app.from_thread(lambda: self._app.solving.body.welcome.offer_practice(due))
