"""The model and the checker of one app: loaded in a thread, asked by one run at a time."""

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, NamedTuple

from tutor.strategy.steering import Steering
from tutor.vocabulary.events import Event
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from models.card import Card
    from tutor.engine.interface import Engine
    from tutor.history import History
    from tutor.history.recorder import Recorder
    from tutor.lesson.workshop import Workshop
    from tutor.solve import SolveOptions
    from tutor.vocabulary.conversation import Conversation
    from tutor.vocabulary.settings import Settings
    from tutor.vocabulary.turn import Question

OnLoad = Callable[[float], bool]

_LAST_WORDS_SECONDS = 2.0


class Loaded(NamedTuple):
    """An engine, the card of its model, and name and type of the installed file it runs."""

    engine: "Engine"
    card: "Card | None" = None
    file: tuple[str, str] | None = None


Load = Callable[["Settings", OnLoad], Loaded]


class Run:
    """One problem under way: its events so far, and how to steer it."""

    def __init__(
        self, events: Callable[[], Iterator[Event]], steering: Steering, interrupt: Callable[[], None]
    ) -> None:
        from tutor.solve.background import BackgroundRun  # brings all of solving: not before the first paint

        self.steering = steering
        self._work = BackgroundRun(events, interrupt)

    @property
    def ended(self) -> bool:
        """Whether the last event was taken."""
        return self._work.ended

    def take(self) -> list[Event]:
        """The events that have come since; never waits. Raises what the run raised."""
        return self._work.take()

    def stop(self) -> None:
        """End it within a token; what was written stays, and its last events still come."""
        self.steering.resume()
        self._work.stop()

    def join(self, timeout_seconds: float = _LAST_WORDS_SECONDS) -> bool:
        """Wait for its thread; True when it has ended."""
        return self._work.join(timeout_seconds)


def load_from_settings(settings: "Settings", on_load: OnLoad) -> Loaded:
    """The installed model the settings name, or the server they name. Fetches nothing."""
    from models.progress import ignore
    from tutor.engine.opening import connect_engine, find_model, find_served_card, open_engine

    if settings.engine:
        remote = connect_engine(settings)
        return Loaded(remote, find_served_card(remote.model))
    file = find_model(settings.model_copy(update={"offline": True}), ignore)
    return Loaded(open_engine(file, settings, on_load), file.card, (file.name, file.quantization))


