"""Reading little-endian values from the head of a file, forward only, through a small window.

Owns the bounds: whatever the bytes say, no more than `HEAD_BYTES` of a file are
walked and no more than `TEXT_BYTES` are kept of one string. Every fault is a
`ModelError` that names the file.
"""

import struct
from pathlib import Path
from typing import BinaryIO, NoReturn

from models.errors import ModelError

WINDOW_BYTES = 1 << 20
TEXT_BYTES = 1 << 20
"""The longest string that is kept; chat templates are the longest, at some 20 KB."""
HEAD_BYTES = 128 << 20
"""The longest head that is walked; a vocabulary of 262,144 tokens with merges takes about 16 MB."""

_U64 = struct.Struct("<Q")
_DAMAGED = "It is damaged or was not copied whole; fetch it again."


class Cursor:
    """A position in a file's head. All lengths are in bytes."""

    def __init__(self, file: BinaryIO, path: Path, file_bytes: int) -> None:
        self._file = file
        self._path = path
        self._limit = min(file_bytes, HEAD_BYTES)
        self._whole = file_bytes <= HEAD_BYTES
        self._window = b""
        self._window_start = 0
        self._at = 0

    @property
    def position(self) -> int:
        """The offset of the next byte from the file's beginning."""
        return self._window_start + self._at

    @property
    def remaining(self) -> int:
        """How many bytes may still be walked."""
        return self._limit - self.position

    def refuse(self, fault: str, hint: str = _DAMAGED) -> NoReturn:
        """Raise the `ModelError` of a fault found in this file."""
        raise ModelError(f"{self._path} is no usable model file: {fault}.", hint)

    def take(self, count: int, what: str) -> bytes:
        """The next `count` bytes."""
        self._require(count, what)
        while len(self._window) - self._at < count:
            self._refill(count, what)
        start = self._at
        self._at += count
        return self._window[start : self._at]

    def number(self, code: str, what: str) -> int:
        """One integer of a `struct` code."""
        (value,) = struct.unpack("<" + code, self.take(struct.calcsize(code), what))
        return int(value)

    def text(self, what: str, limit: int = TEXT_BYTES) -> str:
        """A string: its length in eight bytes, then UTF-8."""
        length = self.number("Q", what)
        if length > limit:
            self.refuse(f"{what} is {length} bytes long, more than {limit}")
        try:
            return self.take(length, what).decode("utf-8")
        except UnicodeDecodeError:
            self.refuse(f"{what} is not UTF-8")

    def skip(self, count: int, what: str) -> None:
        """Pass over `count` bytes without keeping them."""
        self._require(count, what)
        inside = len(self._window) - self._at
        if count <= inside:
            self._at += count
            return
        self._window_start = self.position + count
        self._window, self._at = b"", 0
        self._file.seek(self._window_start)

    def skip_texts(self, count: int, what: str) -> None:
        """Pass over `count` strings; a vocabulary has 200,000, so this loop is kept bare."""
        if count > self.remaining // _U64.size:
            self._too_short(what)
        unpack, left = _U64.unpack_from, count
        while left:
            window, at, end = self._window, self._at, len(self._window) - _U64.size
            while left and at <= end:
                following = at + _U64.size + unpack(window, at)[0]
                if following > len(window):
                    break
                at, left = following, left - 1
            self._at = at
            if left:
                self.skip(self.number("Q", what), what)
                left -= 1

    def _require(self, count: int, what: str) -> None:
        if count > self.remaining:
            self._too_short(what)

    def _too_short(self, what: str) -> NoReturn:
        if self._whole:
            self.refuse(f"it ends inside {what}")
        self.refuse(f"its head is longer than {HEAD_BYTES >> 20} MB")

    def _refill(self, count: int, what: str) -> None:
        rest = self._window[self._at :]
        more = self._file.read(max(WINDOW_BYTES, count - len(rest)))
        if not more:
            self._too_short(what)
        self._window_start += self._at
        self._window, self._at = rest + more, 0
