"""Graphs as characters: sizes kept, gaps left, marks told apart without colour."""

import pytest

from tutor.render.plots.cells import Row
from tutor.render.plots.legend import legend
from tutor.render.plots.picture import picture
from tutor.render.plots.ticks import tick_label, ticks
from tutor.vocabulary.graph import Curve, Graph, Mark, MarkKind


def parabola() -> Graph:
    points = tuple((x / 20, (x / 20) ** 2 - 1) for x in range(-40, 41))
    marks = (Mark(MarkKind.ROOT, -1, 0, "-1"), Mark(MarkKind.ROOT, 1, 0, "1"))
    vertex = Mark(MarkKind.VERTEX, 0, -1, r"(0, -\frac{2}{2})")
    line = Curve("y = 1/2", ((-2.0, 0.5), (2.0, 0.5)))
    return Graph(
        "x", (Curve("y = x^2 - 1", points), line), (*marks, vertex), (-2, 2), (-2, 3), "the function"
    )


def text(rows: list[Row]) -> list[str]:
    return ["".join(piece.text for piece in row) for row in rows]


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", [(12, 4), (40, 15), (60, 20), (100, 30), (300, 90)])
def test_a_picture_fills_its_size_exactly(size: tuple[int, int], ascii_only: bool) -> None:
    rows = text(picture(parabola(), *size, ascii_only=ascii_only))
    assert [len(row) for row in rows] == [size[0]] * size[1]
    assert not ascii_only or all(row.isascii() for row in rows)


@pytest.mark.parametrize("size", [(0, 0), (5, 20), (40, 3)])
def test_too_small_a_space_has_no_picture(size: tuple[int, int]) -> None:
    assert picture(parabola(), *size) == []


def test_marks_are_signs_of_their_own() -> None:
    shown = "".join(text(picture(parabola(), 60, 20)))
    assert (shown.count("●"), shown.count("◆")) == (2, 1)
    plain = "".join(text(picture(parabola(), 60, 20, ascii_only=True)))
    assert (plain.count("o"), plain.count("V")) == (2, 1)


def test_a_gap_is_left_open() -> None:
    halves = Curve("y", ((-2.0, 1.0), (-0.5, 1.0), (0.0, None), (0.5, 1.0), (2.0, 1.0)))
    found = Graph("x", (halves,), (), (-2, 2), (0.5, 1.5))
    (row,) = (row for row in text(picture(found, 40, 10)) if any("⠁" <= sign <= "⣿" for sign in row))
    left, right = row.index("⠒") if "⠒" in row else 0, len(row.rstrip())
    assert "    " in row[left + 8 : right]


def test_a_part_is_shown_and_marks_outside_of_it_are_not() -> None:
    shown = "".join(text(picture(parabola(), 60, 20, x_range=(0.5, 2.0))))
    assert (shown.count("●"), shown.count("◆")) == (1, 0)


def test_the_legend_names_curves_and_marks_on_the_lines_there_are() -> None:
    assert text(legend(parabola(), 70, 4)) == [
        "── y = x² − 1   ╌╌ y = 1/2",
        "● roots −1, 1   ◆ vertex (0, −2/2)",
    ]
    assert text(legend(parabola(), 20, 1)) == ["── y = x² − 1"]
    assert all(len(line) <= 10 for line in text(legend(parabola(), 10, 4)))
    assert all(line.isascii() for line in text(legend(parabola(), 70, 4, ascii_only=True)))


def test_ticks_are_round_numbers() -> None:
    assert ticks((-2.2, 3.7), 4) == [-2.0, 0.0, 2.0]
    assert [tick_label(value, (0.0, 1.0)) for value in ticks((0.0, 1.0), 5)] == [
        "0",
        "0.2",
        "0.4",
        "0.6",
        "0.8",
        "1",
    ]
    assert tick_label(2e7, (0.0, 3e7)) == "2e7"
    assert tick_label(-0.0005, (-0.0009, 0.0)) == "−5e−4"
    assert ticks((1.0, 1.0), 5) == []
