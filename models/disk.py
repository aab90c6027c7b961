"""Files on the way to becoming models: the partial file, room on the disk, checksums."""

import errno
import glob
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelError

SPARE_BYTES = 64 << 20
"""Left free beyond the model: a disk filled to the last byte stops other programs."""

CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Partial:
    """The unfinished copy of a model, beside the place where it will appear.

    `identity` names the bytes (a checksum, or repository and revision). It is
    part of the file's name, so a broken-off fetch is only ever continued with
    the same bytes.
    """

    target: Path
    identity: str

    @property
    def path(self) -> Path:
        """The unfinished file; it need not exist."""
        mark = hashlib.sha256(self.identity.encode()).hexdigest()[:8]
        return self.target.with_name(f"{self.target.name}.{mark}.partial")

    @property
    def done_bytes(self) -> int:
        """How much of it is there."""
        return self.path.stat().st_size if self.path.exists() else 0

    def cut(self, length: int) -> None:
        """Create the file when it is missing and cut it to at most `length` bytes."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            if file.tell() > length:
                file.truncate(length)

    def discard(self) -> None:
        """Delete what is there."""
        self.path.unlink(missing_ok=True)

    def publish(self) -> None:
        """Make the finished file appear under its name, and drop what other fetches of it left."""
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        self.path.replace(self.target)
        drop_partials(self.target)


def partials_of(target: Path) -> list[Path]:
    """Every unfinished copy of a model, whatever signs are in its name."""
    return list(target.parent.glob(f"{glob.escape(target.name)}.*.partial"))


def drop_partials(target: Path) -> None:
    """Delete every unfinished copy of a model."""
    for path in partials_of(target):
        path.unlink(missing_ok=True)


def require_space(folder: Path, needed_bytes: int) -> None:
    """ModelError when the disk of a folder lacks room for so many more bytes."""
    free = shutil.disk_usage(folder).free
    if needed_bytes + SPARE_BYTES > free:
        raise ModelError(
            f"The disk has too little room: {needed_bytes / 1e9:.2f} GB are needed in {folder}, "
            f"{free / 1e9:.2f} GB are free.",
            "Free some space, or let TUTOR_HOME name a folder on another disk.",
        )


@contextmanager
def translated_disk_faults(folder: Path) -> Iterator[None]:
    """Turn an `OSError` of work inside a folder into a `ModelError`."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ModelError(
                f"The disk of {folder} is full.", "Free some space and try again: what was fetched is kept."
            ) from error
        raise ModelError(f"{folder} can't be used: {error.strerror or error}.") from error


def sha256_of(path: Path, tell: Callable[[int], None]) -> str:
    """The checksum of a file; `tell` is given the bytes done after each chunk."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            done += len(chunk)
            tell(done)
    return digest.hexdigest()
