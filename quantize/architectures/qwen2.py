"""`Qwen2ForCausalLM`: R1-Distill-Qwen, Qwen2.5 and Qwen2.5-Math. No permutation; biases on q, k and v."""

from typing import Any

import numpy as np

from quantize.architectures.layout import (
    Targets,
    add_common_keys,
    common_targets,
    read_dimensions,
    separate_targets,
)
from quantize.checkpoint.config import Config


class Qwen2:
    """See the module."""

    name = "qwen2"

    def targets(self, config: Config) -> Targets:
        """Every tensor the checkpoint may hold, by its name there."""
        sizes = read_dimensions(config)
        targets = common_targets(config, sizes)
        for layer in range(sizes.layers):
            targets |= separate_targets(sizes, layer, permuted=False)
        return targets

    def extra_tensors(self, config: Config) -> dict[str, np.ndarray]:  # noqa: ARG002
        """None."""
        return {}

    def add_early_keys(self, writer: Any, config: Config) -> None:
        """None."""

    def add_keys(self, writer: Any, config: Config) -> None:
        """The common keys, and the head's length where the configuration states it."""
        sizes = read_dimensions(config)
        add_common_keys(writer, config, sizes)
        if config.values.get("head_dim") is not None:
            writer.add_key_length(sizes.head)
            writer.add_value_length(sizes.head)

    def add_late_keys(self, writer: Any, config: Config) -> None:
        """None."""

    def add_tokenizer_keys(self, writer: Any, tokenizer: Config) -> None:
        """None of its own."""

    def add_late_tokenizer_keys(self, writer: Any, config: Config) -> None:
        """None of its own."""
