"""llama.cpp as a library: loaded once, its log kept off the screen and at hand for errors."""

import ctypes
import logging
from collections import deque
from functools import lru_cache
from typing import Any

from tutor.vocabulary.errors import EngineError

_LOG = logging.getLogger("tutor.llama")
_RECENT_LINES = 200
_ERROR_LEVELS = (3, 4)  # ggml's warning and error

_recent: deque[tuple[int, str]] = deque(maxlen=_RECENT_LINES)


def _keep(level: int, text: bytes, _data: object) -> None:
    line = text.decode("utf-8", "replace").rstrip("\n")
    if line.strip(" ."):  # loading prints a dot per tensor
        _recent.append((level, line))
        _LOG.debug("%s", line)


@lru_cache(maxsize=1)
def llama_cpp() -> Any:
    """The binding, with the backend initialised and the log redirected.

    Raises `EngineError` when the shared library can't be loaded.
    """
    try:
        import llama_cpp as library
    except (ImportError, OSError, RuntimeError) as error:
        raise EngineError(
            f"llama.cpp can't be loaded: {error}",
            "Build it again: uv sync --reinstall-package llama-cpp-python",
        ) from error
    callback = library.llama_log_callback(_keep)
    library.llama_log_set(callback, ctypes.c_void_p(0))
    library._tutor_log_callback = callback  # ctypes keeps no reference of its own
    library.llama_backend_init()
    return library


def forget_log() -> None:
    """Drop the kept lines, so that a later quote is about what comes now."""
    _recent.clear()


def quote_log(lines: int = 3) -> str:
    """The last complaints of llama.cpp, else its last lines, for an error's message."""
    complaints = [line for level, line in _recent if level in _ERROR_LEVELS]
    chosen = complaints or [line for _, line in _recent]
    return " / ".join(line.strip() for line in chosen[-lines:]) or "llama.cpp gave no reason"
