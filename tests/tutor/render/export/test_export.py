"""Attempts as files: nothing of a text is markup, nothing is lost, JSON is read back."""

import html.parser
import re
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.timing import processor_seconds

sys.path.insert(0, str(Path(__file__).parents[1]))

from sample_runs import BREAKS, HOLDS, PROVED, QUADRATIC, UNSURE, make_solution, make_step

from tutor.render.export import ExportFormat, export
from tutor.render.export.attempts_json import from_json
from tutor.render.export.mathml import to_mathml
from tutor.render.export.text_html import formula_to_html, text_to_html
from tutor.vocabulary.attempt import Attempt, AttemptState
from tutor.vocabulary.errors import TutorError
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import CertificateStatus

ASKED_AT = datetime(2026, 3, 1, 22, 15, tzinfo=UTC)
HOSTILE = [
    "<script>alert(1)</script>",
    "$<script>alert(1)</script>$",
    r"\(\text{<script>alert(1)</script>}\)",
    r"$\text{&lt;script&gt;alert(1)&lt;/script&gt;}$",
    r"$\href{javascript:alert(1)}{x}$ and $\style{background:url(x)}{y}$ $\color{red;x:y}z$",
    "<img src=x onerror=alert(1)> \"' onload=alert(1)",
    "```\n</code></pre><script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "**<script>alert(1)</script>**",
    "]]> <!-- <![CDATA[ <?php",
    "\x00\x1b[31m\ud800\ufffe\uffff\x0b",
    "[a](javascript:alert(1)) ![b](x) <https://x.y>",
    "$" * 999,
    "{" * 999 + "x" + "}" * 999,
    r"$\frac{" * 300,
    "\\",
    "x" * 10_000,
    "",
]


def make_attempt(text: str = QUADRATIC[1]) -> Attempt:
    """A finished attempt with the text in every place that holds one."""
    thinking = CheckedStep(make_step(1, text), BREAKS, (BREAKS,))
    answer = CheckedStep(make_step(2, text, Section.ANSWER), HOLDS, (HOLDS,))
    solution = make_solution((thinking, answer), answer=text, certificate=replace(PROVED, detail=text))
    return Attempt(
        id=3,
        problem=Problem(text, (text, "2")),
        asked_at=ASKED_AT,
        state=AttemptState.FINISHED,
        title=text,
        parent=2,
        model=text,
        seed=1,
        sampling={"temperature": 0.8, "top_p": None},
        engine={"context": 4096},
        ending=solution.ending,
        ending_detail=text,
        answer=solution.answer,
        certificate=solution.certificate,
        disagreement=text,
        steps=solution.steps,
        tokens=solution.tokens,
        seconds=solution.seconds,
        thinking_text=text,
        answer_text=text,
    )


INTERRUPTED = Attempt(
    id=4,
    problem=Problem("x"),
    asked_at=ASKED_AT,
    state=AttemptState.INTERRUPTED,
    steps=(CheckedStep(make_step(1, "First step."), UNSURE, (UNSURE,)),),
    thinking_text="First step.\n\nand then it was $x^",
)


def written(form: ExportFormat, *attempts: Attempt) -> str:
    return "".join(export(attempts, form))


def page(*attempts: Attempt) -> ElementTree.Element:
    """The page as an XML parser reads it, which is stricter than any browser."""
    return ElementTree.fromstring(written(ExportFormat.HTML, *attempts).split("\n", 1)[1])


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


