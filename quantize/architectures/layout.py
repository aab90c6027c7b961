"""What every decoder shares: the table of expected tensors, and the common metadata keys.

Names follow llama.cpp's `gguf` tensor names. An architecture's file adds what is its own.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from quantize.checkpoint.config import Config
from quantize.checkpoint.rope import Rope, read_rope
from quantize.errors import CheckpointError


@dataclass(frozen=True, slots=True)
class Target:
    """Where a checkpoint's tensor goes.

    `shape` has the slowest dimension first. `heads` is the number of heads whose
    rotary halves must be interleaved, 0 for none. `required` is False for tensors
    that only some models of an architecture have.
    """

    name: str
    shape: tuple[int, ...]
    heads: int = 0
    required: bool = True


@dataclass(frozen=True, slots=True)
class Dimensions:
    """The sizes of a decoder."""

    width: int
    layers: int
    heads: int
    kv_heads: int
    head: int
    feed_forward: int
    vocabulary: int
    context: int
    epsilon: float
    rope: Rope


Targets = dict[str, Target]


class Architecture(Protocol):
    """One architecture of checkpoints: how its tensors and settings are written as GGUF."""

    name: str
    """llama.cpp's name of the architecture."""

    def targets(self, config: Config) -> Targets:
        """Every tensor the checkpoint may hold, by its name there."""

    def extra_tensors(self, config: Config) -> dict[str, np.ndarray]:
        """Float32 tensors that follow from the configuration."""

    def add_early_keys(self, writer: Any, config: Config) -> None:
        """Add metadata that goes before the general keys."""

    def add_keys(self, writer: Any, config: Config) -> None:
        """Add the architecture's metadata; `writer` is a `gguf.GGUFWriter`."""

    def add_late_keys(self, writer: Any, config: Config) -> None:
        """Add metadata that goes after the file type."""

    def add_tokenizer_keys(self, writer: Any, tokenizer: Config) -> None:
        """Add what goes before the tokens; `tokenizer` is `tokenizer_config.json`."""

    def add_late_tokenizer_keys(self, writer: Any, config: Config) -> None:
        """Add what goes after the tokens, and overrules it."""


