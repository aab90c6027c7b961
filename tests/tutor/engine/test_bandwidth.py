"""Memory bandwidth: plausible on this machine, and what follows from it."""

import pytest

from tutor.engine.bandwidth import Bandwidth, measure_bandwidth


def test_this_machine_reads_faster_than_a_disk_and_slower_than_light() -> None:
    found = measure_bandwidth(threads=2, buffer_bytes=16 << 20, passes_seconds=0.01)
    assert 0.5e9 < found.one_thread <= found.all_threads < 5e12
    assert found.threads == 2


def test_one_thread_is_measured_once() -> None:
    found = measure_bandwidth(threads=1, buffer_bytes=1 << 20, passes_seconds=0.001)
    assert found.one_thread == found.all_threads


def test_the_fastest_pass_counts() -> None:
    """A clock on which passes take 2, 1 and 3 seconds."""
    times = iter([0, 0, 2, 2, 2, 3, 3, 3, 6, 6])
    found = measure_bandwidth(
        threads=1, buffer_bytes=8_000, passes_seconds=5, clock=lambda: float(next(times))
    )
    assert found.one_thread == 8_000


def test_generation_reads_all_weights_for_each_token() -> None:
    laptop = Bandwidth(one_thread=14e9, all_threads=23.4e9, threads=2)
    assert laptop.expected_tokens_per_second(2_490_000_000) == pytest.approx(6.6, abs=0.1)
