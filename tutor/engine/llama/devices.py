"""The devices this build of llama.cpp can compute on, as it lists them itself."""

import ctypes
import sys
from pathlib import Path
from typing import Any

from tutor.engine.llama.library import llama_cpp
from tutor.engine.machine import Device, DeviceKind
from tutor.vocabulary.errors import EngineError

# ggml_backend_dev_type, ggml/include/ggml-backend.h; kinds not listed here are groups of other devices
_KINDS = {
    0: DeviceKind.CPU,
    1: DeviceKind.GPU,
    2: DeviceKind.INTEGRATED_GPU,
    3: DeviceKind.ACCELERATOR,
}


def list_devices() -> tuple[Device, ...]:
    """All devices, the processor among them; memory as the driver tells it at this moment.

    Raises `EngineError` when llama.cpp can't be loaded or lacks these functions.
    """
    try:
        ggml = _bind()
    except (AttributeError, OSError) as error:
        raise EngineError(
            f"This build of llama.cpp can't list its devices: {error}",
            "Use the version that this program was made for; `tutor doctor` names it.",
        ) from error
    handles = [ggml.ggml_backend_dev_get(index) for index in range(ggml.ggml_backend_dev_count())]
    return tuple(
        _read_device(ggml, handle) for handle in handles if ggml.ggml_backend_dev_type(handle) in _KINDS
    )


def system_info() -> str:
    """llama.cpp's own line of what it was compiled with, as in `CPU : AVX2 = 1 | …`."""
    text: str = llama_cpp().llama_print_system_info().decode("utf-8", "replace")
    return text


def _bind() -> Any:
    """The library that has the device functions, with their types.

    Elsewhere than on Windows a symbol is looked up in a library's dependencies too, so
    libllama's handle serves. Opening libggml by its path could load a second copy with
    device lists of its own: wheels hold copies where the build had links.
    """
    package = llama_cpp()
    if sys.platform == "win32":
        ggml = ctypes.CDLL(str(Path(package.__file__).parent / "lib" / "ggml.dll"))
        base = ctypes.CDLL(str(Path(package.__file__).parent / "lib" / "ggml-base.dll"))
        return _declare(_Joined(ggml, base))
    return _declare(package.llama_cpp._lib)


class _Joined:
    """Windows looks into one library only: the first that has the name."""

    def __init__(self, *libraries: ctypes.CDLL) -> None:
        self._libraries = libraries

    def __getattr__(self, name: str) -> Any:
        for library in self._libraries:
            if hasattr(library, name):
                return getattr(library, name)
        raise AttributeError(name)


def _declare(library: Any) -> Any:
    pointer, size = ctypes.c_void_p, ctypes.c_size_t
    for name, result, arguments in (
        ("ggml_backend_dev_count", size, []),
        ("ggml_backend_dev_get", pointer, [size]),
        ("ggml_backend_dev_type", ctypes.c_int, [pointer]),
        ("ggml_backend_dev_name", ctypes.c_char_p, [pointer]),
        ("ggml_backend_dev_description", ctypes.c_char_p, [pointer]),
        ("ggml_backend_dev_memory", None, [pointer, ctypes.POINTER(size), ctypes.POINTER(size)]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _read_device(ggml: Any, handle: int) -> Device:
    free, total = ctypes.c_size_t(), ctypes.c_size_t()
    ggml.ggml_backend_dev_memory(handle, ctypes.byref(free), ctypes.byref(total))
    return Device(
        name=_text(ggml.ggml_backend_dev_name(handle)),
        description=_text(ggml.ggml_backend_dev_description(handle)),
        kind=_KINDS[ggml.ggml_backend_dev_type(handle)],
        total_bytes=total.value,
        free_bytes=free.value,
    )


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace").strip()
