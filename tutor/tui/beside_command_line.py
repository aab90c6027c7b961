"""How much slower a real model writes in the app than under `tutor solve`, both drawing on a terminal.

    uv run python -m tutor.tui.beside_command_line --model qwen2.5-coder-1.5b

Each run is a process of its own on a pseudo-terminal, in pairs with the same seed; the figures are
those the runs leave in a history made for this. Not for Windows, which has no `pty`.
"""

import os
import pty
import statistics
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

import click

from models.progress import ignore
from tutor.engine.opening import find_model
from tutor.history import History
from tutor.tui.app import TutorApp
from tutor.vocabulary.locations import history_file
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.settings import Settings, load_settings

_PROBLEM = "Solve 2x^2 - 3x - 5 = 0, and tell each step."
_COMMAND = "from tutor.cli import main; main()"
_APP = "from tutor.tui.beside_command_line import run_app; run_app()"
_SIZE = {"COLUMNS": "100", "LINES": "30", "TERM": "xterm-256color"}


class _OneProblem(TutorApp):
    """Asks one problem and leaves when it is answered."""

    def on_mount(self) -> None:
        super().on_mount()
        self.set_interval(0.1, self._leave_when_done)

    def _leave_when_done(self) -> None:
        if self.solving.solution is not None and not self.solving.running:
            self.exit()


def run_app() -> None:
    """The app on this terminal, for one problem."""
    _OneProblem(load_settings(), problem=Problem(_PROBLEM)).run()


def _on_a_terminal(code: str, arguments: Sequence[str]) -> None:
    """Run Python code on a pseudo-terminal, whose output is read and thrown away."""
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - another process
        os.environ.update(_SIZE)
        os.execv(sys.executable, [sys.executable, "-c", code, *arguments])  # noqa: S606  a program of our own

    def drain() -> None:
        try:
            while os.read(terminal, 1 << 16):
                pass
        except OSError:  # the other end has gone
            return

    reader = threading.Thread(target=drain, daemon=True)
    reader.start()
    os.waitpid(child, 0)
    reader.join()
    os.close(terminal)


def _speed_of_last() -> float:
    """Tokens a second of the newest run in the history, from its first token on."""
    with History(history_file()) as history:
        solution = history.load(history.attempts(limit=1)[0].id).solution
    assert solution is not None
    written = solution.tokens["thinking"] + solution.tokens["answer"]
    return written / (solution.seconds["generation"] - solution.seconds["first_token"])


def _environment(settings: Settings, file: Path, home: str) -> dict[str, str]:
    return {
        "TUTOR_HOME": home,
        "TUTOR_MODEL": str(file),
        "TUTOR_THINK_TOKENS": str(settings.think_tokens or 400),
        "TUTOR_PROOF_STOP": "false",
        "TUTOR_SETTLED_STOP": "false",
        "TUTOR_SESSION_BYTES": "0",
        "TUTOR_HISTORY": "true",
    }


@click.command()
@click.option("--model", default="qwen2.5-coder-1.5b", show_default=True)
@click.option("--think", "think_tokens", default=400, show_default=True, help="Tokens of each run.")
@click.option("--pairs", type=click.IntRange(1), default=3, show_default=True)
def command(model: str, think_tokens: int, pairs: int) -> None:
    """Print the speed of each pair and the median ratio."""
    settings = load_settings(model=model, think_tokens=think_tokens)
    file = find_model(settings, ignore).path
    ratios = []
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(_environment(settings, file, home))
        for seed in range(1, pairs + 1):
            os.environ["TUTOR_SEED"] = str(seed)
            _on_a_terminal(_COMMAND, ["solve", _PROBLEM])
            alone = _speed_of_last()
            _on_a_terminal(_APP, [])
            ratios.append(_speed_of_last() / alone)
            click.echo(f"seed {seed}: command line {alone:.2f} tokens/s, the app {ratios[-1]:.3f} of it")
    click.echo(f"median {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    command()
