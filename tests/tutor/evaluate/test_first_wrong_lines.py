"""Wrong solutions are made, found and named, the same ones for the same seed."""

from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from tutor.evaluate.first_wrong_lines import Outcome, command, run
from tutor.lesson.workshop import Workshop


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


def found(workshop: Workshop, seed: int) -> list[Outcome]:
    return list(run(workshop, 6, seed, ("linear",)))


def test_half_of_the_lines_are_made_by_a_slip_and_each_is_another_than_the_right_one(
    workshop: Workshop,
) -> None:
    outcomes = found(workshop, 1)
    assert [bool(each.mutation.rule) for each in outcomes] == [True, False] * 3
    for each in outcomes:
        assert each.mutation.lines[each.mutation.place] == each.mutation.wrong != each.mutation.right
        assert each.item.steps[each.mutation.place].line == each.mutation.right
        assert each.right_accused is None


def test_the_same_seed_makes_the_same_solutions(workshop: Workshop) -> None:
    lines = [[each.mutation for each in found(workshop, seed)] for seed in (1, 1, 2)]
    assert lines[0] == lines[1] != lines[2]


def test_the_command_prints_its_figures() -> None:
    result = CliRunner().invoke(command, ["--solutions", "4", "--skill", "linear"])
    assert result.exit_code == 0
    assert "of 4 wrong lines found" in result.stdout
    assert "0 of 4 right solutions accused (0.00%)" in result.stdout
    assert "of 2 slips named" in result.stdout
