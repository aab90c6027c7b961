"""Random small Hugging Face checkpoints, written with numpy alone: every form the converter must know."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from support.tiny_model import TEMPLATE, byte_alphabet

WIDTH, LAYERS, HEADS, KV_HEADS, FEED_FORWARD = 128, 2, 4, 2, 256
HEAD = WIDTH // HEADS
VOCABULARY = 288
CONTROLS = ("<|end|>", "<|user|>", "<|assistant|>", "<|system|>", "<|endoftext|>")
Json = dict[str, object]


@dataclass(frozen=True)
class Form:
    """What one checkpoint looks like. `config` overrides keys; a value of None removes one."""

    architecture: str
    dtype: str = "BF16"
    tied: bool = False
    shards: int = 1
    biases: bool = False
    config: Mapping[str, object] = field(default_factory=dict)
    generation: Mapping[str, object] | None = None
    tokenizer: Mapping[str, object] = field(default_factory=dict)
    seed: int = 0


def write_checkpoint(folder: Path, form: Form) -> Path:
    """Write config, tokenizer and weights of a form; the folder's name becomes the model's name."""
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / "config.json", config_of(form))
    if form.generation is not None:
        write_json(folder / "generation_config.json", form.generation)
    write_tokenizer(folder, form.tokenizer)
    write_weights(folder, random_weights(form), form)
    return folder


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), encoding="utf-8")


def config_of(form: Form) -> Json:
    """A complete `config.json`, in the spelling from before `rope_parameters`."""
    kind = {"Phi3ForCausalLM": "phi3", "Qwen2ForCausalLM": "qwen2", "LlamaForCausalLM": "llama"}
    config: Json = {
        "architectures": [form.architecture],
        "model_type": kind[form.architecture],
        "hidden_size": WIDTH,
        "num_hidden_layers": LAYERS,
        "num_attention_heads": HEADS,
        "num_key_value_heads": KV_HEADS,
        "intermediate_size": FEED_FORWARD,
        "vocab_size": VOCABULARY,
        "max_position_embeddings": 131072,
        "rms_norm_eps": 1e-5,
        "rope_theta": 10000.0,
        "tie_word_embeddings": form.tied,
        "bos_token_id": 260,
        "eos_token_id": 260,
        "pad_token_id": 260,
    }
    if form.architecture == "Phi3ForCausalLM":
        config |= {"original_max_position_embeddings": 4096, "partial_rotary_factor": 0.75}
        config |= {"sliding_window": 262144, "rope_scaling": longrope()}
    if form.architecture == "Qwen2ForCausalLM":
        config |= {"use_sliding_window": False, "sliding_window": 4096, "max_window_layers": LAYERS}
    config |= form.config
    return {key: value for key, value in config.items() if value is not None}


def longrope(**more: object) -> Json:
    pairs = int(0.75 * WIDTH) // HEADS // 2
    return {
        "type": "longrope",
        "long_factor": [1.0 + 1.25 * index for index in range(pairs)],
        "short_factor": [1.0] * pairs,
    } | more


def write_tokenizer(folder: Path, changes: Mapping[str, object]) -> None:
    """A byte-level BPE of 258 tokens, five control tokens and one plain added token."""
    controls = [*CONTROLS, "<hint>"]
    tokens = [*byte_alphabet(), "in", "th"]
    added = [
        {
            "id": len(tokens) + index,
            "content": text,
            "single_word": False,
            "lstrip": False,
            "rstrip": False,
            "normalized": False,
            "special": text in ("<|end|>", "<|endoftext|>"),
        }
        for index, text in enumerate(controls)
    ]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": None,
        "pre_tokenizer": byte_level,
        "post_processor": None,
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "dropout": None,
            "unk_token": None,
            "continuing_subword_prefix": None,
            "end_of_word_suffix": None,
            "fuse_unk": False,
            "byte_fallback": False,
            "ignore_merges": False,
            "vocab": {token: index for index, token in enumerate(tokens)},
            "merges": [["i", "n"], ["t", "h"]],
        },
    }
    settings: Json = {
        "tokenizer_class": "GPT2Tokenizer",
        "add_bos_token": False,
        "add_prefix_space": False,
        "bos_token": "<|endoftext|>",
        "eos_token": "<|endoftext|>",
        "pad_token": "<|endoftext|>",
        "unk_token": "<|endoftext|>",
        "chat_template": TEMPLATE,
        "added_tokens_decoder": {
            str(token["id"]): {k: v for k, v in token.items() if k != "id"} for token in added
        },
    }
    write_json(folder / "tokenizer.json", tokenizer)
    write_json(
        folder / "tokenizer_config.json",
        {k: v for k, v in (settings | dict(changes)).items() if v is not None},
    )


def shapes_of(form: Form) -> dict[str, tuple[int, ...]]:
    """Every tensor's name and shape."""
    config = config_of(form)
    head = config.get("head_dim", HEAD)
    assert isinstance(head, int)
    queries, keys = HEADS * head, KV_HEADS * head
    shapes: dict[str, tuple[int, ...]] = {
        "model.embed_tokens.weight": (VOCABULARY, WIDTH),
        "model.norm.weight": (WIDTH,),
    }
    if not form.tied:
        shapes["lm_head.weight"] = (VOCABULARY, WIDTH)
    for layer in range(LAYERS):
        block = f"model.layers.{layer}."
        shapes[block + "input_layernorm.weight"] = (WIDTH,)
        shapes[block + "post_attention_layernorm.weight"] = (WIDTH,)
        shapes[block + "self_attn.o_proj.weight"] = (WIDTH, queries)
        shapes[block + "mlp.down_proj.weight"] = (WIDTH, FEED_FORWARD)
        if form.architecture == "Phi3ForCausalLM":
            shapes[block + "self_attn.qkv_proj.weight"] = (queries + 2 * keys, WIDTH)
            shapes[block + "mlp.gate_up_proj.weight"] = (2 * FEED_FORWARD, WIDTH)
            continue
        for name, rows in (("q", queries), ("k", keys), ("v", keys)):
            shapes[block + f"self_attn.{name}_proj.weight"] = (rows, WIDTH)
            if form.biases:
                shapes[block + f"self_attn.{name}_proj.bias"] = (rows,)
        shapes[block + "mlp.gate_proj.weight"] = (FEED_FORWARD, WIDTH)
        shapes[block + "mlp.up_proj.weight"] = (FEED_FORWARD, WIDTH)
    return shapes


