"""Which level a kind of problem is practised at: it follows what the student gets right alone."""

from collections.abc import Iterable
from typing import Final

from tutor.lesson.item import LEVELS
from tutor.vocabulary.practice import PracticeAnswer

_IN_A_ROW: Final = 2


def level_of(generator: str, answers: Iterable[PracticeAnswer]) -> int:
    """The level after these answers, oldest first: up after two right alone in a row, down after two misses.

    A right answer with help is neither: it leaves the level and begins both counts anew.
    """
    level, right, wrong = LEVELS[0], 0, 0
    for each in answers:
        if each.generator != generator or each.retry or not (each.decided or each.last_rung):
            continue
        if each.level != level:  # chosen by hand: the counts belong to a level
            level, right, wrong = each.level, 0, 0
        missed = each.last_rung or not each.right
        right = right + 1 if each.right and not each.aided else 0
        wrong = wrong + 1 if missed else 0
        if _IN_A_ROW in (right, wrong):
            level = _within(level + (1 if right else -1))
            right = wrong = 0
    return level


def _within(level: int) -> int:
    return min(max(level, LEVELS[0]), LEVELS[-1])
