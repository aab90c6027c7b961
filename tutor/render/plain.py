"""A run as plain text for pipes and files: no escapes, no repainting, no wrapping."""

from typing import TextIO

from tutor.render.glyphs import Glyphs, glyphs_for
from tutor.render.ledger import Ledger
from tutor.render.prose import Line, to_lines, to_one_line
from tutor.render.unfinished import UnfinishedText
from tutor.render.wording import (
    answer_words,
    certificate_words,
    disagreement_words,
    ending_words,
    engine_words,
    figures,
    finding_words,
    findings,
    probe_words,
    vote_words,
    witness,
)
from tutor.vocabulary.events import (
    AnswerDelta,
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
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Section
from tutor.vocabulary.verdict import VerdictStatus

MAX_WAITING = 8


class PlainView:
    """Prints each step once its verdict is there, or once `MAX_WAITING` later ones press on."""

    def __init__(self, stream: TextIO, verbose: bool = False, glyphs: Glyphs | None = None) -> None:
        self._stream = stream
        self._verbose = verbose
        self._glyphs = glyphs or glyphs_for(getattr(stream, "encoding", None))
        self._ledger = Ledger()
        self._unfinished = UnfinishedText()
        self._section: Section | None = None
        self._problem_shown = False

    def show(self, event: Event) -> None:
        """Show one event. BrokenPipeError is the caller's."""
        match event:
            case ThinkingDelta() | AnswerDelta():
                self._unfinished.add(event.text)
            case Known():
                self._show_known(event)
            case Started():
                self._start(event)
            case StepFinished():
                self._unfinished.cut(event.step.text)
                self._ledger.add(event.step)
                self._print_ready()
            case StepChecked():
                self._check(event)
            case Voted():
                self._print(vote_words(event))
            case Probed():
                if self._verbose:
                    self._print("   " + probe_words(event))
            case Finished():
                self._finish(event.solution)

    def close(self) -> None:
        """Print what was held back."""
        for checked in self._ledger.take_all():
            self._print_step(checked)
        self._print_unfinished()
        self._stream.flush()

    def _show_known(self, event: Known) -> None:
        self._print_problem(event.problem)
        self._print("")
        self._print(answer_words(event.answer))
        self._print(self._glyphs.separator.join(certificate_words(event.certificate)))
        self._problem_shown = True
        self._stream.flush()

    def _start(self, event: Started) -> None:
        if not self._problem_shown:
            self._print_problem(event.problem)
        if self._verbose:
            self._print(self._glyphs.separator.join([to_one_line(event.model), *engine_words(event.engine)]))
        self._print("")
        self._stream.flush()

    def _print_problem(self, problem: Problem) -> None:
        for line in to_lines(problem.text):
            self._print(_indented(line))
        for letter, choice in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", problem.choices, strict=False):
            self._print(f"  {letter})  {to_one_line(choice)}")

    def _check(self, event: StepChecked) -> None:
        if self._ledger.check(event):
            self._print_ready()
        elif event.verdict and event.verdict.status is VerdictStatus.BREAKS:
            badge = self._glyphs.badges[VerdictStatus.BREAKS]
            self._print(f"step {event.number} {badge} {witness(event.verdict)}")

    def _print_ready(self) -> None:
        ready = self._ledger.take_ready()
        while len(self._ledger.waiting) > MAX_WAITING:
            ready += [self._ledger.take_oldest(), *self._ledger.take_ready()]
        for checked in ready:
            self._print_step(checked)
        if ready:
            self._stream.flush()

    def _print_step(self, checked: CheckedStep) -> None:
        self._enter(checked.step.section)
        lines = [_indented(line) for line in to_lines(checked.step.text) if line.spans] or [""]
        if checked.verdict:
            lines[-1] += "  " + self._glyphs.badge(checked)
        number = f"{checked.step.number}  "
        for index, line in enumerate(lines):
            self._print((" " * len(number) if index else number) + line)
        for verdict in findings(checked, verbose=self._verbose):
            badge = self._glyphs.badges[verdict.status]
            self._print(f"{' ' * len(number)}{badge} {finding_words(verdict)}")

    def _enter(self, section: Section) -> None:
        if self._section not in (None, section):
            self._print("")
        self._section = section

    def _finish(self, solution: Solution) -> None:
        for checked in self._ledger.take_all(solution.steps):
            self._print_step(checked)
        self._print_unfinished()
        separator = self._glyphs.separator
        self._print("")
        self._print(answer_words(solution.answer))
        self._print(separator.join(certificate_words(solution.certificate)))
        if solution.disagreement:
            self._print(disagreement_words(solution))
        if ending := ending_words(solution):
            self._print(ending)
        self._print(separator.join(figures(solution)))
        self._stream.flush()

    def _print_unfinished(self) -> None:
        for line in to_lines(self._unfinished.text):
            self._print("   " + _indented(line) if line.spans else "")
        self._unfinished.clear()

    def _print(self, line: str) -> None:
        self._stream.write(self._glyphs.shown(line).rstrip() + "\n")


def _indented(line: Line) -> str:
    return " " * line.indent + line.text
