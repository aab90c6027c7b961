"""The bits of weights on their way from a checkpoint to a GGUF, a few million at a time.

bf16 stays bf16 undecoded. Conversions round to nearest, ties to even, as llama.cpp's
converter does. A value that is no number stops the work: it would turn every answer
into noise.
"""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from quantize.checkpoint.safetensors import Dtype, StoredTensor
from quantize.errors import CheckpointError

CHUNK_VALUES = 1 << 20
"""Values converted at once: the buffers stay in the processor's cache."""

Bits = npt.NDArray[np.unsignedinteger]
"""Values as bit patterns: uint16 or uint32."""

_FIRST_NON_FINITE = {Dtype.BF16: 0x7F80, Dtype.F16: 0x7C00, Dtype.F32: 0x7F800000}
_WITHOUT_SIGN = {Dtype.BF16: 0x7FFF, Dtype.F16: 0x7FFF, Dtype.F32: 0x7FFFFFFF}
_BITS = {Dtype.BF16: np.uint16, Dtype.F16: np.uint16, Dtype.F32: np.uint32}


def stream_values(tensor: StoredTensor, to: Dtype, heads: int, digest: "hashlib._Hash") -> Iterator[Bits]:
    """The tensor's bits in another type, in chunks; `digest` is fed the bytes as they are stored.

    `heads` interleaves rotary halves and then reads the tensor whole. CheckpointError for values
    that are no numbers, or that the type can't hold.
    """
    convert = _CONVERSIONS[tensor.dtype, to]
    for stored in _read(tensor, heads, digest):
        _check_finite(tensor, stored, tensor.dtype, "holds values that are no numbers (NaN or infinite)")
        if tensor.dtype is to:
            yield stored
            continue
        changed = convert(stored)
        _check_finite(tensor, changed, to, f"holds values too large for {to}; choose another --precision")
        yield changed


def interleave_heads(bits: Bits, heads: int) -> Bits:
    """Rows ordered as neighbouring rotary pairs, from rows ordered as rotary halves of each head."""
    shape = bits.shape
    halves = bits.reshape(heads, 2, shape[0] // heads // 2, *shape[1:])
    turned: Bits = np.ascontiguousarray(halves.swapaxes(1, 2)).reshape(shape)
    return turned


def _read(tensor: StoredTensor, heads: int, digest: "hashlib._Hash") -> Iterator[Bits]:
    if heads:
        whole = np.concatenate([chunk.copy() for chunk in _read_in_order(tensor, digest)])
        yield interleave_heads(whole.reshape(tensor.shape), heads).reshape(-1)
    else:
        yield from _read_in_order(tensor, digest)


def _read_in_order(tensor: StoredTensor, digest: "hashlib._Hash") -> Iterator[Bits]:
    """The stored bits; each chunk is overwritten by the next."""
    buffer = np.empty(min(CHUNK_VALUES, tensor.values), _BITS[tensor.dtype])
    with tensor.file.open("rb", buffering=0) as file:
        file.seek(tensor.offset)
        left = tensor.values
        while left:
            chunk = buffer[: min(left, buffer.size)]
            _fill(file, chunk, tensor)
            digest.update(chunk.data)
            yield chunk
            left -= chunk.size


def _fill(file: BinaryIO, chunk: Bits, tensor: StoredTensor) -> None:
    view = chunk.data.cast("B")
    done = 0
    while done < len(view):
        count = file.readinto(view[done:])  # type: ignore[attr-defined]  # a raw file has it
        if not count:
            raise CheckpointError(f"{tensor.file} ends inside the tensor {tensor.name!r}: it is truncated.")
        done += count


def _check_finite(tensor: StoredTensor, bits: Bits, dtype: Dtype, fault: str) -> None:
    if int((bits & _WITHOUT_SIGN[dtype]).max()) >= _FIRST_NON_FINITE[dtype]:
        raise CheckpointError(f"{tensor.file}: the tensor {tensor.name!r} {fault}.")


def _same(bits: Bits) -> Bits:
    return bits


def _bf16_to_f32(bits: Bits) -> Bits:
    return bits.astype(np.uint32) << np.uint32(16)


def _f16_to_f32(bits: Bits) -> Bits:
    return bits.view(np.float16).astype(np.float32).view(np.uint32)


def _f32_to_f16(bits: Bits) -> Bits:
    with np.errstate(over="ignore"):  # an overflow is found as an infinity, and named
        return bits.view(np.float32).astype(np.float16).view(np.uint16)


def _f32_to_bf16(bits: Bits) -> Bits:
    half = np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))
    return ((bits + half) >> np.uint32(16)).astype(np.uint16)


def _through_f32(first: Callable[[Bits], Bits], second: Callable[[Bits], Bits]) -> Callable[[Bits], Bits]:
    return lambda bits: second(first(bits))


_CONVERSIONS: dict[tuple[Dtype, Dtype], Callable[[Bits], Bits]] = {
    **{(dtype, dtype): _same for dtype in Dtype},
    (Dtype.BF16, Dtype.F32): _bf16_to_f32,
    (Dtype.F16, Dtype.F32): _f16_to_f32,
    (Dtype.F32, Dtype.F16): _f32_to_f16,
    (Dtype.F32, Dtype.BF16): _f32_to_bf16,
    (Dtype.BF16, Dtype.F16): _through_f32(_bf16_to_f32, _f32_to_f16),
    (Dtype.F16, Dtype.BF16): _through_f32(_f16_to_f32, _f32_to_bf16),
}


def file_digest(paths: list[Path]) -> "hashlib._Hash":
    """A SHA-256 that has been fed the names and contents of the files that exist."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest
