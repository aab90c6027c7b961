"""A GGUF as digests of its tensors and metadata, for comparing files made by different programs."""

import hashlib
import json
from pathlib import Path

import gguf

LONG = 60


def digest_gguf(path: Path) -> dict[str, dict[str, str]]:
    """Tensor name -> type, shape and hash of its bytes; key -> type and value (a hash for a long one)."""
    reader = gguf.GGUFReader(path)
    tensors = {tensor.name: _describe(tensor) for tensor in reader.tensors}
    keys = {
        name: f"{'/'.join(kind.name for kind in field.types)} {_short(field.contents())}"
        for name, field in reader.fields.items()
        if not name.startswith("GGUF.")
    }
    return {"tensors": tensors, "keys": keys}


def _describe(tensor: gguf.ReaderTensor) -> str:
    shape = [int(side) for side in tensor.shape]
    return f"{tensor.tensor_type.name} {shape} {_hash(tensor.data.tobytes())}"


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=True)
    return text if len(text) <= LONG else _hash(text.encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]
