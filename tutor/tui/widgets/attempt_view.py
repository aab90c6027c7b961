"""An attempt of the past: its problem, steps, answer and figures, at once or event by event."""

import time
from collections.abc import Callable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from tutor.render.export.telling import choices, last_line, remarks, unfinished_text
from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.prose import to_one_line, to_text
from tutor.tui.widgets.answer_panel import AnswerPanel
from tutor.tui.widgets.drawing import Drawing
from tutor.tui.widgets.status_line import StatusLine
from tutor.tui.widgets.steps_view import StepsView
from tutor.vocabulary.attempt import Attempt
from tutor.vocabulary.events import (
    Answered,
    Event,
    Finished,
    Known,
)

_NO_STEPS = "No step of thinking: the checker answered before any model was asked."
_NOTHING_WRITTEN = "Nothing was written."


class Fitting(VerticalScroll, can_focus=False):
    """As high as what is in it, up to a share of the screen; the keys reach it where it must be scrolled."""

    DEFAULT_CSS = """
    Fitting { height: auto; max-height: 35%; scrollbar-size-vertical: 1; }
    """

    def on_resize(self, _: Resize) -> None:
        self.can_focus = self.max_scroll_y > 0


class AttemptView(Vertical):
    """Shows; what is done with the attempt is its screen's matter."""

    SCOPED_CSS = False  # the answer's colour is that of the box it scrolls in
    DEFAULT_CSS = """
    AttemptView { height: 1fr; }
    AttemptView .question { background: $panel; }
    AttemptView .question Static { text-style: bold; height: auto; padding: 0 2; }
    AttemptView StepsView { height: 1fr; }
    AttemptView .no-steps { height: 1fr; padding: 1 2; color: $text-muted; display: none; }
    AttemptView.-no-steps .no-steps { display: block; }
    AttemptView.-no-steps StepsView { display: none; }
    AttemptView .outcome { background: $panel; }
    .-ascii AttemptView AnswerPanel { border-left: none; }
    AttemptView StatusLine { color: $text-muted; }
    .-ascii AttemptView StatusLine { text-overflow: clip; }
    """

    def __init__(self, glyphs: Glyphs = UNICODE, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` is that of the events that are shown: their speed is told by it."""
        super().__init__()
        self.glyphs = glyphs
        self._clock = clock

    def compose(self) -> ComposeResult:
        with Fitting(classes="question"):
            yield Static(markup=False)
        yield StepsView(Drawing(self.glyphs))
        yield Static(classes="no-steps", markup=False)
        with Fitting(classes="outcome"):
            yield AnswerPanel(self.glyphs)
        yield StatusLine(self.glyphs, self._clock)

    @property
    def steps(self) -> StepsView:
        return self.query_one(StepsView)

    @property
    def answer(self) -> AnswerPanel:
        return self.query_one(AnswerPanel)

    @property
    def status(self) -> StatusLine:
        return self.query_one(StatusLine)

    def show_attempt(self, attempt: Attempt) -> None:
        """All of it at once, from the top."""
        rest = unfinished_text(attempt)
        self._show_question(attempt)
        self.steps.show_all(attempt.steps, rest)
        self.set_class(not attempt.steps and not rest, "-no-steps")
        self.query_one(".no-steps", Static).update(Text(_NO_STEPS if attempt.answer else _NOTHING_WRITTEN))
        self.show_outcome(attempt)

    def show_outcome(self, attempt: Attempt) -> None:
        """The answer and the figures; of an attempt that broke off, that it did."""
        self.answer.clear()
        if attempt.solution:
            self.answer.show_solution(attempt.solution)
        elif attempt.answer:
            self.answer.show_answer(attempt.answer, attempt.certificate)
        else:
            self.answer.show_fault(_sentence(*remarks(attempt)), "")
        line = last_line(attempt).replace(UNICODE.separator, self.glyphs.separator)
        self.status.update(Text(self.glyphs.shown(line)))

    def clear(self) -> None:
        """Nothing of the run has come yet; the problem stays."""
        self.remove_class("-no-steps")
        self.steps.clear()
        self.answer.clear()

    def show(self, event: Event) -> None:
        """One event of its run, as it came. The figures of the run are the business of who replays it."""
        self.steps.show(event)
        self.status.show(event)
        match event:
            case Known():
                self.answer.show_answer(event.answer, event.certificate)
            case Answered():
                self.answer.show_answer(event.answer, None)
            case Finished():
                self.answer.show_solution(event.solution)

    def _show_question(self, attempt: Attempt) -> None:
        shown = to_text(attempt.problem.text)
        for letter, text in choices(attempt):
            shown.append(f"\n{letter}) {to_one_line(text)}")
        words = self.glyphs.styled(shown)
        self.query_one(".question Static", Static).update(words)


def _sentence(*parts: str) -> str:
    words = "; ".join(parts)
    return words[:1].upper() + words[1:] + "."
