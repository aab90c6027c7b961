"""What quantization lost: candidates' predictions against a reference's, on held-out chains of thought."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from models.gguf_header import GgufHeader, read_header
from quantize.divergence import Compact, divergence
from quantize.errors import QuantizeError
from quantize.llama.session import Sampling, Session, context_for
from quantize.measurement import Divergence, Measurement, Report
from quantize.progress import Progress, Stage, StageFinished, StageStarted, ignore
from quantize.reference import (
    Reference,
    cache_folder,
    cache_path,
    compute_reference,
    load_reference,
    losses_of,
    save_reference,
    scored_logs,
)
from quantize.texts import THINK_TOKENS, Text, Window, built_in_problems, cut_windows, think

SPEED_TOKENS = 48
"""Tokens decoded one by one to time them; the first quarter warms up."""


@dataclass(frozen=True, slots=True)
class MeasureOptions:
    """How much text, in windows of how many tokens; where references are kept."""

    window: int = 2048
    tokens: int = 8192
    think_tokens: int = THINK_TOKENS
    threads: int = 0
    cache: Path = field(default_factory=cache_folder)


def measure(
    reference: Path,
    candidates: Sequence[Path],
    texts: Sequence[Text] = (),
    options: MeasureOptions | None = None,
    progress: Progress = ignore,
) -> Report:
    """Compare candidates with a reference of higher precision; without texts the reference thinks them up.

    QuantizeError when a candidate has another vocabulary; LlamaError when a file can't be run.
    """
    options = options or MeasureOptions()
    header = read_header(reference)
    context = context_for(header, options.window)
    with Session(reference, context, threads=options.threads) as session:
        if not texts:
            problems = built_in_problems("held_out")
            texts = think(session, header.chat_template, problems, options.think_tokens, progress)
        windows = cut_windows(session, header.chat_template, texts, options.window, options.tokens)
        known = _reference(session, reference, windows, options, progress)
    measurements = tuple(
        _measure_one(candidate, header, known, windows, options, progress) for candidate in candidates
    )
    factors = "long" if header.has_long_rope_factors else "one set"
    return Report(reference.name, len(known.losses), len(windows), context, factors, measurements)


def _reference(
    session: Session, path: Path, windows: Sequence[Window], options: MeasureOptions, progress: Progress
) -> Reference:
    kept = cache_path(options.cache, path, session.context, windows)
    known = load_reference(kept)
    if known is not None:
        return known
    _start(path, windows, progress)
    known = compute_reference(session, windows, progress)
    save_reference(known, kept)
    progress(StageFinished(Stage.MEASURE, path.name))
    return known


def _measure_one(
    path: Path,
    reference: GgufHeader,
    known: Reference,
    windows: Sequence[Window],
    options: MeasureOptions,
    progress: Progress,
) -> Measurement:
    header = read_header(path)
    if header.vocab_size != reference.vocab_size:
        raise QuantizeError(
            f"{path} has {header.vocab_size} tokens, the reference {reference.vocab_size}.",
            "Compare files made from the same checkpoint.",
        )
    _start(path, windows, progress)
    with Session(path, context_for(header, options.window), threads=options.threads) as session:
        divergences, same, losses = _compare(session, known, windows, progress)
        speed = _decode_speed(session, windows[0])
    progress(StageFinished(Stage.MEASURE, path.name))
    ratio, error = _perplexity_ratio(losses, known.losses)
    values = sum(int(np.prod(tensor.shape)) for tensor in header.tensors)
    return Measurement(
        file=path.name,
        type=header.quantization,
        bytes=header.file_bytes,
        bits_per_weight=8 * header.tensor_bytes / values,
        divergence=_summary(divergences),
        same_top=float(same.mean()),
        perplexity_ratio=ratio,
        perplexity_ratio_error=error,
        decode_tokens_per_second=speed,
    )


def _start(path: Path, windows: Sequence[Window], progress: Progress) -> None:
    total = sum(len(window.tokens) for window in windows)
    progress(StageStarted(Stage.MEASURE, path.name, total, "tokens"))


def _compare(
    session: Session, known: Reference, windows: Sequence[Window], progress: Progress
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each scored token: divergence, whether the likeliest token agrees, loss."""
    divergences, same, losses = [], [], []
    row = 0
    for logs, following in scored_logs(session, windows, progress):
        kept = known.predictions
        rows = slice(row, row + len(logs))
        part = Compact(kept.ids[rows], kept.logs[rows], kept.rest[rows])
        divergences.append(divergence(part, logs))
        same.append(logs.argmax(axis=1) == part.ids[:, 0])
        losses.append(losses_of(logs, following))
        row += len(logs)
    return np.concatenate(divergences), np.concatenate(same), np.concatenate(losses)


def _summary(values: np.ndarray) -> Divergence:
    return Divergence(
        mean=float(values.mean()),
        error=float(values.std() / np.sqrt(len(values))),
        median=float(np.median(values)),
        p99=float(np.quantile(values, 0.99)),
        maximum=float(values.max()),
    )


def _perplexity_ratio(losses: np.ndarray, reference: np.ndarray) -> tuple[float, float]:
    """The ratio and its standard error, from the paired differences of losses."""
    differences = losses - reference
    ratio = float(np.exp(differences.mean()))
    return ratio, float(ratio * differences.std() / np.sqrt(len(differences)))


def _decode_speed(session: Session, window: Window) -> float:
    """Tokens a second, one at a time, after a short prompt: the median of single steps."""
    prompt = window.tokens[:32]
    times = []
    before = time.perf_counter()
    for _ in session.generate(prompt, SPEED_TOKENS, Sampling(temperature=0)):
        now = time.perf_counter()
        times.append(now - before)
        before = now
    steady = times[len(times) // 4 :]
    return float(1 / np.median(steady)) if steady else 0.0
