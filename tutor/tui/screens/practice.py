"""Practice: one problem at a time, hints before answers, own lines checked as they are typed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ClassVar, TypeVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from tutor.lesson.hints.ladder import NoLadder, Rung
from tutor.lesson.item import Item, answer_in_prose
from tutor.lesson.own_work import OwnWork
from tutor.lesson.practice import Marked, Summary
from tutor.render.glyphs import Glyphs
from tutor.render.prose import to_one_line
from tutor.tui.desk import Desk
from tutor.tui.leaving import is_open
from tutor.tui.widgets.hints_panel import HintsPanel
from tutor.tui.widgets.item_head import ItemHead
from tutor.tui.widgets.work_box import WorkBox
from tutor.vocabulary.errors import TutorError
from tutor.vocabulary.practice import Outcome
from tutor.vocabulary.verdict import VerdictStatus

_Found = TypeVar("_Found")

_AWAITED = "Making a problem …"
_PLACEHOLDER = "Your answer, then Enter"
_KEYS = "^t gives a hint, ^l checks your own lines."
_HELP = "Try again: ^t gives a hint, ^l checks your own lines."


class PracticeScreen(Screen[Summary]):
    """Drives a desk from one thread at a time; leaves with what the sitting came to."""

    CSS = """
    PracticeScreen #desk { height: 1fr; }
    PracticeScreen .feedback { height: auto; max-height: 25%; padding: 0 1; }
    PracticeScreen Input { border: none; height: 1; background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+t", "hint", "hint", key_display="^t", tooltip="one hint more; the last one is the solution"
        ),
        Binding(
            "ctrl+l",
            "lines",
            "my lines",
            key_display="^l",
            tooltip="write your own steps and have them checked",
        ),
        Binding("ctrl+n", "next", "next", key_display="^n", tooltip="leave this problem, go on to another"),
        Binding("escape", "leave", "back", key_display="Esc", tooltip="end this sitting"),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, desk: Desk, glyphs: Glyphs) -> None:
        super().__init__()
        self.desk = desk
        self.marked: Marked | None = None
        self.looked_at: OwnWork | None = None
        self._glyphs = glyphs
        self._thread = ThreadPoolExecutor(1, "desk")
        self._at_end = False
        self._said_fault = ""
        self._waiting = False  # for an item, a mark or a hint: a key pressed twice is one wish

    def compose(self) -> ComposeResult:
        """From top to bottom: the problem, hints, own lines, what was found, the answer."""
        yield ItemHead(self._glyphs)
        with VerticalScroll(id="desk", can_focus=False):
            yield HintsPanel(self._glyphs)
            yield WorkBox(self._glyphs)
        yield Static("", classes="feedback", markup=False)
        yield Input(placeholder=_PLACEHOLDER)
        yield Footer()

    def on_mount(self) -> None:
        """The first problem."""
        self.action_next()

    # parts

    @property
    def head(self) -> ItemHead:
        return self.query_one(ItemHead)

    @property
    def hints(self) -> HintsPanel:
        return self.query_one(HintsPanel)

    @property
    def lines(self) -> WorkBox:
        return self.query_one(WorkBox)

    @property
    def field(self) -> Input:
        return self.query_one(Input)

    # the item

    def _show_item(self, item: Item | None) -> None:
        self.marked = self.looked_at = None
        self._at_end = item is None
        self.hints.show(())
        self.lines.clear()
        self.say("")
        self.field.value = ""
        self.field.disabled = item is None
        if item is None:
            self.head.say("That is all for now. Esc goes back.")
            self.field.placeholder = ""
            self.hints.review(self.desk.session.missed())
            self.focus()
        else:
            self.head.show(item, self.desk.session.number, self_test=self.desk.self_test)
            if not item.skill:  # the student's own, or one of a set: no kind says what to do first
                self.say(_KEYS, "dim")
            self.field.focus()
        self.refresh_bindings()

    def say(self, words: str, style: str = "") -> None:
        """One line of feedback, or a few."""
        self.query_one(".feedback", Static).update(Text(self._glyphs.shown(words), style))

    @on(Input.Submitted)
    def _sent(self, message: Input.Submitted) -> None:
        """An answer; after the item is over, the way to the next one."""
        message.stop()
        if self._waiting:
            return
        if self.desk.item is None:
            self.action_next()
        elif message.value.strip():
            self.say("checking …", "dim")
            given = message.value
            self._await(lambda: self.desk.answer(given), self._show_marked)

    def _show_marked(self, marked: Marked) -> None:
        self.marked = marked
        style = {Outcome.RIGHT: "bold green", Outcome.WRONG: "bold"}.get(marked.outcome, "")
        self.say("\n".join(self._words(marked)), style)
        self._warn()
        if marked.over or marked.outcome is Outcome.WRONG:
            self.field.value = ""  # what only needs another form stays, to be written so
        self.field.placeholder = "Enter goes on" if marked.over else _PLACEHOLDER
        self.refresh_bindings()

    def _warn(self) -> None:
        """Once for each fault: the words lie over what was found."""
        fault = self.desk.session.fault
        before, self._said_fault = self._said_fault, fault.message if fault else ""
        if fault and fault.message != before:
            self.notify(f"Not kept yet: {fault.message} {fault.hint}", severity="warning", markup=False)

    def _words(self, marked: Marked) -> list[str]:
        badges, answer = self._glyphs.badges, to_one_line(answer_in_prose(marked.expected))
        match marked.outcome:
            case Outcome.RIGHT:
                words = [f"{badges[VerdictStatus.HOLDS]} right" + (", with hints" if self.desk.rungs else "")]
            case Outcome.OTHER_FORM:
                words = [f"The value is right; asked for is another form: {marked.form}."]
            case Outcome.WRONG if marked.over and self.desk.self_test:
                words = [f"{badges[VerdictStatus.BREAKS]} not right. The answers come at the end."]
            case Outcome.WRONG if marked.over:
                words = [f"{badges[VerdictStatus.BREAKS]} not right. The answer is {answer}."]
            case Outcome.WRONG:
                words = [f"{badges[VerdictStatus.BREAKS]} not right yet. {_HELP}"]
            case _:
                sign, why = badges[VerdictStatus.UNDECIDED], marked.detail or "no method for it"
                words = [f"{sign} can't tell whether that is right ({why}). Write it in another way."]
        return words

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The footer shows the keys that work now."""
        if action in ("hint", "lines"):
            return self.desk.item is not None and not self.desk.self_test
        return True

    def action_next(self) -> None:
        """Another problem; one that is under way is left."""
        if self._waiting:
            return
        self.head.say(_AWAITED)
        self.field.placeholder = _PLACEHOLDER
        self._await(self.desk.next, self._show_item)

    def action_hint(self) -> None:
        """One rung more."""
        if self._waiting or self.desk.item is None or self.desk.all_told:
            return
        if not self.desk.rungs:
            self.hints.say("looking for a hint …")
        self._await(self.desk.hint, self._show_hint)

    def _show_hint(self, found: Rung | NoLadder | None) -> None:
        if isinstance(found, NoLadder):
            self.hints.say(found.reason)
        else:
            self.hints.show(self.desk.rungs)
        self.refresh_bindings()

    def action_lines(self) -> None:
        """To the own lines, or back to the answer."""
        if self.lines.area.has_focus:
            self.field.focus()
        else:
            self.lines.open()

    @on(WorkBox.Changed)
    def _look(self, message: WorkBox.Changed) -> None:
        item = self.desk.item
        if item is None:
            return

        def look() -> OwnWork | None:
            # lines typed just before another problem came are none of its own
            return self.desk.look_at(message.lines) if self.desk.item is item else None

        self._ask(look, self._show_work)

    def _show_work(self, found: OwnWork | None) -> None:
        if found is None:
            return
        self.looked_at = found
        self.lines.show(found)

    def action_leave(self) -> None:
        """End the sitting; nobody waits for a model that solves unseen."""
        if self._waiting:
            self.say("leaving …", "dim")
        self.desk.stop()
        review = self.desk.self_test and not self._at_end and self.desk.session.missed()
        # the answers to a self-test were promised for its end
        self._ask(self.desk.close, (lambda _: self._show_item(None)) if review else self.dismiss)

    def _await(self, call: Callable[[], _Found], then: Callable[[_Found], object]) -> None:
        """`_ask` for what takes one wish at a time."""
        self._waiting = True
        self._ask(call, then, self._be_ready)

    def _be_ready(self) -> None:
        self._waiting = False

    def _ask(
        self,
        call: Callable[[], _Found],
        then: Callable[[_Found], object],
        first: Callable[[], object] = lambda: None,
    ) -> None:
        """Have the desk do something, after what it does already, and show what comes of it."""

        app = self.app  # when the app is left meanwhile, a thread can't ask for it any more

        def tell(done: "Future[_Found]") -> None:
            if not done.cancelled() and app.is_running:
                app.call_later(self._arrived, done, then, first)

        self._thread.submit(call).add_done_callback(tell)

    def _arrived(
        self, done: "Future[_Found]", then: Callable[[_Found], object], first: Callable[[], object]
    ) -> None:
        if not is_open(self):
            return
        first()
        fault = done.exception()
        if isinstance(fault, TutorError):
            self.say(f"{fault.message} {fault.hint}".strip())
        elif fault is not None:
            raise fault
        else:
            then(done.result())

    def on_unmount(self) -> None:
        """Nothing goes on after the screen."""
        self._thread.shutdown(wait=False, cancel_futures=True)
