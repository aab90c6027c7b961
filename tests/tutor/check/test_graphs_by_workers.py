"""Graphs asked of the checker: real workers, limits kept, steps not held up, no sympy on this side."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tutor.check.checker import Checker
from tutor.check.limits import DEFAULT
from tutor.vocabulary.graph import MarkKind
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import CertificateStatus


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    with Checker(replace(DEFAULT, cpu_seconds=1.5)) as made:
        yield made


def test_a_worker_draws_a_problem(checker: Checker) -> None:
    found = checker.graph_soon(Problem("Solve 2x^2 - 3x - 5 = 0")).result(60)
    assert found is not None
    assert [mark.x for mark in found.marks if mark.kind is MarkKind.ROOT] == [-1.0, 2.5]


def test_part_of_the_axis_and_the_answer_reach_the_worker(checker: Checker) -> None:
    found = checker.graph_soon(Problem("Solve x^2 = 4"), "x = 3", (0.0, 5.0)).result(60)
    assert found is not None
    assert found.x_range == (0.0, 5.0)
    assert [mark.kind for mark in found.marks] == [MarkKind.INTERSECTION, MarkKind.ANSWER]


@pytest.mark.parametrize("text", ["Compute 12*7", "Solve x^(10^9) = 2", "y = x" + "+x" * 20_000])
def test_there_is_nothing_to_draw(checker: Checker, text: str) -> None:
    assert checker.graph_soon(Problem(text)).result(60) is None


def test_a_drawing_that_takes_too_long_is_none_and_the_checker_goes_on() -> None:
    with Checker(replace(DEFAULT, cpu_seconds=0.005)) as strict:  # a drawing takes 8 ms when all is warm
        slow = strict.graph_soon(Problem("Graph y = tan(1000x) + sin(x^2) e^x + |x^3 - sqrt(x)|"))
        assert slow.result(60) is None
    with Checker() as usual:
        usual.graph_soon(Problem("Graph y = x^{9^{9^9}}")).result(60)
        assert usual.certify(Problem("Solve 2x = 8"), "4").status is CertificateStatus.PROVED


def test_a_graph_is_no_business_of_a_closed_checker() -> None:
    with Checker() as made:
        pending = [made.graph_soon(Problem("y = x^2")) for _ in range(20)]
    assert all(future.done() for future in pending)


def test_the_asking_side_loads_no_sympy() -> None:
    code = "import sys, tutor.check.checker, tutor.render.plots.legend; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
