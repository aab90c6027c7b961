"""Tokens and their types, from `tokenizer.json` and the added tokens of `tokenizer_config.json`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import NoReturn

from quantize.checkpoint.documents import Document
from quantize.errors import CheckpointError


class TokenType(IntEnum):
    """GGUF's types of tokens."""

    NORMAL = 1
    CONTROL = 3
    USER_DEFINED = 4
    UNUSED = 5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens by id, padded to the size of the embedding."""

    tokens: list[str]
    types: list[int]


@dataclass(frozen=True, slots=True)
class _Added:
    text: str
    special: bool


def read_vocabulary(path: Path, tokenizer: Document, settings: Document, size: int) -> Vocabulary:
    """The vocabulary of a byte-level BPE; CheckpointError for another kind or ids beyond `size`."""
    model = tokenizer.get("model")
    if not isinstance(model, dict) or not isinstance(model.get("vocab"), dict):
        _refuse(path, "it holds no vocabulary")
    _require_byte_level(path, tokenizer, model)
    tokens = ["" for _ in range(size)]
    types = [TokenType.UNUSED] * size
    for text, number in model["vocab"].items():
        row = _row(path, text, number, size)
        tokens[row], types[row] = text, TokenType.NORMAL
    for number, added in _added_tokens(path, tokenizer, settings):
        row = _row(path, added.text, number, size)
        tokens[row], types[row] = _added_text(added), _added_type(added)
    for number, kind in enumerate(types):
        if kind is TokenType.UNUSED:
            tokens[number] = f"[PAD{number}]"
    return Vocabulary(tokens, [int(kind) for kind in types])


def _require_byte_level(path: Path, tokenizer: Document, model: Document) -> None:
    decoder = str(tokenizer.get("decoder"))
    if model.get("type") != "BPE" or model.get("byte_fallback") or "ByteLevel" not in decoder:
        raise CheckpointError(
            f"{path} is no byte-level BPE tokenizer.",
            "Convert SentencePiece models with llama.cpp's own converter and quantize the GGUF here.",
        )


def _row(path: Path, text: str, number: object, size: int) -> int:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < size:
        _refuse(path, f"the token {text[:60]!r} has the id {str(number)[:20]}, the embedding has {size} rows")
    return number


def _added_tokens(path: Path, tokenizer: Document, settings: Document) -> Iterator[tuple[object, _Added]]:
    entries = tokenizer.get("added_tokens") or []
    if not isinstance(entries, list):
        _refuse(path, "added_tokens is no list")
    for entry in entries:
        number = entry.get("id") if isinstance(entry, dict) else None
        yield number, _read_added(path, entry)
    decoder = settings.get("added_tokens_decoder") or {}
    if not isinstance(decoder, dict):
        _refuse(path.with_name("tokenizer_config.json"), "added_tokens_decoder is no object")
    for number, entry in decoder.items():
        yield int(number) if number.isdecimal() else number, _read_added(path, entry)


def _read_added(path: Path, entry: object) -> _Added:
    text = entry.get("content") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(text, str):
        _refuse(path, "an added token has no content")
    return _Added(text, bool(entry.get("special")))


def _added_type(added: _Added) -> TokenType:
    control = added.special or _looks_special(added.text)
    return TokenType.CONTROL if control else TokenType.USER_DEFINED


def _added_text(added: _Added) -> str:
    if _added_type(added) is TokenType.CONTROL:
        return added.text
    return added.text.replace("\u2581", " ")  # llama.cpp expects plain spaces in these


def _looks_special(text: str) -> bool:
    """Tokens that ought to be control tokens though their models do not say so."""
    return (
        text in ("<pad>", "<mask>", "<2mass>", "[@BOS@]")
        or (text.startswith("<|") and text.endswith("|>"))
        or (text.startswith("<｜") and text.endswith("｜>"))
        or (text.startswith("<unused") and text.endswith(">"))
    )


def _refuse(path: Path, reason: str) -> NoReturn:
    raise CheckpointError(f"{path} is damaged: {reason}.", "Fetch the file again.")
