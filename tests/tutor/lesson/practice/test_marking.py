"""Right values in another form than the one asked for are told from right answers, by the signs alone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.lesson.item import Item
from tutor.lesson.practice.forms import missing_form
from tutor.lesson.practice.marking import mark
from tutor.lesson.practice.typed import as_meant
from tutor.lesson.workshop import Workshop
from tutor.vocabulary.practice import Outcome

TABLE = json.loads(Path(__file__).with_name("forms.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("expected", "given", "question"), TABLE["asked for"])
def test_the_form_asked_for(expected: str, given: str, question: str) -> None:
    assert missing_form(expected, given, question) == ""


@pytest.mark.parametrize(("expected", "given", "question"), TABLE["another"])
def test_another_form(expected: str, given: str, question: str) -> None:
    assert missing_form(expected, given, question) != ""


MATRIX = r"\begin{pmatrix} 6 & -4 \\ 5 & \frac{1}{2} \end{pmatrix}"


@pytest.mark.parametrize(
    "given",
    ["6 -4; 5 1/2", "(6 -4; 5 1/2)", "[[6, -4], [5, 1/2]]", "A = [6, -4; 5, 1/2]", "6 −4 ;5  1/2", MATRIX],
)
def test_a_matrix_can_be_typed_in_one_line(given: str, workshop: Workshop) -> None:
    item = Item("", "set/x", 1, 0, problem="Add.", answer=MATRIX, asked="", idea="", steps=())
    assert mark(item, given, workshop).outcome is Outcome.RIGHT
    assert mark(item, given.replace("6", "7"), workshop).outcome is Outcome.WRONG


def test_what_is_no_matrix_stays_as_it_was_typed() -> None:
    assert as_meant("6 4; 5", MATRIX) == "6 4; 5"
    assert as_meant("6; 4", "x = 6") == "6; 4"


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    workshop = Workshop()
    with workshop:
        yield workshop


MARKED = json.loads(Path(__file__).with_name("marked.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("entry", "outcome", "given"),
    [
        (entry, Outcome(outcome), given)
        for entry in MARKED
        for outcome in Outcome
        for given in entry.get(outcome.value, ())
    ],
)
def test_natural_ways_of_typing(
    entry: dict[str, str], outcome: Outcome, given: str, workshop: Workshop
) -> None:
    """A right answer is right however people write it; a wrong unit, label or direction is none."""
    asked = entry.get("asked", "")
    item = Item("", "set/x", 1, 0, entry["problem"], entry["answer"], asked, "", (), entry.get("form", ""))
    assert mark(item, given, workshop).outcome is outcome


def test_what_may_be_rounded_does_not_tell_the_exact_value(workshop: Workshop) -> None:
    problem = r"Simplify the fraction $\frac{14}{133}$."
    item = Item("", "set/x", 1, 0, problem, r"\frac{2}{19}", asked="", idea="", steps=())
    found = mark(item, "0.11", workshop)
    assert found.outcome is Outcome.UNDECIDED
    assert "19" not in found.detail


@pytest.mark.parametrize(
    ("problem", "answer", "given", "outcome"),
    [
        ("Solve $2x + 3 = 11$.", "x = 4", "4", Outcome.RIGHT),
        ("Solve $2x + 3 = 11$.", "x = 4", "x = 5", Outcome.WRONG),
        ("Solve $2x + 3 = 11$.", "x = 4", "well ((", Outcome.UNDECIDED),
        ("Integrate $2x$.", "x^2 + C", "x^2", Outcome.OTHER_FORM),
        ("Factor $x^2 - 1$.", "(x-1)(x+1)", "x^2 - 1", Outcome.OTHER_FORM),
        ("Solve $x^2 = 9$.", "$x = 3$ or $x = -3$", "3, -3", Outcome.RIGHT),
        ("Solve $2x + 3 = 11$.", "", "x = 4", Outcome.RIGHT),
        ("Solve $2x + 3 = 11$.", "", "x = 5", Outcome.WRONG),
        ("Tell me a story.", "", "Once", Outcome.UNDECIDED),
    ],
)
def test_answers_are_marked_by_the_checker(
    problem: str, answer: str, given: str, outcome: Outcome, workshop: Workshop
) -> None:
    item = Item("", "set/x", 1, 0, problem=problem, answer=answer, asked="", idea="", steps=())
    assert mark(item, given, workshop).outcome is outcome
