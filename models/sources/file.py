"""The source `file`: a model that already lies on this machine or on a share.

Also owns how a file is taken over without a second copy, where the disk allows it.
"""

import os
from collections.abc import Callable
from pathlib import Path

from models.card import FileSource
from models.disk import CHUNK_BYTES, Partial, require_space
from models.errors import SourceError
from models.progress import Advanced, Progress
from models.sources.order import Fetched, Order


def fetch(source: FileSource, order: Order) -> Fetched:
    """Copy the file into the partial, from where an earlier copy broke off."""
    path = Path(source.path).expanduser()
    if not path.is_file():
        raise SourceError(f"{path} is not there.", unreachable=True)
    stat = path.stat()
    partial = order.partial(f"{path}@{stat.st_size}@{stat.st_mtime_ns}")
    partial.cut(stat.st_size)
    require_space(order.target.parent, stat.st_size - partial.done_bytes)
    order.announce(str(source), stat.st_size, partial.done_bytes)
    copy_into(path, partial, lambda done: order.progress(Advanced(done, stat.st_size)))
    return Fetched(partial, bytes=stat.st_size)


def copy_into(path: Path, partial: Partial, tell: Callable[[int], None]) -> None:
    """Append what is missing of a file to its partial."""
    with path.open("rb") as original, partial.path.open("ab") as copy:
        original.seek(copy.tell())
        while chunk := original.read(CHUNK_BYTES):
            copy.write(chunk)
            tell(copy.tell())


def link_or_copy(path: Path, target: Path, progress: Progress) -> None:
    """Make `target` the same file: a hard link, else a symbolic link, else a copy that appears whole."""
    for link in (os.link, os.symlink):
        try:
            link(path.resolve(), target)
        except OSError:  # another disk; a file system or an account without links
            continue
        return
    copy_whole(path, target, progress)


def copy_whole(path: Path, target: Path, progress: Progress) -> None:
    """A copy that appears under its name only when it is complete."""
    total = path.stat().st_size
    require_space(target.parent, total)
    draft = target.with_name(target.name + ".copy.partial")
    try:
        with path.open("rb") as original, draft.open("wb") as copy:
            while chunk := original.read(CHUNK_BYTES):
                copy.write(chunk)
                progress(Advanced(copy.tell(), total))
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
