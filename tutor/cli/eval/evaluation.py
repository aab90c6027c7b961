"""One evaluation as it was typed: fetch the problems, open the model, draw, grade, sum up."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Literal

import click

from tutor.check.checker import Checker
from tutor.cli.eval.showing import open_checker
from tutor.evaluate.protocol.datasets.loading import fetch_named, load_dataset
from tutor.evaluate.protocol.datasets.mapping import read_mapping
from tutor.evaluate.protocol.evaluating import Wanted, evaluate, folder_of, head_of
from tutor.evaluate.protocol.grading.graders import Grader, MathVerifyGrader, OurGrader
from tutor.evaluate.protocol.reports.summary import Summary
from tutor.evaluate.protocol.results.plan import Shard
from tutor.evaluate.protocol.results.stored import SAMPLES, Head
from tutor.evaluate.protocol.results.terms import Protocol
from tutor.evaluate.protocol.running.layout import layout_begun, open_as_begun
from tutor.evaluate.protocol.running.opening import Opened, open_local, open_served
from tutor.render.progress import TerminalProgress
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.settings import Settings, load_settings

_LOCAL_WIDTH, _SERVED_WIDTH = 4, 16
_MODEL = ("model", "quantization", "thinking", "engine", "plain_http")
_MACHINE = ("context", "kv_type", "gpu_layers", "threads")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The options of `tutor eval`, by their names; None is for what was not said."""

    source: str
    model: str | None
    quantization: str | None
    runs: int
    samples: int
    max_tokens: int
    temperature: float
    top_p: float
    limit: int | None
    declared: str
    seed: int
    out: Path | None
    resume: bool
    shard: str | None
    width: int | None
    context: int | None
    kv_type: Literal["f16", "q8_0"] | None
    gpu_layers: int | None
    threads: int | None
    thinking: bool | None
    engine: str | None
    plain_http: bool | None
    proof_stop: bool
    settled_stop: bool
    loop_stop: bool
    one_grader: bool
    judge: bool

    def settings(self) -> Settings:
        """The settings of the machine with what was said over them."""
        return load_settings(**{name: getattr(self, name) for name in (*_MODEL, *_MACHINE)})

    def protocol(self) -> Protocol:
        """How problems are sampled."""
        return Protocol(**{each.name: getattr(self, each.name) for each in fields(Protocol)})


def evaluate_request(request: Request) -> tuple[Path, Summary]:
    """The folder of the result and its summary. Stopped at any moment, the same request goes on."""
    settings = request.settings()
    wanted = _wanted(request, settings)
    with ExitStack() as ends:
        checker = ends.enter_context(open_checker())
        graders = _graders(request, checker, ends)
        opened = _open(settings, wanted)
        head = head_of(wanted, opened, graders)
        folder = folder_of(wanted, head)
        if request.resume and not (folder / SAMPLES).exists():
            raise UsageError(f"{folder} holds no result to go on with.", "Leave --resume out to begin.")
        opened = _as_begun(folder, head, opened, request, wanted)
        licence = wanted.dataset.licence
        for line in filter(None, (licence and f"licence: {licence}", opened.remark)):
            click.echo(line, err=True)
        return evaluate(wanted, opened, checker, graders)


def _wanted(request: Request, settings: Settings) -> Wanted:
    declared = read_mapping(request.declared).described()
    with TerminalProgress(sys.stderr) as progress:
        fetch = fetch_named(progress, offline=settings.offline)
        dataset = load_dataset(request.source, declared, request.seed, fetch).first(request.limit)
    width = request.width or (_SERVED_WIDTH if settings.engine else _LOCAL_WIDTH)
    return Wanted(
        dataset, request.protocol(), declared, _shard(request.shard), request.out, width, request.judge
    )


def _graders(request: Request, checker: Checker, ends: ExitStack) -> Sequence[Grader]:
    ours = OurGrader(checker)
    ends.callback(ours.close)
    if request.one_grader:
        return [ours]
    theirs = MathVerifyGrader()
    ends.callback(theirs.close)
    return [ours, theirs]


def _open(settings: Settings, wanted: Wanted) -> Opened:
    if settings.engine:
        return open_served(settings, wanted.protocol)
    with TerminalProgress(sys.stderr) as progress:
        return open_local(settings, wanted.protocol, wanted.width, progress)


def _as_begun(folder: Path, head: Head, opened: Opened, request: Request, wanted: Wanted) -> Opened:
    settings = request.settings()
    if settings.engine or not (begun := layout_begun(folder, head)):
        return opened
    return open_as_begun(
        folder, begun, asdict(request), lambda layout: _open(settings.model_copy(update=dict(layout)), wanted)
    )


def _shard(text: str | None) -> Shard:
    if text is None:
        return Shard()
    number, _, count = text.partition("/")
    if not (number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.UsageError(f"--shard {text} is not like 1/4.")
    return Shard(int(number), int(count))
