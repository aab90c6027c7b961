"""What was asked: a list that is searched while one types, and what can be done with each attempt."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Input, Label, Static

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.safe import sanitize
from tutor.tui.leaving import is_open
from tutor.tui.screens.attempt import AttemptScreen, Wish, Wished, delete_question
from tutor.tui.screens.export import ExportScreen
from tutor.tui.widgets.attempt_list import AttemptList
from tutor.tui.widgets.attempt_row import RowLook
from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.history import History

_PAGE = 100
_EVERYTHING = 1_000_000
_LONGEST_SEARCH = 200  # each word is a condition of the query, and SQLite has a limit on those
_EMPTY = """Nothing is kept yet.

What you ask is kept on this machine, with every step and check, and never leaves it. For example:

   Solve 2x + 3 = 11
   What is the derivative of x² sin x?
   A train goes 150 km in 2 hours. How fast is it?

Esc goes back; ask something, then it is here."""
_NOTHING_FOUND = "Nothing has all of these words.\n\nEsc shows everything again."


@dataclass(frozen=True, slots=True)
class _Page:
    """A part of the list that is to be read: the first of a search, or what is `older` than the list."""

    search: str
    limit: int = _PAGE
    older: bool = False


class _SearchBox(Input):
    """Down goes to what was found; so does Enter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "submit", "To the list", key_display="Enter"),
    ]


