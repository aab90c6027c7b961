"""A sitting, driven as front doors drive it."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from support.practising import Clock, FakeWorkshop, MemoryRecord, answered

from tutor.lesson.item import Item, WorkedStep
from tutor.lesson.memory import remember
from tutor.lesson.practice import Session, Wish
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.errors import CheckError, UsageError
from tutor.vocabulary.practice import Outcome


def sit(
    record: MemoryRecord | None = None, seed: int = 5, clock: Clock | None = None, **wish: object
) -> Session:
    times = (clock or Clock()).times
    return Session(FakeWorkshop(), record or MemoryRecord(), Wish(**wish), seed=seed, times=times)  # type: ignore[arg-type]


def take(session: Session) -> Item:
    item = session.next()
    assert item is not None
    return item


def test_a_right_answer_ends_the_item_and_is_on_the_record() -> None:
    record, clock = MemoryRecord(), Clock()
    session = sit(record, clock=clock)
    item = take(session)
    clock.go(seconds=12.5)
    marked = session.answer(f" {item.answer} ")
    assert (marked.outcome, marked.over, marked.expected) == (Outcome.RIGHT, True, item.answer)
    (kept,) = record.kept
    assert (kept.given, kept.seconds, kept.aided, kept.at) == (item.answer, 12.5, False, clock.at)
    assert {name for _, name in record.known} == {item.skill, item.generator}
    assert session.item is None


def test_the_answer_is_not_told_before_the_second_miss() -> None:
    session = sit()
    item = take(session)
    first = session.answer("no")
    assert (first.outcome, first.over, first.expected) == (Outcome.WRONG, False, "")
    assert first.detail == "", "`5 ≠ 6` holds the answer"
    second = session.answer("no")
    assert (second.over, second.expected, second.tries) == (True, item.answer, 2)


def test_what_can_not_be_told_and_another_form_leave_the_item_open_and_change_no_card() -> None:
    record = MemoryRecord()
    session = sit(record)
    item = take(session)
    for _ in range(3):
        assert session.answer("?").outcome is Outcome.UNDECIDED
    other = session.answer(f"{item.answer}.0")
    assert (other.outcome, other.form, other.over) == (
        Outcome.OTHER_FORM,
        "a whole number is asked for",
        False,
    )
    assert record.known == {}
    assert session.answer(item.answer).over
    assert not record.kept[-1].aided


def test_help_is_on_the_record() -> None:
    record = MemoryRecord()
    session = sit(record)
    item = take(session)
    session.hinted(1)
    session.hinted(2)
    session.answer(item.answer)
    assert (record.kept[-1].hints, record.kept[-1].aided) == (2, True)
    item = take(session)
    session.hinted(5, last=True)
    assert session.skip() == item.answer
    assert (record.kept[-1].outcome, record.kept[-1].last_rung) == (Outcome.SKIPPED, True)
    take(session)
    session.answer("no")
    session.answer("no")
    assert [each.retry for each in record.kept[-2:]] == [False, True]


def test_after_a_miss_a_fresh_problem_of_the_same_kind_comes_soon() -> None:
    session = sit(skills=("linear", "arithmetic"))
    missed = take(session)
    session.answer("no")
    session.answer("no")
    kinds = []
    for _ in range(3):
        item = take(session)
        kinds.append(item.generator)
        assert item.seed != missed.seed
        session.answer(item.answer)
    assert kinds[0] != missed.generator
    assert missed.generator in kinds


def test_skills_are_interleaved() -> None:
    session = sit(skills=("linear", "arithmetic", "fractions"))
    skills = []
    for _ in range(12):
        item = take(session)
        skills.append(item.skill)
        session.answer(item.answer)
    assert all(one != other for one, other in pairwise(skills))
    assert set(skills[:3]) == {"linear", "arithmetic", "fractions"}


def test_the_same_seed_brings_the_same_problems() -> None:
    def texts(seed: int) -> list[str]:
        session = sit(seed=seed)
        found = []
        for _ in range(6):
            item = take(session)
            found.append(item.problem)
            session.answer(item.answer)
        return found

    assert texts(3) == texts(3)
    assert texts(3) != texts(4)


def test_new_skills_wait_for_what_they_build_on() -> None:
    record = MemoryRecord()
    session = sit(record)
    seen = []
    for _ in range(8):
        item = take(session)
        seen.append(item.skill)
        session.answer(item.answer)
    assert set(seen[:2]) == {"arithmetic"}
    assert {"linear", "fractions"} <= set(seen[2:])


def test_the_level_follows_the_results_unless_one_is_asked_for() -> None:
    record = MemoryRecord()
    session = sit(record, skills=("halves",))
    levels = []
    for _ in range(5):
        item = take(session)
        levels.append(item.level)
        session.answer(item.answer)
    assert levels == [1, 1, 2, 2, 3]
    assert take(sit(record, skills=("halves",), level=1)).level == 1


def test_due_only_ends_when_nothing_is_due_and_what_is_due_comes_first() -> None:
    record, clock = MemoryRecord(), Clock()
    assert sit(record, clock=clock, due_only=True).next() is None
    session = sit(record, clock=clock, skills=("halves",))
    session.answer(take(session).answer)
    clock.go(days=1)
    assert sit(record, clock=clock, due_only=True).next() is None
    clock.go(days=2)
    session = sit(record, clock=clock, due_only=True)
    item = take(session)
    assert item.generator == "halves"
    session.answer(item.answer)
    assert session.next() is None
    assert take(sit(record, clock=clock)).problem != item.problem


def test_a_self_test_has_one_try_no_help_and_only_what_was_practised() -> None:
    record = MemoryRecord()
    with pytest.raises(UsageError, match="nothing to test"):
        sit(record, self_test=True)
    session = sit(record, skills=("halves", "one-step"))
    for _ in range(2):
        session.answer(take(session).answer)
    test = sit(record, self_test=True)
    assert take(test).generator in ("halves", "one-step")
    with pytest.raises(UsageError, match="no help"):
        test.hinted(1)
    assert test.answer("no").over
    assert record.kept[-1].self_test
    assert take(test).generator in ("halves", "one-step")
    assert test.skip() == ""


def test_a_count_ends_the_sitting_and_the_summary_tells_it() -> None:
    session = sit(count=3)
    session.answer(take(session).answer)
    take(session)
    session.answer("no")
    session.answer("no")
    take(session)
    assert session.next() is None
    summary = session.summary()
    assert (summary.items, summary.right, summary.alone, summary.wrong, summary.skipped) == (3, 1, 1, 1, 1)


def test_a_generator_that_makes_nothing_is_passed_over() -> None:
    workshop = FakeWorkshop()
    workshop.broken = {"sums"}
    session = Session(workshop, MemoryRecord(), Wish(("arithmetic",)), seed=1, times=Clock().times)
    assert take(session).generator == "products"
    workshop.broken = {"sums", "products"}
    with pytest.raises(CheckError, match="makes nothing"):
        session.next()


def test_a_disk_that_takes_nothing_does_not_stop_practice_and_is_written_to_later() -> None:
    record = MemoryRecord()
    session = sit(record)
    record.full = True
    assert session.answer(take(session).answer).over
    assert session.fault is not None and "disk is full" in session.fault.message
    session.answer(take(session).answer)
    record.full = False
    session.close()
    assert session.fault is None
    assert len(record.kept) == 2


def test_unknown_wishes_are_said() -> None:
    with pytest.raises(UsageError, match="no problems called algebra"):
        sit(skills=("algebra",))
    session = sit()
    with pytest.raises(UsageError, match="no problem under way"):
        session.answer("1")
    take(session)
    with pytest.raises(UsageError, match="empty"):
        session.answer("  ")


def test_problems_of_a_set_come_in_order_and_back_when_they_are_due() -> None:
    record, clock = MemoryRecord(), Clock()
    hints = (WorkedStep("Count.", ""), WorkedStep("Count on.", ""))
    items = [
        Item("", f"set/{n}", 1, 0, f"{n} + 1", str(n + 1), asked="", idea="", steps=hints, form="a number")
        for n in range(3)
    ]
    session = Session(FakeWorkshop(), record, seed=1, problems=items, times=clock.times)
    for item in items:
        assert session.next() == item
        session.answer(item.answer)
    assert session.next() is None
    clock.go(days=3)
    due = sit(record, clock=clock, due_only=True)
    assert {take(due) for _ in range(3)} == set(items)
    assert due.next() is None


def test_a_problem_of_ones_own_that_could_never_be_marked_does_not_come_back() -> None:
    record, clock = MemoryRecord(), Clock()
    for name, outcome, given_up in (
        ("set/own-1", Outcome.SKIPPED, False),
        ("set/own-2", Outcome.RIGHT, False),
        ("set/own-3", Outcome.SKIPPED, True),
    ):
        record.add(answered(outcome, skill="", generator=name, problem=name, expected="", last_rung=given_up))
    test = sit(record, clock=clock, self_test=True, count=4)
    assert {take(test).problem for _ in range(4)} == {"set/own-2", "set/own-3"}


def test_what_is_due_tomorrow_comes_once_midnight_has_passed() -> None:
    record, clock = MemoryRecord(), Clock()
    tomorrow = clock.at + timedelta(hours=14)
    record.add(answered(), [replace(card, due=tomorrow) for card in remember([answered()])])
    due = sit(record, clock=clock, due_only=True)
    assert due.next() is None
    clock.go(hours=5)  # one at night
    assert take(due).generator == "one-step"


def test_what_a_seed_makes_again_is_not_kept_twice() -> None:
    record = MemoryRecord()
    session = sit(record)
    session.answer(take(session).answer)
    assert (record.kept[0].form, record.kept[0].set_hints) == ("", ())


def test_a_sitting_with_real_workers() -> None:
    record, clock = MemoryRecord(), Clock()
    workshop = Workshop()
    with workshop:
        session = Session(workshop, record, Wish(("linear",), level=2), seed=1, times=clock.times)
        item = take(session)
        assert (item.skill, item.level) == ("linear", 2)
        assert session.answer("well ((").outcome is Outcome.UNDECIDED
        assert session.answer("x = 123456").outcome is Outcome.WRONG
        assert session.answer(item.answer).outcome is Outcome.RIGHT
    assert [each.retry for each in record.kept] == [False, False, True]
    assert {card.due > clock.at for card in record.known.values()} == {True}
