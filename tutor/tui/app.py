"""The app: wires screens, the session and the settings; decides nothing about mathematics."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

from models.errors import ModelError
from tutor.render.glyphs import UNICODE, Glyphs
from tutor.tui.screens.solve import SolveScreen
from tutor.tui.session import Load, Session, load_from_settings
from tutor.vocabulary.errors import TutorError
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings


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
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.glyphs = glyphs
        self.session = Session(settings, load)
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

    def on_ready(self) -> None:
        """The first screen is painted: now the model may take the processor."""
        if self._first_problem:
            problem = self._first_problem
            self.wait_for_model(lambda: self.solving.begin(problem))
        self.load_model()

    @work(thread=True, exclusive=True, group="load")
    def load_model(self) -> None:
        """Load the model of the settings in a thread; the input works meanwhile."""
        self._fault = None
        try:
            self.session.load(self.settings, self._tell_share)
        except (TutorError, ModelError) as error:
            self._fault = (error.message, error.hint)
            self._from_thread(self._cannot_load)
        else:
            self._from_thread(self._loaded)

    def _tell_share(self, share: float) -> bool:
        self._from_thread(lambda: self.solving.status.say(f"loading the model: {share:.0%}"))
        return self.is_running

    def _from_thread(self, call: Callable[[], object]) -> None:
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

    async def on_unmount(self) -> None:
        """Nothing goes on after the app."""
        self.session.close()
