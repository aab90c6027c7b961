"""What a worker gives up before it reads anybody's text. Child side; imports no sympy.

`take_pipes` comes first and keeps the protocol's pipe away from stray prints. `do_without_numpy`
comes before sympy is imported.
`confine` comes after the imports: from then on no files outside of the installation,
no writing, no sockets, no processes. An audit hook does it on every platform; where
the kernel offers rlimits, they do it again below Python.
"""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

_REFUSED = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "os.posix_spawn",
    "os.fork",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.truncate",
    "os.chmod",
    "os.chown",
    "os.putenv",
    "shutil.",
    "ctypes.",
    "winreg.",
    "webbrowser.",
    "urllib.",
    "pty.",
)
_WRITING = set("wax+")


class Refused(PermissionError):  # noqa: N818 - a refusal, not a fault
    """The worker tried something it has given up."""


def take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Requests and replies on private descriptors; descriptors 0 and 1 now lead nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(nowhere, descriptor)
    return requests, replies


def step_back() -> None:
    """Leave the terminal's Ctrl-C to the parent and the processor to token generation."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        import psutil

        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        return
    with suppress(OSError):
        os.nice(5)


def do_without_numpy() -> None:
    """Let sympy sum series in plain Python.

    It would import numpy in the middle of a task where that is installed, which a confined process
    may not (it sets environment variables), and machine integers would overflow silently.
    """
    for name in ("numpy", "scipy"):
        sys.modules[name] = None  # type: ignore[assignment]  # an import of it raises ImportError


def confine(memory_bytes: int) -> None:
    """Give up files, sockets, processes and memory beyond `memory_bytes`, for good."""
    sys.dont_write_bytecode = True
    sys.set_int_max_str_digits(0)
    if sys.platform != "win32":
        _limit_resources(memory_bytes)
    roots = tuple(_installation())

    def refuse(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            _refuse_file(roots, arguments)
        elif event.startswith(_REFUSED):
            raise Refused(event)

    sys.addaudithook(refuse)


def allow_cpu(seconds: float) -> None:
    """Let the kernel end this process when the coming task outlives its parent's patience.

    The parent's watch is finer; this one also works when the parent was killed and the
    task is stuck inside one long operation that lets no other thread run.
    """
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime + seconds) + 2
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit_resources(memory_bytes: int) -> None:
    """Bound what the kernel can bound; macOS ignores the first two."""
    import resource

    bounds = [
        (resource.RLIMIT_DATA, memory_bytes),
        (resource.RLIMIT_AS, 4 * memory_bytes),  # address space also counts what is only mapped
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ]
    for which, bytes_allowed in bounds:
        with suppress(ValueError, OSError):
            resource.setrlimit(which, (bytes_allowed, bytes_allowed))


def _installation() -> set[str]:
    """Folders that Python itself reads modules from, also lazily."""
    folders = {*sys.path, sys.prefix, sys.base_prefix}
    return {str(Path(folder).resolve()) for folder in folders if folder}


def _refuse_file(roots: tuple[str, ...], arguments: tuple[object, ...]) -> None:
    path, mode, flags = (*arguments, None, None, None)[:3]
    writes = isinstance(mode, str) and bool(_WRITING & set(mode))
    writes = writes or (isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)))
    inside = isinstance(path, str) and os.path.realpath(path).startswith(roots)
    if writes or not inside:
        raise Refused("open")
