"""What checked lines come to: where they break and by which slip, or that their answer does not fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lesson.own_work.checking import Break, find_break
from tutor.lesson.own_work.equality import CheckedEquality
from tutor.lesson.own_work.own_answer import UnfittingAnswer, unfitting_answer
from tutor.lesson.slip import Slip
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.problem import Problem


@dataclass(frozen=True, slots=True)
class OwnWork:
    """Each equality with what was found; the break and its slip, or, without one, an unfitting answer."""

    found: tuple[CheckedEquality, ...]
    broken: Break | None = None
    slip: Slip | None = None
    unfitting: UnfittingAnswer | None = None

    @property
    def wrong(self) -> CheckedEquality | None:
        """The first wrong line."""
        return self.broken.wrong if self.broken else None


def conclude(
    text: str, found: Sequence[CheckedEquality], problem: Problem | None, workshop: Workshop
) -> OwnWork:
    """What all equalities of a text come to. Raises `CheckError` where workers can't be started."""
    broken = find_break(found)
    if broken is not None:
        slip = workshop.recognise(broken.before, broken.wrong.statement, problem.text if problem else "")
        return OwnWork(tuple(found), broken, slip)
    unfitting = unfitting_answer(text, found, problem, workshop) if problem else None
    return OwnWork(tuple(found), unfitting=unfitting)
