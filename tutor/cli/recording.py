"""Keeps a run in the history while it is shown; what goes wrong with that is one line, after the run."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from tutor.vocabulary.errors import HistoryError
from tutor.vocabulary.events import Event
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from tutor.history import History, Recorder
    from tutor.vocabulary.attempt import Fact

_CLOSE_SECONDS = 2.0


class Recording:
    """One run's way into the history. `sampling` tells the facts of the sampling once they are known."""

    def __init__(self, problem: Problem, sampling: "Callable[[], Mapping[str, Fact] | None]") -> None:
        self._problem = problem
        self._sampling = sampling
        self._described = False
        self._history: History | None = None
        self._recorder: Recorder | None = None
        self._words: list[str] = []

    def open(self) -> None:
        """Open the history; best done while something else takes time."""
        from tutor.history import History
        from tutor.vocabulary.locations import history_file

        try:
            self._history = History(history_file())
        except HistoryError as error:
            self._say("This run is not kept", error)
            return
        if self._history.notice:
            self._words.append(self._history.notice)

    def record(self, event: Event) -> None:
        """Keep an event. The attempt begins with the first: a model that can't be loaded leaves no trace."""
        if self._history is None:
            return
        if self._recorder is None:
            self._recorder = self._history.begin(self._problem)
        if not self._described and (sampling := self._sampling()) is not None:
            self._recorder.describe(sampling)
            self._described = True
        self._recorder.record(event)

    def close(self, wait_seconds: float = _CLOSE_SECONDS) -> None:
        """Write what is left, and say on stderr what could not be kept. Safe to call twice."""
        if self._recorder:
            self._recorder.close(wait_seconds)
            if self._recorder.fault:
                self._say("This run is not kept as a whole", self._recorder.fault)
            self._recorder = None
        if self._history:
            self._history.close()
            self._history = None
        for words in self._words:
            click.echo(f"tutor: {words}", err=True)
        self._words.clear()

    def _say(self, what: str, error: HistoryError) -> None:
        self._words.append(" ".join(filter(None, [f"{what}: {error.message}", error.hint])))