def random_weights(form: Form) -> dict[str, np.ndarray]:
    """Seeded weights as little-endian bytes' arrays: uint16 for BF16 and F16, uint32 for F32."""
    random = np.random.default_rng(form.seed)
    return {
        name: encode((random.standard_normal(shape) * 0.2).astype(np.float32), form.dtype)
        for name, shape in shapes_of(form).items()
    }


def encode(values: np.ndarray, dtype: str) -> np.ndarray:
    """The bit patterns of float32 values in a safetensors dtype (BF16 by truncation)."""
    if dtype == "BF16":
        return (values.view(np.uint32) >> 16).astype(np.uint16)
    return values.astype(np.float16).view(np.uint16) if dtype == "F16" else values.view(np.uint32)


def write_weights(folder: Path, weights: Mapping[str, np.ndarray], form: Form) -> None:
    """Write one `model.safetensors`, or shards and their index."""
    if form.shards == 1:
        write_safetensors(folder / "model.safetensors", weights, form.dtype)
        return
    names = list(weights)
    step = -(-len(names) // form.shards)
    weight_map = {}
    for number in range(form.shards):
        part = names[number * step : (number + 1) * step]
        file = f"model-{number + 1:05d}-of-{form.shards:05d}.safetensors"
        write_safetensors(folder / file, {name: weights[name] for name in part}, form.dtype)
        weight_map |= dict.fromkeys(part, file)
    write_json(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": weight_map})


def write_safetensors(path: Path, weights: Mapping[str, np.ndarray], dtype: str) -> None:
    """The safetensors format: length of the header, header, data."""
    header: Json = {"__metadata__": {"format": "pt"}}
    start = 0
    for name, values in weights.items():
        header[name] = {
            "dtype": dtype,
            "shape": list(values.shape),
            "data_offsets": [start, start + values.nbytes],
        }
        start += values.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(
        struct.pack("<Q", len(text)) + text + b"".join(values.tobytes() for values in weights.values())
    )
