"""What was measured of a quantization, as values."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from quantize.errors import QuantizeError


@dataclass(frozen=True, slots=True)
class Divergence:
    """KL divergence from the reference over all scored tokens, in nats; `error` is of the mean."""

    mean: float
    error: float
    median: float
    p99: float
    maximum: float


@dataclass(frozen=True, slots=True)
class Measurement:
    """One candidate against the reference.

    `same_top` is the share of tokens where both find the same continuation likeliest.
    `perplexity_ratio` is the candidate's perplexity over the reference's.
    """

    file: str
    type: str
    bytes: int
    bits_per_weight: float
    divergence: Divergence
    same_top: float
    perplexity_ratio: float
    perplexity_ratio_error: float
    decode_tokens_per_second: float


@dataclass(frozen=True, slots=True)
class Report:
    """All candidates, and what they were measured on."""

    reference: str
    tokens: int
    windows: int
    context: int
    rope_factors: str
    measurements: tuple[Measurement, ...]

    def as_json(self) -> str:
        """The report as JSON text."""
        return json.dumps(asdict(self), indent=2)


def read_report(path: Path) -> Report:
    """A report that was written as JSON; QuantizeError for anything else."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        measurements = tuple(
            Measurement(**{**entry, "divergence": Divergence(**entry["divergence"])})
            for entry in value["measurements"]
        )
        return Report(**{**value, "measurements": measurements})
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise QuantizeError(f"{path} is no report of `measure`: {error}.") from error
