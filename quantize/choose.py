"""Which type for a given memory: the least loss that fits, measured where there is a measurement."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.card import RUNTIME_BYTES, WORKING_CONTEXT
from models.gguf_header import GgufHeader, read_header
from quantize.errors import QuantizeError
from quantize.measurement import Report
from quantize.quantizing import preview
from quantize.recipe import Recipe

PUBLISHED_LOSS = {
    "Q8_0": 0.003,
    "Q6_K": 0.022,
    "Q5_K_M": 0.057,
    "Q5_K_S": 0.105,
    "Q4_K_M": 0.18,
    "IQ4_XS": 0.23,
    "Q4_K_S": 0.27,
    "Q4_0": 0.47,
    "Q3_K_L": 0.56,
    "Q3_K_M": 0.66,
    "Q3_K_S": 1.63,
    "Q2_K": 3.52,
}
"""Rise of perplexity of Llama-3-8B, without importance matrix: llama.cpp's pull request 6936 and the table
in llama-quantize; IQ4_XS is placed between its neighbours. Used for the order only."""

_KV_BYTES = 2  # a value of the KV cache in f16


@dataclass(frozen=True, slots=True)
class Candidate:
    """One type: what it needs, and how much it loses (measured, or by the published order)."""

    type: str
    file_bytes: int
    memory_bytes: int
    loss: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The type to take, why, and all that were looked at."""

    chosen: Candidate
    reason: str
    candidates: tuple[Candidate, ...]


def kv_bytes_per_token(header: GgufHeader) -> int:
    """Bytes of an f16 KV cache for one token of context."""
    width = header.head_count_kv * (header.key_length + header.value_length)
    return header.block_count * width * _KV_BYTES


def extra_bytes(source: Path, context: int) -> int:
    """What is needed beside the weights: the KV cache of a context, and the runtime."""
    return kv_bytes_per_token(read_header(source)) * context + RUNTIME_BYTES


def candidates_of(source: Path, context: int = WORKING_CONTEXT, types: Sequence[str] = ()) -> list[Candidate]:
    """What each type of a GGUF would need, by llama.cpp's own preview; nothing is written."""
    extra = extra_bytes(source, context)
    found = []
    for name in types or tuple(PUBLISHED_LOSS):
        size = preview(source, Recipe(type=name, requantize=True)).file_bytes
        found.append(Candidate(name, size, size + extra, PUBLISHED_LOSS.get(name, 10.0)))
    return found


def measured_candidates(report: Report, extra_bytes: int) -> list[Candidate]:
    """The measured files; `extra_bytes` is what is needed beside the weights."""
    return [
        Candidate(entry.type, entry.bytes, entry.bytes + extra_bytes, entry.divergence.mean)
        for entry in report.measurements
    ]


def choose(candidates: Sequence[Candidate], memory_bytes: int, *, measured: bool) -> Choice:
    """The candidate with the least loss that fits (of equal ones the smaller); QuantizeError for none."""
    if not candidates:
        raise QuantizeError("There is nothing to choose from.")
    fitting = [candidate for candidate in candidates if candidate.memory_bytes <= memory_bytes]
    if not fitting:
        smallest = min(candidates, key=lambda candidate: candidate.memory_bytes)
        raise QuantizeError(
            f"Nothing fits {memory_bytes / 1e9:.1f} GB: {smallest.type}, the smallest, needs "
            f"{smallest.memory_bytes / 1e9:.1f} GB.",
            "Use a shorter context (--context), or a smaller model.",
        )
    chosen = min(fitting, key=lambda candidate: (candidate.loss, candidate.file_bytes))
    return Choice(chosen, _reason(chosen, candidates, memory_bytes, measured=measured), tuple(candidates))


def _reason(chosen: Candidate, all_: Sequence[Candidate], memory_bytes: int, *, measured: bool) -> str:
    basis = (
        f"the least measured divergence ({chosen.loss:.4f} nats)"
        if measured
        else "the least loss in published measurements of other models"
    )
    better = [candidate for candidate in all_ if candidate.loss < chosen.loss]
    text = (
        f"{chosen.type} has {basis} of what fits {memory_bytes / 1e9:.1f} GB: "
        f"it needs {chosen.memory_bytes / 1e9:.1f} GB"
    )
    if not better:
        return text + "; nothing better was looked at."
    nearest = min(better, key=lambda candidate: candidate.memory_bytes)
    return text + f"; {nearest.type} loses less but needs {nearest.memory_bytes / 1e9:.1f} GB."
