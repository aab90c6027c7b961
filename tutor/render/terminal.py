"""A run streamed to a terminal: steps as they are finished, badges as their checks return, then the answer.

What is finished goes into the scrollback once and stays; what still moves is
`live_area`'s.
"""

import time
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

from tutor.render.glyphs import Glyphs, glyphs_for
from tutor.render.ledger import Ledger
from tutor.render.live_area import LiveArea
from tutor.render.prose import to_lines, to_one_line, to_text
from tutor.render.step_layout import Page, finding_lines, page_for, paragraph, problem_lines, step_lines
from tutor.render.unfinished import UnfinishedText
from tutor.render.wording import (
    answer_words,
    certificate_words,
    disagreement_words,
    ending_words,
    engine_words,
    figures,
    probe_words,
    vote_words,
)
from tutor.vocabulary.events import (
    AnswerDelta,
    Answered,
    CheckedStep,
    Event,
    Finished,
    Known,
    Probed,
    Solution,
    Started,
    StepChecked,
    StepFinished,
    ThinkingDelta,
    Voted,
)
from tutor.vocabulary.step import Section, Step
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Verdict, VerdictStatus

MAX_WAITING = 8
_COLOURS = {
    CertificateStatus.PROVED: "green",
    CertificateStatus.SUPPORTED: "cyan",
    CertificateStatus.REFUTED: "red",
    CertificateStatus.UNCHECKED: "dim",
}


class TerminalView:
    """Shows one run on a rich console; foreign text never reaches it as markup or escapes."""

    def __init__(
        self,
        console: Console,
        verbose: bool = False,
        glyphs: Glyphs | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console = console
        self._verbose = verbose
        self._glyphs = glyphs or glyphs_for(console.encoding)
        self._area = LiveArea(console, self._glyphs, clock)
        self._ledger = Ledger()
        self._unfinished = UnfinishedText()
        self._section: Section | None = None
        self._problem_shown = False
        self._answer: list[Text] = []
        self._kept: dict[int, tuple[tuple[int, Verdict | None], list[Text]]] = {}

    def _page(self) -> Page:
        return page_for(self._console, self._glyphs)

    def show(self, event: Event) -> None:
        """Show one event. A delta is only kept, and painted with the next redraw that is due."""
        match event:
            case ThinkingDelta() | AnswerDelta():
                self._unfinished.add(event.text)
                self._area.write(event.text)
            case Known():
                self._show_known(event)
            case Started():
                self._start(event)
            case StepFinished():
                self._finish_step(event.step)
            case StepChecked():
                self._check(event)
            case Voted():
                self._area.print(paragraph(self._page(), Text(vote_words(event), "cyan")))
            case Probed():
                self._note_probe(event)
            case Answered():
                self._await_certificate(event)
            case Finished():
                self._finish(event.solution)

    def close(self) -> None:
        """Print what was held back and give the cursor back; safe to call twice."""
        self._print_rest(self._ledger.take_all())

    def _show_known(self, event: Known) -> None:
        page = self._page()
        lines = [*problem_lines(page, event.problem), Text()]
        lines += paragraph(page, Text(answer_words(event.answer), "bold"))
        self._area.print([*lines, *paragraph(page, _certificate(event.certificate, page.glyphs.separator))])
        self._problem_shown = True

    def _start(self, event: Started) -> None:
        page = self._page()
        lines = [] if self._problem_shown else problem_lines(page, event.problem)
        if self._verbose:
            words = [to_one_line(event.model), f"seed {event.seed}", *engine_words(event.engine)]
            lines += paragraph(page, Text(page.glyphs.separator.join(words), "dim"))
        self._area.print([*lines, Text()])

    def _finish_step(self, step: Step) -> None:
        self._unfinished.cut(step.text)
        self._area.restart_tail(step.number + 1, self._unfinished.text)
        self._ledger.add(step)
        self._settle()

    def _check(self, event: StepChecked) -> None:
        if self._ledger.check(event):
            self._settle()
        elif event.verdict and event.verdict.status is VerdictStatus.BREAKS:
            page = self._page()
            self._area.print(finding_lines(page, event.verdict, page.width, f"step {event.number} "))

    def _note_probe(self, event: Probed) -> None:
        """Two that agree are news; the first says nothing yet."""
        if self._verbose or event.agree > 1:
            self._area.print(paragraph(self._page(), Text(probe_words(event), "dim")))

    def _settle(self) -> None:
        """Print the steps that may go, and keep the others in the live area while they fit there."""
        ready = self._ledger.take_ready()
        while self._crowded():
            ready += [self._ledger.take_oldest(), *self._ledger.take_ready()]
        self._show_waiting()
        if ready:
            self._print_steps(ready)
        else:
            self._area.redraw()

    def _crowded(self) -> bool:
        waiting = self._ledger.waiting
        return len(waiting) > MAX_WAITING or len(self._lines_of(waiting)) > self._area.rows // 2

    def _lines_of(self, steps: tuple[CheckedStep, ...]) -> list[Text]:
        return [line for step in steps for line in self._laid_out(step)]

    def _laid_out(self, checked: CheckedStep) -> list[Text]:
        """A waiting step's lines, kept while neither it nor the terminal's width changes."""
        page = self._page()
        kept = self._kept.get(checked.step.number)
        if kept is None or kept[0] != (page.width, checked.verdict):
            kept = ((page.width, checked.verdict), step_lines(page, checked))
            self._kept[checked.step.number] = kept
        return kept[1]

    def _show_waiting(self) -> None:
        self._area.wait([*self._lines_of(self._ledger.waiting), *self._answer])

    def _print_steps(self, steps: list[CheckedStep]) -> None:
        page = self._page()
        lines: list[Text] = []
        for checked in steps:
            if self._section not in (None, checked.step.section):
                lines.append(Text())
            self._section = checked.step.section
            lines += step_lines(page, checked, verbose=self._verbose)
            self._kept.pop(checked.step.number, None)
        self._area.print(lines)

    def _await_certificate(self, event: Answered) -> None:
        words = Text(answer_words(event.answer), "bold")
        self._answer = [Text(), *paragraph(self._page(), words)]
        self._show_waiting()
        self._area.redraw()

    def _finish(self, solution: Solution) -> None:
        self._print_rest(self._ledger.take_all(solution.steps))
        page = self._page()
        separator = page.glyphs.separator
        lines = [Text(), *paragraph(page, Text(answer_words(solution.answer), "bold"))]
        lines += paragraph(page, _certificate(solution.certificate, separator))
        if solution.disagreement:
            lines += paragraph(page, Text(disagreement_words(solution), "red"))
        if ending := ending_words(solution):
            lines += paragraph(page, Text(ending, "yellow"))
        self._area.print([*lines, *paragraph(page, Text(separator.join(figures(solution)), "dim"))])

    def _print_rest(self, steps: list[CheckedStep]) -> None:
        """The steps held back and the text of no step: nothing that was written is lost."""
        text = self._unfinished.text
        self._unfinished.clear()
        self._area.stop()
        if steps:
            self._print_steps(steps)
        if any(line.spans for line in to_lines(text)):
            shown = to_text(text)
            shown.style = "dim"
            self._area.print(paragraph(self._page(), shown))


def _certificate(certificate: Certificate, separator: str) -> Text:
    status, *rest = certificate_words(certificate)
    return Text.assemble((status, _COLOURS[certificate.status]), separator.join(["", *rest]))
