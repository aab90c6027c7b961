"""What a model needs in bytes: weights, KV cache, compute buffers. Arithmetic only, decides nothing.

The formulas were fitted to what llama.cpp 0.3.36's build reports for the shapes of
Phi-4-mini, R1-Distill-Qwen 1.5B and 7B and R1-Distill-Llama 8B on a CPU with flash
attention, for 64 to 512 tokens a micro-batch and contexts of 8K to 32K: the KV cache
is exact, the compute buffers are never under and at most 15 % over. What the
process holds beside them was fitted to the private memory of SmolLM2 135M and Qwen2.5
1.5B with 1 to 20 branches: `Estimate.peak_bytes` is within 10 % of both, which
`tutor.evaluate.plan_memory` measures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

KvType = Literal["f16", "q8_0"]
RopeFactors = Literal["long", "short", "none"]

# q8_0 keeps 32 values in 34 bytes
_KV_BYTES: Mapping[KvType, tuple[int, int]] = {"f16": (2, 1), "q8_0": (34, 32)}
_KV_BLOCK = 32

# what the process holds beside weights, cache and buffers, checking processes, a reserve
OVERHEAD_BYTES = 400_000_000
# of these the process itself: Python and llama.cpp's library, then the tables of the vocabulary
# (measured: 61 MB at 49,152 tokens of vocabulary, 91 MB at 151,936)
_PROCESS_BYTES, _BYTES_PER_WORD = 46_000_000, 300
# a branch's sampler keeps 12 bytes of each word of the vocabulary from token to token (`llama_token_data`),
# and as many again, sorted, once a distribution was too flat for the few likeliest words to make up top-p
_SAMPLING_BYTES_PER_WORD = 24


class TensorLike(Protocol):
    """One tensor of a GGUF header."""

    @property
    def name(self) -> str:
        """As in `blk.0.attn_qkv.weight`."""
        ...

    @property
    def bytes(self) -> int:
        """Its size in the file."""
        ...


class HeaderLike(Protocol):
    """What is read of `models.gguf_header.GgufHeader`."""

    @property
    def name(self) -> str | None: ...
    @property
    def architecture(self) -> str: ...
    @property
    def metadata(self) -> Mapping[str, object]: ...
    @property
    def tensors(self) -> Sequence[TensorLike]: ...
    @property
    def block_count(self) -> int: ...
    @property
    def context_length(self) -> int: ...
    @property
    def embedding_length(self) -> int: ...
    @property
    def head_count_kv(self) -> int: ...
    @property
    def key_length(self) -> int: ...
    @property
    def value_length(self) -> int: ...
    @property
    def original_context_length(self) -> int | None: ...
    @property
    def has_long_rope_factors(self) -> bool: ...
    @property
    def vocab_size(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class ModelNeeds:
    """The numbers of a model that a plan depends on.

    `layer_bytes` are the weights of all layers together, `other_bytes` those of
    embeddings and output. `kv_values` are kept for each token, over all layers.
    `long_above` is the context above which llama.cpp takes a longrope model's long
    factors, None for other models.
    """

    name: str
    layers: int
    layer_bytes: int
    other_bytes: int
    kv_values: int
    context_length: int
    vocab_size: int
    embedding_length: int
    feed_forward_length: int
    long_above: int | None = None
    kv_quantizable: bool = True

    @property
    def weights_bytes(self) -> int:
        """All weights."""
        return self.layer_bytes + self.other_bytes


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to hold a model: what the bytes depend on. `gpu_layers` counts the output as one more layer."""

    context: int
    kv_type: KvType
    ubatch: int
    branches: int
    gpu_layers: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Bytes by item; `device_bytes` are those among them that lie in a GPU's own memory.

    `sampling_bytes` are the candidates that each branch's sampler keeps. `process_bytes` is the
    part of the overhead that the process itself is expected to hold.
    """

    weights_bytes: int = 0
    kv_bytes: int = 0
    compute_bytes: int = 0
    sampling_bytes: int = 0
    overhead_bytes: int = 0
    device_bytes: int = 0
    process_bytes: int = 0

    @property
    def peak_bytes(self) -> int:
        """What the generating process will hold, wherever it lies: the total without the reserve."""
        return self._model_bytes + self.process_bytes

    @property
    def total_bytes(self) -> int:
        """Everything, wherever it lies."""
        return self._model_bytes + self.overhead_bytes

    @property
    def host_bytes(self) -> int:
        """What lies in the machine's memory."""
        return self.total_bytes - self.device_bytes

    @property
    def _model_bytes(self) -> int:
        return self.weights_bytes + self.kv_bytes + self.compute_bytes + self.sampling_bytes


