"""Whatever is wrong with a checkpoint: one clear sentence that names the file, and no output."""

import json
import os
import struct
from collections.abc import Callable
from math import prod
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.checkpoint_forms import FORMS, LLAMA, PHI, QWEN
from support.small_checkpoints import Form, encode, random_weights, write_checkpoint, write_weights
from tokenizers import Tokenizer

from models.gguf_header import read_header
from quantize.architectures import find_architecture
from quantize.checkpoint.config import read_config
from quantize.checkpoint.shards import read_tensors
from quantize.convert import ConvertOptions, convert
from quantize.errors import CheckpointError, QuantizeError
from quantize.matching import Precision
from quantize.tokenizer.pretokenizer import hash_ids, probe_text

FORM = Form(LLAMA, tied=True, shards=2)
SHARD = "model-00002-of-00002.safetensors"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The synthetic tokenizer's hash, under a name the runtime has."""
    folder = write_checkpoint(tmp_path_factory.mktemp("whole"), FORM)
    ids = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(probe_text()).ids
    return {hash_ids(ids): "gpt-2"}


def refusal(folder: Path, known: dict[str, str], precision: Precision = Precision.AUTO) -> str:
    """The message of the fault, having checked that nothing was left behind."""
    out = folder.parent / "out" / "model.gguf"
    with pytest.raises(QuantizeError) as caught:
        convert(folder, out, ConvertOptions(precision, pretokenizers=known))
    assert not out.parent.exists() or list(out.parent.iterdir()) == []
    assert "\n" not in caught.value.message
    return caught.value.message


def change(path: Path, edit: Callable[[dict], object]) -> None:
    document = json.loads(path.read_text())
    edit(document)
    path.write_text(json.dumps(document))


def set_config(**values: object) -> Callable[[Path], None]:
    return lambda folder: change(folder / "config.json", lambda config: config.update(values))


def drop_config(key: str) -> Callable[[Path], None]:
    return lambda folder: change(folder / "config.json", lambda config: config.pop(key))


def set_tokenizer(edit: Callable[[dict], object]) -> Callable[[Path], None]:
    return lambda folder: change(folder / "tokenizer.json", edit)


def truncate(name: str, keep: int) -> Callable[[Path], None]:
    return lambda folder: os.truncate(folder / name, keep)


def set_dtype(folder: Path) -> None:
    path = folder / SHARD
    path.write_bytes(path.read_bytes().replace(b'"BF16"', b'"I16" ', 1))


