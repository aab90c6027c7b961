"""What a student types, by table: what reads, slips with their mends, what must stay quiet."""

import json
from pathlib import Path

import pytest

from tutor.evaluate.generators.catalogue import generate
from tutor.lesson.preview import preview
from tutor.render.unicode_math import to_unicode

HERE = Path(__file__).parent
CHECK = HERE.parents[1] / "check" / "certifying"
TYPED = json.loads((HERE / "typed.json").read_text("utf-8"))


def own_problems() -> list[str]:
    certified = json.loads((CHECK / "problems.json").read_text("utf-8"))
    kinds = json.loads((CHECK / "families" / "number_kinds.json").read_text("utf-8"))
    rows = [*certified, *(row for group in kinds.values() for row in group)]
    return sorted({row[0] for row in rows})


@pytest.mark.parametrize(("text", "shown"), TYPED["reads"])
def test_what_is_right_is_shown_as_it_will_be_understood(text: str, shown: list[str]) -> None:
    found = preview(text)
    assert [formula.shown for formula in found.formulas] == shown
    assert found.slips == found.suggestions == ()


@pytest.mark.parametrize(("text", "positions", "message", "suggestions"), TYPED["slips"])
def test_a_slip_is_pointed_at_and_mended(
    text: str, positions: list[int], message: str, suggestions: list[str]
) -> None:
    found = preview(text)
    assert [slip.position for slip in found.slips] == positions
    assert found.slips[0].message == message
    assert [suggestion.text for suggestion in found.suggestions] == suggestions


@pytest.mark.parametrize("text", [row[0] for row in TYPED["slips"]])
def test_what_is_suggested_reads_throughout(text: str) -> None:
    for suggestion in preview(text).suggestions:
        mended = preview(suggestion.text)
        assert mended.slips == mended.suggestions == ()
        assert mended.formulas
        assert suggestion.change


@pytest.mark.parametrize("text", TYPED["quiet"])
def test_prose_is_left_alone(text: str) -> None:
    found = preview(text)
    assert found.slips == found.suggestions == ()


@pytest.mark.parametrize(("text", "shown", "others"), TYPED["alternatives"])
def test_what_can_be_read_two_ways_shows_the_way_taken_and_offers_the_other(
    text: str, shown: str, others: list[str]
) -> None:
    (formula,) = preview(text).formulas
    assert formula.shown == shown
    assert [other.text for other in formula.alternatives] == others
    assert preview(text).suggestions == ()


@pytest.mark.parametrize("text", own_problems())
def test_problems_that_are_certified_raise_no_alarm(text: str) -> None:
    found = preview(text)
    assert found.slips == found.suggestions == ()


def test_generated_problems_raise_no_alarm() -> None:
    for made in generate(seed=11, count=600):
        found = preview(made.problem)
        assert found.slips == found.suggestions == (), made.problem


def test_offsets_are_those_of_the_text_with_delimiters() -> None:
    text = "If $x = 2$, find y = 3x + 1."
    assert [text[formula.start : formula.end] for formula in preview(text).formulas] == [
        "$x = 2$",
        "y = 3x + 1",
    ]


def test_more_typing_may_mend_what_is_unfinished() -> None:
    assert [slip.unfinished for slip in preview("Solve 2x +").slips] == [True]
    assert [slip.unfinished for slip in preview("Solve 2x ^^ 3").slips] == [False]


def test_notation_that_the_reader_does_not_know_is_no_slip() -> None:
    found = preview("Let $\\oiint_S F$ be the flux.")
    assert found.slips == found.suggestions == ()
    assert [formula.stop is not None for formula in found.formulas] == [True]


def test_the_understood_form_is_drawn_by_the_terminal() -> None:
    (formula,) = preview("y = 1/2x^2").formulas
    assert to_unicode(formula.shown) == "y = (1/2)·x²"
