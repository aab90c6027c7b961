"""Peak memory of `tutor solve` above the model's file and its KV cache.

    uv run python -m tutor.evaluate.memory --model qwen2.5-coder-1.5b

Runs the command as a student would and samples the resident memory of the process
and of the checker's worker together. Mapped pages of the model count in full.
"""

import subprocess
import sys
import time

import click
import psutil

from models.gguf_header import read_header
from tutor.engine.opening import find_model, plan_for
from tutor.render.progress import TerminalProgress
from tutor.vocabulary.settings import load_settings

_SAMPLE_SECONDS = 0.02
_MB = 1e6


def peak_resident_bytes(command: list[str]) -> int:
    """The largest sum of resident bytes over a command's process and its descendants."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    watched = psutil.Process(process.pid)
    peak = 0
    while process.poll() is None:
        peak = max(peak, _resident_bytes(watched))
        time.sleep(_SAMPLE_SECONDS)
    if process.returncode:
        raise click.ClickException(f"{' '.join(command)} ended with {process.returncode}")
    return peak


def _resident_bytes(process: psutil.Process) -> int:
    total = 0
    try:
        for member in (process, *process.children(recursive=True)):
            total += member.memory_info().rss
    except psutil.NoSuchProcess:
        pass  # it ended between two looks
    return total


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
    peak = peak_resident_bytes(
        [sys.executable, "-c", "from tutor.cli import main; main()", "solve", *arguments]
    )
    kv_cache = plan.estimate.kv_bytes
    above = peak - file.bytes - kv_cache
    click.echo(
        f"peak {peak / _MB:.0f} MB = file {file.bytes / _MB:.0f} + KV cache {kv_cache / _MB:.0f}"
        f" ({plan.context} tokens) + {above / _MB:.0f} MB"
    )


if __name__ == "__main__":
    command()
