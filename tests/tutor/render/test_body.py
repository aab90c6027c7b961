import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tutor.render.body import Notation, body_lines
from tutor.render.glyphs import ASCII, UNICODE, Glyphs

STEP = r"""**Solve it.** We have $2x^2 - 3x - 5 = 0$, so $a = 2$ and $b = -3$.

\[
x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
\]

1. With the plus sign \(x_1 = \frac{3+7}{4}\), that is
   $$x_1 = \frac{5}{2}.$$
"""


def rows_of(
    text: str, width: int = 48, glyphs: Glyphs = UNICODE, notation: Notation = Notation.READABLE
) -> list[str]:
    return [row.plain.rstrip() for row in body_lines(text, width, glyphs, notation=notation)]


def test_display_formulas_are_drawn_where_it_helps_and_inline_ones_stay_in_their_sentence() -> None:
    assert rows_of(STEP) == [
        "Solve it. We have 2x² − 3x − 5 = 0, so a = 2 and",
        "b = −3.",
        "               ________",
        "         −b ± √b² − 4ac",
        "    x = ────────────────",
        "               2a",
        "1. With the plus sign x₁ = (3 + 7)/4, that is",
        "    x₁ = 5/2.",
    ]


def test_on_an_ascii_terminal_bars_are_hyphens_and_roots_are_words() -> None:
    assert rows_of(STEP, glyphs=ASCII)[2:5] == [
        "         -b +- sqrt(b^2 - 4ac)",
        "    x = -----------------------",
        "                  2a",
    ]


def test_the_latex_of_a_text_is_shown_as_it_was_written() -> None:
    assert rows_of(STEP, notation=Notation.LATEX) == [
        "**Solve it.** We have $2x^2 - 3x - 5 = 0$, so $a",
        "= 2$ and $b = -3$.",
        "\\[",
        "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}",
        "\\]",
        "1. With the plus sign \\(x_1 =",
        "   \\frac{3+7}{4}\\), that is",
        "   $$x_1 = \\frac{5}{2}.$$",
    ]


def test_plain_words_have_each_formula_on_one_line_of_ascii() -> None:
    assert rows_of(STEP, notation=Notation.PLAIN) == [
        "Solve it. We have 2x^2 - 3x - 5 = 0, so a = 2",
        "and b = -3.",
        "    x = (-b +- sqrt(b^2-4ac))/(2a)",
        "1. With the plus sign x_1 = (3 + 7)/4, that",
        "   is",
        "    x_1 = 5/2.",
    ]


def test_plain_words_keep_the_letters_of_their_language_and_code() -> None:
    text = "Die Länge ist \\(\\sqrt{2}\\,\\text{größer}\\): `a ≤ b`"
    assert rows_of(text, notation=Notation.PLAIN) == ["Die Länge ist sqrt(2) größer: a ≤ b"]


def test_two_drawn_formulas_are_kept_apart() -> None:
    text = "\\[\\frac{a+b}{2}\\]\n\\[\\frac{c+d}{3}\\]"
    assert rows_of(text) == [
        "     a + b",
        "    ───────",
        "       2",
        "",
        "     c + d",
        "    ───────",
        "       3",
    ]


def test_a_drawn_formula_gives_up_its_indent_before_it_gives_up() -> None:
    assert rows_of("\\[\\frac{abcdefgh+1}{2}\\]", 15) == ["  abcdefgh + 1", " ──────────────", "       2"]


def test_what_is_too_wide_is_written_on_one_line_and_wrapped() -> None:
    assert rows_of("\\[\\frac{abc+defgh+ij}{2}\\]", 15) == ["   (abc +", "     defgh +", "     ij)/2"]


def test_a_style_reaches_every_row() -> None:
    rows = body_lines(STEP, 48, UNICODE, style="dim")
    assert {str(row.style) for row in rows if row.plain} <= {"dim", ""}
    assert all(row.style == "dim" or any(span.style == "dim" for span in row.spans) for row in rows)


def test_markup_of_rich_is_text() -> None:
    assert rows_of("[red]no[/red] \\[\\frac{[b]}{2+x}\\]")[0] == "[red]no[/red]"


FRAGMENTS = [
    *"$ab1 \n-*_|&日",
    "\\[",
    "\\]",
    "\\(",
    "\\)",
    "$$",
    "\n\n",
    "\\frac{a+b}{c}",
    "\\begin{cases} a \\\\ b",
    "\\end{cases}",
    "`",
    "```\n",
    "1. ",
    "\x1b[2J",
    "\t",
    "\\boxed{",
    "}",
    "√",
    "\ue001",
]


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.integers(8, 60),
    st.sampled_from(Notation),
    st.sampled_from([UNICODE, ASCII]),
)
def test_any_text_gives_rows_that_fit(text: str, width: int, notation: Notation, glyphs: Glyphs) -> None:
    for row in body_lines(text, width, glyphs, notation=notation):
        assert cell_len(row.plain.rstrip()) <= width
        assert row.plain.isprintable()
        assert not glyphs.ascii_only or row.plain.isascii()


def test_growing_texts_are_laid_out_in_a_few_milliseconds() -> None:
    """The median of a growing step takes 0.5 ms, its last tokens 1 ms; the bound is for busy machines."""
    times = []
    for end in range(1, len(STEP), 3):
        begin = time.perf_counter()
        body_lines(STEP[:end], 70, UNICODE)
        times.append(time.perf_counter() - begin)
    assert sorted(times)[len(times) // 2] < 0.02


@pytest.mark.parametrize("notation", list(Notation))
def test_an_empty_text_has_no_rows(notation: Notation) -> None:
    assert body_lines(" \n\n", 40, UNICODE, notation=notation) == []
