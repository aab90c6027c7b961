"""The header of a safetensors file: which tensors lie where. Reads no tensor data.

Format: 8 bytes little-endian length, a JSON object of that length, then the data;
https://github.com/huggingface/safetensors.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from pathlib import Path
from typing import NoReturn, TypeGuard

from quantize.errors import CheckpointError

MAX_HEADER_BYTES = 100_000_000
"""The limit of the format's own reader."""


class Dtype(StrEnum):
    """The types of values a checkpoint may hold here."""

    BF16 = "BF16"
    F16 = "F16"
    F32 = "F32"

    @property
    def bytes(self) -> int:
        """Bytes of one value."""
        return 4 if self is Dtype.F32 else 2


@dataclass(frozen=True, slots=True)
class StoredTensor:
    """One tensor in a file. `shape` has the slowest dimension first; `offset` is from the file's start."""

    name: str
    dtype: Dtype
    shape: tuple[int, ...]
    file: Path
    offset: int

    @property
    def values(self) -> int:
        """How many numbers it holds."""
        return prod(self.shape)

    @property
    def bytes(self) -> int:
        """Its bytes in the file."""
        return self.values * self.dtype.bytes


def read_safetensors(path: Path) -> list[StoredTensor]:
    """The tensors of a file, by name; CheckpointError, naming file and tensor, for a damaged one."""
    try:
        with path.open("rb") as file:
            file_bytes = path.stat().st_size
            length = int.from_bytes(file.read(8), "little")
            if file_bytes < 8 or length > min(MAX_HEADER_BYTES, file_bytes - 8):
                _refuse(path, "its header is not whole")
            text = file.read(length)
    except FileNotFoundError:
        raise CheckpointError(f"{path} is missing.", "Fetch the checkpoint again.") from None
    except OSError as error:
        raise CheckpointError(f"{path} can't be read: {error.strerror or error}.") from error
    header = _parse(path, text)
    names = sorted(name for name in header if name != "__metadata__")
    tensors = [_tensor(path, name, header[name], 8 + length) for name in names]
    _check_layout(path, tensors, 8 + length, file_bytes)
    return tensors


def _parse(path: Path, text: bytes) -> dict[str, object]:
    try:
        header = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        _refuse(path, "its header is no JSON")
    if not isinstance(header, dict):
        _refuse(path, "its header is no JSON object")
    return header


def _tensor(path: Path, name: str, entry: object, data_start: int) -> StoredTensor:
    what = f"the tensor {name[:200]!r}"
    if not isinstance(entry, dict):
        _refuse(path, f"{what} has no description")
    dtype, shape, span = entry.get("dtype"), entry.get("shape"), entry.get("data_offsets")
    if dtype not in list(Dtype):
        raise CheckpointError(
            f"{path}: {what} has the dtype {str(dtype)[:20]}; BF16, F16 and F32 can be converted.",
            "Take the checkpoint in one of these types.",
        )
    if not _are_sizes(shape) or not 1 <= len(shape) <= 4 or 0 in shape:
        _refuse(path, f"{what} has the shape {str(shape)[:60]}")
    if not _are_sizes(span) or len(span) != 2:
        _refuse(path, f"{what} has the place {str(span)[:60]}")
    tensor = StoredTensor(name, Dtype(dtype), tuple(shape), path, data_start + span[0])
    if span[1] - span[0] != tensor.bytes:
        _refuse(
            path, f"{what} of shape {tensor.shape} has {span[1] - span[0]} bytes, expected {tensor.bytes}"
        )
    return tensor


def _are_sizes(value: object) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(type(size) is int and 0 <= size < 1 << 48 for size in value)


def _check_layout(path: Path, tensors: list[StoredTensor], data_start: int, file_bytes: int) -> None:
    if not tensors:
        _refuse(path, "it holds no tensor")
    end = data_start
    for tensor in sorted(tensors, key=lambda tensor: tensor.offset):
        if tensor.offset < end:
            _refuse(path, f"the data of {tensor.name!r} overlaps that of another tensor")
        end = tensor.offset + tensor.bytes
        if end > file_bytes:
            _refuse(path, f"it ends inside the tensor {tensor.name!r}: it is truncated")


def _refuse(path: Path, reason: str) -> NoReturn:
    raise CheckpointError(f"{path} is damaged: {reason}.", "Fetch this file again.")
