"""One attempt of the past: read, replayed, exported, deleted, asked again."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Label, Static

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.prose import to_one_line
from tutor.render.safe import sanitize
from tutor.render.when import when_words
from tutor.tui.joining import joined
from tutor.tui.leaving import is_open
from tutor.tui.replaying import Replay
from tutor.tui.screens.confirm import ConfirmScreen
from tutor.tui.screens.export import ExportScreen
from tutor.tui.widgets.attempt_view import AttemptView
from tutor.tui.widgets.replay_bar import ReplayBar
from tutor.vocabulary.attempt import Attempt, AttemptSummary, TimedEvent
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.history import History

_FRAME_SECONDS = 1 / 20
# a frame must leave time for the keys, however fast the replay
_EVENTS_OF_A_FRAME = 40
_ABOUT_CHARACTERS = 150


class Wish(StrEnum):
    """What the reader wants with the attempt, which is not this screen's to do."""

    AGAIN = "again"
    FOLLOW_UP = "follow up"


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish, and the problem it is about."""

    wish: Wish
    problem: Problem


class AttemptScreen(Screen[Wished | None]):
    """Loads its attempt in a thread. Esc ends a replay, then it leaves."""

    SCOPED_CSS = False  # the app decides on ASCII
    CSS = """
    AttemptScreen .top { height: 1; background: $panel; padding: 0 2; }
    AttemptScreen .title { text-style: bold; width: auto; }
    AttemptScreen .origin {
        color: $text-muted; width: 1fr; padding-left: 2;
        text-align: right; text-wrap: nowrap; text-overflow: ellipsis;
    }
    .-ascii AttemptScreen .origin { text-overflow: clip; }
    AttemptScreen .message { height: auto; max-height: 3; padding: 0 2; background: $panel; display: none; }
    AttemptScreen .message.-shown { display: block; }
    AttemptScreen .message.-fault { color: $text-error; }
    AttemptScreen.-narrow .top { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "Pause", key_display="Space"),
        Binding("s", "speed", "Speed"),
        Binding("p", "replay", "Replay"),
        Binding("r", "again", "Again"),
        Binding("f", "follow_up", "Follow up"),
        Binding("e", "export", "Export"),
        Binding("d", "delete", "Delete", show=False),
        Binding("l", "reading", "View", show=False),
        Binding("escape", "stop", "Stop", key_display="Esc"),
        Binding("escape", "leave", "Back", key_display="Esc"),
    ]
    AUTO_FOCUS = "StepsView"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012  as Textual declares it

    def __init__(
        self,
        history: "History",
        summary: AttemptSummary,
        glyphs: Glyphs = UNICODE,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._history = history
        self._summary = summary
        self._glyphs = glyphs
        self._clock = clock
        self._now = now
        self.attempt: Attempt | None = None
        self.replay: Replay | None = None
        self._frames: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(classes="top"):
            yield Label(f"Attempt {self._summary.id}", classes="title", markup=False)
            yield Label(Content(self._origin()), classes="origin")
        yield AttemptView(self._glyphs, lambda: self.replay.at_seconds if self.replay else 0.0)
        yield ReplayBar(self._glyphs)
        yield Static(classes="message", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._frames = self.set_interval(_FRAME_SECONDS, self._show_frame, pause=True)
        self._load()

    @property
    def view(self) -> AttemptView:
        return self.query_one(AttemptView)

    def _origin(self) -> str:
        parts = [when_words(self._summary.asked_at, self._now()), to_one_line(self._summary.model)]
        if self._summary.parent is not None:
            parts.append(f"follows {self._summary.parent}")
        return self._glyphs.shown(self._glyphs.separator.join(filter(None, parts)))

    @work
    async def _load(self) -> None:
        try:
            attempt = await asyncio.to_thread(self._history.load, self._summary.id)
        except HistoryError as error:
            self._say(f"{error.message} {error.hint}", fault=True)
            return
        if not is_open(self):
            return
        self.attempt = attempt
        self.view.show_attempt(attempt)
        self.refresh_bindings()

    # the replay

    @work(exclusive=True, group="replay")
    async def action_replay(self) -> None:
        """Show it as it streamed."""
        try:
            events = await asyncio.to_thread(self._read_events)
        except HistoryError as error:
            self._say(f"{error.message} {error.hint}", fault=True)
            return
        if not is_open(self):
            return
        self.view.clear()
        self._say("")
        self._put_replay(Replay(events, self._clock))

    def _read_events(self) -> list[TimedEvent]:
        return list(self._history.replay(self._summary.id))

    def _put_replay(self, replay: Replay | None) -> None:
        self.replay = replay
        self.query_one(ReplayBar).show(replay)
        if self._frames:
            self._frames.resume() if replay else self._frames.pause()
        self.refresh_bindings()

    def _show_frame(self) -> None:
        if self.replay is None or self.replay.paused:
            return
        with self.app.batch_update():
            for event in joined(self.replay.take(_EVENTS_OF_A_FRAME)):
                self.view.show(event)
        self.query_one(ReplayBar).show(self.replay)
        if self.replay.ended and self.attempt:
            self._put_replay(None)
            self.view.show_outcome(self.attempt)

    @on(ReplayBar.Clicked)
    def action_pause(self) -> None:
        """Stand still, or go on."""
        if self.replay:
            self.replay.pause()
            self.query_one(ReplayBar).show(self.replay)

    def action_speed(self) -> None:
        """Faster; after the fastest at its own pace again."""
        if self.replay:
            self.replay.next_speed()
            self.query_one(ReplayBar).show(self.replay)

    def action_stop(self) -> None:
        """End the replay and show all of it."""
        self._put_replay(None)
        if self.attempt:
            self.view.show_attempt(self.attempt)

    # what else can be done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The footer shows the keys that work now."""
        replaying = self.replay is not None
        if action in ("pause", "speed", "stop"):
            return replaying
        if action in ("replay", "again", "follow_up", "export"):
            return not replaying and self.attempt is not None
        return not replaying if action in ("leave", "delete") else True

    def action_again(self) -> None:
        """Have the same problem asked again."""
        if self.attempt:
            self.dismiss(Wished(Wish.AGAIN, self.attempt.problem))

    def action_follow_up(self) -> None:
        """Have something asked about this attempt."""
        if self.attempt:
            self.dismiss(Wished(Wish.FOLLOW_UP, self.attempt.problem))

    def action_export(self) -> None:
        """Write it, or all, to a file."""
        self.app.push_screen(ExportScreen(self._history, self._summary, self._glyphs), self._say_exported)

    def _say_exported(self, words: str | None) -> None:
        self._say(words or "")

    def action_delete(self) -> None:
        """Forget it, if the reader says so."""
        self.app.push_screen(delete_question(self._summary, self._glyphs), self._delete_if)

    def _delete_if(self, wanted: bool | None) -> None:
        if wanted:
            self._delete()

    @work
    async def _delete(self) -> None:
        try:
            await asyncio.to_thread(self._history.delete, self._summary.id)
        except HistoryError as error:
            self._say(f"{error.message} {error.hint}", fault=True)
            return
        if is_open(self):
            self.dismiss(None)

    def action_reading(self) -> None:
        """The next view of the same text."""
        self._say(f"{self.view.steps.turn_notation().value} view")

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    def _say(self, text: str, *, fault: bool = False) -> None:
        if not is_open(self):  # it was left while a thread worked
            return
        message = self.query_one(".message", Static)
        message.update(Content(self._glyphs.shown(sanitize(text))))
        message.set_class(bool(text), "-shown")
        message.set_class(fault, "-fault")


def delete_question(attempt: AttemptSummary, glyphs: Glyphs) -> ConfirmScreen:
    """Asks whether an attempt is to be forgotten."""
    title = to_one_line((attempt.title or attempt.problem)[:_ABOUT_CHARACTERS])
    question = f"Forget attempt {attempt.id}? There is no way back."
    return ConfirmScreen(question, glyphs.shown(title), yes="Forget it", no="Keep it")
