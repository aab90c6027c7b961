"""Real tokenizers end in llama.cpp with the ids their own libraries give.

SmolLM2's is taken out of its GGUF. Phi-4-mini's needs its folder: `TUTOR_PHI4_TOKENIZER` names
one with tokenizer.json, tokenizer_config.json, config.json and chat_template.jinja.
"""

import json
import os
from pathlib import Path

import gguf
import numpy as np
import pytest
from support.small_checkpoints import Form, encode, write_checkpoint, write_json, write_safetensors
from tokenizers import Tokenizer

from models.gguf_header import read_header
from models.model_file import ModelFile
from quantize.chat import render_prompt
from quantize.convert import convert
from quantize.llama.session import Session
from quantize.tokenizer.pretokenizer import find_pretokenizer, published_hashes

PHI4 = os.environ.get("TUTOR_PHI4_TOKENIZER", "")
SYSTEM = "You are a medieval knight and must provide explanations to modern people."
USER = "How should I explain the Internet?"
GOLDEN = (
    "200022 9719 1308 382 102143 11 448 20837 13324 8333 9742 656 8321 13 1608 553 261 55145 105457 326 2804 "
    "3587 69457 316 6809 1665 13 200020 200021 5299 1757 357 16644 290 7380 30 200020 200019"
)
"""What onnxruntime-extensions expects of Phi-4-mini-reasoning's template for these two messages."""

SAMPLES = [
    "Solve 2x + 3 = 11.",
    "  1234567 \t\n\n  ∫ x² dx, don't!",
    "Ünïcödé 数学 🙂🙂",
    "a\u200db \\frac{1}{2} {{}} ``` ...",
]


def smollm_tokenizer(model: Path) -> dict[str, object]:
    """`tokenizer.json` from the metadata of a GGUF: SmolLM2 splits digits, then as GPT-2 does."""
    fields = gguf.GGUFReader(model).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    types = fields["tokenizer.ggml.token_type"].contents()
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    added = [
        {"id": number, "content": text, "single_word": False, "lstrip": False, "rstrip": False}
        | {"normalized": False, "special": True}
        for number, text in enumerate(tokens)
        if types[number] == gguf.TokenType.CONTROL
    ]
    return {
        "version": "1.0",
        "added_tokens": added,
        "pre_tokenizer": {
            "type": "Sequence",
            "pretokenizers": [{"type": "Digits", "individual_digits": True}, byte_level],
        },
        "decoder": byte_level,
        "model": {
            "type": "BPE",
            "vocab": {text: number for number, text in enumerate(tokens)},
            "merges": [merge.split(" ") for merge in fields["tokenizer.ggml.merges"].contents()],
        },
    }


def test_smollm_tokenizer_is_recognised_and_kept(small_language_model: ModelFile, tmp_path: Path) -> None:
    folder = write_checkpoint(tmp_path / "smollm", Form("LlamaForCausalLM", tied=True))
    document = smollm_tokenizer(small_language_model.path)
    write_json(folder / "tokenizer.json", document)
    write_json(folder / "tokenizer_config.json", {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>"})
    size = len(document["model"]["vocab"])  # type: ignore[index, arg-type]
    resize_embedding(folder, size)
    made = convert(folder, tmp_path / "smollm.gguf").path
    ours, theirs = gguf.GGUFReader(made).fields, gguf.GGUFReader(small_language_model.path).fields
    for key in ("pre", "tokens", "token_type", "merges", "bos_token_id", "eos_token_id", "add_bos_token"):
        name = f"tokenizer.ggml.{key}"
        assert ours[name].contents() == theirs[name].contents(), name
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    with Session(made, 256, threads=1) as session:
        for text in SAMPLES:
            assert (
                session.tokenize(text, special=True) == tokenizer.encode(text, add_special_tokens=False).ids
            )


def resize_embedding(folder: Path, size: int) -> None:
    """Give the small checkpoint as many rows of embedding as the tokenizer has tokens."""
    from support.small_checkpoints import WIDTH, random_weights

    config = json.loads((folder / "config.json").read_text())
    write_json(folder / "config.json", config | {"vocab_size": size})
    weights = random_weights(Form("LlamaForCausalLM", tied=True))
    rows = np.random.default_rng(0).standard_normal((size, WIDTH)).astype(np.float32)
    weights["model.embed_tokens.weight"] = encode(rows, "BF16")
    write_safetensors(folder / "model.safetensors", weights, "BF16")


@pytest.mark.skipif(not PHI4, reason="TUTOR_PHI4_TOKENIZER names no folder with Phi-4-mini's tokenizer")
def test_phi4_mini_gives_the_golden_ids(tmp_path: Path) -> None:
    from quantize.benchmark import shapes_of_config

    folder = tmp_path / "phi4"
    folder.mkdir()
    for path in Path(PHI4).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    config = json.loads((folder / "config.json").read_text())
    small = {"hidden_size": 96, "num_hidden_layers": 1, "num_attention_heads": 1, "num_key_value_heads": 1}
    config |= small | {"intermediate_size": 64, "head_dim": None}
    config["rope_scaling"] |= {
        kind: config["rope_scaling"][kind][:36] for kind in ("long_factor", "short_factor")
    }
    write_json(folder / "config.json", config)
    write_json(folder / "generation_config.json", {"eos_token_id": [200020, 199999]})
    weights = {name: np.zeros(shape, np.uint16) for name, shape in shapes_of_config(folder).items()}
    write_safetensors(folder / "model.safetensors", weights, "BF16")
    made = convert(folder, tmp_path / "phi4.gguf").path
    header = read_header(made)
    assert header.metadata["tokenizer.ggml.pre"] == "gpt-4o"
    assert (
        header.metadata["tokenizer.ggml.eos_token_id"],
        header.metadata["tokenizer.ggml.eot_token_id"],
    ) == (199999, 200020)
    assert header.chat_template
    with Session(made, 4352, threads=1) as session:
        assert session.ends_turn(200020)
        assert session.ends_turn(199999)
        prompt = render_prompt(header.chat_template, USER, "", "")
        assert prompt.endswith(f"<|user|>{USER}<|end|><|assistant|>")
        text = prompt.replace("<|end|><|user|>", f" {SYSTEM}<|end|><|user|>", 1)
        assert " ".join(str(token) for token in session.tokenize(text, special=True)) == GOLDEN
    assert find_pretokenizer(folder / "tokenizer.json", "", published_hashes()) == "gpt-4o"
