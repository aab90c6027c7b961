"""The level of a kind follows what is right alone."""

import pytest
from support.practising import answered

from tutor.lesson.levels import level_of
from tutor.vocabulary.practice import Outcome, PracticeAnswer

R = answered()
R2 = answered(level=2)
W = answered(Outcome.WRONG)
W2 = answered(Outcome.WRONG, level=2)
HELPED = answered(hints=1)


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ([], 1),
        ([R], 1),
        ([R, R], 2),
        ([R, W, R], 1),
        ([R, HELPED, R], 1),
        ([HELPED, HELPED, HELPED], 1),
        ([R, R, R2, R2], 3),
        ([R, R, W2, answered(Outcome.WRONG, level=2, retry=True), R2], 2),
        ([R, R, W2, W2], 1),
        ([W, W, W, W], 1),
        ([R, answered(Outcome.UNDECIDED), R], 2),
        ([R, answered(generator="other"), R], 2),
        ([answered(level=3), answered(level=3), answered(level=3), answered(level=3)], 3),
    ],
)
def test_levels(answers: list[PracticeAnswer], level: int) -> None:
    assert level_of("one-step", answers) == level
