"""`tutor solve`: one problem, answered and checked."""

import secrets
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import chain
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.formulas import FormulaCommand
from tutor.cli.reading import read_problem
from tutor.cli.recording import Recording
from tutor.cli.signs import stdout_glyphs
from tutor.cli.small_talk import answer_small_talk
from tutor.strategy.steering import Steering
from tutor.vocabulary.events import Event, Finished
from tutor.vocabulary.problem import Problem

if TYPE_CHECKING:
    from models.store import ModelFile
    from tutor.check.checker import Checker
    from tutor.engine.interface import Engine
    from tutor.render.view import View
    from tutor.solve import SolveOptions
    from tutor.solve.background import BackgroundRun
    from tutor.vocabulary.attempt import Fact
    from tutor.vocabulary.settings import Settings

# from Ctrl-C to the prompt: the user is promised 0.3 s
_STOP_SECONDS = 0.2
_END_SECONDS = 5.0


@click.command("solve", cls=FormulaCommand)
@click.argument("words", nargs=-1, metavar="[PROBLEM | -]")
@click.option("--choice", "choices", multiple=True, help="A choice, in order; repeat it for each.")
@click.option("--model", help="A name from `tutor models`.")
@click.option("--type", "quantization", help="Quantization type, for example Q4_K_M.")
@click.option("--seed", type=int, help="Makes the sampling repeatable.")
@click.option("--temperature", type=float, help="0 takes the likeliest token; default: the model's own.")
@click.option("--think", "think_tokens", type=int, help="Tokens the model may think before it must answer.")
@click.option("--context", type=int, help="Tokens of context; default: what suits this machine.")
@click.option("--votes", type=int, help="So many branches answer; what most of them find is taken.")
@click.option(
    "--thinking/--no-thinking", default=None, help="Ask a model without a thinking phase to think first."
)
@click.option("--proof-stop/--no-proof-stop", default=None, help="End the thinking at a proved answer.")
@click.option("--settled-stop/--no-settled-stop", default=None, help="End it when probes agree.")
@click.option("--fast/--no-fast", default=None, help="Show what needs no model at once; the model explains.")
@click.option("--engine", metavar="URL", help="Run on an OpenAI-compatible server instead of this machine.")
@click.option(
    "--plain-http", is_flag=True, default=None, help="Let the key travel unencrypted, in a network you trust."
)
@click.option("--kv-type", type=click.Choice(["f16", "q8_0"]), help="Type of the KV cache.")
@click.option("--gpu-layers", type=int, help="Layers on the GPU; default: what fits.")
@click.option("--threads", type=int, help="Default: the physical cores this process may use.")
@click.option("--history/--no-history", default=None, help="Keep this run, for `tutor history`.")
@click.option("--plan", "plan_only", is_flag=True, help="Print how the model would run here; solve nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the events as JSON lines.")
@click.option("--quiet", is_flag=True, help="Print only the answer.")
@click.option("--verbose", is_flag=True, help="Show the log on stderr.")
def command(
    words: tuple[str, ...],
    choices: tuple[str, ...],
    plan_only: bool,
    as_json: bool,
    quiet: bool,
    verbose: bool,
    **typed: object,
) -> int:
    """Answer one problem, step by step, checked.

    The problem comes from the arguments, or from standard input for `-` or a pipe.
    Ctrl-C stops; Ctrl-\\ ends the thinking and asks for the answer now. The exit code says
    whether the run went through, not whether the answer is right: the certificate says that.
    """
    from tutor.cli.logs import start_logging
    from tutor.render.choice import choose_view
    from tutor.vocabulary.settings import load_settings

    if as_json and quiet:
        raise click.UsageError("--json and --quiet exclude each other.")
    if plan_only:
        from tutor.cli.plan_report import print_plan

        start_logging(verbose=verbose)
        return print_plan(load_settings(**typed))
    problem = Problem(read_problem(words), choices=choices)
    if not choices and answer_small_talk(problem.text, as_json=as_json):
        return 0
    settings = load_settings(**typed)
    start_logging(verbose=verbose)
    view = choose_view(sys.stdout, stdout_glyphs(settings), as_json=as_json, quiet=quiet, verbose=verbose)
    return Solving(problem, settings, view).run()