def read_needs(header: HeaderLike) -> ModelNeeds:
    """The needs of the model with this header."""
    layer_bytes = sum(tensor.bytes for tensor in header.tensors if tensor.name.startswith("blk."))
    return ModelNeeds(
        name=header.name or header.architecture,
        layers=header.block_count,
        layer_bytes=layer_bytes,
        other_bytes=sum(tensor.bytes for tensor in header.tensors) - layer_bytes,
        kv_values=header.block_count * header.head_count_kv * (header.key_length + header.value_length),
        context_length=header.context_length,
        vocab_size=header.vocab_size or 0,
        embedding_length=header.embedding_length,
        feed_forward_length=_feed_forward_length(header),
        long_above=header.original_context_length if header.has_long_rope_factors else None,
        kv_quantizable=header.key_length % _KV_BLOCK == 0 and header.value_length % _KV_BLOCK == 0,
    )


def kv_cache_bytes(needs: ModelNeeds, context: int, kv_type: KvType) -> int:
    """The KV cache: one key and one value for each layer and token."""
    size, values = _KV_BYTES[kv_type]
    return context * needs.kv_values * size // values


def estimate(needs: ModelNeeds, layout: Layout, *, shared: bool = True) -> Estimate:
    """The bytes of a layout. `shared`: the GPU, if one is used, has no memory of its own.

    Compute buffers: for each token of a micro-batch, three rows of the feed-forward
    width and four of the embedding in F32 live at the same time, and a row of the
    attention mask in F16; then, for each branch, a row of logits in the graph and
    one in the output buffer, F32 (`n_outputs_max` bounds these to the branches).
    Mapped weights are page cache, but counted in full: what has to be read again from
    the disk for each token is of no use.
    """
    token_bytes = 4 * (3 * needs.feed_forward_length + 4 * needs.embedding_length) + 2 * layout.context
    logits_bytes = 2 * 4 * layout.branches * needs.vocab_size
    whole = Estimate(
        weights_bytes=needs.weights_bytes,
        kv_bytes=kv_cache_bytes(needs, layout.context, layout.kv_type),
        compute_bytes=layout.ubatch * token_bytes + logits_bytes,
        sampling_bytes=layout.branches * _SAMPLING_BYTES_PER_WORD * needs.vocab_size,
        overhead_bytes=OVERHEAD_BYTES,
        process_bytes=_PROCESS_BYTES + _BYTES_PER_WORD * needs.vocab_size,
    )
    return whole if shared else replace(whole, device_bytes=_device_bytes(needs, layout, whole))


def offloaded_bytes(needs: ModelNeeds, layout: Layout) -> int:
    """What the GPU's layers, their part of the KV cache and the compute buffers take on the GPU."""
    return _device_bytes(needs, layout, estimate(needs, layout))


def rope_factors(needs: ModelNeeds, context: int) -> RopeFactors:
    """llama.cpp decides once, by the size of the context."""
    if needs.long_above is None:
        return "none"
    return "long" if context > needs.long_above else "short"


def _device_bytes(needs: ModelNeeds, layout: Layout, whole: Estimate) -> int:
    if layout.gpu_layers <= 0:
        return 0
    on_device = min(layout.gpu_layers, needs.layers)
    layers_bytes = (needs.layer_bytes + whole.kv_bytes) * on_device // needs.layers
    output_bytes = needs.other_bytes if layout.gpu_layers > needs.layers else 0
    return layers_bytes + output_bytes + whole.compute_bytes


def _feed_forward_length(header: HeaderLike) -> int:
    """From the metadata (the largest layer's); six times the embedding, above all known models, if unsaid."""
    value = header.metadata.get(f"{header.architecture}.feed_forward_length")
    layers = value if isinstance(value, tuple) else (value,)
    return max((number for number in layers if isinstance(number, int)), default=6 * header.embedding_length)