class Session:
    """Loads through `load`, which tests replace. `load` and the runs use the engine one after the other."""

    def __init__(self, settings: "Settings", load: Load = load_from_settings) -> None:
        self.settings = settings
        self.engine: Engine | None = None
        self.card: Card | None = None
        self.file: tuple[str, str] | None = None
        self.history: History | None = None
        self.history_fault = ""
        self.attempt_id: int | None = None  # of the solution that is shown, in the history
        self._run: Run | None = None
        self._load = load
        self._checker: Workshop | None = None
        self._closing = False
        self._loading = threading.Lock()

    @property
    def loads_otherwise(self) -> bool:
        """Whether the engine comes from elsewhere than the models of this machine."""
        return self._load is not load_from_settings

    @property
    def checker(self) -> "Workshop":
        """The checker, which makes what is practised too, started when it is first needed."""
        if self._checker is None:
            from tutor.check.limits import limits_for
            from tutor.lesson.workshop import Workshop

            self._checker = Workshop(limits_for(self.settings.check_seconds))
            self._checker.warm()
        return self._checker

    def load(self, settings: "Settings", on_load: OnLoad) -> None:
        """Put the engine the settings name in place of the one there is. Blocks: for a thread.

        Raises `TutorError` and `ModelError`; then there is no engine.
        """
        import tutor.solve.background  # noqa: F401  here it keeps nobody waiting, at the first question it would

        # another model may be chosen while one loads: the second replaces the first, none is forgotten
        with self._loading:
            self.drop_engine()
            self.settings = settings
            _ = self.checker  # sympy loads while the model does
            loaded = self._load(settings, lambda share: on_load(share) and not self._closing)
            self.engine, self.card, self.file = loaded

    def drop_engine(self) -> None:
        """Free the model. A run that still uses it is stopped and waited for."""
        if self._run is not None:
            self._run.stop()
            self._run.join()
            self._run = None
        engine, self.engine, self.card, self.file = self.engine, None, None, None
        if engine is not None:
            engine.close()

    def solve(self, problem: Problem, *, seed: int | None = None, votes: int | None = None) -> Run:
        """Start on a problem. `votes` overrides the settings'."""
        from tutor.solve import options_for, solve, solve_fast

        engine, checker, steering = self._ready(), self.checker, Steering()
        settings = self.settings if votes is None else self.settings.model_copy(update={"votes": votes})
        chosen = _chosen_seed(settings, seed)
        options = options_for(self.card, settings, int(engine.facts["context"]), chosen)
        options = replace(options, steering=steering)

        def events() -> Iterator[Event]:
            if settings.fast and votes is None:
                yield from solve_fast(problem, checker, lambda: (engine, options))
            else:
                yield from solve(problem, engine, checker, options)

        def kept() -> Iterator[Event]:
            self.attempt_id = None
            recorder = self._recorder(problem, options)
            try:
                yield from self._kept(events(), recorder)
            finally:
                self.attempt_id = recorder.attempt_id if recorder else None

        self._run = Run(kept, steering, engine.interrupt)
        return self._run

    def ask_about(self, conversation: "Conversation", question: "Question") -> Run:
        """Start on a question about a solution; what was read of it before is not read again."""
        from tutor.solve import follow_up, options_for

        engine, checker, steering = self._ready(), self.checker, Steering()
        seed = _chosen_seed(self.settings, None)
        options = options_for(self.card, self.settings, int(engine.facts["context"]), seed)
        options = replace(options, steering=steering)

        def kept() -> Iterator[Event]:
            events = follow_up(conversation, question, engine, checker, options)
            yield from self._kept(events, self._recorder(conversation.problem, options, question.text))

        self._run = Run(kept, steering, engine.interrupt)
        return self._run

    def _recorder(self, problem: Problem, options: "SolveOptions", question: str = "") -> "Recorder | None":
        """What writes a run to the history; None where nothing is to be kept."""
        if self.history is None or not self.settings.history:
            return None
        parent = self.attempt_id if question else None
        return self.history.begin(problem, asdict(options.sampling), parent, question)

    def _kept(self, events: Iterator[Event], recorder: "Recorder | None") -> Iterator[Event]:
        """The same events, each written to the history on its way."""
        if recorder is None:
            yield from events
            return
        try:
            for event in events:
                recorder.record(event)
                yield event
        finally:
            recorder.close()
            if recorder.fault:
                self.history_fault = f"{recorder.fault.message} {recorder.fault.hint}".strip()

    def open_history(self) -> None:
        """Open the history. Blocks for some milliseconds: for a thread. Raises `HistoryError`."""
        from tutor.history import History
        from tutor.vocabulary.locations import history_file

        self.history = History(history_file())

    def take_history_fault(self) -> str:
        """Why a run could not be kept, once; empty where it was."""
        fault, self.history_fault = self.history_fault, ""
        return fault

    def _ready(self) -> "Engine":
        assert self.engine is not None
        self.engine.resume()
        return self.engine

    def close(self) -> None:
        """End everything; safe to call twice."""
        self._closing = True
        self.drop_engine()
        if self._checker is not None:
            self._checker.close()
            self._checker = None
        if self.history is not None:
            self.history.close()
            self.history = None


def _chosen_seed(settings: "Settings", seed: int | None) -> int:
    if seed is not None:
        return seed
    return secrets.randbits(31) if settings.seed is None else settings.seed
