import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from support.timing import processor_seconds

from tutor.render.layout.formula import MAX_CHARACTERS, formula_block, helps

TABLE = json.loads((Path(__file__).parents[1] / "cases" / "latex_to_blocks.json").read_text(encoding="utf-8"))
IN_ASCII = TABLE.pop("in ASCII")
DRAWN = [pytest.param(*case, id=case[0][:40]) for group in TABLE.values() for case in group]
WIDTH = 76


def rows_of(source: str, width: int = WIDTH, *, ascii_only: bool = False) -> list[str] | None:
    block = formula_block(source, width, ascii_only=ascii_only)
    return block and [row.rstrip() for row in block.rows]


@pytest.mark.parametrize(("source", "rows"), DRAWN)
def test_a_formula_is_drawn(source: str, rows: list[str]) -> None:
    assert rows_of(source) == rows


@pytest.mark.parametrize(("source", "rows"), IN_ASCII)
def test_a_formula_is_drawn_in_ascii(source: str, rows: list[str]) -> None:
    assert rows_of(source, ascii_only=True) == rows
    assert all(row.isascii() for row in rows)


def test_the_baseline_is_level_with_the_text_beside_the_formula() -> None:
    block = formula_block("\\frac{1}{2}", WIDTH)
    assert block is not None
    assert (block.baseline, block.rows[1]) == (1, "───")


@pytest.mark.parametrize("delimiters", [("", ""), ("\\[", "\\]"), ("$$", "$$"), ("\\(", "\\)"), (" $", "$ ")])
def test_delimiters_make_no_difference(delimiters: tuple[str, str]) -> None:
    left, right = delimiters
    assert rows_of(f"{left}\\frac{{a+b}}{{2}}{right}") == [" a + b", "───────", "   2"]


SIMPLE = [
    "\\frac{3}{4}",
    "x^2",
    "\\sqrt{49}",
    "x = -\\frac{5}{2}",
    "\\frac{1}{2} + \\frac{1}{3} = \\frac{5}{6}",
    "x = \\frac{5}{2}.",
    "2\\frac{3}{4}",
    "x^{1/2}",
    "e^{i\\pi} + 1 = 0",
    "\\sqrt{b^2 - 4ac}",
    "\\frac{dy}{dx} = 3x^2",
    "\\frac{f(x)}{g(x)}",
    "\\frac{\\sqrt{3}}{2}",
    "\\bar{x}",
    "\\log_2 8 = 3",
    "\\vec{v}",
    "(3+sqrt(49))/4",
    "\\int f(x)\\,dx",
    "",
    "\\foo",
    "\\left(",
    "x^{",
]
HELPED = [
    "\\frac{a+b}{2}",
    "\\frac{1}{1+\\frac{1}{x}}",
    "\\frac{x}{2y}",
    "\\frac{n(n+1)}{2}",
    "\\frac{1}{2}x",
    "\\binom{n}{k}",
    "\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",
    "\\begin{cases} 1 & x > 0 \\\\ 0 \\end{cases}",
    "a &= b \\\\ &= c",
    "\\sum_{k=1}^{n} k",
    "\\int_0^1 x\\,dx",
    "\\lim_{x \\to 0} f(x)",
    "\\boxed{42}",
    "x^{\\frac{n+1}{2}}",
    "\\sqrt{\\frac{a+b}{c}}",
    "e^{-\\lambda t + \\mu s - 10}",
    "\\overline{z + w}",
    "\\underbrace{a + b}_{c}",
]


@pytest.mark.parametrize("source", SIMPLE)
def test_a_simple_formula_is_best_on_one_line(source: str) -> None:
    assert not helps(source)


@pytest.mark.parametrize("source", HELPED)
def test_two_dimensions_help_where_one_line_needs_brackets_limits_or_rows(source: str) -> None:
    assert helps(source)


def test_a_wide_formula_is_broken_before_its_relations() -> None:
    source = "x = \\frac{a+b}{2} = \\frac{c+d}{3}"
    assert rows_of(source, 14) == [
        "     a + b",
        "x = ───────",
        "       2",
        "",
        "     c + d",
        "  = ───────",
        "       3",
    ]


def test_the_rows_of_aligned_equations_are_broken_one_by_one() -> None:
    source = "\\begin{aligned} abc + def &= ghi + jkl \\\\ x &= y \\end{aligned}"
    assert rows_of(source, 14) == ["abc + def", "  = ghi + jkl", "x = y"]


