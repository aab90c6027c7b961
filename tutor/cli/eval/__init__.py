"""`tutor eval`: published evaluations on one's own machine, with error bars."""

from pathlib import Path
from typing import Any

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.eval.results import compare, merge, report

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


class _EvalGroup(click.Group):
    """`tutor eval NAME` evaluates; `merge`, `compare` and `report` are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["run", *args]
        return super().parse_args(ctx, args)


@click.group("eval", cls=_EvalGroup, subcommand_metavar="NAME|FILE [OPTIONS] | COMMAND …")
def command() -> None:
    """Evaluate a model on a set of problems: `tutor eval math-500 --model NAME`, or a file of your own.

    `tutor eval run --help` lists the options.
    """


@command.command("run")
@click.argument("source", metavar="NAME|FILE")
@click.option("--model", help="A name from `tutor models`, or a GGUF file.")
@click.option("--type", "quantization", help="Quantization type, for example Q4_K_M.")
@click.option(
    "--runs", type=click.IntRange(1, 1000), default=3, show_default=True, help="Over the whole set."
)
@click.option("--samples", type=click.IntRange(1, 1000), default=1, show_default=True, help="In each run.")
@click.option("--max-tokens", type=click.IntRange(16), default=32_768, show_default=True, help="Of one text.")
@click.option("--temperature", type=click.FloatRange(0, 2), default=0.6, show_default=True)
@click.option("--top-p", type=click.FloatRange(0, 1, min_open=True), default=0.95, show_default=True)
@click.option("--limit", type=click.IntRange(1), help="Only the first so many problems.")
@click.option("--map", "declared", default="", metavar="FIELD=COLUMN,…", help="Which column is what.")
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Of samples and of choices' order."
)
@click.option("--out", type=_FOLDER, help="Folder of the result; default: one named for the settings.")
@click.option("--resume", is_flag=True, help="Go on with a result, begin none.")
@click.option("--shard", metavar="I/N", help="Only part I of N; `tutor eval merge` puts parts together.")
@click.option(
    "--width", type=click.IntRange(1, 62), help="Texts under way at once; 1 repeats every text exactly."
)
@click.option("--context", type=int, help="Tokens of context, shared by texts under way.")
@click.option("--kv-type", type=click.Choice(["f16", "q8_0"]), help="Type of the KV cache.")
@click.option("--gpu-layers", type=int, help="Layers on the GPU; default: what fits.")
@click.option("--threads", type=int, help="Default: the physical cores this process may use.")
@click.option(
    "--thinking/--no-thinking", default=None, help="Let a model that doesn't think by itself think."
)
@click.option("--engine", metavar="URL", help="Evaluate the model of an OpenAI-compatible server.")
@click.option("--plain-http", is_flag=True, default=None, help="Let the key travel unencrypted.")
@click.option("--proof-stop", is_flag=True, help="End the thinking at a proved answer. Not in the protocol.")
@click.option("--settled-stop", is_flag=True, help="End it when probes agree. Not in the protocol.")
@click.option("--loop-stop/--no-loop-stop", default=True, help="End texts that go in circles.")
@click.option("--one-grader", is_flag=True, help="Grade without Math-Verify.")
@click.option("--judge", is_flag=True, help="Ask the model about answers that nothing else decides.")
@click.option("--export-preferences", type=_FILE, help="Write right against wrong chains, for TRL's DPO.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def run(as_json: bool, export_preferences: Path | None, **typed: Any) -> int:
    """Evaluate a model on a published set of problems or on a file (JSON lines, CSV, Parquet).

    Every sample is on disk before the next begins: stopped at any moment, the same command goes on.
    A text that is cut (by --max-tokens, or because it goes in circles) counts as wrong; what the
    model answers when it is asked there is reported apart.
    """
    from tutor.cli.eval.evaluation import Request, evaluate_request
    from tutor.cli.eval.showing import show, write_preferences

    try:
        folder, summary = evaluate_request(Request(**typed))
    except KeyboardInterrupt:
        click.echo("Stopped. What is finished is kept: the same command goes on.", err=True)
        return INTERRUPTED
    show(folder, summary, as_json)
    if export_preferences:
        write_preferences([folder], export_preferences)
    return 0


for _command in (merge, compare, report):
    command.add_command(_command)
