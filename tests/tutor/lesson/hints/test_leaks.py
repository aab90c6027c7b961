"""What gives an answer away is found however it is written; what the problem says is no news."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.lesson.hints.leaks import LeakTest
from tutor.lesson.hints.number_words import number_words
from tutor.lesson.hints.parts import parts_of
from tutor.lesson.hints.spoken import spoken_formulas
from tutor.lesson.workshop import Workshop

CASES = json.loads(Path(__file__).with_name("leaks.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


@pytest.mark.parametrize("case", CASES, ids=[case["problem"] for case in CASES])
def test_leaks_are_found_and_cut_and_other_hints_left_alone(
    case: dict[str, list[str]], workshop: Workshop
) -> None:
    test = LeakTest(workshop, str(case["problem"]), str(case["answer"]))
    assert [text for text in case["leaks"] if not test.leaks(text)] == []
    assert [text for text in case["leaks"] if test.leaks(test.cut(text))] == []
    assert [text for text in case["fine"] if test.leaks(text)] == []
    assert [text for text in case["fine"] if test.cut(text) != text] == []


def test_a_result_is_blanked_and_the_rest_of_the_sentence_kept(workshop: Workshop) -> None:
    test = LeakTest(workshop, "Solve $2x + 3 = 11$.", "x = 4")
    assert test.cut("Divide both sides by $2$: $x = 4$.") == "Divide both sides by $2$: $x = …$."


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("twenty-one", "21"),
        ("minus three", "-3"),
        ("one half", "1/2"),
        ("three quarters", "3/4"),
        ("a hundred and five", "105"),
        ("two thousand three hundred", "2300"),
        ("a third", "1/3"),
        ("negative forty two", "-42"),
    ],
)
def test_numbers_in_words_are_read(text: str, value: str) -> None:
    assert [found for _, _, found in number_words(f"take {text} of it")] == [value]


def test_formulas_in_words_are_read_where_they_stand() -> None:
    text = "the result is two x plus one here"
    ((start, end, found),) = spoken_formulas(text)
    assert text[start:end] == "two x plus one"
    assert found.replace(" ", "") == "2x+1"


def test_an_answer_has_parts_and_coordinates_count_only_as_results() -> None:
    assert {part.text for part in parts_of("x = 2, x = 3")} >= {"2", "3"}
    assert [part.text for part in parts_of("(1, -3)") if part.component] == ["1", "-3"]
    assert {part.text for part in parts_of(r"x = \pm 2")} >= {"2", "- 2"}
    assert "9" in {part.text for part in parts_of(r"9 \text{ cm}^2")}
    assert [part.text for part in parts_of("1,200")] == ["1,200"]
