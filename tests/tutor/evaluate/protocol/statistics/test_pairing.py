"""Two results on the same problems."""

import pytest

from tutor.evaluate.protocol.statistics.pairing import bootstrap, compare_pairs, mcnemar


@pytest.mark.parametrize(
    ("one", "other", "p_value"),
    [(0, 0, 1.0), (5, 5, 1.0), (0, 5, 0.0625), (1, 9, 0.021484375), (9, 1, 0.021484375)],
)
def test_mcnemar_is_exact(one: int, other: int, p_value: float) -> None:
    assert mcnemar(one, other) == pytest.approx(p_value)


def test_a_clear_gain_is_told_from_chance() -> None:
    first = [0.0] * 20 + [1.0] * 20
    second = [1.0] * 20 + [1.0] * 20
    found = compare_pairs(first, second)
    assert (found.only_first, found.only_second) == (0, 20)
    assert found.difference == pytest.approx(0.5)
    assert 0.3 < found.low < 0.5 < found.high < 0.7
    assert found.p_value < 1e-5


def test_the_interval_is_the_same_each_time() -> None:
    differences = [0.5, -0.5, 0.25, 0.0] * 10
    assert bootstrap(differences) == bootstrap(differences)
    low, high = bootstrap(differences)
    assert low < 0.0625 < high


def test_results_that_never_differ_leave_room_for_doubt() -> None:
    """The fewer problems, the more."""
    few, many = (compare_pairs([1.0] * count, [1.0] * count) for count in (10, 500))
    assert few.low < -0.1 < 0.1 < few.high
    assert many.low < 0 < many.high < 0.01
    assert compare_pairs([1.0], [1.0]).low == -1
