"""Mastery, the gap between help and none, and weeks; help is never counted as one's own."""

from datetime import UTC, datetime, timedelta

from support.practising import EVENING, answered

from tutor.lesson.memory import remember
from tutor.lesson.progress import gap, mastery_of, progress, self_test_due
from tutor.vocabulary.practice import Outcome, PracticeAnswer

WRONG = Outcome.WRONG


def many(count: int, right: int, **changes: object) -> list[PracticeAnswer]:
    return [
        answered(Outcome.RIGHT if number < right else WRONG, seed=number, **changes)  # type: ignore[arg-type]
        for number in range(count)
    ]


def test_mastery_is_recall_times_what_is_right_alone() -> None:
    answers = [answered(), answered(WRONG), answered(hints=2), answered(retry=True)]
    cards = remember(answers)
    found = mastery_of("linear", answers, cards, EVENING)
    assert found is not None
    recall, mastery = found
    assert mastery == recall / 5  # one of the fewest five tries alone
    assert mastery_of("linear", answers, cards, EVENING + timedelta(days=30))[1] < mastery  # type: ignore[index]
    assert mastery_of("fractions", answers, cards, EVENING) is None


def test_help_alone_masters_nothing() -> None:
    answers = [answered(hints=1)] * 5
    assert mastery_of("linear", answers, remember(answers), EVENING)[1] == 0  # type: ignore[index]
    (skill,) = [
        each for each in progress(answers, remember(answers), EVENING).skills if each.name == "linear"
    ]
    assert (skill.alone.count, skill.aided.right) == (0, 5)


def test_the_gap_says_nothing_of_few() -> None:
    found = gap([*many(9, 9), *many(30, 10, self_test=True)], EVENING)
    assert (found.with_help.count, found.alone.count) == (9, 30)
    assert found.difference is None and not found.enough


def test_the_gap_is_solved_with_help_at_hand_minus_solved_in_self_tests() -> None:
    found = gap([*many(20, 18), *many(20, 10, self_test=True)], EVENING)
    assert found.difference == 0.9 - 0.5
    assert found.error is not None and 0.2 < found.error < 0.35


def test_an_item_counts_by_how_it_ended_and_only_skills_of_both_sides_count() -> None:
    practised = [
        each
        for number in range(12)
        for each in (answered(WRONG, seed=number), answered(seed=number, retry=True))
    ]
    found = gap([*practised, *many(9, 9, skill="fractions"), *many(12, 6, self_test=True)], EVENING)
    assert (found.with_help.right, found.with_help.count) == (12, 12)


def test_what_can_not_be_told_counts_nowhere_and_an_empty_test_answer_as_not_solved() -> None:
    tests = [answered(Outcome.UNDECIDED, self_test=True), answered(Outcome.SKIPPED, self_test=True)]
    found = gap([*many(3, 3), *tests], EVENING)
    assert (found.alone.right, found.alone.count) == (0, 1)


def test_a_self_test_is_due_a_week_after_the_last() -> None:
    practised = many(5, 3)
    assert not self_test_due(practised, EVENING + timedelta(days=6), UTC)
    assert self_test_due(practised, EVENING + timedelta(days=7), UTC)
    tested = [*practised, answered(self_test=True, at=EVENING + timedelta(days=7))]
    assert not self_test_due(tested, EVENING + timedelta(days=13), UTC)
    assert self_test_due(tested, EVENING + timedelta(days=14), UTC)
    assert not self_test_due(many(4, 4), EVENING + timedelta(days=60), UTC)


def test_weeks_begin_on_mondays_and_empty_ones_are_shown() -> None:
    later = EVENING + timedelta(days=14)
    answers = [answered(), answered(WRONG), answered(hints=1), answered(at=later)]
    weeks = progress(answers, (), later, UTC).weeks
    assert [week.begins.isoformat() for week in weeks] == ["2026-03-02", "2026-03-09", "2026-03-16"]
    assert [(week.answers, week.right, week.alone) for week in weeks] == [(3, 2, 1), (0, 0, 0), (1, 1, 1)]


def test_an_empty_record_has_nothing_to_tell() -> None:
    found = progress((), (), datetime(2026, 1, 1, tzinfo=UTC), UTC)
    assert (found.answers, found.weeks, found.due_today, found.self_test_due) == (0, (), (), False)
    assert all(skill.mastery is None for skill in found.skills)
