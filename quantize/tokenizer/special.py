"""Merges, special ids and the chat template, through the `gguf` package's reader of checkpoints.

Beyond it: every id that ends a turn. The generation settings may name several; GGUF has
a key for the end of a text, of a turn and of a message.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from quantize.checkpoint.documents import Document, read_optional_document
from quantize.errors import CheckpointError


def require_merges(path: Path, tokenizer: Document) -> None:
    """CheckpointError for a tokenizer without merges, in which every word falls apart into bytes."""
    model = tokenizer.get("model")
    merges = model.get("merges") if isinstance(model, dict) else None
    if not merges and not path.with_name("merges.txt").exists():
        raise CheckpointError(
            f"{path} holds no merges, and there is no merges.txt.", "Fetch tokenizer.json again."
        )


def add_special_tokens(writer: Any, folder: Path, size: int) -> None:
    """Add merges, ids and template to a `gguf.GGUFWriter`; CheckpointError for bad merges or ids."""
    vocabulary = _load(folder)
    for kind, number in vocabulary.special_token_ids.items():
        _check_id(folder, f"{kind} token", number, size)
    vocabulary.add_to_gguf(writer, quiet=True)
    _add_turn_ends(writer, folder, vocabulary.special_token_ids, size)


def _load(folder: Path) -> Any:
    import gguf

    logging.getLogger("gguf").addHandler(logging.NullHandler())
    try:
        vocabulary = gguf.SpecialVocab(folder, load_merges=True)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise CheckpointError(
            f"{folder}: the tokenizer files are damaged ({str(error)[:200] or type(error).__name__}).",
            "Fetch tokenizer.json and tokenizer_config.json again.",
        ) from error
    if not all(isinstance(merge, str) and merge.count(" ") == 1 for merge in vocabulary.merges):
        raise CheckpointError(f"{folder / 'tokenizer.json'}: a merge is no pair.", "Fetch the file again.")
    if isinstance(vocabulary.chat_template, list):
        vocabulary.chat_template = _default_template(folder, vocabulary.chat_template)
    return vocabulary


def _default_template(folder: Path, templates: list[object]) -> list[dict[str, str]]:
    named = [
        {"name": str(entry["name"]), "template": str(entry["template"])}
        for entry in templates
        if isinstance(entry, dict) and {"name", "template"} <= entry.keys()
    ]
    if len(named) != len(templates):
        raise CheckpointError(f"{folder / 'tokenizer_config.json'}: chat_template is damaged.")
    return named


def _add_turn_ends(writer: Any, folder: Path, ids: Mapping[str, int], size: int) -> None:
    """Write the further ends the generation settings name as end of turn, then as end of message."""
    path = folder / "generation_config.json"
    wanted = read_optional_document(path).get("eos_token_id")
    ends = wanted if isinstance(wanted, list) else [wanted] if wanted is not None else []
    for number in ends:
        _check_id(folder, f"eos_token_id in {path.name}", number, size)
    further = [number for number in ends if number not in ids.values()]
    free = [kind for kind in ("eot", "eom") if kind not in ids]
    if len(further) > len(free):
        raise CheckpointError(
            f"{path} names {len(ends)} ends of a turn; a GGUF can hold {1 + len(free)} of them.",
            "Leave only those the model uses in eos_token_id.",
        )
    for kind, number in zip(free, further, strict=False):
        getattr(writer, f"add_{kind}_token_id")(number)


def _check_id(folder: Path, what: str, number: object, size: int) -> None:
    if type(number) is not int or not 0 <= number < size:
        raise CheckpointError(
            f"{folder}: the {what} is {str(number)[:20]}, the vocabulary has {size} tokens.",
            "Correct tokenizer_config.json, config.json or generation_config.json.",
        )