class Tags(html.parser.HTMLParser):
    """What a reader of HTML finds: elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_is_well_formed_and_nothing_in_it_runs_or_loads(text: str) -> None:
    page(make_attempt(text), INTERRUPTED)
    tags = Tags()
    tags.feed(written(ExportFormat.HTML, make_attempt(text)))
    assert not tags.tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "link",
        "form",
        "base",
        "svg",
        "pre",
    }
    assert not {name for name in tags.attributes if name.startswith("on")}
    source = written(ExportFormat.HTML, make_attempt(text))
    assert set(re.findall(r'(?:href|src)="([^"]*)"', source)) == {"#attempt-2"}
    assert 'style="color' not in source
    assert "default-src 'none'" in source


def test_a_page_says_in_words_what_was_found() -> None:
    shown = words(page(make_attempt(), INTERRUPTED))
    for part in (
        *("proved", "✗ breaks", "✓ holds", "? undecided", "9 + 40 = 50: 49 ≠ 50", "1 step, 1 with a slip"),
        *("428 tokens", "follows attempt 2", "broke off before the answer", "and then it was"),
    ):
        assert part in shown


def test_a_page_holds_light_and_dark() -> None:
    assert "prefers-color-scheme: dark" in written(ExportFormat.HTML, make_attempt())


@pytest.mark.parametrize("status", list(CertificateStatus))
def test_how_far_an_answer_is_checked_is_a_word(status: CertificateStatus) -> None:
    attempt = make_attempt()
    attempt = replace(attempt, certificate=replace(PROVED, status=status))
    assert f'<span class="badge {status.value}">{status.value}</span>' in written(ExportFormat.HTML, attempt)


def test_formulas_are_mathml_and_others_their_unicode_text() -> None:
    shown = text_to_html(r"so $\frac{1}{2}$ and $\foo{x}$ and \(\sqrt{ \) hold for x^2")
    assert shown.count("<math") == 1
    assert "<mfrac>" in shown
    assert '<span class="maths">foo x</span>' in shown
    assert "x²" in shown


def test_rows_of_a_display_are_one_table() -> None:
    shown = text_to_html("Then\n\\begin{aligned} a &= 1 \\\\ b &= 2 \\end{aligned}\nand")
    assert shown.count("<math") == shown.count("<mtable") == 1
    assert shown.count("<mtr>") == 2
    assert [line for line in shown.split("\n") if "paragraph" in line] == [
        '<div class="paragraph"><div>Then</div></div>',
        '<div class="paragraph"><div>and</div></div>',
    ]


def test_rows_of_a_display_that_is_not_understood_are_all_shown() -> None:
    shown = text_to_html("\\begin{aligned} a &= \\foo 1 \\\\ b &= 2 \\end{aligned}")
    assert "<math" not in shown
    assert shown.count('class="display maths"') == 2


def test_code_and_emphasis_keep_their_text() -> None:
    shown = text_to_html("**so** *it* is `a < b`\n```\nx_1 <- 2\n```")
    assert "<strong>so</strong> <em>it</em> is <code>a &lt; b</code>" in shown
    assert "<code>x_1 &lt;- 2</code>" in shown


@pytest.mark.parametrize(
    ("answer", "element"),
    [(r"\frac{1}{2}", "mfrac"), (r"$x^2$", "msup"), ("42", "mn"), (r"\text{no solution}", "mtext")],
)
def test_an_answer_is_a_formula(answer: str, element: str) -> None:
    assert f"<{element}>" in formula_to_html(answer)


def test_an_answer_in_words_is_words() -> None:
    assert formula_to_html("there is none") == '<span class="maths">there is none</span>'


@pytest.mark.parametrize(
    "latex",
    [
        *(
            "",
            "x^",
            "_",
            r"\left( x",
            r"\frac{1}",
            r"\unknown{x}",
            "a & b",
            "x" * 3_000,
            "{" * 200 + "}" * 200,
        ),
        *(r"\begin{array}{cc}1&2", "^" * 500, r"\frac{1}{" * 100, r"\begin{cases}", "\\"),
    ],
)
def test_what_is_no_sound_formula_is_left_to_unicode(latex: str) -> None:
    assert to_mathml(latex) is None


def test_mathml_takes_no_address_and_no_style() -> None:
    shown = to_mathml(r"\href{javascript:alert(1)}{x} \style{color:red}{y}")
    assert shown is None or not re.search("href|style=|javascript", shown)


def test_less_than_is_escaped_once() -> None:
    assert "<mo>&lt;</mo>" in (to_mathml("x<3") or "")
    assert "&amp;" not in (to_mathml(r"\pi \le x < \text{a b}") or "")


def test_json_is_read_back() -> None:
    attempts = [make_attempt(), INTERRUPTED]
    assert from_json(written(ExportFormat.JSON, *attempts)) == attempts
    assert from_json(written(ExportFormat.JSON)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_json_is_ascii_and_read_back_whatever_the_text(text: str) -> None:
    source = written(ExportFormat.JSON, make_attempt(text))
    assert source.isascii()
    (attempt,) = from_json(source)
    assert attempt.thinking_text == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "tutor attempts", "version": 99}', "[" * 100])
def test_another_file_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(TutorError, match="no export of attempts"):
        from_json(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_carries_no_html_of_a_text(text: str) -> None:
    """Outside of code, every `<` before a letter, a slash or a sign of markup is escaped or parted."""
    source = written(ExportFormat.MARKDOWN, make_attempt(text))
    outside = re.sub(r"(`+) .*? \1", "", source, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)<(?=[A-Za-z/!?])", outside)
    source.encode()


def test_markdown_says_what_was_found() -> None:
    source = written(ExportFormat.MARKDOWN, make_attempt(), INTERRUPTED)
    for part in (
        *("**proved**", "**Step 1** ✗ breaks", "- ✗ 9 \\+ 40", "$(-3)^2", "### Explanation", "\n---\n"),
        *("follows attempt 2", "- A) Discriminant", "broke off", "and then it was"),
    ):
        assert part.replace("\\+", "+") in source


def test_markdown_text_is_no_heading_or_list_by_accident() -> None:
    attempt = replace(INTERRUPTED, thinking_text="12\n- 5\n= 7\n1) x", steps=())
    assert "\n\\- 5" in written(ExportFormat.MARKDOWN, attempt)


@pytest.mark.parametrize("form", list(ExportFormat))
def test_a_long_attempt_is_written_in_good_time(form: ExportFormat) -> None:
    steps = tuple(CheckedStep(make_step(number, QUADRATIC[1] * 3)) for number in range(1, 200))
    attempt = replace(make_attempt(), steps=steps)
    assert processor_seconds(lambda: written(form, attempt), 3) < 3
