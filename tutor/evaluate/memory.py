"""Peak memory of `tutor solve` above the model's file and its KV cache.

    uv run python -m tutor.evaluate.memory --model qwen2.5-coder-1.5b

Runs the command as a student would and samples the resident memory of the process
and of the checker's worker together. Mapped pages of the model count in full.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import click
import psutil

from models.gguf_header import read_header
from tutor.engine.opening import find_model, plan_for
from tutor.render.progress import TerminalProgress
from tutor.vocabulary.settings import load_settings

_SAMPLE_SECONDS = 0.02
_MB = 1e6


def peak_bytes(command: Sequence[str], held: Callable[[psutil.Process], int]) -> int:
    """The most that a command's process `held` at any look, from its start to its end.

    Raises `click.ClickException` when it ends badly. It is killed when the watching ends before it does.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watched = psutil.Process(process.pid)
    peak = 0
    try:
        while process.poll() is None:
            with suppress(psutil.NoSuchProcess):  # it ended between two looks
                peak = max(peak, held(watched))
            time.sleep(_SAMPLE_SECONDS)
    finally:
        process.kill()
        process.wait()
    if process.returncode:
        raise click.ClickException(f"{' '.join(command)} ended with {process.returncode}")
    return peak


def resident_bytes(process: psutil.Process) -> int:
    """Resident bytes of a process and its descendants."""
    return sum(member.memory_info().rss for member in (process, *process.children(recursive=True)))


@click.command()
@click.argument("problem", default="Solve 2x^2 - 3x - 5 = 0")
@click.option("--model", default="qwen2.5-coder-1.5b", show_default=True)
@click.option("--context", type=int, help="Tokens; default: what `tutor solve` chooses here.")
def command(problem: str, model: str, context: int | None) -> None:
    """Solve one problem and print what it took."""
    settings = load_settings(model=model, context=context)
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    plan = plan_for(read_header(file.path), settings)
    arguments = ["--model", model, "--seed", "1", "--context", str(plan.context), problem]
    tutor = [sys.executable, "-c", "from tutor.cli import main; main()"]
    peak = peak_bytes([*tutor, "solve", *arguments], resident_bytes)
    kv_cache = plan.estimate.kv_bytes
    above = peak - file.bytes - kv_cache
    click.echo(
        f"peak {peak / _MB:.0f} MB = file {file.bytes / _MB:.0f} + KV cache {kv_cache / _MB:.0f}"
        f" ({plan.context} tokens) + {above / _MB:.0f} MB"
    )


if __name__ == "__main__":
    command()
