"""Rotary position settings, in both spellings.

Until transformers 4: `rope_scaling` (with `type` or `rope_type`) beside root-level
`rope_theta`, `partial_rotary_factor` and `original_max_position_embeddings`. Since
transformers 5: all of them inside `rope_parameters`, which may hold one table for each
kind of attention.
"""

from dataclasses import dataclass

from quantize.checkpoint.config import Config

DEFAULT_THETA = 10000.0
"""What transformers takes for all three architectures when a config does not say."""


@dataclass(frozen=True, slots=True)
class Rope:
    """The settings; `table` holds those that only one kind of scaling has."""

    kind: str
    theta: float
    partial: float
    original_context: int | None
    table: Config


def read_rope(config: Config) -> Rope:
    """The rotary settings of a model; CheckpointError for values that can't be."""
    table = config.table("rope_parameters" if config.values.get("rope_parameters") else "rope_scaling")
    if table.values.get("full_attention") is not None:
        table = table.table("full_attention")
    return Rope(
        kind=(table.text("rope_type") or table.text("type") or "default").lower(),
        theta=table.number("rope_theta", config.number("rope_theta", DEFAULT_THETA)),
        partial=table.number("partial_rotary_factor", config.number("partial_rotary_factor", 1.0)),
        original_context=_original_context(table, config),
        table=table,
    )


def _original_context(table: Config, config: Config) -> int | None:
    key = "original_max_position_embeddings"
    for place in (table, config):
        if place.values.get(key) is not None:
            return place.integer(key)
    return None
