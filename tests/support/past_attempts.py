"""A history with attempts made by hand, and an app that shows it: for the tests of its screens."""

import asyncio
import html
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from textual.app import App
from textual.binding import Binding
from textual.message import Message
from textual.pilot import Pilot

import tutor.tui
from tutor.history import History
from tutor.tui.look import app_glyphs, put_on_look, shown_key
from tutor.tui.screens.history import HistoryScreen
from tutor.vocabulary.events import (
    AnswerDelta,
    Answered,
    CheckedStep,
    Ending,
    Event,
    Finished,
    Solution,
    Started,
    StepChecked,
    StepFinished,
    ThinkingDelta,
)
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.settings import Settings
from tutor.vocabulary.step import Answer, AnswerSource, Opening, Section, Step
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method, Verdict, VerdictStatus

NOW = datetime(2026, 3, 12, 21, 0, tzinfo=UTC)
MODEL = "phi-4-mini-reasoning Q4_K_M"
BREAKS = Verdict(VerdictStatus.BREAKS, "49 ≠ 50", statement="9 + 40 = 50")
HOLDS = Verdict(VerdictStatus.HOLDS, "both sides are 49", statement="9 + 40 = 49")
SECONDS_OF_A_LOOK = 0.5
"""What passes between two events of a recorded run."""


def run_of(
    problem: str,
    answer: str = "x = 4",
    status: CertificateStatus = CertificateStatus.PROVED,
    thoughts: tuple[str, ...] = ("Take 3 from both sides.", "So $2x = 8$."),
    found: Verdict = HOLDS,
) -> Iterator[Event]:
    """Thinking with one checked step each, an explanation, an answer."""
    yield Started(Problem(problem), MODEL, 7, {"context": 8192}, 4_000)
    steps: list[CheckedStep] = []
    for number, text in enumerate(thoughts, start=1):
        step = Step(number, Section.THINKING, Opening.PARAGRAPH, text)
        yield ThinkingDelta(text + "\n\n")
        yield StepFinished(step)
        yield StepChecked(number, found, (found,))
        steps.append(CheckedStep(step, found, (found,)))
    told = Step(len(thoughts) + 1, Section.ANSWER, Opening.PARAGRAPH, "That is the answer.")
    yield AnswerDelta(told.text)
    yield StepFinished(told)
    said = Answer(answer, AnswerSource.BOXED)
    yield Answered(said)
    tokens = {"prompt": 40, "thinking": 400, "answer": 28}
    certificate = Certificate(status, Method.NONE, "put back into the problem")
    yield Finished(
        Solution(
            said,
            certificate,
            (*steps, CheckedStep(told)),
            Ending.COMPLETE,
            tokens,
            {"total": 26.2},
            MODEL,
            7,
        )
    )


class Past:
    """A history whose attempts were asked when the test says."""

    def __init__(self, path: Path) -> None:
        self._when = NOW
        self._at = 0.0
        self.history = History(path, now=lambda: self._when, clock=self._clock)

    def _clock(self) -> float:
        self._at += SECONDS_OF_A_LOOK
        return self._at

    def add(self, problem: str, events: Iterator[Event] | None = None, ago: timedelta = timedelta()) -> int:
        """One more attempt, asked so long before `NOW`."""
        self._when = NOW - ago
        recorder = self.history.begin(Problem(problem))
        for event in run_of(problem) if events is None else events:
            recorder.record(event)
        recorder.close(60)
        assert recorder.fault is None
        assert recorder.attempt_id is not None
        return recorder.attempt_id


class PastApp(App[None]):
    """Shows the history over an empty screen and keeps what it asks for."""

    CSS_PATH = Path(tutor.tui.__file__).parent / "tutor.tcss"

    def __init__(self, history: History, settings: Settings) -> None:
        super().__init__()
        self.history = history
        self.settings = settings
        self.asked: list[Message] = []

    def on_mount(self) -> None:
        put_on_look(self, self.settings)
        self.push_screen(HistoryScreen(self.history, app_glyphs(self.settings), now=lambda: NOW))

    def get_key_display(self, binding: Binding) -> str:
        return shown_key(self, super().get_key_display(binding))

    def on_history_screen_chosen(self, message: HistoryScreen.Chosen) -> None:
        self.asked.append(message)

    def on_history_screen_follow_up(self, message: HistoryScreen.FollowUp) -> None:
        self.asked.append(message)


class Stage:
    """The app as a scene plays on it."""

    def __init__(self, app: PastApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they set going."""
        await self.pilot.press(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*("space" if sign == " " else sign for sign in text))

    async def click(self, widget: str, offset: tuple[int, int] = (2, 0)) -> None:
        await self.pilot.click(widget, offset=offset)
        await self.settle()

    async def settle(self) -> None:
        """Until no thread works and all is drawn."""
        await self.pilot.pause()
        while busy := [worker for worker in self.app.workers if worker.is_running]:
            await self.app.workers.wait_for_complete(busy)
            await self.pilot.pause()
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Until it is true; the time limit of the tests ends what never is."""
        while not condition():
            await self.pilot.pause(0.02)

    @property
    def text(self) -> str:
        """All the text a terminal would show, line by line."""
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", self.app.export_screenshot(title="tutor"))
        return html.unescape("\n".join(texts)).replace("\xa0", " ")


Scene = Callable[[Stage], Awaitable[None]]


def play(
    past: Past, scene: Scene, size: tuple[int, int] = (80, 24), settings: Settings | None = None
) -> PastApp:
    """Run a scene on a screen of a size; the app after it has ended."""
    app = PastApp(past.history, settings or Settings())

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            stage = Stage(app, pilot)
            await stage.settle()
            await scene(stage)

    try:
        asyncio.run(run())
    finally:
        past.history.close()
    return app


def without_end(events: Iterator[Event]) -> list[Event]:
    """A run that broke off."""
    return [event for event in events if not isinstance(event, Finished | Answered)]
