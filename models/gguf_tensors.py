"""The tensor table of a GGUF file: reading it, and whether its data can lie where it says."""

from dataclasses import dataclass
from math import prod

from models.gguf_cursor import Cursor
from models.gguf_types import TENSOR_TYPES

MAX_TENSORS = 1 << 16
MAX_NAME_BYTES = 64
MAX_DIMENSIONS = 4
MAX_SIDE = 1 << 32
MAX_VALUES = 1 << 48


@dataclass(frozen=True, slots=True)
class Tensor:
    """One tensor. `shape` has the fastest dimension first; `offset` counts from the start of all data."""

    name: str
    type: str
    shape: tuple[int, ...]
    offset: int
    bytes: int


def read_tensors(cursor: Cursor, count: int) -> tuple[Tensor, ...]:
    """The table of `count` tensors."""
    if not 1 <= count <= MAX_TENSORS:
        cursor.refuse(f"it claims {count} tensors")
    tensors: dict[str, Tensor] = {}
    for _ in range(count):
        tensor = _read_tensor(cursor)
        if tensor.name in tensors:
            cursor.refuse(f"the tensor {tensor.name!r} stands twice")
        tensors[tensor.name] = tensor
    return tuple(tensors.values())


def check_layout(cursor: Cursor, tensors: tuple[Tensor, ...], alignment: int, file_bytes: int) -> None:
    """Refuse tensors that are misaligned, overlap, or reach past the end of the file."""
    start = -(-cursor.position // alignment) * alignment
    end, before = 0, "the header"
    for tensor in sorted(tensors, key=lambda tensor: tensor.offset):
        if tensor.offset % alignment:
            cursor.refuse(f"the data of {tensor.name!r} is not aligned to {alignment} bytes")
        if tensor.offset < end:
            cursor.refuse(f"the data of {tensor.name!r} overlaps that of {before!r}")
        end, before = tensor.offset + tensor.bytes, tensor.name
    if start + end > file_bytes:
        cursor.refuse(f"it has {file_bytes} bytes and its tensors need {start + end}: it is truncated")


def _read_tensor(cursor: Cursor) -> Tensor:
    name = cursor.text("a tensor's name", MAX_NAME_BYTES)
    what = f"the tensor {name!r}"
    dimensions = cursor.number("I", what)
    if not 1 <= dimensions <= MAX_DIMENSIONS:
        cursor.refuse(f"{what} has {dimensions} dimensions")
    shape = tuple(cursor.number("Q", what) for _ in range(dimensions))
    if not all(1 <= side <= MAX_SIDE for side in shape) or prod(shape) > MAX_VALUES:
        cursor.refuse(f"{what} has the shape {shape}")
    number = cursor.number("I", what)
    if number not in TENSOR_TYPES:
        cursor.refuse(f"{what} has the unknown type {number}")
    kind, block_values, block_bytes = TENSOR_TYPES[number]
    if shape[0] % block_values:
        cursor.refuse(f"{what} has rows of {shape[0]} values, {kind} needs a multiple of {block_values}")
    return Tensor(name, kind, shape, cursor.number("Q", what), prod(shape) // block_values * block_bytes)