DAMAGES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "no config": (lambda folder: (folder / "config.json").unlink(), ("config.json is missing",)),
    "config is no JSON": (truncate("config.json", 20), ("config.json is not valid JSON",)),
    "unknown architecture": (set_config(architectures=["GPT5ForCausalLM"]), ("GPT5ForCausalLM",)),
    "no architectures": (drop_config("architectures"), ("config.json", "architectures")),
    "no width": (drop_config("hidden_size"), ("config.json lacks hidden_size",)),
    "width is text": (set_config(hidden_size="128"), ("config.json", "hidden_size")),
    "other width": (set_config(hidden_size=256), ("embed_tokens", "shape")),
    "heads do not divide": (set_config(num_attention_heads=3), ("config.json",)),
    "infinite theta": (set_config(rope_theta=float("inf")), ("rope_theta",)),
    "unknown rope": (set_config(rope_scaling={"rope_type": "spiral"}), ("spiral",)),
    "quantized already": (set_config(quantization_config={"quant_method": "gptq"}), ("quantized already",)),
    "more layers": (set_config(num_hidden_layers=3), ("lacks 9 tensors", "model.layers.2.")),
    "fewer layers": (set_config(num_hidden_layers=1), ("no place", "model.layers.1.")),
    "no shard": (lambda folder: (folder / SHARD).unlink(), (SHARD,)),
    "shard is empty": (truncate(SHARD, 0), (SHARD, "header")),
    "shard ends in its header": (truncate(SHARD, 100), (SHARD, "header")),
    "shard ends in its data": (truncate(SHARD, 40_000), (SHARD, "ends inside the tensor 'model.")),
    "unknown dtype": (set_dtype, (SHARD, "I16")),
    "index names too much": (
        lambda folder: change(
            folder / "model.safetensors.index.json",
            lambda index: index["weight_map"].update({"extra.weight": SHARD}),
        ),
        ("extra.weight", SHARD),
    ),
    "index leads elsewhere": (
        lambda folder: change(
            folder / "model.safetensors.index.json",
            lambda index: index["weight_map"].update({"model.norm.weight": "../../secret"}),
        ),
        ("secret",),
    ),
    "no tokenizer": (lambda folder: (folder / "tokenizer.json").unlink(), ("tokenizer.json is missing",)),
    "tokenizer without merges": (
        set_tokenizer(lambda tokenizer: tokenizer["model"].update(merges=[])),
        ("tokenizer.json holds no merges",),
    ),
    "tokenizer of another kind": (
        set_tokenizer(lambda tokenizer: tokenizer["model"].update(type="Unigram")),
        ("tokenizer.json", "BPE"),
    ),
    "token beyond the embedding": (
        set_tokenizer(lambda tokenizer: tokenizer["added_tokens"][0].update(id=5000)),
        ("tokenizer.json", "5000"),
    ),
    "pre-tokenizer changed": (
        set_tokenizer(lambda tokenizer: tokenizer["pre_tokenizer"].update(add_prefix_space=True)),
        ("tokenizer.json", "pre-tokenizer is not known"),
    ),
    "eos beyond the vocabulary": (
        lambda folder: (folder / "generation_config.json").write_text('{"eos_token_id": [262, 99999]}'),
        ("99999",),
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_named(name: str, tmp_path: Path, known: dict[str, str]) -> None:
    damage, named = DAMAGES[name]
    folder = write_checkpoint(tmp_path / "model", FORM)
    damage(folder)
    message = refusal(folder, known)
    assert all(part in message for part in named), message


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf")])
def test_a_weight_that_is_no_number_is_named(value: float, tmp_path: Path, known: dict[str, str]) -> None:
    folder = write_checkpoint(tmp_path / "model", FORM)
    weights = random_weights(FORM)
    name = "model.layers.1.mlp.up_proj.weight"
    weights[name][200, 77] = encode(np.array([value], np.float32), "BF16")[0]
    write_weights(folder, weights, FORM)
    assert name in refusal(folder, known)


def test_values_too_large_for_f16_are_named(tmp_path: Path, known: dict[str, str]) -> None:
    form = Form(LLAMA, tied=True, dtype="F32")
    folder = write_checkpoint(tmp_path / "model", form)
    weights = random_weights(form)
    weights["model.layers.0.mlp.up_proj.weight"][0, 0] = np.float32(70000).view(np.uint32)
    write_weights(folder, weights, form)
    assert "too large for F16" in refusal(folder, known, Precision.F16)


def test_a_full_disk_leaves_nothing(
    tmp_path: Path, known: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_checkpoint(tmp_path / "model", FORM)
    monkeypatch.setattr("quantize.output.SPARE_BYTES", 1 << 60)
    assert "too little room" in refusal(folder, known)


def test_an_interrupt_leaves_nothing(tmp_path: Path, known: dict[str, str]) -> None:
    folder = write_checkpoint(tmp_path / "model", FORM)
    out = tmp_path / "out" / "model.gguf"

    def interrupt(event: object) -> None:
        if type(event).__name__ == "StageAdvanced":
            assert (out.parent / "model.gguf.partial").exists()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        convert(folder, out, ConvertOptions(pretokenizers=known), interrupt)
    assert list(out.parent.iterdir()) == []


VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-5, 1 << 40)
    | st.floats()
    | st.text(max_size=5)
    | st.just([])
    | st.just({})
)
KEYS = st.sampled_from(
    [
        "hidden_size",
        "num_hidden_layers",
        "num_attention_heads",
        "num_key_value_heads",
        "intermediate_size",
        "vocab_size",
        "max_position_embeddings",
        "rms_norm_eps",
        "rope_theta",
        "rope_scaling",
        "rope_parameters",
        "head_dim",
        "tie_word_embeddings",
        "partial_rotary_factor",
        "original_max_position_embeddings",
        "sliding_window",
        "architectures",
        "eos_token_id",
        "bos_token_id",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.dictionaries(KEYS, VALUES, min_size=1, max_size=3), form=st.sampled_from([PHI, QWEN, LLAMA])
)
def test_any_config_converts_or_is_refused(
    changes: dict[str, object], form: str, tmp_path: Path, known: dict[str, str]
) -> None:
    folder = write_checkpoint(tmp_path / "model", Form(form, tied=True))
    change(folder / "config.json", lambda config: config.update(changes))
    assert_converted_or_refused(folder, known)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damaged_file_converts_or_is_refused(
    data: st.DataObject, tmp_path: Path, known: dict[str, str]
) -> None:
    folder = write_checkpoint(tmp_path / "model", FORMS["llama-two-turn-ends"])
    names = [
        "config.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "generation_config.json",
        "model.safetensors",
    ]
    path = folder / data.draw(st.sampled_from(names))
    content = bytearray(path.read_bytes())
    reach = min(len(content), 4000)
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, reach - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content)
    assert_converted_or_refused(folder, known)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=st.binary(max_size=60) | st.text(max_size=60).map(str.encode), length=st.integers(0, 1 << 64 - 1)
)
def test_any_safetensors_header_is_refused(
    header: bytes, length: int, tmp_path: Path, known: dict[str, str]
) -> None:
    folder = write_checkpoint(tmp_path / "model", Form(LLAMA, tied=True))
    wrong = struct.pack("<Q", length % (1 << 64)) + header
    (folder / "model.safetensors").write_bytes(wrong)
    with pytest.raises(CheckpointError):
        convert(folder, tmp_path / "out.gguf", ConvertOptions(pretokenizers=known))


def assert_converted_or_refused(folder: Path, known: dict[str, str]) -> None:
    """A whole GGUF with every tensor comes of it, or a fault that names a file and no output."""
    out = folder.parent / "out.gguf"
    try:
        convert(folder, out, ConvertOptions(pretokenizers=known))
    except QuantizeError as error:
        assert any(path.name in error.message for path in folder.iterdir()), error.message
        assert "\n" not in error.message
        assert not out.exists()
    else:
        assert_whole(out, folder)
    assert sorted(path.name for path in folder.parent.iterdir()) == sorted({folder.name, *kept(out)})
    out.unlink(missing_ok=True)


def kept(out: Path) -> list[str]:
    return [out.name] if out.exists() else []


def assert_whole(out: Path, folder: Path) -> None:
    """Our reader takes it, and it has the names and the numbers of values of the checkpoint's tensors."""
    config = read_config(folder)
    architecture = find_architecture(config)
    targets, extra = architecture.targets(config), architecture.extra_tensors(config)
    sizes = {targets[tensor.name].name: tensor.values for tensor in read_tensors(folder)}
    sizes |= {name: values.size for name, values in extra.items()}
    header = read_header(out)
    assert {tensor.name: prod(tensor.shape) for tensor in header.tensors} == sizes
    assert header.architecture == architecture.name
    assert header.block_count == config.integer("num_hidden_layers")
