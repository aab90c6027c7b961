"""Answers become ratings, ratings become cards, and what is due is told by the student's own day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fsrs import Rating
from support.practising import EVENING, answered

from tutor.lesson.memory import due_today, rating_of, recall, remember, review, sound_cards, usual_seconds
from tutor.vocabulary.practice import Outcome, PracticeAnswer, PracticeCard, Scope

WRONG, RIGHT = Outcome.WRONG, Outcome.RIGHT


@pytest.mark.parametrize(
    ("answer", "usual", "rating"),
    [
        (answered(), None, Rating.Good),
        (answered(seconds=4.0), 20.0, Rating.Easy),
        (answered(seconds=19.0), 20.0, Rating.Good),
        (answered(hints=1), None, Rating.Hard),
        (answered(hints=1, seconds=1.0), 20.0, Rating.Hard),
        (answered(hints=4, last_rung=True), None, Rating.Again),
        (answered(Outcome.SKIPPED, last_rung=True), None, Rating.Again),
        (answered(WRONG), None, Rating.Again),
        (answered(retry=True), None, None),
        (answered(WRONG, retry=True), None, None),
        (answered(Outcome.UNDECIDED), None, None),
        (answered(Outcome.OTHER_FORM), None, None),
        (answered(Outcome.SKIPPED), None, None),
    ],
)
def test_an_answer_is_rated_by_what_it_shows(
    answer: PracticeAnswer, usual: float | None, rating: Rating | None
) -> None:
    assert rating_of(answer, usual) == rating


def test_a_usual_time_is_the_students_own_and_only_of_what_was_done_alone() -> None:
    alone = [answered(seconds=seconds) for seconds in (10.0, 30.0, 20.0)]
    other = [answered(seconds=900.0, hints=1), answered(seconds=900.0, level=2), answered(WRONG, seconds=1.0)]
    assert usual_seconds(answered(), [*alone, *other]) == 20.0
    assert usual_seconds(answered(), [*alone[:2], *other]) is None


def test_an_answer_changes_the_cards_of_its_skill_and_kind_alone() -> None:
    first = review(answered(), ())
    assert [(card.scope, card.name) for card in first] == [(Scope.SKILL, "linear"), (Scope.KIND, "one-step")]
    second = review(answered(generator="two-step"), first)
    assert [card.name for card in second] == ["linear", "two-step"]
    assert review(answered(Outcome.UNDECIDED), first) == ()


def test_right_answers_on_time_space_out_and_a_miss_brings_it_back_soon() -> None:
    at, cards, waits = EVENING, (), []
    for _ in range(4):
        cards = review(answered(at=at), cards)
        waits.append((cards[0].due - at).days)
        at = cards[0].due
    assert waits == sorted(waits) and waits[-1] > 20
    missed = review(answered(WRONG, at=at), cards)
    assert (missed[0].due - at).days <= 7


def test_recall_fades_with_time() -> None:
    (card, _) = review(answered(), ())
    chances = [recall(card, EVENING + timedelta(days=days)) for days in (0, 2, 10, 60)]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > 0.99 and 0 < chances[-1] < 0.9


def test_what_is_due_is_told_by_the_students_own_midnight() -> None:
    due = datetime(2026, 3, 5, 6, 30, tzinfo=UTC)  # still the 4th in Los Angeles
    card = PracticeCard(Scope.KIND, "one-step", due)
    now = datetime(2026, 3, 5, 5, 0, tzinfo=UTC)
    assert due_today([card], now, ZoneInfo("America/Los_Angeles")) == (card,)
    evening = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    assert due_today([card], evening, UTC) == ()
    assert due_today([card], evening, ZoneInfo("Asia/Tokyo")) == (card,)


def test_cards_are_made_again_of_the_answers_when_one_is_damaged() -> None:
    answers = [answered(at=EVENING + timedelta(days=days)) for days in (0, 2, 9)]
    cards = remember(answers)
    assert sound_cards(cards, answers) == cards
    damaged = [cards[0], PracticeCard(Scope.KIND, "one-step", EVENING, {"stability": "much"})]
    assert sound_cards(damaged, answers) == cards