@pytest.mark.parametrize(
    ("source", "width"),
    [
        ("\\frac{abcdefghijkl}{2}", 10),
        ("\\begin{pmatrix} 10000 & 20000 \\\\ 3 & 4 \\end{pmatrix}", 10),
        ("", 80),
        ("\\frac{}{}", 80),
        ("x" * (MAX_CHARACTERS + 1), 80),
        ("\\frac{1}{1+" * 30 + "x" + "}" * 30, 80),
        ("{" * 200, 80),
        ("\\begin{matrix}" + "1 \\\\ " * 200 + "\\end{matrix}", 80),
    ],
    ids=[
        "too wide",
        "matrix too wide",
        "empty",
        "nothing in it",
        "too long",
        "too deep",
        "braces",
        "too high",
    ],
)
def test_what_does_not_fit_is_not_drawn(source: str, width: int) -> None:
    assert formula_block(source, width) is None


def test_wide_characters_take_their_cells() -> None:
    assert rows_of("\\frac{\\text{速度}+1}{t}") == [" 速度 + 1", "──────────", "    t"]


def test_combining_characters_take_none() -> None:
    block = formula_block("\\frac{\\bar{x}+\\vec{v}}{2}", WIDTH)
    assert block is not None
    assert block.width == 7


def test_controls_do_not_survive() -> None:
    assert rows_of("\\frac{a\x1b[2J+\u202e1}{2\t}") == [" a + 1", "───────", "   2"]


FRAGMENTS = [
    *"\\{}[]^_&$|'()2x -.+=日‖\n\t",
    "\\\\",
    "\\frac",
    "\\frac{a+b}{c}",
    "\\left(",
    "\\right)",
    "\\left|",
    "\\middle|",
    "\\begin{array}{c|r}",
    "\\begin{cases}",
    "\\begin{aligned}",
    "\\end{cases}",
    "\\over ",
    "\\text{",
    "\\sqrt[",
    "\\sqrt{",
    "\\sum_",
    "\\int^",
    "\\lim_{x\\to 0}",
    "\\binom",
    "\\boxed{",
    "\\vec{",
    "\\underbrace{",
    "\\overset{",
    "\\xleftarrow{",
    "\\not",
    "👨\u200d👩\u200d👧",
    "☺\ufe0f",
    "\u0305",
]
LATEX_LIKE = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@settings(max_examples=400)
@given(st.one_of(LATEX_LIKE, st.text(max_size=60)), st.integers(1, 90), st.booleans())
def test_any_source_gives_a_rectangle_that_fits_or_nothing(source: str, width: int, ascii_only: bool) -> None:
    helps(source)
    block = formula_block(source, width, ascii_only=ascii_only)
    if block is None:
        return
    assert {cell_len(row) for row in block.rows} == {block.width}
    assert block.width <= width
    assert 0 <= block.baseline < block.height
    text = "".join(block.rows)
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in text)
    assert not ascii_only or text.isascii()


HOSTILE = {
    "open braces": "{" * 8_000,
    "fractions": "\\frac12" * 1_100,
    "nested fractions": "\\frac{1}{" * 800,
    "scripts of scripts": "x^2" + "^2" * 3_900,
    "small scripts of scripts": "x" + "^2" * 190,
    "round brackets": "(" * 190 + "\\frac12" + ")" * 190,
    "bars": "\\frac12|x" * 60,
    "evaluations": "\\frac12 |_a" * 50,
    "open environments": "\\begin{a}" * 800,
    "cells": "\\begin{matrix}" + "1&" * 190,
    "rows": "a\\\\" * 199,
    "matrices": "\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}" * 20,
    "integrals": "\\int_0^1" * 70,
    "roots": "\\sqrt{1+" * 15 + "x" + "}" * 15,
    "frames": "\\boxed{" * 15 + "\\frac12" + "}" * 15,
    "letters": "é" * 8_000,
    "binary tree": "\\frac{\\frac{\\frac{a}{b}}{\\frac{c}{d}}}{\\frac{\\frac{e}{f}}{\\frac{g}{h}}}" * 7,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_sources_return_fast(source: str) -> None:
    """The slowest takes 8 ms."""
    assert processor_seconds(lambda: formula_block(source, 80), 0.5) < 0.5
