"""The Models screen: what is here and what can be had, what of it fits, and all work on it.

Shows and asks; the looking and the work are done in threads by `tutor.tui.shelf`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static

from tutor.render.glyphs import UNICODE, Glyphs
from tutor.render.progress import size
from tutor.tui.shelf.actions import Primary, can_cancel, can_touch, primary_action
from tutor.tui.shelf.jobs import Job, Kind, Stage
from tutor.tui.shelf.keys import row_key
from tutor.tui.shelf.lines import Place
from tutor.tui.shelf.looking import Measured, ModelRow, Shelf, look
from tutor.tui.shelf.pages import detail_paragraphs, entries, headline, notice
from tutor.tui.shelf.questions import (
    Asking,
    before_fetch,
    before_giving_up,
    before_removing,
    before_use,
)
from tutor.tui.shelf.rows import Section, sections
from tutor.tui.shelf.surroundings import Surroundings, has_model, offline_words
from tutor.tui.shelf.words import shown
from tutor.tui.shelf.workbench import Workbench
from tutor.tui.widgets.import_dialog import ImportDialog, ImportWish
from tutor.tui.widgets.model_details import ModelDetails
from tutor.tui.widgets.model_list import ModelList
from tutor.tui.widgets.question import Question

__all__ = ["ModelsScreen", "has_model"]

LOOK_SECONDS = 5.0
"""How often memory and disk are looked at again while the screen is open."""

LONGEST_NAME = 60
DRAW_SECONDS = 0.2
"""How often figures that move are drawn again."""


class ModelsScreen(Screen[None]):
    """Everything about models.

    `bench` does the work; the app's own one goes on when the screen is left, without one
    the screen has its own and pauses what it fetches. `in_use` is name and type of the
    model in use: the app sets it, here and as it changes. The app's `glyphs`, if it has
    any, decide between Unicode and ASCII.
    """

    class Chosen(Message):
        """The model to go on with from now on."""

        def __init__(self, name: str, quantization: str, path: Path) -> None:
            super().__init__()
            self.name = name
            self.quantization = quantization
            self.path = path

    class Looked(Message):
        """A look at the shelf has ended."""

        def __init__(self, shelf: Shelf) -> None:
            super().__init__()
            self.shelf = shelf

    class Worked(Message):
        """A job has come to another stage."""

        def __init__(self, job: Job) -> None:
            super().__init__()
            self.job = job

    DEFAULT_CSS = """
    ModelsScreen {
        background: $background;
        & > #models-title { height: 1; padding: 0 1; background: $panel; }
        & > #models-notice {
            height: auto; max-height: 4; padding: 0 1; margin-top: 1; color: $text-accent;
        }
        & > #models-notice.-none { display: none; }
        & > ModelList { margin-top: 1; }
        &.-short > ModelList { margin-top: 0; }
        &.-short > #models-notice { margin-top: 0; }
        &.-short > ModelDetails { max-height: 5; }
        &.-ascii > ModelList { scrollbar-size-vertical: 0; }
        &.-ascii > ModelDetails { border-top: ascii $border-blurred; scrollbar-size-vertical: 0; }
        &.-ascii > ModelDetails:focus { border-top: ascii $border; }
    }
    """

    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012  (an instance variable of Textual's)

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "cancel", "Cancel"),
        Binding("v", "verify", "Verify"),
        Binding("r,delete", "remove", "Remove"),
        Binding("i", "import", "Import"),
        Binding("t", "types(True)", "Types"),
        Binding("t", "types(False)", "Fewer"),
        Binding("escape", "leave", "Back", key_display="Esc"),
    ]

    in_use: reactive[tuple[str, str] | None] = reactive(None)
    all_types: reactive[bool] = reactive(False, bindings=True)

    def __init__(
        self,
        bench: Workbench | None = None,
        in_use: tuple[str, str] | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        super().__init__()
        self._around = surroundings or Surroundings()
        self._own_bench = bench is None
        self._bench = bench or Workbench(self._around.open_store)
        self.set_reactive(ModelsScreen.in_use, in_use)
        self._title_line = Static(id="models-title")
        self._notice = Static(id="models-notice", classes="-none")
        self._list = ModelList(id="models-list")
        self._details = ModelDetails(id="models-details")
        self._chosen = ""
        self._shelf: Shelf | None = None
        self._measured = Measured()
        self._offline = ""
        self._wanted = ""
        self._offered = (False, False)

    @property
    def glyphs(self) -> Glyphs:
        """The app's signs."""
        found = getattr(self.app, "glyphs", None)
        return found if isinstance(found, Glyphs) else UNICODE

    def compose(self) -> ComposeResult:
        """Title, notice, list, details, keys."""
        yield self._title_line
        yield self._notice
        yield self._list
        yield self._details
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Look at once, then every few seconds; draw what moves in between."""
        self.set_class(self.glyphs.ascii_only, "-ascii")
        self._unlisten = self._bench.listen(self._tell_of)
        self.set_interval(LOOK_SECONDS, self._look)
        self._moving = self.set_interval(DRAW_SECONDS, self._draw, pause=True)
        self._list.focus()
        self._draw()
        self._look()
        self._measure()

    def _tell_of(self, job: Job) -> None:
        """From any thread."""
        self.post_message(self.Worked(job))

    def on_unmount(self) -> None:
        """What is fetched by a bench of our own is paused; nothing of it is lost."""
        self._unlisten()
        if self._own_bench:
            self._bench.close()

    def on_resize(self) -> None:
        """Columns depend on the width."""
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what can be done with the marked row is offered."""
        row, job = self._marked()
        match action:
            case "cancel":
                return can_cancel(row, job)
            case "verify" | "remove":
                return can_touch(row, job)
            case "types":
                return parameters == (not self.all_types,)
            case "leave":
                return len(self.app.screen_stack) > 1
        return super().check_action(action, parameters)

    def watch_in_use(self) -> None:
        """The app has switched."""
        self._chosen = ""
        self._draw()

    def watch_all_types(self) -> None:
        """More rows or fewer."""
        self._draw()

    @work(thread=True, group="models measure")
    def _measure(self) -> None:
        """Once: it takes a second, and the numbers come with the look after it."""
        self._measured = self._around.measure(self._around.inspect())
        self._look_now()

    @work(thread=True, exclusive=True, group="models look")
    def _look(self) -> None:
        self._look_now()

    def _look_now(self) -> None:
        """In a thread: what is there is sent to the screen."""
        store = self._around.open_store()
        self._offline = offline_words() if store.offline else ""
        self.post_message(self.Looked(look(store, self._measured, self._around.inspect)))

    def on_models_screen_looked(self, event: Looked) -> None:
        """Show what was found; the first time the mark goes to the model in use or to what suits."""
        event.stop()
        if self._shelf is None:
            here = any(row.model for row in event.shelf.rows)
            self._wanted = row_key(*self.in_use) if self.in_use else "" if here else event.shelf.recommended
        self._shelf = event.shelf
        self._draw()

    def on_models_screen_worked(self, event: Worked) -> None:
        """A job began, went on or ended: what is on the disk may be another."""
        event.stop()
        job = event.job
        if job.stage is Stage.DONE and job.model is not None:
            self._wanted = row_key(job.model.name, job.model.quantization)
            name = shown(job.model.name, self.glyphs, LONGEST_NAME)
            self.notify(f"{name} ({size(job.model.bytes)}) is here.", markup=False)
        if not job.running:
            self._look()
        self._draw()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Another row is marked."""
        event.stop()
        self._draw_marked()

    def _draw(self) -> None:
        """Bring all parts in line with the shelf, the jobs and the size of the screen."""
        if not self.is_mounted:
            return
        title, note = headline(self._shelf, self.size.width - 2), self._offline
        self._title_line.update(title)
        jobs = self._bench.jobs()
        (self._moving.resume if any(job.running for job in jobs.values()) else self._moving.pause)()
        if self._shelf is not None:
            note = note or notice(self._shelf, jobs)
            width = self._list.scrollable_content_region.width - 2
            tight = self.size.height < 20
            place = Place(width, self.glyphs, self._bench.clock(), self.all_types, tight)
            listed = sections(self._shelf, jobs, all_types=self.all_types)
            self._list.draw(entries(listed, jobs, place, self._labels()), self._take_wanted(listed))
            self._draw_marked()
        self._notice.update(Content(shown(note, self.glyphs)))
        self._notice.set_class(not note, "-none")

    def _draw_marked(self) -> None:
        row, job = self._marked()
        self._list.primary = primary_action(row, job)
        if self._shelf is not None:
            self._details.show(detail_paragraphs(row, job, self._shelf, self.glyphs))
        offered = (can_cancel(row, job), can_touch(row, job))
        if offered != self._offered:  # the footer is built anew each time: not five times a second
            self._offered = offered
            self.refresh_bindings()

    def _labels(self) -> dict[str, str]:
        """What is said beside rows: `chosen` until the app says that it has switched."""
        labels = {row_key(*self.in_use): "in use"} if self.in_use else {}
        return labels | ({self._chosen: "chosen"} if self._chosen else {})

    def _take_wanted(self, listed: Sequence[Section]) -> str:
        """The row to mark, once it is there."""
        wanted = self._wanted
        if not any(row.key == wanted for section in listed for row in section.rows):
            return ""
        self._wanted = ""
        return wanted

    def _marked(self) -> tuple[ModelRow | None, Job | None]:
        """The marked row and the work on it."""
        if not self.is_mounted or self._shelf is None:
            return None, None
        key = self._list.marked_key
        return self._shelf.row(key), self._bench.jobs().get(key)

    @work
    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """What Enter does."""
        event.stop()
        row, job = self._marked()
        match primary_action(row, job):
            case Primary.USE if row is not None:
                await self._use(row)
            case Primary.FETCH | Primary.RESUME | Primary.RETRY if row is not None:
                await self._fetch(row)
            case Primary.PAUSE | Primary.GIVE_UP if job is not None:
                self._bench.stop(job.key)

    async def _use(self, row: ModelRow) -> None:
        assert row.model is not None
        asking = before_use(self._title_of(row), row)
        if asking and await self._ask(asking) != "use":
            return
        self._chosen = row.key
        self._draw()
        self.post_message(self.Chosen(row.model.name, row.model.quantization, row.model.path))

    async def _fetch(self, row: ModelRow) -> None:
        assert row.card is not None
        assert row.file is not None
        if self._around.open_store().is_out_of_reach(row.file):
            self.notify(self._offline or offline_words(), severity="warning", markup=False)
            return
        asking = before_fetch(self._title_of(row), row)
        if asking and await self._ask(asking) != "fetch":
            return
        self._bench.fetch(row.card, row.file)

    @work
    async def action_cancel(self) -> None:
        """Give up a fetch, after asking what becomes of the bytes; or whatever else runs, at once."""
        row, job = self._marked()
        if job is not None and (job.kind is not Kind.FETCH or row is None):
            (self._bench.stop if job.running else self._bench.forget)(job.key)
            self._draw()
            return
        if row is None:
            return
        asking = before_giving_up(self._title_of(row), row, job)
        answer = await self._ask(asking) if asking else "keep"
        if answer == "delete":
            self._bench.discard(row.name, row.quantization)
        elif answer == "keep":
            self._bench.stop(row.key)
            self._bench.forget(row.key)
        self._draw()

    def action_verify(self) -> None:
        """Read the file again."""
        row, _ = self._marked()
        if row is not None and row.model is not None:
            self._bench.verify(row.key, row.model)

    @work
    async def action_remove(self) -> None:
        """Delete an installed file, after asking."""
        row, _ = self._marked()
        if row is None or row.model is None:
            return
        in_use = "in use" in self._labels().get(row.key, "")
        if await self._ask(before_removing(self._title_of(row), row, in_use=in_use)) == "remove":
            self._bench.remove(row.key, row.model)

    @work
    async def action_import(self) -> None:
        """Take over a file one has."""
        wish: ImportWish | None = await self.app.push_screen_wait(
            ImportDialog(ascii_only=self.glyphs.ascii_only)
        )
        if wish is not None:
            self._bench.import_file(wish.path, wish.name or None)

    def action_types(self, wanted: bool) -> None:
        """All types of each model, or the one that suits."""
        self.all_types = wanted

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss()

    def _title_of(self, row: ModelRow) -> str:
        name, kind = (shown(text, self.glyphs, LONGEST_NAME) for text in (row.name, row.quantization))
        return f"{name} ({kind})"

    async def _ask(self, asking: Asking) -> str:
        question = Question(self.glyphs.shown(asking.text), asking.answers, ascii_only=self.glyphs.ascii_only)
        return await self.app.push_screen_wait(question)
