"""Which kind of problem comes next: what is due, then what is new, never one skill twice if there is another.

Interleaving costs effort now and is remembered longer: 61 against 38% after a month (Rohrer et
al. 2019). After a miss a fresh problem of the same kind comes soon, though not at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from random import Random
from typing import Final

from tutor.lesson.levels import level_of
from tutor.lesson.memory import due_today
from tutor.lesson.progress import alone
from tutor.lesson.skills import SKILL_BY_NAME
from tutor.vocabulary.practice import PracticeAnswer, PracticeCard, Scope

_BETWEEN_VARIANTS: Final = 1
_KNOWN_OF_LAST: Final = (2, 3)


@dataclass(frozen=True, slots=True)
class Wish:
    """What the student wants. `skills` holds names of skills or of kinds of problems; empty for any.

    `due_only` ends when nothing is due, `self_test` takes what was practised before, without help.
    """

    skills: tuple[str, ...] = ()
    level: int | None = None
    count: int | None = None
    due_only: bool = False
    self_test: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: one generator of a skill."""

    skill: str
    generator: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered when something is chosen; answers from the oldest."""

    answers: Sequence[PracticeAnswer]
    cards: Sequence[PracticeCard]
    now: datetime
    zone: tzinfo | None = None


@dataclass(slots=True)
class Sitting:
    """What this sitting has shown, and the kinds of which a fresh variant is owed after a miss."""

    shown: list[Kind] = field(default_factory=list)
    owed: list[tuple[Kind, int]] = field(default_factory=list)

    def show(self, kind: Kind) -> None:
        """One more item of that kind."""
        self.owed = [(each, at) for each, at in self.owed if each != kind]
        self.shown.append(kind)

    def in_turn(self, kinds: Iterable[Kind]) -> list[Kind]:
        """The same kinds, those of skills that were longest not shown first."""
        last = {kind.skill: number for number, kind in enumerate(self.shown)}
        return sorted(kinds, key=lambda kind: last.get(kind.skill, -1))

    def owe(self, kind: Kind) -> None:
        """A miss: a fresh problem of the same kind, after another item."""
        if all(each != kind for each, _ in self.owed):
            self.owed.append((kind, len(self.shown) + _BETWEEN_VARIANTS))


class Chooser:
    """Puts kinds of problems in the order in which they are wanted. `generators`: skill -> name -> title."""

    def __init__(self, generators: Mapping[str, Mapping[str, str]], wish: Wish, rng: Random) -> None:
        course = [name for name in SKILL_BY_NAME if name in generators]
        others = [name for name in generators if name not in SKILL_BY_NAME]
        everything = [Kind(skill, name) for skill in [*course, *others] for name in generators[skill]]
        self._all = everything
        self._wish = wish
        self._kinds = [
            kind for kind in everything if not wish.skills or {kind.skill, kind.generator} & set(wish.skills)
        ]
        self._by_name = {kind.generator: kind for kind in self._kinds}
        self._shuffled = rng.sample(self._kinds, len(self._kinds))

    def order(self, known: Known, sitting: Sitting) -> list[Kind]:
        """All kinds that may come next, the one to take first; empty when this sitting is at its end."""
        wanted = list(dict.fromkeys(self._wanted(known, sitting)))
        last = sitting.shown[-1].skill if sitting.shown else None
        return sorted(wanted, key=lambda kind: kind.skill == last)  # a stable sort

    def level(self, kind: Kind, known: Known) -> int:
        """The level to practise that kind at."""
        return self._wish.level or level_of(kind.generator, known.answers)

    def _wanted(self, known: Known, sitting: Sitting) -> Iterator[Kind]:
        if self._wish.self_test:
            yield from self._to_test(known, sitting)
            return
        yield from (kind for kind, at in sitting.owed if at <= len(sitting.shown))
        fresh = [kind for kind in self._kinds if kind not in sitting.shown]
        yield from sitting.in_turn(self._due(known, fresh))
        if not self._wish.due_only:
            new = (kind for kind in fresh if self._is_new(kind, known) and self._is_ready(kind, known))
            yield from sitting.in_turn(new)
            yield from self._others(known, sitting)
        yield from (kind for kind, _ in sitting.owed)

    def _due(self, known: Known, fresh: Sequence[Kind]) -> Iterator[Kind]:
        """Kinds that are due, then of skills that are due without any of these what was longest not seen."""
        due = due_today(known.cards, known.now, known.zone)
        kinds = [self._by_name.get(card.name) for card in due if card.scope is Scope.KIND]
        yield from (kind for kind in kinds if kind in fresh and kind is not None)
        served = {kind.skill for kind in kinds if kind is not None}
        last = _last_seen(known)
        for card in due:
            own = [kind for kind in fresh if card.scope is Scope.SKILL and kind.skill == card.name]
            if own and card.name not in served:
                yield min(own, key=lambda kind: last.get(kind.generator, ""))

    def _others(self, known: Known, sitting: Sitting) -> list[Kind]:
        """What is neither due nor new: seldom shown in this sitting first, then longest not seen."""
        last = _last_seen(known)
        practised = [kind for kind in self._kinds if self._wish.skills or kind.generator in last]
        seldom = sorted(practised, key=lambda kind: last.get(kind.generator, ""))
        return sorted(sitting.in_turn(seldom), key=sitting.shown.count)

    def _to_test(self, known: Known, sitting: Sitting) -> list[Kind]:
        last = _last_seen(known)
        practised = [kind for kind in self._shuffled if self._wish.skills or kind.generator in last]
        return sorted(sitting.in_turn(practised), key=sitting.shown.count)

    def _is_new(self, kind: Kind, known: Known) -> bool:
        return all(each.generator != kind.generator for each in known.answers)

    def _is_ready(self, kind: Kind, known: Known) -> bool:
        """Whether what a skill builds on is known; a skill that was asked for or begun needs no leave."""
        if self._wish.skills or any(each.skill == kind.skill for each in known.answers):
            return True
        skill = SKILL_BY_NAME.get(kind.skill)
        return skill is None or all(self._is_known(need, known) for need in skill.needs)

    def _is_known(self, skill: str, known: Known) -> bool:
        """Right alone in most of the last tries; a skill without problems can't be in the way."""
        if all(kind.skill != skill for kind in self._all):
            return True
        least, last = _KNOWN_OF_LAST
        tries = alone(each for each in known.answers if each.skill == skill)[-last:]
        return sum(each.right for each in tries) >= least


def _last_seen(known: Known) -> dict[str, str]:
    """Generator -> when it was answered last, as a text that compares as times do."""
    return {each.generator: each.at.isoformat() for each in known.answers}
