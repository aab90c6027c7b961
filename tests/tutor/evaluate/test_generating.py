"""What is counted of items to practise, and which bars fail."""

from dataclasses import replace

from tutor.evaluate.generating import Judged, row_of, show_row, summary, tells_answer, unordered
from tutor.lesson.item import Item, WorkedStep

STEPS = (WorkedStep("Subtract $3$ from both sides.", "2x = 8"), WorkedStep("Divide by $2$.", "x = 4"))
ITEM = Item(
    "linear",
    "two",
    1,
    0,
    "Solve $2x + 3 = 11$.",
    "x = 4",
    "the number $x$",
    "Undo what is done to $x$.",
    STEPS,
)
RIGHT = Judged(ITEM, proved=True, told=False, lines=2, confirmed=2, broken=0, milliseconds=1.0)


def test_a_right_row_has_no_faults() -> None:
    row = row_of([RIGHT, replace(RIGHT, item=replace(ITEM, problem="Solve $2x + 3 = 13$."))])
    assert (row.items, row.proved, row.repeats, row.faults) == (2, 2, 0, ())
    assert "2/2" in show_row(row) and "4/4" in show_row(row)


def test_each_bar_that_fails_is_named() -> None:
    wrong = replace(RIGHT, proved=False, told=True, confirmed=1, broken=1, milliseconds=30.0)
    assert row_of([wrong, wrong]).faults == ("proved", "told", "broken", "repeats", "slow")


def test_a_generator_whose_items_do_not_grow_is_named() -> None:
    rows = [
        replace(row_of([RIGHT]), level=level, size=size) for level, size in ((1, 5.0), (3, 9.0), (2, 5.0))
    ]
    assert unordered(rows) == ["two"]
    assert "sizes out of order: two" in list(summary(rows))
    assert unordered([replace(row, size=float(row.level)) for row in rows]) == []


def test_a_hint_tells_the_answer_when_a_formula_in_it_is_the_answer() -> None:
    assert not tells_answer(ITEM)
    assert tells_answer(replace(ITEM, idea="Try $4$."))
    assert tells_answer(replace(ITEM, asked="that $x=4$"))
