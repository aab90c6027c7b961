"""This machine, looked at for real, and a container's limits on top."""

import subprocess
import sys

import psutil
import pytest
from support.timing import processor_seconds

from tutor.engine import machine
from tutor.engine.cgroup import MemoryLimit
from tutor.engine.machine import inspect_machine


def test_this_machine_is_told_within_50_milliseconds() -> None:
    found = inspect_machine()
    assert processor_seconds(inspect_machine, 0.05) < 0.05
    assert 1 <= found.processor.physical_cores <= found.processor.logical_cores
    assert 0 < found.available_bytes <= found.memory_bytes <= psutil.virtual_memory().total
    assert found.system
    assert found.architecture


def test_a_containers_limits_replace_those_of_the_hardware(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "memory_limit", lambda: MemoryLimit(2_000_000, 1_000_000))
    monkeypatch.setattr(machine, "quota_cores", lambda: 1.5)
    found = inspect_machine()
    assert (found.memory_bytes, found.available_bytes, found.quota_cores) == (2_000_000, 1_000_000, 1.5)


def test_a_limit_above_the_hardware_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "memory_limit", lambda: MemoryLimit(1 << 59, 1 << 59))
    assert inspect_machine().memory_bytes == psutil.virtual_memory().total


def test_planning_imports_no_heavy_library() -> None:
    code = "import sys, tutor.engine.plan, tutor.engine.bandwidth; print(*sys.modules)"
    names = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"psutil", "numpy", "llama_cpp", "pydantic"} & set(names)
