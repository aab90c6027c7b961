"""Which finished steps may be shown: in their order, each with its verdict where that comes in time."""

from collections.abc import Iterable
from dataclasses import replace

from tutor.vocabulary.events import CheckedStep, StepChecked
from tutor.vocabulary.step import Step


class Ledger:
    """Steps that wait for their verdict, or for a step before them that does."""

    def __init__(self) -> None:
        self._waiting: list[CheckedStep] = []
        self._settled: set[int] = set()

    @property
    def waiting(self) -> tuple[CheckedStep, ...]:
        """The steps not yet taken."""
        return tuple(self._waiting)

    def add(self, step: Step) -> None:
        """A step was finished; one without statements has nothing to wait for."""
        self._waiting.append(CheckedStep(step))
        if not step.statements:
            self._settled.add(step.number)

    def check(self, checked: StepChecked) -> bool:
        """Note the verdict of a waiting step; False when that step has been taken already."""
        for index, entry in enumerate(self._waiting):
            if entry.step.number == checked.number:
                self._waiting[index] = replace(entry, verdict=checked.verdict, verdicts=checked.verdicts)
                self._settled.add(checked.number)
                return True
        return False

    def take_ready(self) -> list[CheckedStep]:
        """The settled steps up to the first that still waits."""
        taken: list[CheckedStep] = []
        while self._waiting and self._waiting[0].step.number in self._settled:
            taken.append(self._waiting.pop(0))
        return taken

    def take_oldest(self) -> CheckedStep:
        """The first waiting step as it is. IndexError when none waits."""
        return self._waiting.pop(0)

    def take_all(self, outcome: Iterable[CheckedStep] = ()) -> list[CheckedStep]:
        """All waiting steps, with the verdicts that the run's outcome knows."""
        known = {entry.step.number: entry for entry in outcome}
        taken = [
            entry if entry.step.number in self._settled else known.get(entry.step.number, entry)
            for entry in self._waiting
        ]
        self._waiting.clear()
        return taken
