"""`read` answers for any text at all: never an exception, never a long wait, never a deep stack."""

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.timing import processor_seconds

from tutor.check.reading.limits import Limits
from tutor.check.reading.outcome import Parsed, Unparsed
from tutor.check.reading.read import read
from tutor.check.reading.show import show
from tutor.check.reading.tables import spelled
from tutor.vocabulary.verdict import Reason

# What mathematics is written with, in pieces that the reader knows, so that random texts get far into it.
PIECES = st.sampled_from(
    spelled(
        """
        \\frac{ \\sqrt \\sqrt[ \\binom \\left( \\right) \\left| \\right| \\left\\{ \\right.
        \\begin{cases} \\end{cases} \\begin{pmatrix} \\end{pmatrix} \\begin{aligned} \\end{aligned}
        \\text{ \\text{cm} \\text{and} \\text{if} \\mathrm{e} \\mathbb{R} \\operatorname{lcm}
        \\sum_{ \\int_ \\int \\lim_{x\\to \\prod \\log_ \\sin \\cos^{-1} \\pi \\infty \\cup \\in
        \\le \\pmod{ \\equiv \\cdot \\times \\div \\pm \\ldots \\boxed{ \\overline{ \\vec{ \\angle
        \\{ \\} \\% \\$ \\quad \\\\ & { } ( ) [ ] | || < > = != + - * / ^ ^{ _ _{ ! !! ' , ; : . ...
        ? " $ 1 2 10 3.5 1,234 0.\\overline{3} 1/2 x y f f( n i e d dx AB sin sqrt( pi and or km/h
        cm feet if hundred √ ² ⁻¹ ½ π ≤ − × ° ∞ ∪ ℝ ∑ ∫ \x00 \ud800 \x1b[31m ~ # @ ` ** <sup> </sup>
        mod dy/dx
        """
    )
)
MATHEMATICS = st.lists(PIECES, max_size=40).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=600)
@given(st.text() | MATHEMATICS)
def test_any_text_is_read_or_stops_at_a_place(text: str) -> None:
    reading = read(text)
    if isinstance(reading, Parsed):
        assert isinstance(show(reading.tree), str)
    else:
        assert 0 <= reading.position <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        ".²",
        "5 cm^3.5",
        "3.5_8",
        "2 m₁",
        "1٣",
        "\\",
        "x^\\frac",
        "\ud800",
        "\x00",
        "\x0crac",
        "{}",
        "5°C^",
        "|",
        "\\text",
        "(",
    ],
)
def test_odd_characters_are_answered(text: str) -> None:
    reading = read(text)
    assert isinstance(reading, Parsed) or 0 <= reading.position <= len(text)


HOSTILE = {
    "brackets": "(" * 100_000 + "x" + ")" * 100_000,
    "a megabyte of digits": "9" * 1_000_000,
    "a megabyte of words": "word " * 200_000,
}
NESTED = {
    "brackets": "(" * 1500 + "x" + ")" * 1500,
    "square brackets": "[" * 1500 + "x" + "]" * 1500,
    "groups": "\\sqrt{" * 500 + "x" + "}" * 500,
    "signs": "-" * 1400 + "x",
    "powers": "x^" * 1000 + "x",
    "roots": "\\sqrt" * 600 + "x",
    "functions": "\\sin" * 900 + "x",
    "factorials": "x" + "!" * 1400,
    "primes": "(x)" + "''!" * 400,
    "quotients": "x/" * 1000 + "x",
    "bars": "|" * 1400,
    "applications": "f(" * 1300 + "x",
    "applied letters": "a(" * 700 + "x",
    "derivatives": "d/dx " * 300 + "x",
    "sums": "\\sum_{k=1}^{2}" * 150 + "k",
    "boxes": "\\boxed{" * 400 + "x" + "}" * 400,
    "moduli": "x mod " * 600 + "x",
    "fractions": "\\frac" * 700 + "12",
    "set operators": "A ∪ B ∩ " * 300 + "C",
    "matrices": "\\begin{pmatrix}" * 200,
    "indices": "x_{" * 1000,
    "texts": "\\text{" * 600,
    "rows": "[[" * 1900,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_long_texts_are_refused_before_any_work(name: str) -> None:
    reading = read(HOSTILE[name])
    assert processor_seconds(lambda: read(HOSTILE[name]), 0.01) < 0.01
    assert isinstance(reading, Unparsed)
    assert reading.reason is Reason.TOO_LARGE


@pytest.mark.parametrize("name", NESTED)
def test_nesting_ends_quickly_and_shallow(name: str) -> None:
    """At most a tenth of a second, under the default recursion limit."""
    reading = read(NESTED[name])
    assert processor_seconds(lambda: read(NESTED[name]), 0.1) < 0.1
    assert isinstance(reading, Unparsed)


def test_the_deepest_tree_that_is_read_can_be_shown_hashed_and_compared() -> None:
    for text in ("(-" * 14 + "x" + ")^2" * 14, "x" + "/x" * 30, "x" + "!" * 60, "f(" * 29 + "x" + ")" * 29):
        reading = read(text)
        assert isinstance(reading, Parsed), reading
        assert hash(reading.tree) == hash(read(text).tree)  # type: ignore[union-attr]
        assert read(show(reading.tree)) == reading


def test_long_sums_and_products_are_flat() -> None:
    terms = " + ".join(f"{number}x" for number in range(200))
    reading = read(terms)
    assert isinstance(reading, Parsed)


def test_reading_time_grows_with_the_length_alone() -> None:
    """Eight times the text in at most sixteen times the time, best of several runs."""
    short, long = ("3x^2 + \\frac{a}{b} \\cdot \\sin(x) - " * count + "1" for count in (5, 40))
    assert best_time(long) < 16 * best_time(short)


def best_time(text: str) -> float:
    def once() -> float:
        start = time.perf_counter()
        assert isinstance(read(text), Parsed)
        return time.perf_counter() - start

    return min(once() for _ in range(20))


def test_limits_can_be_narrowed() -> None:
    narrow = Limits(characters=20, tokens=8, depth=3, digits=4)
    assert isinstance(read("((x))", narrow), Parsed)
    for text in ("x" * 21, "1+2+3+4+5", "((((x))))", "12345"):
        reading = read(text, narrow)
        assert isinstance(reading, Unparsed)
        assert reading.reason is Reason.TOO_LARGE


def test_reading_imports_no_sympy() -> None:
    code = "import sys, tutor.check.reading.read, tutor.check.reading.show; sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
