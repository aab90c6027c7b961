"""`LlamaForCausalLM`: R1-Distill-Llama-8B, Llama 3, SmolLM2.

Transformers rotates the two halves of a head, llama.cpp neighbouring pairs: the rows of
q and k are interleaved accordingly. The scaling of Llama 3.1 becomes one tensor.
"""

import math
from typing import Any

import numpy as np

from quantize.architectures.layout import (
    Dimensions,
    Targets,
    add_common_keys,
    common_targets,
    read_dimensions,
    separate_targets,
)
from quantize.checkpoint.config import Config
from quantize.errors import CheckpointError

_LLAMA_3_CONTEXT = 8192
"""What Llama 3.1 was scaled from, for a configuration that does not say."""
_WITHOUT_BOS = 49152
"""The vocabulary of Granite and SmolLM, whose models were trained without a BOS token."""


class Llama:
    """See the module."""

    name = "llama"

    def targets(self, config: Config) -> Targets:
        """Every tensor the checkpoint may hold, by its name there."""
        sizes = read_dimensions(config)
        targets = common_targets(config, sizes)
        for layer in range(sizes.layers):
            targets |= separate_targets(sizes, layer, permuted=True)
        return targets

    def extra_tensors(self, config: Config) -> dict[str, np.ndarray]:
        """The rope factors of Llama 3.1."""
        sizes = read_dimensions(config)
        if sizes.rope.kind != "llama3":
            return {}
        return {"rope_freqs.weight": _llama3_factors(config, sizes)}

    def add_early_keys(self, writer: Any, config: Config) -> None:
        """None."""

    def add_keys(self, writer: Any, config: Config) -> None:
        """The common keys and the head's length."""
        sizes = read_dimensions(config)
        add_common_keys(writer, config, sizes)
        writer.add_key_length(sizes.head)
        writer.add_value_length(sizes.head)

    def add_late_keys(self, writer: Any, config: Config) -> None:
        """The vocabulary's size and the rotated dimensions."""
        sizes = read_dimensions(config)
        writer.add_vocab_size(sizes.vocabulary)
        writer.add_rope_dimension_count(sizes.head)

    def add_tokenizer_keys(self, writer: Any, tokenizer: Config) -> None:
        """The space prefix, where the tokenizer states it."""
        if tokenizer.values.get("add_prefix_space") is not None:
            writer.add_add_space_prefix(tokenizer.flag("add_prefix_space", default=False))

    def add_late_tokenizer_keys(self, writer: Any, config: Config) -> None:
        """No BOS for the models that were trained without one."""
        if config.integer("vocab_size") == _WITHOUT_BOS:
            writer.add_add_bos_token(False)


def _llama3_factors(config: Config, sizes: Dimensions) -> np.ndarray:
    """One divisor for each rotated pair: 1 for short waves, `factor` for long ones, smooth between them."""
    table = sizes.rope.table
    factor = table.number("factor", 8.0)
    low, high = table.number("low_freq_factor", 1.0), table.number("high_freq_factor", 4.0)
    if low >= high:
        raise CheckpointError(f"{config.path}: low_freq_factor is not below high_freq_factor.")
    old = sizes.rope.original_context or _LLAMA_3_CONTEXT
    exponents = np.arange(0, sizes.head, 2, dtype=np.float32) / np.float32(sizes.head)
    frequencies = np.float32(1.0) / np.power(np.float32(sizes.rope.theta), exponents, dtype=np.float32)
    waves = np.float32(2 * math.pi) / frequencies
    smooth = (np.float32(old) / waves - np.float32(low)) / np.float32(high - low)
    between = np.float32(1) / ((np.float32(1) - smooth) / np.float32(factor) + smooth)
    long_or_between = np.where(waves > old / low, np.float32(factor), between)
    return np.where(waves < old / high, np.float32(1), long_or_between).astype(np.float32)
