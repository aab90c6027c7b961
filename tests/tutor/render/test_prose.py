import pytest
from support.timing import processor_seconds

from tutor.render.prose import Span, Style, to_lines, to_one_line, to_plain, to_text

CASES = {
    "inline formulas": (r"so \(x^2\) is $\frac{1}{2}$ here", "so x² is 1/2 here"),
    "display on its own line": (r"Hence \[x = 5\] holds", "Hence\n    x = 5\nholds"),
    "display keeps the point after it": ("Hence\n\\[\nx = 5\n\\].\nDone", "Hence\n    x = 5.\nDone"),
    "dollars for display": ("a\n\n$$x^2$$\n\nb", "a\n\n    x²\n\nb"),
    "aligned rows": (r"\begin{align*} a &= b \\ c &= d \end{align*}", "    a = b\n    c = d"),
    "display under a nested item": ("   - Then:\n     \\[\n     y = 1\n     \\]", "   - Then:\n     y = 1"),
    "bold, italic, headings": ("## Step 1\n**Add** the *two* __sides__", "Step 1\nAdd the two sides"),
    "bold over a formula": (r"**so \(x = 1\) holds**", "so x = 1 holds"),
    "stars that multiply": ("2 * 3 * 4 and 2*3*4", "2·3·4 and 2·3·4"),
    "bullets": ("* one\n* two\n- three", "- one\n- two\n- three"),
    "a minus at the line's start": ("12\n- 5", "12\n- 5"),
    "rules": ("a\n\n---\n\nb", "a\n\nb"),
    "blank lines": ("\n\na\n\n\n\nb\n\n", "a\n\nb"),
    "fence": (
        "Run\n```python\nx_1 = 2**3  # **no** $bold$\n```\nok",
        "Run\n```python\nx_1 = 2**3  # **no** $bold$\n```\nok",
    ),
    "unclosed fence": ("```\nx^2", "```\nx^2"),
    "inline code": ("call `f(x_1)` now", "call f(x_1) now"),
    "prices": ("It costs $5 and $6, so $11.", "It costs $5 and $6, so $11."),
    "spaced prices": ("He has $ 2 and pays $ 6 now", "He has $ 2 and pays $ 6 now"),
    "price and formula": (r"For $5 each, $x = 3$ of them", "For $5 each, x = 3 of them"),
    "escaped dollars": (r"\$5 and 10\%", "$5 and 10%"),
    "spaced dollars round a formula": (r"Compute $ \frac{1}{3} \div 2 $.", "Compute 1/3 ÷ 2."),
    "bare command": (r"the answer is \boxed{\frac{5}{2}}.", "the answer is 5/2."),
    "bare line": (r"y = \frac{1}{2}x + 3", "y = (1/2)x + 3"),
    "bare factor": (r"so y = \frac{1}{2}x holds", "so y = (1/2)x holds"),
    "plain formula": ("so x^2 - 4 = 0.", "so x² − 4 = 0."),
    "unknown command": (r"see \foo and C:\times\new", r"see \foo and C:\times\new"),
    "unclosed inline": ("take \\(x^2 + 3\n\nand go on", "take x² + 3\n\nand go on"),
    "unclosed display": (r"\[ x^2 + 1", "    x² + 1"),
    "file names": ("open my_file_1.txt or a_b.py", "open my_file_1.txt or a_b.py"),
    "underscores of names": ("total_cost = unit_cost", "total_cost = unit_cost"),
    "private-use characters": ("\ue000 and \ue001 $x$", "\ufffd and \ufffd x"),
    "control characters": ("a\x1b[2J \u202eb", "a b"),
}


@pytest.mark.parametrize(("text", "shown"), CASES.values(), ids=CASES.keys())
def test_text_for_people(text: str, shown: str) -> None:
    assert to_plain(text) == shown


def test_spans_carry_their_styles() -> None:
    (line,) = to_lines("**Add** `c` to $x^2$ *now*")
    assert line.spans == (
        Span("Add", Style.BOLD),
        Span(" ", Style.PLAIN),
        Span("c", Style.CODE),
        Span(" to ", Style.PLAIN),
        Span("x²", Style.MATHS),
        Span(" ", Style.PLAIN),
        Span("now", Style.ITALIC),
    )


def test_items_hang_and_displays_are_marked() -> None:
    item, display = to_lines("12. Take \\[x\\]")
    assert (item.hang, display.display, display.indent) == (4, True, 4)


def test_markup_of_rich_is_text() -> None:
    shown = to_text("[red]**x**[/red] [link=file:///]y[/link]")
    assert shown.plain == "[red]x[/red] [link=file:///]y[/link]"
    assert [span.style for span in shown.spans] == ["bold"]


def test_one_line_joins_rows_of_a_display_by_semicolons() -> None:
    assert to_one_line("so\n\\[ a = 1 \\\\ b = 2 \\]\nand so on") == "so a = 1; b = 2 and so on"


HOSTILE = {
    "displays": "\\[" * 50_000,
    "inlines": "\\(" * 50_000,
    "dollars": "$a " * 33_000,
    "pairs of dollars": "$" * 100_000,
    "ticks": "`" * 99_999,
    "stars": "*a " * 33_000,
    "bold": "**a" * 33_000,
    "underscores": "_a " * 33_000,
    "fences": "```\n" * 25_000,
    "environments": "\\begin{a}" * 11_000,
    "bare fractions": "\\frac{" * 16_000,
    "bare symbols": "\\times" * 16_000,
    "bare texts": "\\text{ " * 14_000,
    "bullets": "- " * 50_000,
    "too much": "x^2 " * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_return_fast(text: str) -> None:
    """The slowest takes 0.7 s on two slow cores."""
    assert processor_seconds(lambda: to_plain(text), 6) < 6
