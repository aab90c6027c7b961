"""ggml's tensors as `cb_eval` hands them over: the C structure, and the numbers inside.

The structure belongs to the pinned llama-cpp-python; its size is checked when it is first used.
"""

import ctypes
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from quantize.errors import LlamaError
from quantize.llama.library import llama_cpp

_OBJECT_BYTES = 32  # sizeof(struct ggml_object)
_F32 = 0


class Tensor(ctypes.Structure):
    """`struct ggml_tensor`."""

    _fields_ = (
        ("type", ctypes.c_int32),
        ("buffer", ctypes.c_void_p),
        ("ne", ctypes.c_int64 * 4),
        ("nb", ctypes.c_size_t * 4),
        ("op", ctypes.c_int32),
        ("op_params", ctypes.c_int32 * 16),
        ("flags", ctypes.c_int32),
        ("src", ctypes.c_void_p * 10),
        ("view_src", ctypes.c_void_p),
        ("view_offs", ctypes.c_size_t),
        ("data", ctypes.c_void_p),
        ("name", ctypes.c_char * 64),
        ("extra", ctypes.c_void_p),
        ("padding", ctypes.c_char * 8),
    )


@lru_cache(maxsize=1)
def ggml() -> Any:
    """ggml's base library; LlamaError when it is not the one this code was written for."""
    library = ctypes.CDLL(str(_library_path()))
    library.ggml_op_desc.restype = ctypes.c_char_p
    library.ggml_op_desc.argtypes = [ctypes.c_void_p]
    library.ggml_backend_buffer_is_host.restype = ctypes.c_bool
    library.ggml_backend_buffer_is_host.argtypes = [ctypes.c_void_p]
    library.ggml_backend_tensor_get.restype = None
    library.ggml_backend_tensor_get.argtypes = [ctypes.c_void_p, ctypes.c_void_p, *[ctypes.c_size_t] * 2]
    library.ggml_tensor_overhead.restype = ctypes.c_size_t
    if library.ggml_tensor_overhead() != ctypes.sizeof(Tensor) + _OBJECT_BYTES:
        raise LlamaError(
            "The installed llama-cpp-python has other tensors than this program knows.",
            "Install the version this program names in its requirements.",
        )
    return library


def _library_path() -> Path:
    folder = Path(llama_cpp().__file__).parent / "lib"
    names = sorted(path for path in folder.glob("*ggml-base*") if path.suffix in (".so", ".dylib", ".dll"))
    if not names:
        raise LlamaError(f"{folder} holds no ggml-base library.", "Reinstall llama-cpp-python.")
    return names[0]


def multiplied_weight(address: int) -> tuple[str, Tensor] | None:
    """The name of the weight and its inputs, when a tensor is a product of both in float32."""
    if ggml().ggml_op_desc(address) != b"MUL_MAT":
        return None
    product = Tensor.from_address(address)
    weight, inputs = Tensor.from_address(product.src[0]), Tensor.from_address(product.src[1])
    name = plain_name(weight.name.decode("utf-8", "replace"))
    return (name, inputs) if inputs.type == _F32 else None


def plain_name(name: str) -> str:
    """The weight's own name, without the device a scheduler puts around it (`CUDA0#NAME#0`)."""
    return name.split("#")[1] if "#" in name else name


def read_rows(tensor: Tensor) -> npt.NDArray[np.float32]:
    """A contiguous float32 tensor as rows; LlamaError for another layout."""
    columns = tensor.ne[0]
    rows = tensor.ne[1] * tensor.ne[2] * tensor.ne[3]
    if tensor.nb[1] != 4 * columns or tensor.nb[0] != 4:
        raise LlamaError(f"The inputs of {tensor.name.decode('utf-8', 'replace')} do not lie in rows.")
    size = 4 * columns * rows
    if ggml().ggml_backend_buffer_is_host(tensor.buffer):
        data = (ctypes.c_float * (columns * rows)).from_address(tensor.data)
        return np.frombuffer(data, np.float32).reshape(rows, columns)
    copied = np.empty((rows, columns), np.float32)
    ggml().ggml_backend_tensor_get(ctypes.addressof(tensor), copied.ctypes.data, 0, size)
    return copied
