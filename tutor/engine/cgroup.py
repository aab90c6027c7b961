"""What Linux control groups grant this process: memory and processor time, versions 1 and 2.

A container or a systemd unit may have far less than the machine shows. Every group
from the process's own up to the root can set a limit, so the tightest one counts.
`root` moves `/proc` and `/sys`, for tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_ROOT = Path("/")
# without a limit version 1 says the largest page-aligned signed 64-bit number
_NO_LIMIT = 1 << 60


@dataclass(frozen=True, slots=True)
class MemoryLimit:
    """Bytes a group may use, and what is left of them (the file cache counts as free: it can be dropped)."""

    limit_bytes: int
    available_bytes: int


def memory_limit(root: Path = _ROOT) -> MemoryLimit | None:
    """The limit that leaves the least; None when no group has one."""
    found = [limit for folder in _folders("memory", root) if (limit := _memory_of(folder)) is not None]
    if not found:
        return None
    return MemoryLimit(
        min(limit.limit_bytes for limit in found), min(limit.available_bytes for limit in found)
    )


def quota_cores(root: Path = _ROOT) -> float | None:
    """Processors' worth of time per period, as in 1.5; None when no group has a quota."""
    quotas = [quota for folder in _folders("cpu", root) if (quota := _quota_of(folder)) is not None]
    return min(quotas, default=None)


def _memory_of(folder: Path) -> MemoryLimit | None:
    for limit_file, usage_file in (
        ("memory.max", "memory.current"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes"),
    ):
        limit = _number(_read(folder / limit_file))
        if limit is not None and limit < _NO_LIMIT:
            used = (_number(_read(folder / usage_file)) or 0) - _file_cache(folder)
            return MemoryLimit(limit, max(0, limit - max(0, used)))
    return None


def _file_cache(folder: Path) -> int:
    """Bytes of `memory.stat` the kernel can drop. Version 1 counts the groups below only under `total_`."""
    stat = dict(line.split(maxsplit=1) for line in _read(folder / "memory.stat").splitlines() if " " in line)
    prefix = "total_" if "total_inactive_file" in stat else ""
    return sum(_number(stat.get(f"{prefix}{kind}_file", "")) or 0 for kind in ("active", "inactive"))


def _quota_of(folder: Path) -> float | None:
    words = _read(folder / "cpu.max").split() or [
        _read(folder / "cpu.cfs_quota_us").strip(),
        _read(folder / "cpu.cfs_period_us").strip(),
    ]
    quota, period = (_number(word) for word in words[:2]) if len(words) >= 2 else (None, None)
    return quota / period if quota and period and quota > 0 else None


def _folders(controller: str, root: Path) -> Iterator[Path]:
    """The folders of this process's group and of those above it.

    Inside a container the path of `/proc/self/cgroup` may name the host's group while
    the mount shows only ours: folders that don't exist are passed over, the mount's
    root never is.
    """
    for mount, group in _mounts(controller, root):
        path = PurePosixPath(group.lstrip("/"))
        for part in (path, *path.parents):
            folder = mount / part
            if ".." not in part.parts and folder.is_dir():
                yield folder


def _mounts(controller: str, root: Path) -> Iterator[tuple[Path, str]]:
    """Where the controller's tree is mounted, and this process's group in it."""
    base = root / "sys/fs/cgroup"
    for line in _read(root / "proc/self/cgroup").splitlines():
        number, _, rest = line.partition(":")
        controllers, _, group = rest.partition(":")
        if controller in controllers.split(","):
            yield from ((base / name, group) for name in {controller, controllers})
        elif number == "0" and not controllers:
            yield from ((mount, group) for mount in (base, base / "unified"))


def _read(path: Path) -> str:
    """The text of a small file of the kernel, empty when it is not there for us."""
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
