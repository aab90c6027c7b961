"""Practice without workers: a workshop that makes sums, a record in memory, clocks that are set by hand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tutor.lesson.item import Item, WorkedStep
from tutor.lesson.practice import Times
from tutor.lesson.slip import Slip
from tutor.vocabulary.errors import CheckError, HistoryError
from tutor.vocabulary.practice import Outcome, PracticeAnswer, PracticeCard
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Equality, Method, Unread

EVENING = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)

GENERATORS = {
    "arithmetic": {"sums": "Sums", "products": "Products"},
    "linear": {"one-step": "One step", "two-step": "Two steps"},
    "fractions": {"halves": "Halves"},
}


class FakeWorkshop:
    """`make` gives sums whose answer is `level + seed`; answers are compared as texts, `?…` can't be told.

    `broken` generators make nothing; an answer with a trailing `.0` has the right value in another form.
    """

    def __init__(self, generators: Mapping[str, Mapping[str, str]] = GENERATORS) -> None:
        self._generators = generators
        self.broken: set[str] = set()

    def generators(self) -> Mapping[str, Mapping[str, str]]:
        return self._generators

    def make(self, generator: str, level: int, seed: int) -> Item:
        if generator in self.broken:
            raise CheckError(f"{generator} makes nothing.")
        skill = next(name for name, those in self._generators.items() if generator in those)
        total = level + seed
        return Item(
            skill,
            generator,
            level,
            seed,
            problem=f"{generator}: what is ${level} + {seed}$?",
            answer=str(total),
            asked="the sum",
            idea="Count on.",
            steps=(WorkedStep("Add the second number.", f"{level} + {seed} = {total}"),),
        )

    def draft(self, generator: str, level: int, seed: int) -> Item:
        return self.make(generator, level, seed)

    def recognise(self, before: Sequence[str], wrong: str, problem: str = "") -> Slip | None:
        return Slip("sign", "A sign was lost.") if before else None

    def compare(self, expected: str, given: str, question: str = "") -> Comparison:
        if expected.startswith("?"):
            return Comparison(Equality.UNDECIDED, "it can't be read", unread=Unread.EXPECTED)
        if given.startswith("?"):
            return Comparison(Equality.UNDECIDED, "it can't be read", unread=Unread.GIVEN)
        if given == f"{expected}.0":
            return Comparison(Equality.PROVED, form="a whole number is asked for")
        if given == expected:
            return Comparison(Equality.PROVED)
        return Comparison(Equality.DIFFERENT, f"{expected} ≠ {given}")

    def certify(self, problem: Problem, answer: str) -> Certificate:
        status = {"wrong": CertificateStatus.REFUTED, "?": CertificateStatus.UNCHECKED}
        return Certificate(status.get(answer, CertificateStatus.PROVED), Method.EVALUATED)


@dataclass
class MemoryRecord:
    """A record in memory; `full` makes it refuse to write."""

    kept: list[PracticeAnswer] = field(default_factory=list)
    known: dict[tuple[str, str], PracticeCard] = field(default_factory=dict)
    full: bool = False

    def add(self, answer: PracticeAnswer, cards: Iterable[PracticeCard] = ()) -> None:
        if self.full:
            raise HistoryError("The disk is full.", "Make room.")
        self.kept.append(answer)
        self.known.update({(card.scope, card.name): card for card in cards})

    def cards(self) -> Sequence[PracticeCard]:
        return tuple(self.known.values())

    def answers(self, since: datetime | None = None) -> Sequence[PracticeAnswer]:
        return tuple(each for each in self.kept if since is None or each.at >= since)


@dataclass
class Clock:
    """Goes on only when told to."""

    at: datetime = EVENING
    passed: float = 0.0

    def go(self, **by: float) -> None:
        step = timedelta(**by)
        self.at += step
        self.passed += step.total_seconds()

    @property
    def times(self) -> Times:
        return Times(lambda: self.at, lambda: self.passed, UTC)


def answered(outcome: Outcome = Outcome.RIGHT, at: datetime = EVENING, **changes: object) -> PracticeAnswer:
    """An answer to a linear equation, with what a test wants to be otherwise."""
    fields: dict[str, object] = {
        **{"skill": "linear", "generator": "one-step", "level": 1, "seed": 1, "problem": "$x = 1$"},
        **{"expected": "1", "given": "1", "outcome": outcome, "at": at, "seconds": 20.0, "session": "s"},
    }
    return PracticeAnswer(**(fields | changes))  # type: ignore[arg-type]


@contextmanager
def open_fake_workshop() -> Iterator[FakeWorkshop]:
    """In the place of `tutor.cli.practice.running.open_workshop`."""
    yield FakeWorkshop()
