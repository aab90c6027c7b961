"""`Phi3ForCausalLM`: Phi-4-mini-reasoning, Phi-4-mini-instruct, Phi-3.5-mini with a byte-level tokenizer.

Fused query-key-value and gate-up matrices stay fused. Longrope becomes two tensors of
factors and the attention factor; the runtime chooses between the two by its context size.
"""

import math
from typing import Any

import numpy as np

from quantize.architectures.layout import Dimensions, Target, Targets, common_targets, read_dimensions
from quantize.checkpoint.config import Config
from quantize.errors import CheckpointError


class Phi3:
    """See the module."""

    name = "phi3"

    def targets(self, config: Config) -> Targets:
        """Every tensor the checkpoint may hold, by its name there."""
        sizes = read_dimensions(config)
        targets = common_targets(config, sizes)
        fused = (sizes.heads + 2 * sizes.kv_heads) * sizes.head
        for layer in range(sizes.layers):
            source, block = f"model.layers.{layer}.", f"blk.{layer}."
            targets[source + "self_attn.qkv_proj.weight"] = Target(
                block + "attn_qkv.weight", (fused, sizes.width)
            )
            targets[source + "mlp.gate_up_proj.weight"] = Target(
                block + "ffn_up.weight", (2 * sizes.feed_forward, sizes.width)
            )
        return targets

    def extra_tensors(self, config: Config) -> dict[str, np.ndarray]:
        """The long and the short factors of longrope."""
        sizes = read_dimensions(config)
        table = sizes.rope.table
        factors = {kind: table.numbers(f"{kind}_factor") for kind in ("long", "short")}
        if not factors["long"]:
            return {}
        pairs = _rotated(sizes) // 2
        for kind, values in factors.items():
            if len(values) != pairs:
                raise CheckpointError(
                    f"{config.path}: {table.part}{kind}_factor has {len(values)} values, "
                    f"expected {pairs} (half of the rotated dimensions)."
                )
        return {
            f"rope_factors_{kind}.weight": np.array(values, np.float32) for kind, values in factors.items()
        }

    def add_early_keys(self, writer: Any, config: Config) -> None:
        """The attention factor: without it long answers decay into repetition."""
        sizes = read_dimensions(config)
        if sizes.rope.table.numbers("long_factor"):
            writer.add_rope_scaling_attn_factors(_attention_factor(config, sizes))

    def add_keys(self, writer: Any, config: Config) -> None:
        """The keys of `phi3`."""
        sizes = read_dimensions(config)
        writer.add_context_length(sizes.context)
        writer.add_rope_scaling_orig_ctx_len(_original_context(config, sizes))
        writer.add_embedding_length(sizes.width)
        writer.add_feed_forward_length(sizes.feed_forward)
        writer.add_block_count(sizes.layers)
        writer.add_head_count(sizes.heads)
        writer.add_head_count_kv(sizes.kv_heads)
        writer.add_layer_norm_rms_eps(sizes.epsilon)
        writer.add_rope_dimension_count(_rotated(sizes))
        writer.add_rope_freq_base(sizes.rope.theta)

    def add_late_keys(self, writer: Any, config: Config) -> None:
        """The sliding window; 0 tells the runtime that there is none."""
        window = config.values.get("sliding_window")
        writer.add_sliding_window(config.integer("sliding_window") if window else 0)

    def add_tokenizer_keys(self, writer: Any, tokenizer: Config) -> None:
        """None of its own."""

    def add_late_tokenizer_keys(self, writer: Any, config: Config) -> None:
        """None of its own."""


def _rotated(sizes: Dimensions) -> int:
    return int(sizes.rope.partial * sizes.width) // sizes.heads


def _original_context(config: Config, sizes: Dimensions) -> int:
    if sizes.rope.original_context is None:
        if sizes.rope.kind == "default":
            return sizes.context
        raise CheckpointError(f"{config.path} lacks original_max_position_embeddings, which longrope needs.")
    return sizes.rope.original_context


def _attention_factor(config: Config, sizes: Dimensions) -> float:
    original = _original_context(config, sizes)
    scale = sizes.context / original
    if sizes.rope.kind in ("longrope", "su"):
        return math.sqrt(1 + math.log(scale) / math.log(original)) if scale > 1 else 1.0
    if sizes.rope.kind == "yarn":
        return 0.1 * math.log(scale) + 1.0 if scale > 1 else 1.0
    raise CheckpointError(
        f"{config.path}: rope scaling {sizes.rope.kind[:40]!r} has factors but is not known here.",
        "Known are longrope, su and yarn.",
    )
