import pytest
from sample_runs import BREAKS, HOLDS, make_step

from tutor.render.ledger import Ledger
from tutor.vocabulary.events import CheckedStep, StepChecked


def numbers(steps: list[CheckedStep]) -> list[int]:
    return [checked.step.number for checked in steps]


def test_steps_leave_in_order_once_the_first_is_settled() -> None:
    ledger = Ledger()
    for number in (1, 2, 3):
        ledger.add(make_step(number, f"x = {number}"))
    assert ledger.check(StepChecked(2, HOLDS, (HOLDS,)))
    assert ledger.take_ready() == []
    assert ledger.check(StepChecked(1, BREAKS, (BREAKS,)))
    taken = ledger.take_ready()
    assert numbers(taken) == [1, 2]
    assert [checked.verdict for checked in taken] == [BREAKS, HOLDS]
    assert numbers(list(ledger.waiting)) == [3]


def test_a_step_without_statements_waits_for_nothing() -> None:
    ledger = Ledger()
    ledger.add(make_step(1, "Let us begin.", statements=0))
    assert numbers(ledger.take_ready()) == [1]


def test_nothing_to_check_settles_a_step_too() -> None:
    ledger = Ledger()
    ledger.add(make_step(1, "x"))
    assert ledger.check(StepChecked(1, None))
    assert numbers(ledger.take_ready()) == [1]


def test_a_verdict_after_its_step_has_left_is_late() -> None:
    ledger = Ledger()
    ledger.add(make_step(1, "x = 1"))
    assert ledger.take_oldest().verdict is None
    assert not ledger.check(StepChecked(1, HOLDS, (HOLDS,)))
    with pytest.raises(IndexError):
        ledger.take_oldest()


def test_the_outcome_fills_in_verdicts_that_never_came() -> None:
    ledger = Ledger()
    steps = [make_step(1, "x = 1"), make_step(2, "x = 2")]
    for step in steps:
        ledger.add(step)
    taken = ledger.take_all([CheckedStep(steps[0], HOLDS, (HOLDS,))])
    assert [checked.verdict for checked in taken] == [HOLDS, None]
    assert ledger.waiting == ()
