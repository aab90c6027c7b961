"""Control groups: both versions, nested limits, and what a container shows."""

from pathlib import Path

import pytest

from tutor.engine.cgroup import MemoryLimit, memory_limit, quota_cores

GB = 1_000_000_000


def lay(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return root


def test_version_2_memory_counts_the_file_cache_as_free(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "proc/self/cgroup": "0::/app\n",
            "sys/fs/cgroup/app/memory.max": f"{4 * GB}\n",
            "sys/fs/cgroup/app/memory.current": f"{3 * GB}\n",
            "sys/fs/cgroup/app/memory.stat": f"anon 5\nactive_file {GB}\ninactive_file {GB}\n",
        },
    )
    assert memory_limit(root) == MemoryLimit(4 * GB, 3 * GB)


def test_version_1_memory_counts_the_groups_below(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "proc/self/cgroup": "4:memory:/app\n2:cpu,cpuacct:/app\n",
            "sys/fs/cgroup/memory/app/memory.limit_in_bytes": str(2 * GB),
            "sys/fs/cgroup/memory/app/memory.usage_in_bytes": str(GB),
            "sys/fs/cgroup/memory/app/memory.stat": (
                f"inactive_file 1\ntotal_inactive_file {GB // 2}\ntotal_active_file 0\n"
            ),
        },
    )
    assert memory_limit(root) == MemoryLimit(2 * GB, 3 * GB // 2)


def test_the_tightest_of_nested_groups_counts(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "proc/self/cgroup": "0::/user/app\n",
            "sys/fs/cgroup/user/memory.max": str(2 * GB),
            "sys/fs/cgroup/user/memory.current": str(GB),
            "sys/fs/cgroup/user/app/memory.max": str(8 * GB),
            "sys/fs/cgroup/user/app/memory.current": "0",
            "sys/fs/cgroup/user/cpu.max": "150000 100000",
            "sys/fs/cgroup/user/app/cpu.max": "max 100000",
        },
    )
    assert memory_limit(root) == MemoryLimit(2 * GB, GB)
    assert quota_cores(root) == 1.5


def test_a_container_that_sees_only_its_own_group_at_the_mount(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "proc/self/cgroup": "3:memory:/docker/abc\n2:cpu,cpuacct:/docker/abc\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": str(GB),
            "sys/fs/cgroup/memory/memory.usage_in_bytes": "0",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "200000",
            "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000",
        },
    )
    assert memory_limit(root) == MemoryLimit(GB, GB)
    assert quota_cores(root) == 2.0


def test_a_path_outside_of_the_namespace_is_not_followed(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "proc/self/cgroup": "0::/../../other\n",
            "sys/fs/cgroup/memory.max": str(GB),
            "sys/other/memory.max": "1",
        },
    )
    assert memory_limit(root) == MemoryLimit(GB, GB)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {
            "proc/self/cgroup": "0::/\n",
            "sys/fs/cgroup/memory.max": "max",
            "sys/fs/cgroup/cpu.max": "max 100000",
        },
        {
            "proc/self/cgroup": "4:memory:/\n2:cpu:/\n",
            "sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712",
            "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1",
            "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
        },
        {"proc/self/cgroup": "garbage\n::\n", "sys/fs/cgroup/memory.max": "much"},
    ],
    ids=["no groups", "version 2 without limit", "version 1 without limit", "unreadable"],
)
def test_no_limit_is_none(tmp_path: Path, files: dict[str, str]) -> None:
    root = lay(tmp_path, files)
    assert memory_limit(root) is None
    assert quota_cores(root) is None


def test_a_group_over_its_limit_has_nothing_left(tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "proc/self/cgroup": "0::/\n",
            "sys/fs/cgroup/memory.max": str(GB),
            "sys/fs/cgroup/memory.current": str(2 * GB),
        },
    )
    assert memory_limit(root) == MemoryLimit(GB, 0)
