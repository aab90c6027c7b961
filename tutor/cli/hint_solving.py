"""Solves a problem for its hints: as `tutor solve` does, with the answer kept back."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console

from tutor.cli.solve import Solving
from tutor.lesson.hints.from_solution import solution_ladder
from tutor.lesson.hints.ladder import Ladder, NoLadder
from tutor.lesson.hints.written import HintWriter, with_hints
from tutor.vocabulary.events import Event, Finished, Progressed, Solution
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from models.store import ModelFile
    from tutor.check.checker import Checker
    from tutor.engine.interface import Engine
    from tutor.solve import SolveOptions
    from tutor.vocabulary.settings import Settings

_LOG = logging.getLogger("tutor")


class _QuietView:
    """Says on stderr how far the model is, and nothing of what it finds."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._status = console.status("solving, to cut hints from it") if console.is_terminal else None
        self._started = False

    def show(self, event: Event) -> None:
        """Count the tokens."""
        if not self._started:
            _LOG.debug("solving for hints")
            self._started = True
            if self._status is not None:
                self._status.start()
        if self._status is not None and isinstance(event, Progressed):
            self._status.update(f"solving, to cut hints from it ({event.thinking + event.answer} tokens)")

    def close(self) -> None:
        """Clear the line."""
        if self._status is not None:
            self._status.stop()


class HintSolving(Solving):
    """One solution and the ladder `made` from it. Stopped by Ctrl-C it leaves nothing."""

    def __init__(self, problem: Problem, settings: "Settings") -> None:
        super().__init__(problem, settings, _QuietView())
        self.made: Ladder | NoLadder = NoLadder("The solution did not come to an end.")
        self._options: SolveOptions | None = None

    def _events(self, file: "ModelFile | None", checker: "Checker") -> Iterator[Event]:
        for event in super()._events(file, checker):
            yield event
            if isinstance(event, Finished):
                self.made = self._cut(event.solution, checker)

    def _start(self, file: "ModelFile | None") -> "tuple[Engine, SolveOptions]":
        engine, self._options = super()._start(file)
        return engine, self._options

    def _cut(self, solution: Solution, checker: "Checker") -> Ladder | NoLadder:
        ladder = solution_ladder(self._problem, solution, checker)
        if isinstance(ladder, NoLadder) or self._engine is None or self._options is None:
            return ladder
        assert solution.answer is not None
        writer = HintWriter(self._engine, checker, self._options)
        return with_hints(ladder, writer.write(self._problem.text, solution.answer.text, ladder))
