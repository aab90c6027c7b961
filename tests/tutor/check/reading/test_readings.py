"""Readings by table: `readings.json` holds what a text means, `unread.json` where reading stops."""

import importlib.util
import json
from pathlib import Path

import pytest

from tutor.check.reading.outcome import Parsed, Unparsed
from tutor.check.reading.read import read
from tutor.check.reading.show import show
from tutor.vocabulary.verdict import Reason

HERE = Path(__file__).parent
SPEC = importlib.util.spec_from_file_location("reading_outline", HERE / "outline.py")
assert SPEC and SPEC.loader
OUTLINE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(OUTLINE)

READINGS = [
    (text, expected)
    for group in json.loads((HERE / "readings.json").read_text("utf-8")).values()
    for text, expected in group
]
UNREAD = json.loads((HERE / "unread.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_text_means_this_tree(text: str, expected: str) -> None:
    reading = read(text)
    assert isinstance(reading, Parsed), reading
    assert OUTLINE.outline(reading.tree) == expected


@pytest.mark.parametrize("text", [text for text, _ in READINGS])
def test_what_is_shown_reads_back(text: str) -> None:
    reading = read(text)
    assert isinstance(reading, Parsed)
    assert read(show(reading.tree)) == reading


@pytest.mark.parametrize(("text", "position"), UNREAD)
def test_reading_stops_where_it_does_not_understand(text: str, position: int) -> None:
    reading = read(text)
    assert isinstance(reading, Unparsed), reading
    assert (reading.reason, reading.position) == (Reason.UNPARSED, position)
    assert reading.message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x", "X"),
        ("52_8", "528"),
        ("2516_8", "2516_9"),
        ("1 - 1/\\mathrm{e}", "1 + 1/\\mathrm{e}"),
        ("1/2004!", "1/2006!"),
        ("2(5)", "2\\frac{5}{6}"),
        ("(1, 2)", "[1, 2]"),
        ("5 \\text{ cm}", "5 \\text{ cm}^2"),
        ("2(x+1)", "2x+1"),
        ("0.333...", "0.333"),
        ("\\frac{1}{23}", "\\frac{12}{3}"),
    ],
)
def test_what_differs_reads_differently(one: str, other: str) -> None:
    assert read(one) != read(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("\\frac{1}{2}", "1/2"),
        ("\\dfrac12", "½"),
        ("x^{2}", "x²"),
        ("\\left(1,\\ 2\\right)", "(1,2)"),
        ("$x=3$.", "x = 3"),
        ("\\boxed{42}", "42"),
        ("−3", "-3"),
        ("3 × 10^5", "3 \\cdot 10^{5}"),
        ("\\text{ (B) }", "(B)"),
        ("x \\leqslant 2", "x <= 2"),
        ("2\\pi", "2*pi"),
        ("\x0crac{1}{3}", "\\frac{1}{3}"),
        ("2<sup>x</sup>", "2^x"),
        ("\\sqrt[3]{x}", "∛x"),
        ("（1，2）", "(1, 2)"),
        ("\\$32,\\!348", "\\$32348"),
        ("no solutions", "\\emptyset"),
        ("all real numbers", "\\mathbb{R}"),
        ("5\\text{ km/h}", "5 kilometers per hour"),
    ],
)
def test_notations_of_the_same_read_the_same(one: str, other: str) -> None:
    first = read(one)
    assert isinstance(first, Parsed), first
    assert first == read(other)
