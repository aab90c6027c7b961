"""Error bars: Student's t, the interval's edges, and how often it holds the truth."""

import pytest

from tutor.evaluate.protocol.coverage import simulate
from tutor.evaluate.protocol.statistics.intervals import estimate, smallest_difference
from tutor.evaluate.protocol.statistics.student import two_sided

TABLE = {1: 12.7062, 2: 4.3027, 3: 3.1824, 4: 2.7764, 9: 2.2622, 29: 2.0452, 30: 2.0423, 499: 1.9647}


@pytest.mark.parametrize(("degrees", "quantile"), TABLE.items())
def test_quantiles_are_those_of_the_tables(degrees: int, quantile: float) -> None:
    assert two_sided(degrees) == pytest.approx(quantile, abs=5e-5)


def test_all_right_still_leaves_room_for_doubt() -> None:
    found = estimate([1.0] * 30, 90)
    assert (found.value, found.standard_error, found.high) == (1.0, 0.0, 1.0)
    assert 0.85 < found.low < 0.9


def test_one_problem_tells_nothing() -> None:
    found = estimate([0.5], 8)
    assert (found.low, found.high) == (0.0, 1.0)


def test_the_error_is_that_of_problems_not_of_samples() -> None:
    """A hundred samples of each of two problems are no two hundred trials."""
    found = estimate([1.0, 0.0], 200)
    assert found.standard_error == pytest.approx(0.5)
    assert found.high - found.low > 0.9


def test_samples_of_a_problem_make_the_interval_narrower() -> None:
    once = estimate([1.0] * 15 + [0.0] * 15, 30)
    often = estimate([0.6] * 15 + [0.4] * 15, 300)
    assert often.high - often.low < (once.high - once.low) / 3


def test_thirty_problems_tell_differences_of_twenty_five_points() -> None:
    assert smallest_difference(estimate([1.0] * 15 + [0.0] * 15, 30)) in (25, 26)


@pytest.mark.parametrize(("problems", "samples", "mean"), [(30, 1, 0.912), (30, 3, 0.5), (100, 3, 0.98)])
def test_the_interval_holds_the_truth_as_often_as_it_says(problems: int, samples: int, mean: float) -> None:
    """300 results each; 92% is what chance leaves of 95%."""
    found = simulate(problems, samples, mean, 0.5, 300)
    assert found.held >= 0.92
    assert found.held >= found.wald_held - 0.01