@contextmanager
def _loading(words: str) -> Iterator[None]:
    """A spinner on stderr while the model loads; nothing where stderr is no terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(words):
        yield


class Solving:
    """One run of the command: load and solve in a thread, draw in this one."""

    def __init__(self, problem: Problem, settings: "Settings", view: "View") -> None:
        self._problem = problem
        self._settings = settings
        self._view = view
        self._engine: Engine | None = None
        self._steering = Steering()
        self._sampling: dict[str, Fact] | None = None
        self._recording = Recording(problem, lambda: self._sampling)
        self._stopped = threading.Event()

    def run(self) -> int:
        """Fetch the model if need be, solve and show; returns the exit code."""
        from tutor.check.checker import Checker
        from tutor.check.limits import limits_for
        from tutor.solve.background import BackgroundRun

        with Checker(limits_for(self._settings.check_seconds)) as checker:
            checker.warm()  # sympy loads while the model does
            file = None if self._settings.engine else self._find_model()
            work = BackgroundRun(lambda: self._events(file, checker), self._interrupt)
            try:
                if self._settings.history:
                    self._recording.open()  # while the model loads
                events = work.events()
                with _loading(_loading_words(file)):
                    first = next(events)
                with _answering_now(self._steering):
                    self._show(chain([first], events))
            except KeyboardInterrupt:
                # the weights and the cache go with the process: freeing them first takes another 0.1 s
                work.stop()
                self._show(work.events(_STOP_SECONDS))
                self._view.close()
                self._recording.close(_STOP_SECONDS)
                return INTERRUPTED
            except BaseException:
                # the reader has gone, or the disk is full: what still computes in llama.cpp would
                # now and then crash when the interpreter is taken apart under it
                work.stop()
                work.join(_END_SECONDS)
                raise
            finally:
                self._view.close()
                self._recording.close()
            self._close(work)
        return 0

    def _find_model(self) -> "ModelFile":
        from tutor.engine.opening import find_model
        from tutor.render.progress import TerminalProgress

        with TerminalProgress(sys.stderr) as progress:
            return find_model(self._settings, progress)

    def _close(self, work: "BackgroundRun") -> None:
        work.join(_STOP_SECONDS)
        if self._engine:
            self._engine.close()

    def _events(self, file: "ModelFile | None", checker: "Checker") -> Iterator[Event]:
        """Everything that takes long, for the background thread."""
        from tutor.solve import solve, solve_fast

        if self._settings.fast:
            yield from solve_fast(self._problem, checker, lambda: self._start(file))
        else:
            engine, options = self._start(file)
            yield from solve(self._problem, engine, checker, options)

    def _start(self, file: "ModelFile | None") -> "tuple[Engine, SolveOptions]":
        """Load the model, or find the server, and say how the problem is put to it."""
        from tutor.engine.opening import connect_engine, find_served_card, open_engine
        from tutor.solve import options_for

        engine: Engine
        if file is None:
            engine = connect_engine(self._settings)
            card = find_served_card(engine.model)
        else:
            engine = open_engine(file, self._settings, lambda _: not self._stopped.is_set())
            card = file.card
        self._engine = engine
        if self._stopped.is_set():
            engine.interrupt()
        seed = secrets.randbits(31) if self._settings.seed is None else self._settings.seed
        options = options_for(card, self._settings, int(engine.facts["context"]), seed)
        self._sampling = asdict(options.sampling)
        return engine, replace(options, steering=self._steering)

    def _interrupt(self) -> None:
        self._stopped.set()
        if self._engine:
            self._engine.interrupt()

    def _show(self, events: Iterator[Event]) -> None:
        from tutor.cli.logs import log_outcome

        for event in events:
            self._recording.record(event)
            self._view.show(event)
            if isinstance(event, Finished):
                log_outcome(event, self._problem.text, with_texts=self._settings.log_problems)


def _loading_words(file: "ModelFile | None") -> str:
    if file is None:
        return "asking the server"
    return f"loading {file.name} {file.quantization} ({file.bytes / 1e9:.1f} GB)"


@contextmanager
def _answering_now(steering: Steering) -> Iterator[None]:
    """Ctrl-\\ asks for the answer now, where the system has that key."""
    signal_number = getattr(signal, "SIGQUIT", None)
    if signal_number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal_number, lambda *_: steering.answer_now())
    try:
        yield
    finally:
        signal.signal(signal_number, before)
