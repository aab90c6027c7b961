import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.timing import processor_seconds

from tutor.render.unicode_math import to_unicode

TABLE = json.loads((Path(__file__).parent / "cases" / "latex_to_unicode.json").read_text(encoding="utf-8"))
CASES = [pytest.param(*case, id=case[0][:40]) for group in TABLE.values() for case in group]


@pytest.mark.parametrize(("source", "shown"), CASES)
def test_a_formula_reads_on_one_line(source: str, shown: str) -> None:
    assert to_unicode(source) == shown


def content(text: str) -> list[str]:
    """Digits and letters in any of their shapes."""
    plain = unicodedata.normalize("NFKC", text)
    return sorted(character for character in plain if character.isalnum())


@given(st.text(st.sampled_from("xyzmnq0123456789+-*/=<>^_(){}[]|,.;:!'& \n"), max_size=60))
def test_no_digit_or_letter_is_lost_whatever_the_structure(source: str) -> None:
    assert content(to_unicode(source)) == content(source)


def of_two(pattern: str, inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(inner, inner).map(lambda pair: pattern.replace("A", pair[0]).replace("B", pair[1]))


PAIRS = [
    "\\frac{A}{B}",
    "A + B",
    "{A}^{B}",
    "{A}_{B}",
    "\\left(A\\right) \\cdot B",
    "\\begin{bmatrix} A & 1 \\\\ 2 & B \\end{bmatrix}",
]
FORMULAS = st.recursive(
    st.sampled_from(["x", "y", "12", "3.5", "n"]),
    lambda inner: st.one_of(
        *[of_two(pattern, inner) for pattern in PAIRS],
        inner.map(lambda formula: f"\\sqrt{{{formula}}}"),
        inner.map(lambda formula: f"\\boxed{{-{formula}}}"),
        inner.map(lambda formula: f"|{formula}|"),
    ),
    max_leaves=8,
)


@given(FORMULAS)
def test_no_digit_or_letter_of_nested_formulas_is_lost(source: str) -> None:
    layout = ("frac", "left", "right", "cdot", "begin", "end", "bmatrix", "sqrt", "boxed")
    bare = source
    for name in layout:
        bare = bare.replace("\\" + name, "").replace("{" + name + "}", "")
    assert content(to_unicode(source)) == content(bare)


@given(FORMULAS)
def test_brackets_stay_balanced(source: str) -> None:
    shown = to_unicode(source)
    assert shown.count("(") == shown.count(")")
    assert shown.count("[") == shown.count("]")


@settings(max_examples=200)
@given(st.text(max_size=80))
def test_any_text_gives_one_safe_line(source: str) -> None:
    shown = to_unicode(source)
    assert "\n" not in shown
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in shown.replace("\t", ""))


FRAGMENTS = [
    *"\\{}[]^_&$|'()2x -",
    "\\\\",
    "\\frac",
    "\\left",
    "\\begin{array}",
    "\\over ",
    "\\text{",
    "\\sqrt[",
    "\\not",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_broken_latex_never_raises(source: str) -> None:
    assert "\n" not in to_unicode(source)


HOSTILE = {
    "open braces": "{" * 10_000,
    "nested braces": "{" * 3_000 + "x" + "}" * 3_000,
    "100 kB of terms": "x^2+" * 25_000,
    "100 kB of plain terms": "x = " * 25_000,
    "fractions without arguments": "\\frac" * 1_500,
    "fractions": "\\frac12" * 1_100,
    "nested fractions": "\\frac{1}{" * 800,
    "scripts": "{x}^" * 1_900,
    "open round scripts": "\\a x^(" * 1_100,
    "bars": "\\a |x" * 1_300,
    "roots": "\\sqrt[" * 1_200,
    "environments": "\\begin{a}" * 800,
    "texts": "\\text{$" * 1_000,
    "infix fractions": "{a\\over " * 900,
    "unknown commands": "".join(f"\\a{letter}b{other}" for letter in "abcdefghij" for other in "abcdefghij")
    * 8,
    "digits": "\\a" + "1" * 7_900,
    "spaces": " " * 100_000,
    "dollars": "$" * 100_000,
    "displays": "\\[" * 50_000,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_sources_return_fast(source: str) -> None:
    """The slowest takes 0.2 s on two slow cores."""
    assert processor_seconds(lambda: to_unicode(source), 3) < 3


def test_a_source_nested_too_deeply_is_shown_as_it_is() -> None:
    source = "\\frac{1}{" * 100 + "7" + "}" * 100
    assert to_unicode(source) == source


def test_escapes_in_a_formula_do_not_survive() -> None:
    assert to_unicode("x^2\x1b[31m + \u202e1\x9b2J") == "x² + 1"
