"""One sitting of practice: a plain object that a front door drives, item by item.

    while (item := session.next()) is not None:
        marked = session.answer(text)        # until marked.over
        session.hinted(rung, last=False)     # when a rung was shown
        session.skip()                       # leaves the item

Everything is on the record before the front door learns it. It starts no thread; `next` and
`answer` block for a bounded time while a worker makes and marks.
"""

import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from random import Random
from typing import Final

from tutor.lesson.item import Item
from tutor.lesson.practice.choosing import Known, Wish
from tutor.lesson.practice.diary import Diary, Record
from tutor.lesson.practice.marking import Marked, mark
from tutor.lesson.practice.supply import SET_PREFIX, Listed, Made, Maker, Supply
from tutor.vocabulary.errors import HistoryError, UsageError
from tutor.vocabulary.practice import Outcome, PracticeAnswer

TRIES: Final = 2
"""After so many misses the answer is shown."""

_SEEDS: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Times:
    """The clocks of a session: now in UTC, seconds that only go forward, and the student's time zone.

    Without a zone it is that of this machine.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    seconds: Callable[[], float] = time.monotonic
    zone: tzinfo | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a sitting came to: items by how they ended, and those that were right at the first try alone."""

    items: int = 0
    right: int = 0
    alone: int = 0
    wrong: int = 0
    undecided: int = 0
    skipped: int = 0
    self_test: bool = False


@dataclass(slots=True)
class _UnderWay:
    """The item on the screen. `outcome` is what it would end with now."""

    item: Item
    since: float
    hints: int = 0
    last_rung: bool = False
    tries: int = 0
    misses: int = 0
    outcome: Outcome = Outcome.SKIPPED
    alone: bool = False
    over: bool = False


class Session:
    """One sitting. Without `problems` it makes items by what is due; with them it goes through these.

    `seed` makes what comes next repeatable. `fault` says why answers wait to be written, None when
    all are. Raises `UsageError` for a wish that nothing can fulfil.
    """

    def __init__(
        self,
        workshop: Maker,
        record: Record,
        wish: Wish = Wish(),
        *,
        seed: int | None = None,
        problems: Sequence[Item] = (),
        times: Times = Times(),
    ) -> None:
        self.id = secrets.token_hex(6)
        self.seed = secrets.randbelow(_SEEDS) if seed is None else seed
        self.wish = wish
        self.fault: HistoryError | None = None
        self._workshop, self._times = workshop, times
        self._diary = Diary(record)
        rng = Random(f"practice/{self.seed}")  # noqa: S311 - to repeat it, no secret
        self._supply: Supply = (
            Listed(problems) if problems else Made(workshop, wish, rng, self._diary.answers)
        )
        self._current: _UnderWay | None = None
        self._ended: list[_UnderWay] = []

    @property
    def item(self) -> Item | None:
        """The item under way, None before the first and after each."""
        return self._current.item if self._current and not self._current.over else None

    @property
    def number(self) -> int:
        """How many items were shown."""
        return len(self._ended) + (1 if self.item else 0)

    def next(self) -> Item | None:
        """The next item, None at the end of the sitting. One that is under way is skipped."""
        if self.item is not None:
            self.skip()
        if self.wish.count is not None and len(self._ended) >= self.wish.count:
            return None
        diary = self._diary
        item = self._supply.next(Known(diary.answers, diary.cards(), self._times.now(), self._times.zone))
        self._current = None if item is None else _UnderWay(item, self._times.seconds())
        return item

    def answer(self, text: str) -> Marked:
        """Mark an answer to the item under way, and keep it.

        What can't be told and a right value in another form leave the item open; a miss leaves it
        open once. A self-test has one try.
        """
        current, given = self._under_way(), text.strip()
        if not given:
            raise UsageError("The answer is empty.", "`skip` leaves the problem.")
        marked = mark(current.item, given, self._workshop)
        self._keep(marked.outcome, given)
        current.tries += 1
        current.misses += marked.outcome is Outcome.WRONG
        if marked.outcome is not Outcome.UNDECIDED or not current.misses:
            current.outcome = marked.outcome
        tries = 1 if self.wish.self_test else TRIES
        over = marked.outcome is Outcome.RIGHT or current.misses >= tries
        if over:
            self._end()
        # what shows a miss (`5 ≠ 6`) often holds the answer
        detail = "" if marked.outcome is Outcome.WRONG and not over else marked.detail
        expected = current.item.answer if over else ""
        return replace(marked, detail=detail, tries=current.tries, over=over, expected=expected)

    def hinted(self, rung: int, *, last: bool = False) -> None:
        """A rung of the item's hints was shown, counted from 1; the last one is the answer.

        Raises `UsageError` in a self-test, which has no help.
        """
        if self.wish.self_test:
            raise UsageError("A self-test has no help.", "`skip` leaves the problem.")
        current = self._under_way()
        current.hints = max(current.hints, rung)
        current.last_rung = current.last_rung or last

    def helped(self) -> None:
        """Another help than a hint was given, such as a look at the student's own lines."""
        self.hinted(1)

    def skip(self) -> str:
        """Leave the item under way; its answer, empty in a self-test."""
        current = self._under_way()
        # answers that could not be told were given: they are on the record, and nothing was left out
        if current.last_rung or not current.tries:
            self._keep(Outcome.SKIPPED, "")
        self._end()
        return "" if self.wish.self_test else current.item.answer

    def summary(self) -> Summary:
        """What this sitting came to so far, an item under way that was answered with it."""
        current = self._current
        begun = [current] if current and current.tries and not current.over else []
        outcomes = [each.outcome for each in [*self._ended, *begun]]
        return Summary(
            len(outcomes),
            outcomes.count(Outcome.RIGHT),
            sum(each.alone for each in self._ended),
            outcomes.count(Outcome.WRONG),
            outcomes.count(Outcome.UNDECIDED) + outcomes.count(Outcome.OTHER_FORM),
            outcomes.count(Outcome.SKIPPED),
            self.wish.self_test,
        )

    def missed(self) -> tuple[Item, ...]:
        """The items that were not right in the end, in their order: what to look at again."""
        return tuple(each.item for each in self._ended if each.outcome in (Outcome.WRONG, Outcome.SKIPPED))

    def close(self) -> None:
        """Try once more to write what could not be written; `fault` says what is lost if that fails."""
        self.fault = self._diary.write()

    def _under_way(self) -> _UnderWay:
        if self._current is None or self._current.over:
            raise UsageError("There is no problem under way.")
        return self._current

    def _keep(self, outcome: Outcome, given: str) -> None:
        current = self._under_way()
        item = current.item
        from_set = item.generator.startswith(SET_PREFIX)
        answer = PracticeAnswer(
            skill=item.skill,
            generator=item.generator,
            level=item.level,
            seed=item.seed,
            problem=item.problem,
            expected=item.answer,
            given=given,
            outcome=outcome,
            at=self._times.now(),
            seconds=round(self._times.seconds() - current.since, 3),
            session=self.id,
            hints=current.hints,
            last_rung=current.last_rung,
            retry=current.misses > 0,
            self_test=self.wish.self_test,
            form=item.form if from_set else "",
            set_hints=tuple(step.idea for step in item.steps) if from_set else (),
        )
        self.fault = self._diary.keep(answer)
        current.alone = answer.right and not answer.aided

    def _end(self) -> None:
        current = self._under_way()
        current.over = True
        self._ended.append(current)
        if not self.wish.self_test and (current.misses or current.last_rung):
            self._supply.missed(current.item)
