"""Our stream beside the binding's own `create_completion(stream=True)`, as a curve over the depth.

    uv run python -m tutor.evaluate.binding_speed --model smollm2-135m

Both write a text of their own in one process, each with weights and a context of its own and
the same sampling, in windows that alternate. The binding detokenizes its whole completion for
every token, so it falls behind as the text grows; ours costs what attention costs.
"""

import json
import statistics
import sys
from dataclasses import asdict, dataclass

import click

from tutor.check.checker import Checker
from tutor.engine.llama.binding_stream import BindingStream
from tutor.engine.opening import find_model, open_engine
from tutor.render.progress import TerminalProgress
from tutor.solve.benchmark import MEASURED_SAMPLING, WINDOW_TOKENS, Stream
from tutor.vocabulary.settings import load_settings

_ROOM = 500  # for the prompt, and for what is measured after the last depth


@dataclass(frozen=True, slots=True)
class Row:
    """Medians over the windows from `depth` tokens on; `ratio` is the median of the windows' ratios."""

    depth: int
    tokens_per_second: float
    binding_tokens_per_second: float
    ratio: float


def measure(ours: Stream, binding: BindingStream, depth: int, windows: int) -> Row:
    """Bring both to a depth, then time windows in turn."""
    ours.write(depth)
    binding.write(depth)
    pairs = [(ours.time(WINDOW_TOKENS) / WINDOW_TOKENS, binding.time(WINDOW_TOKENS)) for _ in range(windows)]
    return Row(
        depth,
        1 / statistics.median(our for our, _ in pairs),
        1 / statistics.median(theirs for _, theirs in pairs),
        statistics.median(theirs / our for our, theirs in pairs),
    )


@click.command()
@click.option("--model", default="smollm2-135m", show_default=True)
@click.option("--depths", default="100,1000,2000,4000,6000", show_default=True, help="In rising order.")
@click.option("--windows", type=click.IntRange(1), default=6, show_default=True, help="Of 50 tokens each.")
@click.option("--json", "as_json", is_flag=True, help="Print the rows as one JSON array.")
def command(model: str, depths: str, windows: int, as_json: bool) -> None:
    """Measure both streams at each depth."""
    marks = sorted(int(depth) for depth in depths.split(","))
    needed = marks[-1] + _ROOM + windows * WINDOW_TOKENS
    settings = load_settings(model=model, context=needed, session_bytes=0)
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    engine = open_engine(file, settings)
    with Checker() as checker:
        checker.warm()
        ours = Stream(engine, checker)
        ours.write(1)  # the first token brings the prompt with it
        binding = BindingStream(file.path, engine.plan, ours.prompt, MEASURED_SAMPLING)
        rows = []
        for depth in marks:
            click.echo(f"up to {depth:,} tokens", err=True)
            rows.append(measure(ours, binding, depth, windows))
            if not as_json:
                click.echo(_describe(rows[-1]))
        binding.close()
    engine.close()
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], indent=2))


def _describe(row: Row) -> str:
    return (
        f"after {row.depth:,} tokens: ours {row.tokens_per_second:.1f} tokens/s,"
        f" the binding {row.binding_tokens_per_second:.1f}, ratio {row.ratio:.2f}"
    )


if __name__ == "__main__":
    command()
