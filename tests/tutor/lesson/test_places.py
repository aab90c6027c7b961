"""Statements are found on the lines of the text they were read from."""

import pytest

from tutor.lesson.places import LineFinder, with_newlines
from tutor.trace import Reader


def places(text: str) -> list[tuple[str, tuple[int, ...]]]:
    reader, finder = Reader(), LineFinder(text)
    reader.feed(text)
    reader.finish()
    placed = [each for step in reader.steps for each in finder.place(step)]
    return [(each.statement.text, each.lines) for each in placed]


def test_plain_lines_are_counted_from_one() -> None:
    assert places("2x + 3 = 11\n2x = 8\n\n\nx = 4\n") == [
        ("2x + 3 = 11", (1,)),
        ("2x = 8", (2,)),
        ("x = 4", (5,)),
    ]


def test_the_same_line_twice_has_two_places() -> None:
    assert [lines for _, lines in places("So x = 4.\n\nWe check it.\n\nSo x = 4.")] == [(1,), (5,)]


def test_a_display_stands_where_its_sign_is_not_where_it_opens() -> None:
    assert places("We get\n\\[\n2x\n= 8\n\\]\nThen $x = 4$.") == [("2x = 8", (4,)), ("x = 4", (6,))]


def test_each_sign_of_a_chain_over_rows_has_its_line() -> None:
    text = "\\[\n\\begin{aligned}\na &= b \\\\\n &= c \\\\[2pt]\n &\\le d = e\n\\end{aligned}\n\\]"
    assert places(text) == [("a = b = c \\le d = e", (3, 4, 5, 5))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_counts_once(end: str) -> None:
    text = end.join(["1 + 1 = 2", "", "2 + 2 = 4", "3 + 3 = 6"])
    assert places(with_newlines(text))[-1] == ("3 + 3 = 6", (4,))


def test_thinking_tags_do_not_move_lines() -> None:
    text = "<think>\n1 + 1 = 2\n\nWait, 2 + 2 = 4.\n</think>\n\nSo <think> 3 + 3 = 6.\n</think>\n4 + 4 = 8"
    assert [(statement, lines) for statement, lines in places(text) if "=" in statement] == [
        ("1 + 1 = 2", (2,)),
        ("2 + 2 = 4", (4,)),
        ("3 + 3 = 6", (7,)),
        ("4 + 4 = 8", (9,)),
    ]
