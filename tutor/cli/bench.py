"""`tutor bench`: how fast this machine thinks, and how near that is to what its memory allows.

Progress goes to stderr, the result to stdout. The measuring is `tutor.solve.benchmark`'s.
"""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from models.model_file import ModelFile
    from tutor.check.checker import Checker
    from tutor.solve.benchmark import BranchRow, DepthRow

_WINDOWS = 10
_ROUNDS = 32
_MOST_BRANCHES = 64  # as many votes as there may be
_BAR_CHARACTERS = 44
_SLICE_SECONDS = 0.1


def _numbers(_context: click.Context, _option: click.Parameter, value: str) -> tuple[int, ...]:
    """Whole numbers above zero, separated by commas, in rising order and each once."""
    try:
        numbers = sorted({int(part) for part in value.split(",")})
    except ValueError:
        numbers = []
    if not numbers or numbers[0] < 1:
        raise click.BadParameter(f"{value!r} is not a list like 1,2,4")
    return tuple(numbers)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Everything measured. `peak_bytes` is None where part of the model lies in a GPU's own memory."""

    model: str
    prefill_tokens_per_second: float
    decode: tuple["DepthRow", ...]
    branches: tuple["BranchRow", ...]
    read_bytes_per_second: float
    bandwidth_share: float
    peak_bytes: int | None
    planned_bytes: int


@click.command("bench")
@click.option("--model", help="A name from `tutor models`, or a GGUF file.")
@click.option("--type", "quantization", help="Quantization type, for example Q4_K_M.")
@click.option(
    "--depths",
    callback=_numbers,
    default="100,6000",
    show_default=True,
    help="Tokens after the prompt from which decoding is measured.",
)
@click.option(
    "--branches",
    callback=_numbers,
    default="1,2,4,8,16",
    show_default=True,
    help="How many branches to decode in one batch, up to 64.",
)
@click.option("--kv-type", type=click.Choice(["f16", "q8_0"]), help="Type of the KV cache.")
@click.option("--gpu-layers", type=int, help="Layers on the GPU; default: what fits.")
@click.option("--threads", type=int, help="Default: the physical cores this process may use.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(depths: tuple[int, ...], branches: tuple[int, ...], as_json: bool, **typed: object) -> int:
    """Measure how fast this machine thinks.

    Reading a prompt, decoding at several depths beside a bare loop over the same tokens,
    branches in one batch, memory. Depths are reached by generating: with a large model
    the deepest takes minutes. Ctrl-C stops.
    """
    if branches[-1] > _MOST_BRANCHES:
        raise click.UsageError(f"--branches goes up to {_MOST_BRANCHES}.")
    result = _Measuring(depths, branches, typed).run()
    click.echo(json.dumps(asdict(result), indent=2) if as_json else describe(result, sys.stdout.encoding))
    return 0


class _Measuring:
    """One run of the command: measures in a thread, so that Ctrl-C is heard while llama.cpp computes."""

    def __init__(self, depths: Sequence[int], branches: Sequence[int], typed: dict[str, object]) -> None:
        from tutor.solve.benchmark import PROMPT_ROOM, WINDOW_TOKENS
        from tutor.vocabulary.settings import load_settings

        self._depths, self._branches = depths, branches
        deepest = depths[-1] + (len(depths) * _WINDOWS + 1) * WINDOW_TOKENS
        widest = branches[-1] * 2 * _ROUNDS
        self._settings = load_settings(
            context=PROMPT_ROOM + max(deepest, widest), votes=branches[-1], session_bytes=0, **typed
        )

    def run(self) -> Benchmark:
        """Load the model, fetched if need be, and measure."""
        from tutor.check.checker import Checker
        from tutor.engine.opening import find_model
        from tutor.render.progress import TerminalProgress

        with TerminalProgress(sys.stderr) as progress:
            file = find_model(self._settings, progress)
        with Checker() as checker:
            checker.warm()
            return _in_background(lambda: self._measure(file, checker))

    def _measure(self, file: "ModelFile", checker: "Checker") -> Benchmark:
        """Everything in turn. Memory is looked at before a second context and a buffer are there."""
        from tutor.engine.bandwidth import measure_bandwidth
        from tutor.engine.opening import open_engine
        from tutor.solve.benchmark import (
            compare_with_bare_loop,
            held_bytes,
            measure_branches,
            measure_reading,
        )

        _tell("loading the model")
        engine = open_engine(file, self._settings)
        planned = engine.plan.estimate
        reading = measure_reading(engine, _tell)
        branches = measure_branches(engine, self._branches, _ROUNDS, _tell)
        held = None if planned.device_bytes else held_bytes(planned.weights_bytes)
        rows = tuple(compare_with_bare_loop(engine, checker, self._depths, _WINDOWS, _tell))
        engine.close()
        _tell("reading memory")
        speed = measure_bandwidth(engine.plan.threads).all_threads
        share = planned.weights_bytes * rows[0].tokens_per_second / speed
        return Benchmark(engine.model, reading, rows, tuple(branches), speed, share, held, planned.peak_bytes)


def _in_background(work: Callable[[], Benchmark]) -> Benchmark:
    """What the work returns or raises, from a thread that ends with the process."""
    done: Future[Benchmark] = Future()

    def run() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001  the edge of a thread: raised again in the caller's
            done.set_exception(error)

    threading.Thread(target=run, name="bench", daemon=True).start()
    while not done.done():
        # in slices, since a blocked wait can't be interrupted on Windows
        wait([done], timeout=_SLICE_SECONDS)
    return done.result()


def _tell(line: str) -> None:
    click.echo(line, err=True)


def describe(result: Benchmark, encoding: str | None = None) -> str:
    """The result for people, 80 columns wide, its bars in what the encoding can show."""
    depths = [
        _Bar(f"{row.depth:,} tokens", row.tokens_per_second, f"{row.stream_over_bare_loop:.3f}")
        for row in result.decode
    ]
    widths = [_Bar(str(row.branches), row.tokens_per_second) for row in result.branches]
    lines = [
        result.model,
        "",
        f"reading a prompt {result.prefill_tokens_per_second:8.1f} tokens/s",
        "",
        "decoding after   tokens/s  of a bare loop",
        *_plot(depths, encoding),
        "",
        "branches at once tokens/s  of all together, in one batch",
        *_plot(widths, encoding),
        "",
        f"memory is read at{result.read_bytes_per_second / 1e9:8.1f} GB/s; "
        f"decoding reaches {result.bandwidth_share:.0%} of it",
        _describe_memory(result),
    ]
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Bar:
    """One line of a plot."""

    name: str
    tokens_per_second: float
    beside: str = ""


def _plot(bars: Sequence[_Bar], encoding: str | None) -> Iterator[str]:
    """A line each: name, figure, what stands beside it, and a bar on a scale from zero."""
    from tutor.render.bars import draw_bar

    largest = max(bar.tokens_per_second for bar in bars)
    for bar in bars:
        drawn = draw_bar(bar.tokens_per_second / largest, _BAR_CHARACTERS, encoding)
        yield f"{bar.name:>16} {bar.tokens_per_second:8.1f}  {bar.beside:>5}  {drawn}"


def _describe_memory(result: Benchmark) -> str:
    planned = f"{result.planned_bytes / 1e9:.2f} GB planned"
    if result.peak_bytes is None:
        return f"memory           part of it is the GPU's; {planned}"
    return f"memory           {result.peak_bytes / 1e9:8.2f} GB (its own and the weights), {planned}"
