"""From the wish to stop to silence: while a real model writes, and while it reads a long prompt.

    uv run python -m tutor.evaluate.cancelling --model qwen2.5-coder-1.5b

Runs in a thread, as in the front doors, are stopped at random moments; the time counts until the
last event has come.
"""

import random
import sys
import time

import click

from tutor.check.checker import Checker
from tutor.engine.interface import Engine
from tutor.engine.opening import find_model, open_engine
from tutor.evaluate.warm_start import long_problem
from tutor.render.progress import TerminalProgress
from tutor.solve import SolveOptions, options_for, solve
from tutor.solve.background import BackgroundRun
from tutor.vocabulary.events import Started, ThinkingDelta
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.settings import load_settings

_SENTENCES = 80  # a prompt that takes many seconds to read
_LONGEST_WAIT_SECONDS = 1.5


def time_stop(
    engine: Engine, checker: Checker, options: SolveOptions, *, reading: bool, wait: float
) -> float:
    """Seconds from the wish to the end of a run that has written (or, `reading`, only begun to read)."""
    problem = Problem(long_problem(_SENTENCES if reading else 1))
    run = BackgroundRun(lambda: solve(problem, engine, checker, options), engine.interrupt)
    begun: type = Started if reading else ThinkingDelta
    events = run.events()
    for event in events:
        if isinstance(event, begun) or (not reading and event.name == "answer_text"):
            break
    time.sleep(wait)
    start = time.perf_counter()
    run.stop()
    for _ in events:
        pass
    seconds = time.perf_counter() - start
    engine.resume()
    return seconds


@click.command()
@click.option("--model", default="qwen2.5-coder-1.5b", show_default=True)
@click.option("--runs", type=click.IntRange(1), default=10, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
def command(model: str, runs: int, seed: int) -> None:
    """Stop runs while they write and while they read, and print the slowest stops."""
    rng = random.Random(seed)  # noqa: S311 - moments that can be repeated
    settings = load_settings(model=model, session_bytes=0)
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    engine = open_engine(file, settings)
    options = options_for(file.card, settings, int(engine.facts["context"]), seed)
    with Checker() as checker:
        checker.warm()
        for reading in (False, True):
            waits = [rng.uniform(0.05, _LONGEST_WAIT_SECONDS) for _ in range(runs)]
            seconds = sorted(
                time_stop(engine, checker, options, reading=reading, wait=wait) for wait in waits
            )
            name = "reading a prompt" if reading else "writing"
            click.echo(
                f"stopped while {name}, {runs} times: median {seconds[runs // 2]:.3f} s,"
                f" slowest {seconds[-1]:.3f} s"
            )
    engine.close()


if __name__ == "__main__":
    command()
