"""Where the items of a sitting come from: made for what is due, or listed in a problem set."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final, Protocol

from tutor.lesson.item import Item, WorkedStep
from tutor.lesson.practice.choosing import Chooser, Kind, Known, Sitting, Wish
from tutor.lesson.practice.marking import Marker
from tutor.vocabulary.errors import CheckError, UsageError
from tutor.vocabulary.practice import PracticeAnswer

SET_PREFIX: Final = "set/"
"""Begins the generator of an item that comes from a problem set."""

_SEEDS: Final = 1 << 31
_FRESH_TRIES: Final = 4
_KINDS_TO_TRY: Final = 5


class Maker(Marker, Protocol):
    """What making items needs of a `Workshop`."""

    def generators(self) -> Mapping[str, Mapping[str, str]]: ...

    def make(self, generator: str, level: int, seed: int) -> Item: ...


class Supply(Protocol):
    """Items one after the other."""

    def next(self, known: Known) -> Item | None: ...

    def missed(self, item: Item) -> None: ...


class Listed:
    """The items of a set, in their order."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = list(items)

    def next(self, known: Known) -> Item | None:  # noqa: ARG002 - the order is that of the set
        """The next of the list."""
        return self._items.pop(0) if self._items else None

    def missed(self, item: Item) -> None:
        """Nothing: it has no variants. Its card brings it back another day."""


class Made:
    """Items made by a workshop; problems of sets that are due come back as they were."""

    def __init__(self, workshop: Maker, wish: Wish, rng: Random, answers: Sequence[PracticeAnswer]) -> None:
        self._workshop, self._rng = workshop, rng
        generators = workshop.generators()
        _check(wish, generators, answers)
        self._from_sets = _from_sets(answers)
        self._chooser = Chooser(_with_sets(generators, self._from_sets), wish, rng)
        self._sitting = Sitting()
        self._seen = {each.problem for each in answers}

    def next(self, known: Known) -> Item | None:
        """The next item, None when nothing is due of what is wanted. Raises `CheckError`."""
        fault: CheckError | None = None
        for kind in self._chooser.order(known, self._sitting)[:_KINDS_TO_TRY]:
            try:
                item = self._item(kind, known)
            except CheckError as error:
                fault = error
                continue
            self._sitting.show(kind)
            self._seen.add(item.problem)
            return item
        if fault:
            raise fault
        return None

    def missed(self, item: Item) -> None:
        """A fresh variant is to come soon."""
        if item.generator not in self._from_sets:
            self._sitting.owe(Kind(item.skill, item.generator))

    def _item(self, kind: Kind, known: Known) -> Item:
        if kept := self._from_sets.get(kind.generator):
            return _again(kept)
        level = self._chooser.level(kind, known)
        item = self._make(kind, level)
        for _ in range(_FRESH_TRIES):
            if item.problem not in self._seen:
                break
            item = self._make(kind, level)
        return item

    def _make(self, kind: Kind, level: int) -> Item:
        return self._workshop.make(kind.generator, level, self._rng.randrange(_SEEDS))


def _from_sets(answers: Sequence[PracticeAnswer]) -> dict[str, PracticeAnswer]:
    """Generator -> the latest answer to each problem of a set that is one.

    One that came without an answer, that the checker never could decide and that has no solution may be
    no problem at all. It has no card either.
    """
    latest = {each.generator: each for each in answers if each.generator.startswith(SET_PREFIX)}
    known = {each.generator for each in answers if each.expected or each.decided or each.last_rung}
    return {name: kept for name, kept in latest.items() if name in known}


def _again(kept: PracticeAnswer) -> Item:
    """The item of a set as it is on the record: its file may be gone by now."""
    return Item(
        kept.skill,
        kept.generator,
        kept.level,
        kept.seed,
        problem=kept.problem,
        answer=kept.expected,
        asked="",
        idea="",
        steps=tuple(WorkedStep(hint, "") for hint in kept.set_hints),
        form=kept.form,
    )


def _with_sets(
    generators: Mapping[str, Mapping[str, str]], from_sets: Mapping[str, PracticeAnswer]
) -> dict[str, dict[str, str]]:
    merged = {skill: dict(named) for skill, named in generators.items()}
    for name, kept in from_sets.items():
        merged.setdefault(kept.skill, {})[name] = kept.problem
    return merged


def _check(
    wish: Wish, generators: Mapping[str, Mapping[str, str]], answers: Sequence[PracticeAnswer]
) -> None:
    """Raise `UsageError` for a wish that nothing can fulfil."""
    names = {*generators, *(name for named in generators.values() for name in named)}
    if unknown := [name for name in wish.skills if name not in names]:
        raise UsageError(
            f"There are no problems called {', '.join(unknown)}.", "See `tutor practice --list`."
        )
    if wish.self_test and not wish.skills and not answers:
        raise UsageError("There is nothing to test yet.", "Practise first: `tutor practice`.")
