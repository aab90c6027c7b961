"""A checker whose workers also make what is practised and name slips. Importing it imports no sympy."""

from collections.abc import Sequence

from tutor.check.cage import Data, Failed, Outcome
from tutor.check.checker import Checker
from tutor.check.limits import DEFAULT, CageLimits
from tutor.lesson.item import Item
from tutor.lesson.slip import Mutation, Slip
from tutor.lesson.wire import item_from, mutation_from, slip_from
from tutor.vocabulary.errors import CheckError, UsageError
from tutor.vocabulary.verdict import CertificateStatus

_WORKER = ("-m", "tutor.lesson.worker")
_MOST_TRIES = 20
_MOST_BEFORE = 40
# between the seeds of an item and of the one that takes its place
_NEXT_SEED = 1_000_003


class Workshop(Checker):
    """Checks as a `Checker` does, and makes items. A context manager."""

    def __init__(self, limits: CageLimits = DEFAULT, workers: int = 1) -> None:
        super().__init__(limits, workers, _WORKER)
        self._generators: dict[str, dict[str, str]] = {}

    def __enter__(self) -> "Workshop":
        return self

    def generators(self) -> dict[str, dict[str, str]]:
        """Skill -> name -> title of each of its generators. Blocks the first time."""
        if not self._generators:
            data = _data(self.ask("generators", {}))
            self._generators = {
                skill: {str(name): str(title) for name, title in named.items()}
                for skill, named in data.items()
                if isinstance(named, dict)
            }
        return self._generators

    def make(self, generator: str, level: int, seed: int) -> Item:
        """An item whose answer is proved: where it is not, the next seed's. Blocks for a bounded time.

        Raises `UsageError` for a generator that is not there, `CheckError` where nothing could be made.
        """
        if not any(generator in named for named in self.generators().values()):
            raise UsageError(f"There are no problems called {generator}.", "See `tutor practice --list`.")
        for attempt in range(_MOST_TRIES):
            item = self.draft(generator, level, seed + attempt * _NEXT_SEED)
            if self.certify(item.as_problem, item.answer).status is CertificateStatus.PROVED:
                return item
        raise CheckError(f"No problem of {generator} at level {level} could be proved.")

    def draft(self, generator: str, level: int, seed: int) -> Item:
        """The item of just this seed, proved or not. Raises `CheckError`."""
        return item_from(_data(self.ask("generate", {"generator": generator, "level": level, "seed": seed})))

    def recognise(self, before: Sequence[str], wrong: str, problem: str = "") -> Slip | None:
        """The slip that made a wrong line of those before it; None where no rule makes just this line.

        `before` are the statements that stand before it, in order. Blocks for a bounded time.
        """
        if self._too_long(wrong, problem):
            return None
        known = [text for text in before if not self._too_long(text)][-_MOST_BEFORE:]
        outcome = self.ask("recognise", {"before": known, "wrong": wrong, "problem": problem})
        return None if isinstance(outcome, Failed) else slip_from(outcome.data)

    def mutate(self, item: Item, seed: int, by_rule: bool = True) -> Mutation | None:
        """An item's lines with one made wrong, by a slip or by chance; None where none can be.

        Blocks for a bounded time.
        """
        lines = [step.line for step in item.steps]
        data: Data = {"problem": item.problem, "lines": lines, "seed": str(seed), "by_rule": by_rule}
        outcome = self.ask("mutate", data)
        return None if isinstance(outcome, Failed) else mutation_from(outcome.data)


def _data(outcome: Outcome) -> Data:
    if isinstance(outcome, Failed):
        raise CheckError(f"The worker made nothing: {outcome.detail}.")
    return outcome.data
