"""Finished steps and problems as wrapped lines of a terminal: numbers, hanging indents, badges."""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tutor.render.glyphs import Glyphs
from tutor.render.prose import Line, Span, to_lines, to_one_line
from tutor.render.wording import finding_words, findings
from tutor.render.wrapping import wrapped
from tutor.vocabulary.events import CheckedStep
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import Verdict, VerdictStatus

MAX_MEASURE = 100  # longer lines are hard to read
_WIDE = 60  # from here on badges stand in a column of their own
_COLOURS = {
    VerdictStatus.HOLDS: "green",
    VerdictStatus.FOLLOWS: "green",
    VerdictStatus.BREAKS: "red",
    VerdictStatus.UNDECIDED: "dim",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What the lines are set on: columns to use and the signs at hand."""

    console: Console
    width: int
    glyphs: Glyphs

    @property
    def badge_width(self) -> int:
        """Columns kept free for a badge and the gap before it."""
        return 2 + max(cell_len(badge) for badge in self.glyphs.badges.values()) + len(" 9/9")


def page_for(console: Console, glyphs: Glyphs) -> Page:
    """The page a console offers now; its last column stays free, for some terminals wrap there."""
    return Page(console, max(20, min(console.width - 1, MAX_MEASURE)), glyphs)


def problem_lines(page: Page, problem: Problem) -> list[Text]:
    """The problem as it was asked, with its choices."""
    lines = [row for line in to_lines(problem.text) for row in wrapped(line, page.width, page.glyphs)]
    for letter, choice in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", problem.choices, strict=False):
        shown = Line((Span(f"{letter})  {to_one_line(choice)}"),), indent=2, hang=4)
        lines += wrapped(shown, page.width, page.glyphs)
    return lines


def step_lines(page: Page, checked: CheckedStep, *, verbose: bool = False) -> list[Text]:
    """A step under its number, its badge at the right, what breaks under it."""
    style = "dim" if checked.step.section is Section.THINKING else ""
    number = Text(f"{checked.step.number}  ", style)
    width = page.width - len(number) - page.badge_width
    rows = [
        row
        for line in to_lines(checked.step.text)
        if line.spans
        for row in wrapped(line, width, page.glyphs, style)
    ]
    rows = rows or [Text()]
    if checked.verdict:
        _add_badge(page, rows[-1], checked, width)
    for verdict in findings(checked, verbose=verbose):
        rows += finding_lines(page, verdict, width)
    return [
        Text.assemble(Text(" " * len(number)) if index else number, row) for index, row in enumerate(rows)
    ]


def finding_lines(page: Page, verdict: Verdict, width: int, opening: str = "") -> list[Text]:
    """The witness of a verdict, after its badge."""
    badge = page.glyphs.badges[verdict.status]
    words = f"{opening}{badge} {finding_words(verdict)}"
    line = Line((Span(words),), hang=cell_len(badge) + 1)
    return wrapped(line, width, page.glyphs, _COLOURS[verdict.status])


def paragraph(page: Page, text: Text) -> list[Text]:
    """A text wrapped to the page."""
    shown = Text(page.glyphs.shown(text.plain), text.style)
    shown.spans = text.spans if len(shown) == len(text) else []
    return list(shown.wrap(page.console, page.width))


def _add_badge(page: Page, row: Text, checked: CheckedStep, width: int) -> None:
    assert checked.verdict is not None
    badge, style = page.glyphs.badge(checked), _COLOURS[checked.verdict.status]
    row.rstrip()
    gap = width - row.cell_len if page.width >= _WIDE else 0
    row.append(" " * (gap + 2)).append(badge, style)
