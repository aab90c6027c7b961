"""`tutor eval`: published evaluations on one's own machine, with error bars."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.cli.edge import INTERRUPTED
from tutor.cli.rows import write_json

if TYPE_CHECKING:
    from tutor.check.checker import Checker
    from tutor.evaluate.protocol.grading import Grader
    from tutor.evaluate.protocol.opening import Opened
    from tutor.evaluate.protocol.plan import Shard
    from tutor.evaluate.protocol.stored import Head
    from tutor.evaluate.protocol.summary import Summary
    from tutor.evaluate.protocol.terms import Protocol
    from tutor.vocabulary.settings import Settings

_LOCAL_WIDTH, _SERVED_WIDTH = 4, 16
_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_RESULT = click.Path(exists=True, file_okay=False, path_type=Path)


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
def run(source: str, as_json: bool, export_preferences: Path | None, **typed: object) -> int:
    """Evaluate a model on a published set of problems or on a file (JSON lines, CSV, Parquet).

    Every sample is on disk before the next begins: stopped at any moment, the same command goes on.
    A text that is cut (by --max-tokens, or because it goes in circles) counts as wrong; what the
    model answers when it is asked there is reported apart.
    """
    run_of = _Run(source, typed)
    try:
        folder, summary = run_of.evaluate()
    except KeyboardInterrupt:
        click.echo("Stopped. What is finished is kept: the same command goes on.", err=True)
        return INTERRUPTED
    _show(folder, summary, as_json)
    if export_preferences:
        _export([folder], export_preferences)
    return 0


@command.command("merge")
@click.argument("folders", nargs=-1, required=True, type=_RESULT)
@click.option("--out", type=_FOLDER, required=True)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def merge(folders: tuple[Path, ...], out: Path, as_json: bool) -> int:
    """Put the parts of one evaluation together."""
    from tutor.evaluate.protocol.evaluating import sum_up
    from tutor.evaluate.protocol.merging import merge_results

    merge_results(folders, out)
    with _checker() as checker:
        _show(out, sum_up(out, checker), as_json)
    return 0


@command.command("compare")
@click.argument("first", type=_RESULT)
@click.argument("second", type=_RESULT)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def compare(first: Path, second: Path, as_json: bool) -> int:
    """Say whether the second result is better than the first, on the problems both have."""
    from tutor.evaluate.protocol.comparing import compare_results, describe_comparison

    found = compare_results(first, second)
    if as_json:
        write_json(found)
        return 0
    for line in describe_comparison(found):
        click.echo(line)
    return 0


@command.command("report")
@click.argument("folders", nargs=-1, required=True, type=_RESULT)
@click.option("--html", "form", flag_value="html", help="One page that opens offline.")
@click.option("--markdown", "form", flag_value="markdown", help="A report to paste elsewhere.")
@click.option("--json", "form", flag_value="json", help="One JSON object a line.")
@click.option("--output", type=_FILE, help="Write to a file instead of standard output.")
@click.option("--export-preferences", type=_FILE, help="Write right against wrong chains, for TRL's DPO.")
def report(
    folders: tuple[Path, ...], form: str | None, output: Path | None, export_preferences: Path | None
) -> int:
    """Report one result, or several side by side."""
    from tutor.evaluate.protocol.evaluating import read_summary

    with _checker() as checker:
        summaries = [read_summary(folder, checker) for folder in folders]
    text = _reported(summaries, form)
    if output is None:
        click.echo(text, nl=False)
    else:
        from tutor.evaluate.protocol.files import write_whole

        write_whole(output, text)
    if export_preferences:
        _export(folders, export_preferences)
    return 0


class _Run:
    """What was typed for one evaluation, and what it takes to carry it out."""

    def __init__(self, source: str, typed: dict[str, object]) -> None:
        self._source = source
        self._typed = typed

    def evaluate(self) -> "tuple[Path, Summary]":
        """Fetch, load, draw, grade, sum up."""
        from tutor.evaluate.protocol.datasets.loading import fetch_named, load_dataset
        from tutor.evaluate.protocol.datasets.mapping import read_mapping
        from tutor.evaluate.protocol.evaluating import Wanted, evaluate, folder_of, head_of
        from tutor.render.progress import TerminalProgress
        from tutor.vocabulary.errors import UsageError

        typed, settings, protocol = self._typed, self._settings(), self._protocol()
        declared, limit = read_mapping(str(typed["declared"])).described(), typed["limit"]
        with TerminalProgress(sys.stderr) as progress:
            fetch = fetch_named(progress, offline=settings.offline)
            dataset = load_dataset(self._source, declared, protocol.seed, fetch).first(limit)
        width = int(str(typed["width"] or (_SERVED_WIDTH if settings.engine else _LOCAL_WIDTH)))
        out = typed["out"]
        wanted = Wanted(
            dataset,
            protocol,
            declared,
            _shard(typed["shard"]),
            out if isinstance(out, Path) else None,
            width,
            typed["judge"] is True,
        )
        graders: list[Grader] = []
        with _checker() as checker:
            try:
                graders += self._graders(checker)
                opened = self._open(settings, protocol, width)
                head = head_of(wanted, opened, graders)
                folder = folder_of(wanted, head)
                opened = self._as_begun(folder, head, opened, settings)
                if typed["resume"] and not (folder / "samples.jsonl").exists():
                    raise UsageError(
                        f"{folder} holds no result to go on with.", "Leave --resume out to begin."
                    )
                for line in filter(None, (dataset.licence and f"licence: {dataset.licence}", opened.remark)):
                    click.echo(line, err=True)
                return evaluate(wanted, opened, checker, graders)
            finally:
                for grader in graders:
                    grader.close()

    def _as_begun(self, folder: Path, head: "Head", opened: "Opened", settings: "Settings") -> "Opened":
        from tutor.evaluate.protocol.layout import layout_begun, open_as_begun

        if settings.engine or not (begun := layout_begun(folder, head)):
            return opened
        protocol, width = self._protocol(), int(str(head.facts["width"]))
        return open_as_begun(
            folder,
            begun,
            self._typed,
            lambda layout: self._open(settings.model_copy(update=dict(layout)), protocol, width),
        )

    def _settings(self) -> "Settings":
        from tutor.vocabulary.settings import load_settings

        names = ("model", "quantization", "context", "kv_type", "gpu_layers", "threads", "thinking")
        return load_settings(**{name: self._typed[name] for name in (*names, "engine", "plain_http")})

    def _protocol(self) -> "Protocol":
        from tutor.evaluate.protocol.terms import Protocol

        typed = self._typed
        return Protocol(
            runs=int(str(typed["runs"])),
            samples=int(str(typed["samples"])),
            max_tokens=int(str(typed["max_tokens"])),
            temperature=float(str(typed["temperature"])),
            top_p=float(str(typed["top_p"])),
            seed=int(str(typed["seed"])),
            loop_stop=typed["loop_stop"] is True,
            proof_stop=typed["proof_stop"] is True,
            settled_stop=typed["settled_stop"] is True,
        )

    def _graders(self, checker: "Checker") -> "Sequence[Grader]":
        from tutor.evaluate.protocol.grading import MathVerifyGrader, OurGrader

        ours = OurGrader(checker)
        return [ours] if self._typed["one_grader"] else [ours, MathVerifyGrader()]

    @staticmethod
    def _open(settings: "Settings", protocol: "Protocol", width: int) -> "Opened":
        from tutor.evaluate.protocol.opening import open_local, open_served
        from tutor.render.progress import TerminalProgress

        if settings.engine:
            return open_served(settings, protocol)
        with TerminalProgress(sys.stderr) as progress:
            return open_local(settings, protocol, width, progress)


def _checker() -> "Checker":
    from tutor.check.checker import Checker
    from tutor.check.limits import limits_for
    from tutor.vocabulary.settings import load_settings

    return Checker(limits_for(load_settings().check_seconds))


def _shard(text: object) -> "Shard":
    from tutor.evaluate.protocol.plan import Shard

    if text is None:
        return Shard()
    number, _, count = str(text).partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.UsageError(f"--shard {text} is not like 1/4.")
    return Shard(int(number), int(count))


def _export(folders: Sequence[Path], path: Path) -> None:
    from tutor.evaluate.protocol.preferences import export_preferences
    from tutor.evaluate.protocol.words import many

    pairs = export_preferences(folders, path)
    why = "" if pairs else " No problem has both a chain found right and one found wrong."
    click.echo(f"{many(pairs, 'pair')} of chains in {path}.{why}", err=True)


def _show(folder: Path, summary: "Summary", as_json: bool) -> None:
    if as_json:
        write_json({**summary, "folder": str(folder)})
        return
    click.echo(_reported([summary], None), nl=False)
    click.echo(f"\nThe result is in {folder}.")


def _reported(summaries: "Sequence[Summary]", form: str | None) -> str:
    if form == "html":
        from tutor.evaluate.protocol.page import to_page

        return to_page(summaries)
    if form == "markdown":
        from tutor.evaluate.protocol.markdown import to_markdown

        return to_markdown(summaries)
    if form == "json":
        import json

        return "".join(json.dumps(summary) + "\n" for summary in summaries)
    from tutor.evaluate.protocol.words import describe
    from tutor.render.glyphs import glyphs_for
    from tutor.render.safe import sanitize

    glyphs = glyphs_for(getattr(sys.stdout, "encoding", None))
    texts = ["\n".join(glyphs.shown(sanitize(line)) for line in describe(summary)) for summary in summaries]
    return "\n\n".join(texts) + "\n"