def read_dimensions(config: Config) -> Dimensions:
    """The sizes of a model; CheckpointError where they are missing or can't be."""
    width, heads = config.integer("hidden_size"), config.integer("num_attention_heads")
    kv_heads = config.integer("num_key_value_heads", heads)
    if heads % kv_heads:
        config.refuse("num_key_value_heads", f"a divisor of num_attention_heads ({heads})")
    head = config.integer("head_dim", max(1, width // heads))
    if head % 2 or (width % heads and config.values.get("head_dim") is None):
        config.refuse("num_attention_heads", f"heads that share hidden_size ({width}) in even parts")
    return Dimensions(
        width=width,
        layers=_layers(config),
        heads=heads,
        kv_heads=kv_heads,
        head=head,
        feed_forward=config.integer("intermediate_size"),
        vocabulary=config.integer("vocab_size"),
        context=config.integer("max_position_embeddings"),
        epsilon=config.number("rms_norm_eps"),
        rope=read_rope(config),
    )


def _layers(config: Config) -> int:
    layers = config.integer("num_hidden_layers")
    if layers > 1024:
        config.refuse("num_hidden_layers", "at most 1024")
    return layers


def common_targets(config: Config, sizes: Dimensions) -> Targets:
    """Embeddings, norms, the attention's output and the feed-forward's last matrix."""
    targets = {
        "model.embed_tokens.weight": Target("token_embd.weight", (sizes.vocabulary, sizes.width)),
        "model.norm.weight": Target("output_norm.weight", (sizes.width,)),
        "lm_head.weight": Target(
            "output.weight",
            (sizes.vocabulary, sizes.width),
            required=not config.flag("tie_word_embeddings", False),
        ),
    }
    for layer in range(sizes.layers):
        source, block = f"model.layers.{layer}.", f"blk.{layer}."
        queries = sizes.heads * sizes.head
        targets |= {
            source + "input_layernorm.weight": Target(block + "attn_norm.weight", (sizes.width,)),
            source + "post_attention_layernorm.weight": Target(block + "ffn_norm.weight", (sizes.width,)),
            source + "self_attn.o_proj.weight": Target(block + "attn_output.weight", (sizes.width, queries)),
            source + "mlp.down_proj.weight": Target(
                block + "ffn_down.weight", (sizes.width, sizes.feed_forward)
            ),
        }
    return targets


def separate_targets(sizes: Dimensions, layer: int, *, permuted: bool) -> Targets:
    """Query, key, value (with optional biases), gate and up as matrices of their own."""
    source, block = f"model.layers.{layer}.", f"blk.{layer}."
    targets: Targets = {}
    for letter, heads in (("q", sizes.heads), ("k", sizes.kv_heads), ("v", sizes.kv_heads)):
        rows = heads * sizes.head
        turned = heads if permuted and letter != "v" else 0
        matrix = Target(f"{block}attn_{letter}.weight", (rows, sizes.width), turned)
        targets[f"{source}self_attn.{letter}_proj.weight"] = matrix
        bias = Target(f"{block}attn_{letter}.bias", (rows,), turned, required=False)
        targets[f"{source}self_attn.{letter}_proj.bias"] = bias
    for name in ("gate", "up"):
        shape = (sizes.feed_forward, sizes.width)
        targets[f"{source}mlp.{name}_proj.weight"] = Target(f"{block}ffn_{name}.weight", shape)
    return targets


def add_common_keys(writer: Any, config: Config, sizes: Dimensions) -> None:
    """The keys of a plain decoder, up to the norm's epsilon, in the order of llama.cpp's converter."""
    writer.add_block_count(sizes.layers)
    writer.add_context_length(sizes.context)
    writer.add_embedding_length(sizes.width)
    writer.add_feed_forward_length(sizes.feed_forward)
    writer.add_head_count(sizes.heads)
    writer.add_head_count_kv(sizes.kv_heads)
    _add_scaling(writer, config, sizes.rope)
    writer.add_rope_freq_base(sizes.rope.theta)
    writer.add_layer_norm_rms_eps(sizes.epsilon)


def _add_scaling(writer: Any, config: Config, rope: Rope) -> None:
    if rope.kind in ("default", "llama3"):
        return
    if rope.kind not in ("linear", "yarn"):
        raise CheckpointError(
            f"{config.path}: rope scaling {rope.kind[:40]!r} is not known for this architecture.",
            "Known are default, linear, yarn and, for Llama, llama3.",
        )
    writer.add_rope_scaling_type(_scaling_type(rope.kind))
    writer.add_rope_scaling_factor(rope.table.number("factor"))
    if rope.kind == "yarn":
        _add_yarn(writer, config, rope)


def _scaling_type(kind: str) -> Any:
    import gguf

    return gguf.RopeScalingType(kind)


def _add_yarn(writer: Any, config: Config, rope: Rope) -> None:
    if rope.original_context is None:
        raise CheckpointError(f"{config.path} lacks original_max_position_embeddings, which yarn needs.")
    writer.add_rope_scaling_orig_ctx_len(rope.original_context)
    table = rope.table
    if table.values.get("extrapolation_factor") is not None:
        writer.add_rope_scaling_yarn_ext_factor(table.number("extrapolation_factor"))
    for key in ("attention_factor", "attn_factor"):
        if table.values.get(key) is not None:
            writer.add_rope_scaling_yarn_attn_factor(table.number(key))
            break
    if table.values.get("beta_fast") is not None:
        writer.add_rope_scaling_yarn_beta_fast(table.number("beta_fast"))
    if table.values.get("beta_slow") is not None:
        writer.add_rope_scaling_yarn_beta_slow(table.number("beta_slow"))
