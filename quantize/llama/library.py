"""llama.cpp as a library: loaded once, its log kept off the screen and at hand for errors."""

import ctypes
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from quantize.errors import LlamaError

_RECENT_LINES = 200
_WARNING, _ERROR = 3, 4  # ggml's levels

_recent: deque[tuple[int, str]] = deque(maxlen=_RECENT_LINES)
_listeners: list[Callable[[str], None]] = []
_begun: list[str] = []


def _keep(level: int, text: bytes, _data: object) -> None:
    """Join pieces into lines, keep the last ones, and tell the listeners."""
    if level == _ERROR and _begun:
        _end_lines(_WARNING)
    _begun.append(text.decode("utf-8", "replace"))
    if _begun[-1].endswith("\n"):
        _end_lines(level)


def _end_lines(level: int) -> None:
    for line in "".join(_begun).splitlines():
        if line.strip(" .="):  # loading prints a dot per tensor, errors stand in a box
            _recent.append((level, line.strip()))
            for listener in _listeners:
                listener(line)
    _begun.clear()


@lru_cache(maxsize=1)
def llama_cpp() -> Any:
    """The binding, with backend initialised and log redirected; LlamaError when it can't be loaded."""
    try:
        import llama_cpp as library
    except (ImportError, OSError, RuntimeError) as error:
        raise LlamaError(
            f"llama.cpp can't be loaded: {error}", "Reinstall the program: its llama-cpp-python is not whole."
        ) from error
    callback = library.llama_log_callback(_keep)
    library.llama_log_set(callback, ctypes.c_void_p(0))
    library._quantize_log_callback = callback  # ctypes keeps no reference of its own
    library.llama_backend_init()
    return library


def listen(listener: Callable[[str], None]) -> None:
    """Have every line of the log told to `listener`, for the rest of the process."""
    _listeners.append(listener)


def forget_log() -> None:
    """Drop the kept lines, so that a later quote is about what comes now."""
    _recent.clear()


def quote_log(lines: int = 2) -> str:
    """The last errors of llama.cpp, else its last lines, for a message."""
    errors = [line for level, line in _recent if level == _ERROR]
    chosen = errors or [line for level, line in _recent if level == _WARNING] or [line for _, line in _recent]
    return " / ".join(chosen[-lines:]) or "llama.cpp gave no reason"
