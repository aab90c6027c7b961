"""Lines on a narrow terminal break between words; a pipe gets them as they are."""

from tutor.cli.folding import folded
from tutor.render.glyphs import glyphs_for

GLYPHS = glyphs_for("utf-8")
LINE = "  Type your answer, or: hint, answer, work (checks your own lines), skip, quit."


def test_a_line_is_broken_between_words_and_goes_on_under_its_beginning() -> None:
    shown = folded(f"Short.\n{LINE}", GLYPHS, 40).split("\n")
    assert shown[0] == "Short."
    assert len(shown) == 4
    assert all(len(row) <= 40 for row in shown)
    assert all(row.startswith("  ") for row in shown[1:])
    assert " ".join(" ".join(shown[1:]).split()) == LINE.strip()


def test_a_pipe_and_a_wide_terminal_get_the_line_as_it_is() -> None:
    assert folded(LINE, GLYPHS) == LINE
    assert folded(LINE, GLYPHS, 100) == LINE


def test_one_long_word_and_a_tiny_terminal_lose_nothing() -> None:
    assert folded("x" * 50, GLYPHS, 3).replace("\n", "") == "x" * 50
