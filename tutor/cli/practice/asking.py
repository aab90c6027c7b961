"""Asks the items of a sitting one after the other: answers, hints, the student's own lines, and leaving."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor.cli.practice.hints import Rung, rungs_of
from tutor.cli.practice.lines import Ask
from tutor.cli.practice.showing import View

if TYPE_CHECKING:
    from tutor.lesson.item import Item
    from tutor.lesson.practice import Session
    from tutor.lesson.workshop import Workshop

_PROMPT = "> "
_WORK_PROMPT = "| "
_OTHER_WORDS = (
    *("hints", "hint please", "help me", "solution", "show answer", "next", "pass", "give up", "stop", "bye"),
    *("idk", "i don't know", "i don’t know", "i dont know", "don't know", "dont know", "no idea"),
)


class _Ended(Exception):  # noqa: N818 - the end of the input is no error
    """The student has left."""


def ask_all(session: "Session", workshop: "Workshop", view: View, ask: Ask) -> None:
    """Until the sitting or the input ends."""
    asking = _Asking(session, workshop, view, ask)
    try:
        while (item := session.next()) is not None:
            view.item(session.number, item, session.wish.self_test)
            asking.until_over(item)
    except _Ended:
        return


class _Asking:
    """One item after the other, each from its first answer to its end."""

    def __init__(self, session: "Session", workshop: "Workshop", view: View, ask: Ask) -> None:
        self._session, self._workshop, self._view, self._ask = session, workshop, view, ask
        self._rungs: list[Rung] | None = None
        self._shown = 0
        self._said_fault = ""

    def until_over(self, item: "Item") -> None:
        self._rungs, self._shown = None, 0
        commands: dict[str, Callable[[Item], None]] = {
            "hint": self._hint,
            "?": self._hint,
            "answer": self._answer,
            "work": self._work,
            "skip": self._skip,
            **dict.fromkeys(_OTHER_WORDS, self._advise),
            "help": lambda _: self._view.help(self._session.wish.self_test),
        }
        while self._session.item is not None:
            typed = self._ask(_PROMPT)
            if typed is None or typed.strip().lower() in ("quit", "exit"):
                raise _Ended
            if not typed.strip():
                continue
            if command := commands.get(typed.strip().lower()):
                command(item)
            else:
                self._view.marked(typed.strip(), self._session.answer(typed), self._session.wish.self_test)
            self._warn()

    def _hint(self, item: "Item") -> None:
        if self._refused():
            return
        if self._rungs is None:
            self._rungs = rungs_of(item, self._workshop)
        if self._shown == len(self._rungs):
            way_out = "`answer` shows the answer." if item.answer else "`skip` leaves the problem."
            self._view.note(f"There is no further hint. {way_out}")
            return
        rung = self._rungs[self._shown]
        self._shown += 1
        self._session.hinted(self._shown, last=rung.last)
        self._view.hint(self._shown, rung)

    def _answer(self, item: "Item") -> None:
        """The last rung at once: the item is over, and will come back."""
        if self._refused():
            return
        if not item.answer:
            self._view.note("This problem came without an answer; what you type is checked against it.")
            return
        self._session.hinted(self._shown + 1, last=True)
        self._view.answer(self._session.skip())

    def _skip(self, _: "Item") -> None:
        self._session.skip()
        self._view.skipped()

    def _work(self, item: "Item") -> None:
        from tutor.lesson.own_work import check_work, conclude

        if self._refused():
            return
        self._view.note("Type your lines, an empty one at the end.")
        lines: list[str] = []
        while (line := self._ask(_WORK_PROMPT)) is not None and line.strip():
            lines.append(line)
        checked = check_work("\n\n".join(lines), self._workshop, item.as_problem, "work")
        found = [replace(each, line=(each.line + 1) // 2) for each in checked]  # without the blank ones
        if found:
            self._session.helped()  # that no line is wrong tells something too
        self._view.work(conclude("\n".join(lines), found, item.as_problem, self._workshop))

    def _advise(self, _: "Item") -> None:
        """Words that are no answer, by one who does not know on."""
        way_on = "" if self._session.wish.self_test else "`hint` (or ?) helps on, "
        self._view.note(f"{way_on}`skip` leaves the problem, `quit` ends.")

    def _refused(self) -> bool:
        if self._session.wish.self_test:
            self._view.note("A self-test has no help. `skip` leaves the problem.")
        return self._session.wish.self_test

    def _warn(self) -> None:
        """Once for each fault, and never in the way of practising."""
        fault = self._session.fault
        before, self._said_fault = self._said_fault, fault.message if fault else ""
        if fault and fault.message != before:
            self._view.warn(f"Not kept yet: {fault.message} {fault.hint}")
