"""Lines are made wrong where they claim something, and by slips that fit what they are."""

from random import Random

from tutor.lesson.slips.catalogue import MOVINGS
from tutor.lesson.slips.mutating import mutate

PROBLEM = r"Find $\int 2x \cos(x^2 + 1) \, dx$."
LINES = [
    r"u = x^{2} + 1",
    r"\int \cos(u) \, du = \sin(u) + C",
    r"\int 2x \cos(x^{2} + 1) \, dx = \sin(x^{2} + 1) + C",
]


def test_the_choice_of_a_new_letter_stays_as_it_is() -> None:
    for seed in range(12):
        found = mutate(PROBLEM, LINES, Random(seed), by_rule=seed % 2 == 0)
        assert found is None or found.place > 0


def test_a_value_of_the_problems_letter_is_no_choice() -> None:
    found = mutate("Solve $2x + 6 = 10$.", ["x = 2"], Random(1), by_rule=False)
    assert found is not None and found.wrong != "x = 2"


def test_nothing_is_moved_in_a_line_that_works_out_an_integral() -> None:
    moving = {rule.name for rule in MOVINGS}
    for seed in range(12):
        found = mutate(PROBLEM, LINES, Random(seed), by_rule=True)
        assert found is None or found.rule not in moving
