"""The measure of leaks finds planted ones by itself, and ladders of ours have none."""

from collections.abc import Iterator

import click.testing
import pytest

from tutor.evaluate.hint_leaks import Counts, command, leaks_of, says
from tutor.lesson.item import Item
from tutor.lesson.workshop import Workshop

ITEM = Item("linear", "g", 1, 1, "Solve $2x + 3 = 27$.", "x = 12", "x", "undo", ())


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    opened = Workshop()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "text",
    [
        "$x = 12$",
        "It is twelve.",
        "You get \\boxed{12} then.",
        "$x = \\frac{24}{2}$",
        "The answer is 12",
        "$12 = x$",
        "so x = 12",
    ],
)
def test_planted_leaks_are_found(text: str, workshop: Workshop) -> None:
    assert list(leaks_of(text, ITEM, workshop, Counts()))


@pytest.mark.parametrize("text", ["$2x = 24$", "Known: $2x + 3 = 27$.", "Divide by two.", "$x = …$"])
def test_what_tells_nothing_is_no_leak(text: str, workshop: Workshop) -> None:
    assert not list(leaks_of(text, ITEM, workshop, Counts()))


def test_numbers_are_put_into_words() -> None:
    assert [says(value) for value in (-7, 12, 40, 85, 342)] == [
        "minus seven",
        "twelve",
        "forty",
        "eighty-five",
        "three hundred and forty-two",
    ]


def test_ladders_and_leaking_scripts_come_out_without_a_leak() -> None:
    result = click.testing.CliRunner().invoke(command, ["--items", "6", "--seed", "3"])
    assert result.exit_code == 0, result.output
    assert "0 leaks" in result.output
