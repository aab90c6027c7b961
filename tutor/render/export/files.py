"""Exports as files: a name to suggest, and writing that leaves a whole file or none."""

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.render.export import ExportFormat
from tutor.render.prose import to_one_line
from tutor.vocabulary.errors import UsageError

_LONGEST_NAME = 40


def suggested_file(folder: Path, form: ExportFormat, number: int | None = None, title: str = "") -> Path:
    """A file that is not there yet: `tutor-12-solve-2x-3-11.md`; without a number `tutor-history.md`."""
    stem = "tutor-history" if number is None else "-".join(filter(None, [f"tutor-{number}", _slug(title)]))
    names = (f"{stem}{'' if copy == 1 else f'-{copy}'}.{form.value}" for copy in range(1, 1_000))
    return next((folder / name for name in names if not os.path.lexists(folder / name)), folder / stem)


def write_file(path: Path, pieces: Iterable[str], *, replace: bool, newline: str = "\n") -> None:
    """Write a file whole or not at all; what was there before stays until the new one is complete.

    Raises `FileExistsError` where something is there and `replace` is not wanted, `UsageError`
    where it can't be written. What `pieces` raises goes through, and leaves no file either.
    """
    with (
        replacing(path, replace=replace) as partial,
        partial.open("w", encoding="utf-8", newline=newline) as file,
    ):
        file.writelines(pieces)


@contextmanager
def replacing(path: Path, *, replace: bool) -> Iterator[Path]:
    """A file beside the path to write to, put in its place when all went well. Raises as `write_file`."""
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        _refuse(path, replace)
        yield partial
        _refuse(path, replace)  # it may have come meanwhile
        partial.replace(path)
    except FileExistsError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"{path} can't be written: {reason}.", "Choose another place.") from error
    finally:
        _forget(partial)


def _refuse(path: Path, replace: bool) -> None:
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", "Add a name for the file.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", "Choose another place.")
    if not replace and os.path.lexists(path):
        raise FileExistsError(path)


def _forget(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", to_one_line(title[:200])).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.lower())
    slug = ""
    for word in words:
        if len(slug) + len(word) >= _LONGEST_NAME:
            break
        slug += ("-" if slug else "") + word
    return slug
