"""Bytes of a model: held against what llama.cpp reports for real shapes."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tutor.engine.needs import (
    OVERHEAD_BYTES,
    Layout,
    ModelNeeds,
    estimate,
    kv_cache_bytes,
    offloaded_bytes,
    read_needs,
    rope_factors,
)

MIB = 1 << 20
TABLE = json.loads((Path(__file__).parent / "measured_buffers.json").read_text())


def needs_of(name: str) -> ModelNeeds:
    shape = TABLE["models"][name]
    return ModelNeeds(
        name=name,
        layers=shape["layers"],
        layer_bytes=1_800_000_000,
        other_bytes=500_000_000,
        kv_values=shape["layers"] * shape["heads_kv"] * 2 * shape["head"],
        context_length=131_072,
        vocab_size=shape["vocabulary"],
        embedding_length=shape["embedding"],
        feed_forward_length=shape["feed_forward"],
    )


def case_name(case: dict[str, object]) -> str:
    return f"{case['model']}-{case['context']}-{case['ubatch']}-{case['kv_type']}"


@pytest.mark.parametrize("case", TABLE["cases"], ids=case_name)
def test_the_kv_cache_is_what_llama_cpp_allocates(case: dict[str, float]) -> None:
    assert kv_cache_bytes(needs_of(case["model"]), case["context"], case["kv_type"]) == case["kv"] * MIB


@pytest.mark.parametrize("case", TABLE["cases"], ids=case_name)
def test_the_compute_buffers_are_never_under_and_little_over(case: dict[str, float]) -> None:
    layout = Layout(case["context"], case["kv_type"], case["ubatch"], branches=8)
    found = estimate(needs_of(case["model"]), layout).compute_bytes / MIB
    allocated = case["compute"] + case["output"]
    assert allocated <= found <= 1.15 * allocated + case["output"]


def test_q8_0_takes_34_bytes_for_32_values() -> None:
    needs = needs_of("phi-4-mini")
    assert kv_cache_bytes(needs, 8192, "q8_0") * 32 * 2 == kv_cache_bytes(needs, 8192, "f16") * 34


def test_the_total_is_the_sum_of_its_items() -> None:
    found = estimate(needs_of("phi-4-mini"), Layout(8192, "f16", 512, 8))
    assert found.weights_bytes == 2_300_000_000
    buffers = found.compute_bytes + found.sampling_bytes
    assert found.total_bytes == 2_300_000_000 + 1024 * MIB + buffers + OVERHEAD_BYTES
    assert found.host_bytes == found.total_bytes


def test_every_branch_keeps_two_rows_of_candidates_of_the_whole_vocabulary() -> None:
    """In the machine's memory, wherever the model lies."""
    few, many = (
        estimate(needs_of("phi-4-mini"), Layout(8192, "f16", 512, branches, gpu_layers=33), shared=False)
        for branches in (8, 64)
    )
    assert few.sampling_bytes == 8 * 200_064 * 24
    assert many.sampling_bytes == 8 * few.sampling_bytes
    assert many.host_bytes - few.host_bytes == many.sampling_bytes - few.sampling_bytes


def test_a_gpu_of_its_own_memory_takes_its_layers_off_the_machine() -> None:
    needs = needs_of("phi-4-mini")
    half = Layout(8192, "f16", 512, 8, gpu_layers=16)
    found = estimate(needs, half, shared=False)
    assert found.device_bytes == (1_800_000_000 + 1024 * MIB) // 2 + found.compute_bytes
    assert found.host_bytes + found.device_bytes == found.total_bytes
    assert estimate(needs, half, shared=True).device_bytes == 0


def test_the_output_goes_to_the_gpu_after_the_last_layer() -> None:
    needs = needs_of("phi-4-mini")
    layout = Layout(8192, "f16", 512, 8, gpu_layers=32)
    with_output = replace(layout, gpu_layers=33)
    assert offloaded_bytes(needs, with_output) - offloaded_bytes(needs, layout) == needs.other_bytes


@dataclass(frozen=True)
class Tensor:
    name: str
    bytes: int


@dataclass(frozen=True)
class Header:
    """A header as `models.gguf_header` reads it."""

    name: str | None = None
    architecture: str = "phi3"
    metadata: dict[str, object] = field(default_factory=lambda: {"phi3.feed_forward_length": 8192})
    tensors: tuple[Tensor, ...] = (
        Tensor("token_embd.weight", 400),
        Tensor("blk.0.attn_qkv.weight", 100),
        Tensor("blk.1.attn_qkv.weight", 110),
    )
    block_count: int = 2
    context_length: int = 131_072
    embedding_length: int = 3072
    head_count_kv: int = 8
    key_length: int = 128
    value_length: int = 96
    original_context_length: int | None = 4096
    has_long_rope_factors: bool = True
    vocab_size: int | None = 200_064


def test_needs_are_read_from_a_header() -> None:
    needs = read_needs(Header())
    assert needs.name == "phi3"
    assert (needs.layer_bytes, needs.other_bytes, needs.weights_bytes) == (210, 400, 610)
    assert needs.kv_values == 2 * 8 * (128 + 96)
    assert needs.feed_forward_length == 8192
    assert needs.long_above == 4096
    assert needs.kv_quantizable


def test_a_header_without_the_optional_numbers_is_planned_on_the_safe_side() -> None:
    needs = read_needs(Header(metadata={}, vocab_size=None, has_long_rope_factors=False, key_length=80))
    assert needs.feed_forward_length == 6 * 3072
    assert needs.vocab_size == 0
    assert needs.long_above is None
    assert not needs.kv_quantizable


def test_the_widest_layer_counts() -> None:
    assert (
        read_needs(Header(metadata={"phi3.feed_forward_length": (512, 2048, 1024)})).feed_forward_length
        == 2048
    )


@pytest.mark.parametrize(("context", "factors"), [(4096, "short"), (4097, "long"), (16_384, "long")])
def test_rope_factors_change_above_the_original_context(context: int, factors: str) -> None:
    assert rope_factors(read_needs(Header()), context) == factors


def test_other_models_have_no_rope_factors() -> None:
    assert rope_factors(needs_of("llama-8b"), 16_384) == "none"
