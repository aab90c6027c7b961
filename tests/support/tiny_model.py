"""A tiny random GGUF with a byte-level vocabulary: real llama.cpp mechanics in milliseconds."""

from pathlib import Path

import gguf
import numpy as np

LAYERS, WIDTH, HEADS, KV_HEADS, FEED_FORWARD = 2, 64, 4, 2, 128
CONTEXT = 32768
CONTROLS = ("<|end|>", "<|user|>", "<|assistant|>", "<|system|>")
TEMPLATE = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}"
    "{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def byte_alphabet() -> list[str]:
    """GPT-2's printable stand-ins for the 256 bytes, in byte order."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    shifted = iter(range(256, 512))
    return [chr(byte) if byte in printable else chr(next(shifted)) for byte in range(256)]


def _vocabulary() -> tuple[list[str], list[int], list[str]]:
    tokens = [*byte_alphabet(), "in", "the", *CONTROLS]
    types = [gguf.TokenType.NORMAL] * 258 + [gguf.TokenType.CONTROL] * len(CONTROLS)
    return tokens, [int(kind) for kind in types], ["i n", "t h", "th e"][:1]


def write_tiny_model(
    path: Path, *, longrope: bool = False, template: str | None = TEMPLATE, context: int = CONTEXT
) -> Path:
    """Write a random two-layer model: `llama`, or `phi3` with long and short rope factors."""
    architecture = "phi3" if longrope else "llama"
    writer = gguf.GGUFWriter(path, architecture)
    tokens, types, merges = _vocabulary()
    writer.add_name("tiny")
    writer.add_context_length(context)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_rope_freq_base(10000.0)
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    if longrope:
        writer.add_rope_scaling_orig_ctx_len(4096)
        writer.add_sliding_window(0)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(types)
    writer.add_token_merges(merges)
    writer.add_bos_token_id(tokens.index("<|end|>"))
    writer.add_eos_token_id(tokens.index("<|end|>"))
    writer.add_add_bos_token(False)
    if template is not None:
        writer.add_chat_template(template)
    _add_tensors(writer, len(tokens), np.random.default_rng(0), longrope=longrope)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_tensors(writer: gguf.GGUFWriter, vocab: int, random: np.random.Generator, *, longrope: bool) -> None:
    def matrix(name: str, rows: int, columns: int) -> None:
        writer.add_tensor(name, (random.standard_normal((rows, columns)) * 0.2).astype(np.float32))

    def ones(name: str, size: int = WIDTH) -> None:
        writer.add_tensor(name, np.ones(size, dtype=np.float32))

    head = WIDTH // HEADS
    matrix("token_embd.weight", vocab, WIDTH)
    ones("output_norm.weight")
    matrix("output.weight", vocab, WIDTH)
    if longrope:
        writer.add_tensor("rope_factors_long.weight", np.linspace(1, 40, head // 2, dtype=np.float32))
        ones("rope_factors_short.weight", head // 2)
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        ones(block + "attn_norm.weight")
        ones(block + "ffn_norm.weight")
        if longrope:
            matrix(block + "attn_qkv.weight", WIDTH + 2 * KV_HEADS * head, WIDTH)
            matrix(block + "ffn_up.weight", 2 * FEED_FORWARD, WIDTH)
        else:
            matrix(block + "attn_q.weight", WIDTH, WIDTH)
            matrix(block + "attn_k.weight", KV_HEADS * head, WIDTH)
            matrix(block + "attn_v.weight", KV_HEADS * head, WIDTH)
            matrix(block + "ffn_gate.weight", FEED_FORWARD, WIDTH)
            matrix(block + "ffn_up.weight", FEED_FORWARD, WIDTH)
        matrix(block + "attn_output.weight", WIDTH, WIDTH)
        matrix(block + "ffn_down.weight", WIDTH, FEED_FORWARD)
