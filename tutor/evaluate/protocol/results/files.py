"""Files that are there whole or not at all, and faults of the disk that say what is kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.vocabulary.errors import TutorError


@contextmanager
def translated_faults(folder: Path) -> Iterator[None]:
    """Turn a fault of the disk into one that says what is kept."""
    try:
        yield
    except OSError as error:
        raise TutorError(
            f"{folder} can't be written: {error.strerror or error}.",
            "Make room or choose another folder: what is finished is kept, and the same command goes on.",
        ) from error


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with translated_faults(path.parent):
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names of new files as lasting as their content, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
