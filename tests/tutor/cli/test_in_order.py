"""Items worked on at once come back in order, with bounded reading ahead."""

import threading
from collections.abc import Iterator

import pytest

from tutor.cli.in_order import in_order


def test_results_keep_the_order_of_the_items() -> None:
    gate = threading.Event()

    def work(n: int) -> int:
        if n == 0:
            gate.wait(10)
        else:
            gate.set()
        return n * n

    assert list(in_order(work, range(20), 2)) == [n * n for n in range(20)]


def test_it_reads_only_a_few_items_ahead() -> None:
    drawn: list[int] = []

    def items() -> Iterator[int]:
        for n in range(10_000):
            drawn.append(n)
            yield n

    results = in_order(lambda n: n, items(), 2)
    next(results)
    assert len(drawn) < 50


def test_a_fault_in_the_items_comes_after_the_results_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        yield 2
        raise ValueError("line 3")

    results = in_order(lambda n: n, items(), 2)
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(ValueError, match="line 3"):
        next(results)


def test_a_fault_in_the_work_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda n: 1 // n, [1, 0], 1))
