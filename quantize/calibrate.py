"""The importance matrix of a model: what its matrices see while it reads chains of thought."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.gguf_header import read_header
from quantize.errors import QuantizeError
from quantize.imatrix import Imatrix
from quantize.llama.collector import Collector
from quantize.llama.session import Session, context_for
from quantize.progress import Progress, Remarked, Stage, StageAdvanced, StageFinished, StageStarted, ignore
from quantize.texts import THINK_TOKENS, Text, built_in_problems, cut_windows, think


@dataclass(frozen=True, slots=True)
class CalibrationOptions:
    """How much is read: windows of how many tokens, and how many in all."""

    window: int = 2048
    tokens: int = 100_000
    think_tokens: int = THINK_TOKENS
    threads: int = 0


@dataclass(frozen=True, slots=True)
class Calibration:
    """An importance matrix and the texts it comes from."""

    imatrix: Imatrix
    texts: tuple[Text, ...]


def calibrate(
    model: Path,
    texts: Sequence[Text] = (),
    options: CalibrationOptions | None = None,
    progress: Progress = ignore,
) -> Calibration:
    """Collect the importance matrix of a GGUF; without texts the model thinks about the built-in problems.

    The context is of the class the model will be used in, so that a longrope model reads
    with its long factors. LlamaError when llama.cpp can't run the file.
    """
    options = options or CalibrationOptions()
    header = read_header(model)
    template = header.chat_template
    context = context_for(header, options.window)
    label = "given texts" if texts else "the model's own chains of thought"
    if not texts:
        with Session(model, context, threads=options.threads) as session:
            texts = think(session, template, built_in_problems("calibration"), options.think_tokens, progress)
    collector = Collector()
    with Session(model, context, threads=options.threads, on_tensor=collector.on_tensor) as session:
        windows = cut_windows(session, template, texts, options.window, options.tokens)
        total = sum(len(window.tokens) for window in windows)
        progress(StageStarted(Stage.CALIBRATE, model.name, total, "tokens"))
        done = 0
        for window in windows:
            session.forget()
            for first, rows in session.evaluate(window.tokens):
                _raise_fault(collector)
                progress(StageAdvanced(Stage.CALIBRATE, done + first + len(rows), total))
            done += len(window.tokens)
    _remark_unused(collector, model, progress)
    progress(StageFinished(Stage.CALIBRATE, f"{len(collector.sums)} matrices"))
    return Calibration(Imatrix(collector.entries(), (label,), len(windows), options.window), tuple(texts))


def _raise_fault(collector: Collector) -> None:
    if collector.fault is not None:
        raise QuantizeError(f"Collecting importances failed: {collector.fault}.") from collector.fault


def _remark_unused(collector: Collector, model: Path, progress: Progress) -> None:
    """Matrices that no text has used would be refused by the lowest types."""
    matrices = {
        tensor.name
        for tensor in read_header(model).tensors
        if tensor.name.startswith("blk.")
        and len(tensor.shape) == 2
        and not tensor.name.endswith("norm.weight")
    }
    unused = sorted(matrices - collector.sums.keys())
    if unused:
        progress(Remarked(f"{len(unused)} of {len(matrices)} matrices were not used by these texts."))
