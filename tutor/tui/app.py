"""The app: wires screens, the session and the settings; decides nothing about mathematics."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

from models.errors import ModelError
from tutor.render.glyphs import Glyphs
from tutor.render.safe import sanitize
from tutor.tui.look import app_glyphs, put_on_look, shown_key
from tutor.tui.school import School
from tutor.tui.screens.solve import SolveScreen
from tutor.tui.session import Load, Session, load_from_settings
from tutor.vocabulary.errors import HistoryError, TutorError, UsageError
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from datetime import datetime

    from tutor.tui.screens.history import HistoryScreen
    from tutor.tui.screens.models import ModelsScreen
    from tutor.tui.screens.settings import SettingsScreen
    from tutor.tui.shelf.workbench import Workbench
    from tutor.vocabulary.settings import Settings


_EARLIER_QUESTIONS = 100
# settings that change what is loaded
_NEED_LOADING = (
    "model",
    "quantization",
    "engine",
    "context",
    "kv_type",
    "gpu_layers",
    "threads",
    "votes",
    "session_bytes",
)


class TutorApp(App[None]):
    """The whole app. `load` is how an engine is had; tests give a scripted one."""

    TITLE = "tutor"
    CSS_PATH = Path("tutor.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", "quit", priority=True)]

    def __init__(
        self,
        settings: "Settings",
        load: Load = load_from_settings,
        problem: Problem | None = None,
        now: "Callable[[], datetime] | None" = None,
    ) -> None:
        """`now` is the clock that practice goes by; without one it is that of this machine."""
        super().__init__()
        self.settings = settings
        self.session = Session(settings, load)
        self.school = School(self, now)
        self._bench: Workbench | None = None
        self._first_problem = problem
        self._waiting: Callable[[], None] | None = None
        self._fault: tuple[str, str] | None = None

    @property
    def solving(self) -> SolveScreen:
        """The main screen."""
        screen = self.screen_stack[0] if self.screen_stack else None
        assert isinstance(screen, SolveScreen)
        return screen

    def get_default_screen(self) -> SolveScreen:
        """The main screen lies under all others."""
        return SolveScreen(self.glyphs)

    @property
    def glyphs(self) -> Glyphs:
        """The signs of the settings."""
        return app_glyphs(self.settings)

    def on_mount(self) -> None:
        """Look as the settings say from the first frame on."""
        put_on_look(self, self.settings)

    def watch_app_focus(self, focus: bool) -> None:
        """A screen that came while the app was out of focus gave the keys to no widget."""
        screen = self.screen
        if focus and screen.focused is None:
            screen.focus_next(screen.AUTO_FOCUS or self.AUTO_FOCUS or "*")

    def get_key_display(self, binding: Binding) -> str:
        """Keys of the footer, in ASCII where all else is."""
        return shown_key(self, super().get_key_display(binding))

    def on_ready(self) -> None:
        """The first screen is painted: now the model may take the processor."""
        if self._first_problem:
            problem = self._first_problem
            self.wait_for_model(lambda: self.solving.begin(problem))
        self.open_history()
        self.begin_loading()

    @work(thread=True, group="begin")
    def begin_loading(self) -> None:
        """Load the model of the settings, or go where one is to be had."""
        import tutor.lesson.preview  # noqa: F401  here it keeps nobody waiting, at the first key it would
        from tutor.tui.shelf.surroundings import has_model

        if self.session.loads_otherwise or has_model(self.settings):
            self.from_thread(self.load_model)
        else:
            self.from_thread(self._go_to_the_models)

    @work(thread=True, group="history")
    def open_history(self) -> None:
        """Open the history in a thread, and bring earlier questions to the input."""
        try:
            self.session.open_history()
            history = self.session.history
            questions = history.questions(_EARLIER_QUESTIONS) if history else []
        except HistoryError as error:
            self.warn(error)
            return
        self.from_thread(lambda: self.solving.ask.remember(questions))
        self.from_thread(self.school.offer)
        if history and history.notice:
            self.from_thread(lambda: self.notify(history.notice, severity="warning"))

    @work(thread=True, exclusive=True, group="load")
    def load_model(self) -> None:
        """Load the model of the settings in a thread; the input works meanwhile."""
        self._fault = None
        try:
            self.session.load(self.settings, self._tell_share)
        except (TutorError, ModelError) as error:
            self._fault = (error.message, error.hint)
            self.from_thread(self._cannot_load)
        else:
            self.from_thread(self._loaded)

    def _go_to_the_models(self) -> None:
        self.solving.status.say("no model yet")
        self.action_models()
        if self.settings.model:
            self.notify(f"{sanitize(self.settings.model)} is not here; these can be had.", markup=False)

    def _tell_share(self, share: float) -> bool:
        self.from_thread(lambda: self.solving.status.say(f"loading the model: {share:.0%}"))
        return self.is_running

    def from_thread(self, call: Callable[[], object]) -> None:
        """Have something done by the app, unless it is ending."""
        if self.is_running:
            self.call_later(call)

    def _loaded(self) -> None:
        engine = self.session.engine
        self.solving.status.say(f"{engine.model} is ready" if engine else "")
        waiting, self._waiting = self._waiting, None
        if waiting:
            waiting()

    def _cannot_load(self) -> None:
        if self._fault:
            self.solving.answer.show_fault(*self._fault)
            self.solving.status.say("no model")

    def wait_for_model(self, then: Callable[[], None]) -> None:
        """Do something as soon as the model is there."""
        if self._fault:
            self._cannot_load()
            return
        self._waiting = then
        self.solving.status.say("the model is loading, then it begins")

    def warn(self, error: TutorError) -> None:
        """Say what went wrong in passing. From any thread."""
        words = f"{error.message} {error.hint}".strip()
        self.from_thread(lambda: self.notify(words, severity="warning", markup=False))

    # other screens

    def action_help(self) -> None:
        """What the keys do and what the marks mean."""
        from tutor.tui.screens.help import HelpScreen
        from tutor.tui.widgets.ask_box import AskBox
        from tutor.tui.widgets.graph_view import GraphView
        from tutor.tui.widgets.steps_view import StepsView

        sections = (
            ("While it thinks and after", SolveScreen.BINDINGS),
            ("In the steps", StepsView.BINDINGS),
            ("In the input", AskBox.BINDINGS),
            ("In the graph", GraphView.BINDINGS),
            ("Everywhere", self.BINDINGS),
        )
        self.push_screen(HelpScreen(sections, self.glyphs))

    def action_practice(self) -> None:
        """The map of skills, and from there a sitting of practice."""
        self.school.open_map()

    def action_history(self) -> None:
        """What was asked before."""
        from tutor.tui.screens.history import HistoryScreen

        if self.session.history is None:
            self.notify("The history can't be opened, or is not open yet.", severity="warning")
            return
        self.push_screen(HistoryScreen(self.session.history, self.glyphs))

    def on_history_screen_chosen(self, message: "HistoryScreen.Chosen") -> None:
        """Ask a problem of the past again."""
        self.solving.begin(message.problem)

    @work(thread=True, group="history")
    def on_history_screen_follow_up(self, message: "HistoryScreen.FollowUp") -> None:
        """Go on with a solution of the past: shown as it was, open for questions."""
        history = self.session.history
        if history is None:
            return
        try:
            events = [timed.event for timed in history.replay(message.attempt_id)]
        except HistoryError as error:
            self.warn(error)
            return

        def show() -> None:
            self.session.attempt_id = message.attempt_id
            self.solving.show_past(events)

        self.from_thread(show)

    def action_models(self) -> None:
        """What there is to think with, and what can be had."""
        from tutor.tui.screens.models import ModelsScreen

        if self._bench is None:
            from tutor.tui.shelf.surroundings import open_store
            from tutor.tui.shelf.workbench import Workbench

            self._bench = Workbench(open_store)
        self.push_screen(ModelsScreen(self._bench, self.session.file))

    def on_models_screen_chosen(self, message: "ModelsScreen.Chosen") -> None:
        """Go on with another model, from now on and the next time."""
        named = {"model": message.name, "quantization": message.quantization or None, "engine": None}
        try:
            from tutor.vocabulary.config_file import save_settings

            save_settings({"model": message.name, "quantization": message.quantization or None})
        except UsageError as error:
            self.notify(f"{error.message} {error.hint}", severity="warning")
        self.settings = self.settings.model_copy(update=named)
        if not isinstance(self.screen, SolveScreen):
            self.pop_screen()
        self.load_model()

    def action_settings(self) -> None:
        """Choose how the app looks and how the model thinks."""
        from tutor.tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self.settings))

    def on_settings_screen_changed(self, message: "SettingsScreen.Changed") -> None:
        """Work by the new settings; the model is loaded anew where it must be."""
        before, self.settings = self.settings, message.settings
        put_on_look(self, self.settings)
        self.solving.put_glyphs(self.glyphs)
        self.solving.panel.previews = self.settings.preview
        if any(getattr(before, name) != getattr(self.settings, name) for name in _NEED_LOADING):
            self.load_model()
        else:
            self.session.settings = self.settings

    async def on_unmount(self) -> None:
        """Nothing goes on after the app."""
        if self._bench is not None:
            self._bench.close()
        self.session.close()
        self.school.close()
