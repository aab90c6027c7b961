"""A flag that stops llama.cpp in mid-decode without running Python inside the computation.

llama.cpp asks its abort callback before each node of the graph, about a thousand
times a token. A Python callback costs about a microsecond and the GIL each time
(measured: 8% of a token of a 135M model). The C library's `strlen` has the shape
that is needed, `bool (void *)` after truncation: of an empty string it returns 0
("go on"), of a string of one byte 1 ("abort"). So the flag is a two-byte string
and raising it is one memory write, from any thread.
"""

import ctypes
import ctypes.util
import sys
from typing import Any


def _c_library() -> ctypes.CDLL:
    if sys.platform == "win32":
        return ctypes.CDLL("ucrtbase")
    return ctypes.CDLL(None)


class AbortFlag:
    """Raised by `set`, lowered by `clear`; `callback` and `data` are what llama.cpp is given."""

    def __init__(self, callback_type: Any) -> None:
        self._buffer = ctypes.create_string_buffer(2)
        self.callback = ctypes.cast(_c_library().strlen, callback_type)
        self.data = ctypes.cast(self._buffer, ctypes.c_void_p)

    def set(self) -> None:
        """Ask for the abort."""
        self._buffer[0] = b"\x01"

    def clear(self) -> None:
        """Go on."""
        self._buffer[0] = b"\x00"

    @property
    def is_set(self) -> bool:
        return self._buffer[0] != b"\x00"