class HistoryScreen(Screen[None]):
    """All reading is done in threads, one at a time: what was asked for meanwhile waits, only the newest."""

    CSS = """
    HistoryScreen .top { height: 1; background: $panel; padding: 0 2; }
    HistoryScreen .title { text-style: bold; width: 10; }
    HistoryScreen .count { color: $text-muted; width: 1fr; text-align: right; text-wrap: nowrap; }
    HistoryScreen .search { height: auto; padding: 1 2; }
    HistoryScreen Input { width: 1fr; background: $surface; color: $foreground; padding: 0 1; }
    HistoryScreen Input.-textual-compact { padding: 0 1; }
    HistoryScreen Input:focus { background: $panel; }
    HistoryScreen Input > .input--placeholder { color: $text-muted; }
    HistoryScreen AttemptList { padding: 0 0 0 1; }
    HistoryScreen .empty { height: 1fr; padding: 1 3; color: $text-muted; display: none; }
    HistoryScreen.-empty .empty { display: block; }
    HistoryScreen.-empty AttemptList, HistoryScreen.-bare .search { display: none; }
    HistoryScreen .message { height: auto; max-height: 3; padding: 0 2; background: $panel; display: none; }
    HistoryScreen .message.-shown { display: block; }
    HistoryScreen .message.-fault { color: $text-error; }
    HistoryScreen.-low .search { padding: 0 1; }
    HistoryScreen.-narrow .top { padding: 0 1; }
    HistoryScreen.-narrow AttemptList { padding: 0; }
    HistoryScreen.-narrow .empty { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Search", key_display="/"),
        Binding("r", "again", "Ask again"),
        Binding("e", "export", "Export"),
        Binding("d", "delete", "Delete"),
        Binding("escape", "clear", "Show all", key_display="Esc"),
        Binding("escape", "leave", "Back", key_display="Esc"),
    ]
    AUTO_FOCUS = "AttemptList"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012  as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012  as Textual declares it

    @dataclass
    class Chosen(Message):
        """The problem of an attempt is to be asked again. The screen has left."""

        attempt_id: int
        problem: Problem

    @dataclass
    class FollowUp(Message):
        """Something is to be asked about an attempt. The screen has left."""

        attempt_id: int
        problem: Problem

    def __init__(
        self,
        history: "History",
        glyphs: Glyphs = UNICODE,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__()
        self._history = history
        self._glyphs = glyphs
        self._now = now
        self._search = ""
        self._wanted: _Page | None = None
        self._reading = False

    def compose(self) -> ComposeResult:
        with Horizontal(classes="top"):
            yield Label("History", classes="title")
            yield Label(classes="count", markup=False)
        with Horizontal(classes="search"):
            yield _SearchBox(
                placeholder="Search problems, reasoning and answers",
                compact=True,
                select_on_focus=False,
                max_length=_LONGEST_SEARCH,
            )
        yield AttemptList(RowLook(self._now(), self._glyphs))
        yield Static(classes="empty", markup=False)
        yield Static(classes="message", markup=False)
        yield Footer(show_command_palette=False)

    @property
    def listed(self) -> AttemptList:
        """The attempts."""
        return self.query_one(AttemptList)

    @property
    def _box(self) -> Input:
        return self.query_one(Input)

    # reading

    def on_screen_resume(self) -> None:
        """What has happened meanwhile is seen when one comes here or comes back."""
        self._want(_Page(self._search, max(_PAGE, len(self.listed.attempts))))

    @on(Input.Changed)
    def _search_for(self, event: Input.Changed) -> None:
        event.stop()
        search = sanitize(event.value).strip()
        if search != self._search:
            self._search = search
            self._want(_Page(search))
            self.refresh_bindings()

    @on(AttemptList.NeedMore)
    def _read_on(self, event: AttemptList.NeedMore) -> None:
        if self._wanted is None or self._wanted.older:
            self._want(_Page(self._search, _EVERYTHING if event.everything else _PAGE, older=True))

    def _want(self, page: _Page) -> None:
        self._wanted = page
        if not self._reading:
            self._reading = True
            self._read()

    @work
    async def _read(self) -> None:
        try:
            while page := self._wanted:
                self._wanted = None
                await self._read_page(page)
        finally:
            self._reading = False

    async def _read_page(self, page: _Page) -> None:
        before = self._oldest if page.older else None
        try:
            found = await asyncio.to_thread(self._history.attempts, page.search, page.limit, before)
        except HistoryError as error:
            self._say(f"{error.message} {error.hint}", fault=True)
            return
        if page.search != self._search or not is_open(self):
            return
        more = len(found) == page.limit
        if not page.older:
            self.listed.put(found, RowLook(self._now(), self._glyphs, page.search), more=more)
        elif self._oldest == before:
            self.listed.add(found, more=more)
        self._show_count()

    @property
    def _oldest(self) -> int | None:
        return self.listed.attempts[-1].id if self.listed.attempts else None

    def _show_count(self) -> None:
        """How many there are, or what to do where there are none."""
        count, more = len(self.listed.attempts), self.listed.more
        noun = "found" if self._search else "attempt" if count == 1 else "attempts"
        words = f"{count:,}{'+' if more else ''} {noun}" if count or self._search else ""
        self.query_one(".count", Label).update(Content(words))
        empty = self._glyphs.shown(_NOTHING_FOUND if self._search else _EMPTY)
        self.query_one(".empty", Static).update(Content(empty))
        self.set_class(count == 0, "-empty")
        self.set_class(self._bare, "-bare")
        if count and self.focused is None:
            self.listed.focus()
        self.refresh_bindings()

    @property
    def _bare(self) -> bool:
        """Whether there is nothing at all: then there is nothing to search either."""
        return not (self.listed.attempts or self._search)

    # what the keys do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The footer shows the keys that work now."""
        if action in ("again", "export", "delete"):
            return self.listed.current is not None
        if action == "search":
            return not (self._box.has_focus or self._bare)
        if action in ("clear", "leave"):
            return bool(self._box.value) is (action == "clear")
        return True

    def action_search(self) -> None:
        """Type what to look for."""
        self._box.focus()

    def action_clear(self) -> None:
        """Show everything again."""
        self._box.value = ""
        self.listed.focus()

    @on(Input.Submitted)
    def _go_to_list(self) -> None:
        self.listed.focus()

    @on(AttemptList.Opened)
    def _open(self, event: AttemptList.Opened) -> None:
        attempt = event.attempt

        def then(wished: Wished | None) -> None:
            if wished:
                self._leave_with(attempt.id, wished)

        self._say("")
        self.app.push_screen(AttemptScreen(self._history, attempt, self._glyphs, now=self._now), then)

    def _leave_with(self, number: int, wished: Wished) -> None:
        kind = self.Chosen if wished.wish is Wish.AGAIN else self.FollowUp
        self.action_leave()
        self.app.post_message(kind(number, wished.problem))

    @work(exclusive=True, group="again")
    async def action_again(self) -> None:
        """Have the problem under the cursor asked again."""
        if not (current := self.listed.current):
            return
        try:
            attempt = await asyncio.to_thread(self._history.load, current.id)
        except HistoryError as error:
            self._say(f"{error.message} {error.hint}", fault=True)
            return
        self._leave_with(attempt.id, Wished(Wish.AGAIN, attempt.problem))

    def action_export(self) -> None:
        """Write the attempt under the cursor, or all, to a file."""
        self.app.push_screen(
            ExportScreen(self._history, self.listed.current, self._glyphs), self._say_exported
        )

    def _say_exported(self, words: str | None) -> None:
        self._say(words or "")

    def action_delete(self) -> None:
        """Forget the attempt under the cursor, if the reader says so."""
        if current := self.listed.current:

            def then(wanted: bool | None) -> None:
                if wanted:
                    self._delete(current.id)

            self.app.push_screen(delete_question(current, self._glyphs), then)

    @work
    async def _delete(self, number: int) -> None:
        try:
            await asyncio.to_thread(self._history.delete, number)
        except HistoryError as error:
            self._say(f"{error.message} {error.hint}", fault=True)
            return
        if is_open(self):
            self.listed.take_out(number)
            self._show_count()
        self._say(f"Attempt {number} is forgotten.")

    def action_leave(self) -> None:
        """Back to where one came from."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()

    def _say(self, text: str, *, fault: bool = False) -> None:
        if not is_open(self):  # it was left while a thread worked
            return
        message = self.query_one(".message", Static)
        message.update(Content(self._glyphs.shown(sanitize(text))))
        message.set_class(bool(text), "-shown")
        message.set_class(fault, "-fault")
