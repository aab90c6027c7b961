"""A plan's estimate of memory, held against the peak of a process that runs a model that way.

    uv run python -m tutor.evaluate.plan_memory --model qwen2.5-coder-1.5b

Each row is a process of its own that loads the model, reads a prompt of more than one
micro-batch and decodes several branches in one batch. The cache and the buffers are then
all in use, whatever the context: llama.cpp writes the whole cache once when it is made.
Mapped weights count in full on both sides.
"""

import itertools
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click
import psutil

from models.gguf_header import read_header
from models.model_file import ModelFile
from tutor.engine.interface import Message, Role, Sampling
from tutor.engine.needs import KvType
from tutor.engine.opening import branches_for, find_model, open_engine, plan_for
from tutor.evaluate.memory import peak_bytes
from tutor.render.progress import TerminalProgress
from tutor.solve.benchmark import held_bytes, never_end
from tutor.vocabulary.settings import Settings, load_settings

VOTES = 7
"""Branches that write; the plan has two more."""

_PROMPT_NUMBERS, _ROUNDS = 300, 2
_KV_TYPES: tuple[KvType, ...] = ("f16", "q8_0")
_CHILD = "import sys; from tutor.evaluate.plan_memory import run_model; run_model(*sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Row:
    """One way to run a model: what the plan estimates the process to hold, and the most it held."""

    context: int
    kv_type: KvType
    estimated_bytes: int
    measured_bytes: int

    @property
    def ratio(self) -> float:
        """Estimated over measured."""
        return self.estimated_bytes / self.measured_bytes


def measure_rows(file: ModelFile, contexts: Sequence[int], kv_types: Sequence[KvType]) -> Iterator[Row]:
    """Every context with every type of the KV cache, one process after the other."""
    header = read_header(file.path)
    for context, kv_type in itertools.product(contexts, kv_types):
        plan = plan_for(header, _settings(str(file.path), context, kv_type), branches_for(VOTES))
        weights_bytes = plan.estimate.weights_bytes

        def held(process: psutil.Process, weights_bytes: int = weights_bytes) -> int:
            return held_bytes(weights_bytes, process)

        command = [sys.executable, "-c", _CHILD, str(file.path), str(plan.context), plan.kv_type]
        yield Row(plan.context, plan.kv_type, plan.estimate.peak_bytes, peak_bytes(command, held))


def run_model(path: str, context: str, kv_type: str) -> None:
    """What the watched process does: load, read, decode. The arguments come from its command line."""
    settings = _settings(path, int(context), kv_type)
    engine = open_engine(find_model(settings, lambda _: None), settings)
    never_end(engine)
    numbers = " ".join(str(number % 10) for number in range(_PROMPT_NUMBERS))
    first = engine.open([Message(Role.USER, f"Add {numbers}")], Sampling(seed=1))
    branches = [first, *(first.fork(seed) for seed in range(2, VOTES + 1))]
    for branch in branches * _ROUNDS:
        branch.next()
    engine.close()


def _settings(path: str, context: int, kv_type: str) -> Settings:
    """On one thread, which waits for no other where the machine is busy: threads hold next to nothing."""
    return load_settings(
        model=path,
        context=context,
        kv_type=kv_type,
        votes=VOTES,
        gpu_layers=0,
        threads=1,
        session_bytes=0,
    )


@click.command()
@click.option("--model", default="qwen2.5-coder-1.5b", show_default=True)
@click.option("--context", "contexts", type=int, multiple=True, default=(4096, 16_384), show_default=True)
def command(model: str, contexts: tuple[int, ...]) -> None:
    """Print estimate and peak for each context and type of the KV cache."""
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(load_settings(model=model), progress)
    click.echo(f"{file.name} {file.quantization}, {VOTES} branches")
    click.echo("context  cache  estimated  measured  ratio")
    for row in measure_rows(file, contexts, _KV_TYPES):
        click.echo(
            f"{row.context:>7,}  {row.kv_type:<5}  {row.estimated_bytes / 1e6:>6,.0f} MB"
            f" {row.measured_bytes / 1e6:>6,.0f} MB  {row.ratio:.3f}"
        )


if __name__ == "__main__":
    command()
