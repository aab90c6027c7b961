"""Lessons in the app without widgets: hints where nothing is solved alone, a run that nobody waits for."""

import sqlite3
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from support.practising import FakeWorkshop, answered

from tutor.history import PracticeRecord
from tutor.lesson.hints.ladder import Ladder, NoLadder
from tutor.lesson.practice import Wish
from tutor.tui.lessons import Lessons
from tutor.vocabulary.locations import history_file
from tutor.vocabulary.practice import PracticeCard, Scope
from tutor.vocabulary.problem import Problem

RIDDLE = Problem("A farmer has some cows. Why?")


class _Alone(FakeWorkshop):
    """A checker that solves nothing by itself."""

    def answer(self, problem: Problem) -> None:
        return None


class _Run:
    """A model that thinks until it is stopped."""

    def __init__(self) -> None:
        self.begun, self.ended = threading.Event(), threading.Event()

    def stop(self) -> None:
        self.ended.set()

    def join(self) -> bool:
        self.begun.set()
        return self.ended.wait(60)

    def take(self) -> list[object]:
        return []


def lessons(run: _Run | None = None) -> Lessons:
    solving: Any = SimpleNamespace(checker=_Alone(), engine=run, solve=lambda _: run)
    return Lessons(solving)


@pytest.fixture
def held() -> Iterator[_Run]:
    run = _Run()
    yield run
    run.stop()


def test_without_a_model_it_is_said_what_to_do() -> None:
    desk = lessons().teach(RIDDLE)
    desk.next()
    found = desk.hint()
    assert isinstance(found, NoLadder)
    assert "no model yet" in found.reason and "Ctrl+P" in found.reason


def test_a_model_that_solves_unseen_can_be_stopped(held: _Run) -> None:
    desk = lessons(held).teach(RIDDLE)
    desk.next()
    found: list[object] = []
    thread = threading.Thread(target=lambda: found.append(desk.hint()))
    thread.start()
    assert held.begun.wait(60)
    desk.stop()
    thread.join(60)
    assert isinstance(found[0], NoLadder) and "stopped" in found[0].reason


def test_what_is_stopped_before_it_began_never_begins(held: _Run) -> None:
    desk = lessons(held).teach(RIDDLE)
    desk.next()
    desk.stop()
    assert isinstance(desk.hint(), NoLadder)
    assert not held.begun.is_set()


def test_a_set_s_problem_that_comes_back_has_hints_where_it_has_an_answer() -> None:
    with PracticeRecord(history_file()) as record:
        fields = {"skill": "", "generator": "set/a", "level": 1, "seed": 0}
        record.add(
            answered(**fields, problem="Solve $2x + 3 = 11$.", expected="x = 4"),
            [PracticeCard(Scope.KIND, "set/a", answered().at)],
        )
    desk = lessons().sit_down(Wish(due_only=True))
    item = desk.next()
    assert item is not None and item.generator == "set/a"
    desk.hint()
    assert "both sides" in desk.rungs[0].text
    assert isinstance(desk._ladder, Ladder)


def test_a_damaged_card_does_not_keep_the_map_of_skills_away() -> None:
    with PracticeRecord(history_file()) as record:
        record.add(answered(), [PracticeCard(Scope.SKILL, "linear", answered().at, {"step": 1})])
    assert lessons().progress().answers == 1


def test_what_another_program_kept_from_being_written_is_written_later() -> None:
    """At the next sitting, or at the end of the app."""
    for ending in ("another sitting", "the end"):
        lesson = lessons()
        before = len(lesson.record.answers())
        lesson.record._connection.execute("PRAGMA busy_timeout = 0")  # the long wait is over at once here
        desk = lesson.sit_down(Wish(("fractions",)))
        other = sqlite3.connect(history_file(), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        desk.next()
        desk.answer("0")
        desk.close()
        assert desk.session.fault is not None
        other.execute("ROLLBACK")
        other.close()
        if ending == "another sitting":
            lesson.sit_down(Wish())
            assert len(lesson.record.answers()) == before + 1
        lesson.close()
        with PracticeRecord(history_file()) as record:
            assert len(record.answers()) == before + 1
