"""A line that loses a solution is wrong where nothing brings it back."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.lesson.own_work import check_work, first_wrong
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.problem import Problem

TRIGONOMETRIC = json.loads(Path(__file__).with_name("trigonometric_work.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as workshop:
        yield workshop


@pytest.mark.parametrize(
    ("problem", "text", "line"),
    [
        ("Solve $x^2 = 4x$.", "x^2 = 4x\nx = 4", 2),
        ("Solve $x^2 + 6x - 7 = 0$ by completing the square.", "(x+3)^2 = 16\nx + 3 = 4\nx = 1", 2),
        ("Solve $x^2 > 9$.", "x^2 > 9\nx > 3", 2),
        ("Solve $x^2 < 16$.", "x < 4", 1),
    ],
)
def test_what_loses_a_solution_breaks(problem: str, text: str, line: int, workshop: Workshop) -> None:
    wrong = first_wrong(check_work(text, workshop, Problem(problem), text))
    assert wrong is not None and wrong.line == line


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        ("Solve $x^2 = 9$.", "x^2 = 9\nx = 3\nx = -3"),
        ("Solve $x^2 = 9$.", "x^2 = 9\nx + 0 = 3\nor x + 0 = -3"),
        ("Solve $x^2 > 9$.", "x^2 > 9\nx > 3\nor x < -3"),
        ("Solve $x^2 > 9$.", "case 1: x > 3"),
        ("Find the positive solution of $x^2 = 9$.", "x^2 = 9\nx = 3"),
        ("Solve $x^2 = 9$.", "x^2 = 9\nx = 3 (only positive, it is a length)"),
        ("Solve $(x-2)(x+2) = 0$.", "x - 2 = 0\nx = 2"),
        ("The area of a square is 49. What is its side?", "x^2 = 49\nx = 7"),
        ("Solve $x^3 = 8$.", "x^3 = 8\nx = 2"),
    ],
)
def test_what_may_be_one_case_or_all_that_is_asked_for_does_not_break(
    problem: str, text: str, workshop: Workshop
) -> None:
    assert first_wrong(check_work(text, workshop, Problem(problem), text)) is None


def test_every_line_comes_once_and_in_order(workshop: Workshop) -> None:
    text = "x^2 = 9\nx = 3\ny = 2\nx = -3"
    found = list(check_work(text, workshop, Problem("Solve $x^2 = 9$."), "order"))
    assert [each.line for each in found] == [1, 2, 3, 4]


@pytest.mark.parametrize(("problem", "text", "line"), TRIGONOMETRIC)
def test_a_lost_angle_is_found_and_cases_one_after_another_are_not_held_against_each_other(
    problem: str, text: str, line: int | None, workshop: Workshop
) -> None:
    wrong = first_wrong(check_work(text, workshop, Problem(problem), f"{problem}{text}"))
    assert (wrong.line if wrong else None) == line, wrong


def test_a_second_case_that_is_not_finished_yet_is_waited_for(workshop: Workshop) -> None:
    text = "cos x = 1\nx = 2πn\ncos x = 0"
    assert first_wrong(check_work(text, workshop, Problem("Solve cos^2 x = cos x."), "unfinished")) is None
