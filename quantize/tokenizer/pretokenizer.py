"""Which pre-tokenizer a byte-level BPE has, found by the published hash of a test text.

llama.cpp implements pre-tokenizers by name. Its converter tokenizes one text that tells
them apart, hashes the ids and looks the hash up (`get_vocab_base_pre` in llama.cpp's
converter; the table lies beside this file). The published ids include the BOS token
where a model's tokenizer adds one, and files disagree on whether it does: all readings
are tried. An unknown hash is an error: a guess would give a model that reads numbers wrongly.
"""

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from quantize.errors import CheckpointError


@cache
def _published() -> Any:
    return json.loads(files("quantize.tokenizer").joinpath("pretokenizers.json").read_text(encoding="utf-8"))


def published_hashes() -> Mapping[str, str]:
    """Hash of the test text's ids -> llama.cpp's name of the pre-tokenizer."""
    hashes: dict[str, str] = _published()["hashes"]
    return hashes


def probe_text() -> str:
    """The text whose ids tell pre-tokenizers apart."""
    return str(_published()["test_text"])


def find_pretokenizer(path: Path, bos: str, known: Mapping[str, str]) -> str:
    """The name of the pre-tokenizer of a `tokenizer.json`; CheckpointError when no reading is known."""
    tokenizer = _load(path)
    ids: list[int] = tokenizer.encode(probe_text(), add_special_tokens=True).ids
    bare: list[int] = tokenizer.encode(probe_text(), add_special_tokens=False).ids
    readings = [ids, bare]
    bos_id = tokenizer.token_to_id(bos) if bos else None
    if bos_id is not None:
        readings.append([bos_id, *bare])
    hashes = [hash_ids(reading) for reading in readings]
    for hashed in hashes:
        if hashed in known:
            return known[hashed]
    raise CheckpointError(
        f"{path}: the pre-tokenizer is not known (hash of the test text {hashes[0]}).",
        "Either the tokenizer was changed, then take the original tokenizer.json, or it is newer than this "
        "program: convert with llama.cpp's own converter and quantize the GGUF here.",
    )


def hash_ids(ids: list[int]) -> str:
    """The hash llama.cpp's table is keyed by."""
    return sha256(str(ids).encode()).hexdigest()


def _load(path: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:
        raise CheckpointError(
            f"{path} can't be read as a tokenizer: {str(error)[:200]}.", "Fetch the file again."
        ) from error
