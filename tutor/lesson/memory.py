"""What is remembered of a skill and of a kind of problem, and when it is due again (FSRS).

The room of `fsrs`. An answer becomes a rating, a rating a new card; the same answers always
make the same cards. What could not be marked, and tries after a miss, change nothing.
"""

import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from functools import cache
from statistics import median
from typing import TYPE_CHECKING, Final

from tutor.lesson.days import end_of_day
from tutor.vocabulary.practice import Outcome, PracticeAnswer, PracticeCard, Scope

if TYPE_CHECKING:
    from fsrs import Card, Rating, Scheduler

CardKey = tuple[Scope, str]
_WELL_KNOWN_TIMES: Final = 3
_QUICK: Final = 0.5


def keys_of(answer: PracticeAnswer) -> tuple[CardKey, ...]:
    """The cards that an answer touches: its skill's, where it has one, and that of its kind."""
    skill = ((Scope.SKILL, answer.skill),) if answer.skill else ()
    return (*skill, (Scope.KIND, answer.generator))


def rating_of(answer: PracticeAnswer, usual_seconds: float | None = None) -> "Rating | None":
    """How well an answer shows that it is remembered; None where it shows nothing.

    Easy is for less than half of the student's own usual time: problems differ in length,
    students in speed, so that no fixed time would be fair.
    """
    from fsrs import Rating

    if answer.retry:
        return None  # the miss is on the card already
    if answer.last_rung or answer.outcome is Outcome.WRONG:
        return Rating.Again
    if answer.outcome is not Outcome.RIGHT:
        return None
    if answer.hints:
        return Rating.Hard
    quick = usual_seconds is not None and answer.seconds < _QUICK * usual_seconds
    return Rating.Easy if quick else Rating.Good


def usual_seconds(answer: PracticeAnswer, earlier: Iterable[PracticeAnswer]) -> float | None:
    """The time this student usually takes alone for problems of this kind and level; None for too few."""
    same = (answer.generator, answer.level)
    times = [
        each.seconds
        for each in earlier
        if each.right and not each.aided and (each.generator, each.level) == same
    ]
    return median(times) if len(times) >= _WELL_KNOWN_TIMES else None


def review(
    answer: PracticeAnswer, cards: Iterable[PracticeCard], usual_seconds: float | None = None
) -> tuple[PracticeCard, ...]:
    """The cards that are changed by an answer, as they are after it; none where it shows nothing."""
    rating = rating_of(answer, usual_seconds)
    if rating is None:
        return ()
    known = {(card.scope, card.name): card for card in cards}
    changed = []
    for key in keys_of(answer):
        at = answer.at.astimezone(UTC)
        old = known.get(key)
        card = _card(old) if old else _new_card(key, at)
        new, _ = _scheduler().review_card(card, rating, at)
        changed.append(PracticeCard(*key, new.due, {name: _plain(value) for name, value in _fields(new)}))
    return tuple(changed)


def remember(answers: Iterable[PracticeAnswer]) -> tuple[PracticeCard, ...]:
    """The cards that some answers lead to, oldest first: what a record's cards can be made of again."""
    cards: dict[CardKey, PracticeCard] = {}
    earlier: dict[tuple[str, int], list[PracticeAnswer]] = defaultdict(list)
    for answer in sorted(answers, key=lambda each: each.at):
        same = earlier[answer.generator, answer.level]
        own = [cards[key] for key in keys_of(answer) if key in cards]
        for card in review(answer, own, usual_seconds(answer, same)):
            cards[card.scope, card.name] = card
        same.append(answer)
    return tuple(cards.values())


def due_today(
    cards: Iterable[PracticeCard], now: datetime, zone: tzinfo | None = None
) -> tuple[PracticeCard, ...]:
    """What is due by the end of the student's own day, the longest overdue first."""
    end = end_of_day(now, zone)
    return tuple(sorted((card for card in cards if card.due < end), key=lambda card: (card.due, card.name)))


def recall(card: PracticeCard, now: datetime) -> float:
    """The probability that it is remembered at that time."""
    return float(_scheduler().get_card_retrievability(_card(card), now.astimezone(UTC)))


@cache
def _scheduler() -> "Scheduler":
    """No learning steps: a skill is not practised again after a minute, a session brings variants itself."""
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def _new_card(key: CardKey, at: datetime) -> "Card":
    from fsrs import Card

    # a number of its own kind: the library's default waits for the clock to go on
    return Card(card_id=zlib.crc32("/".join(key).encode()), due=at)


def _card(card: PracticeCard) -> "Card":
    """Raises ValueError for a state that the scheduler does not know."""
    from fsrs import Card, State

    state = card.state
    try:
        return Card(
            card_id=int(str(state["card_id"])),
            state=State(int(str(state["state"]))),
            step=None if state["step"] is None else int(str(state["step"])),
            stability=_number(state["stability"]),
            difficulty=_number(state["difficulty"]),
            due=card.due,
            last_review=datetime.fromisoformat(str(state["last_review"])),
        )
    except KeyError as error:
        raise ValueError(f"the card of {card.name} lacks its {error}") from error


def _fields(card: "Card") -> Sequence[tuple[str, object]]:
    return [(name, value) for name, value in card.to_dict().items() if name != "due"]


def _number(value: str | float | None) -> float | None:
    return None if value is None else float(value)


def _plain(value: object) -> str | int | float | None:
    return value if isinstance(value, str | int | float) or value is None else str(value)


def sound_cards(cards: Iterable[PracticeCard], answers: Iterable[PracticeAnswer]) -> tuple[PracticeCard, ...]:
    """The cards as they are; where one of them can't be read, all of them made again of the answers."""
    kept = tuple(cards)
    try:
        for card in kept:
            _card(card)
    except (ValueError, TypeError):
        return remember(answers)
    return kept
