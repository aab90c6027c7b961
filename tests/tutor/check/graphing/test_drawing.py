"""What is drawn for a problem: the marks of a table of problems, and pictures that keep their bounds."""

import json
import math
from pathlib import Path

import pytest

from tutor.check.graphing.drawing import graph
from tutor.check.graphing.sampling import MOST_POINTS
from tutor.check.wire import graph_data, graph_from
from tutor.vocabulary.graph import Graph, MarkKind

CASES = json.loads(Path(__file__).with_name("problems.json").read_text("utf-8"))
DRAWN = [case["problem"] for case in CASES if case["marks"] is not None]


def drawn(problem: str, answer: str = "", x_range: tuple[float, float] | None = None) -> Graph:
    found = graph(problem, answer, x_range)
    assert found is not None
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["problem"][:60] for case in CASES])
def test_the_marks_of_a_problem_are_these_and_no_others(case: dict[str, object]) -> None:
    found = graph(str(case["problem"]))
    marks = None if found is None else [f"{mark.kind.value} {mark.label}" for mark in found.marks]
    assert marks == case["marks"]


@pytest.mark.parametrize("problem", DRAWN, ids=[problem[:60] for problem in DRAWN])
def test_a_picture_keeps_its_bounds_and_survives_the_wire(problem: str) -> None:
    found = drawn(problem)
    assert found.x_range[0] < found.x_range[1]
    assert found.y_range[0] < found.y_range[1]
    for curve in found.curves:
        places = [x for x, _ in curve.points]
        assert places == sorted(places)
        assert len(places) <= MOST_POINTS + 50
        assert all(math.isfinite(x) and (y is None or math.isfinite(y)) for x, y in curve.points)
    for mark in found.marks:
        assert found.x_range[0] <= mark.x <= found.x_range[1]
        assert found.y_range[0] <= mark.y <= found.y_range[1]
    assert graph_from(json.loads(json.dumps(graph_data(found)))) == found


def test_a_curve_is_interrupted_at_a_pole_and_outside_its_domain() -> None:
    (pole,) = drawn("Graph y = 1/(x-2)").curves
    gaps = [x for x, y in pole.points if y is None]
    assert gaps
    assert all(abs(x - 2) < 0.05 for x in gaps)
    (logarithm,) = drawn("Graph y = ln(x)").curves
    assert all((y is None) == (x <= 0) for x, y in logarithm.points)


def test_an_inequality_holds_on_its_spans() -> None:
    assert drawn("Solve |x-3| < 2").spans == ((1.0, 5.0),)
    left, right = drawn(r"Solve $x^2 - 4 \ge 0$").spans
    assert (left[1], right[0]) == (-2.0, 2.0)
    assert drawn("Solve $x^2 < -1$").spans == ()


def test_hostile_oscillation_is_drawn_without_false_marks() -> None:
    found = drawn("f(x) = sin(1/x)")
    assert found.more_marks
    for mark in found.marks:
        assert math.isclose(math.sin(1 / mark.x), mark.y, abs_tol=1e-6)


@pytest.mark.parametrize(
    ("problem", "answer", "expected"),
    [
        ("Find the vertex of y = x^2 - 4x + 1", "(2, -3)", []),
        ("Find the vertex of y = x^2 - 4x + 1", "(1, -3)", [(1.0, -3.0)]),
        ("Solve x^2 - 5x + 6 = 0", "x = 2, x = 3", []),
        ("Solve x^2 - 5x + 6 = 0", "x = 1", [(1.0, 2.0)]),
        ("Solve x^2 - 5x + 6 = 0", "4", [(4.0, 2.0)]),
        ("Solve |x-3| < 2", "(1, 5)", []),
        ("Solve x^2 - 5x + 6 = 0", "no idea, sorry", []),
    ],
)
def test_points_named_in_the_answer_are_marked_where_they_are_no_others(
    problem: str, answer: str, expected: list[tuple[float, float]]
) -> None:
    marks = [mark for mark in drawn(problem, answer).marks if mark.kind is MarkKind.ANSWER]
    assert [(mark.x, mark.y) for mark in marks] == expected


def test_the_tangent_is_drawn_and_a_wrong_one_beside_it() -> None:
    problem = "Find the equation of the tangent line to $y = x^2$ at $x = 1$."
    assert [curve.label for curve in drawn(problem).curves] == ["y = x^2", "tangent: y = 2 x - 1"]
    right = [curve.label for curve in drawn(problem, "y = 2x - 1").curves]
    assert right == ["y = x^2", "answer: y = 2x - 1"]
    wrong = [curve.label for curve in drawn(problem, "y = 2x - 2").curves]
    assert wrong == ["y = x^2", "answer: y = 2x - 2", "tangent: y = 2 x - 1"]


def test_the_range_asked_for_is_shown_and_a_senseless_one_is_not() -> None:
    problem = "Solve x^2 - 5x + 6 = 0"
    found = drawn(problem, x_range=(2.5, 10.0))
    assert found.x_range == (2.5, 10.0)
    assert [mark.label for mark in found.marks if mark.kind is MarkKind.ROOT] == ["3"]
    usual = drawn(problem).x_range
    for senseless in [(1.0, 1.0), (5.0, 2.0), (math.nan, 1.0), (-math.inf, math.inf), (0.0, 1e300)]:
        assert drawn(problem, x_range=senseless).x_range == usual
