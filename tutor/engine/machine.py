"""The machine a model will run on: cores, memory, devices. Looks, decides nothing.

What a container or an affinity mask takes away is taken away here: the numbers are
those this process may use, not those of the hardware.
"""

import platform
from dataclasses import dataclass
from enum import StrEnum

from tutor.engine.cgroup import memory_limit, quota_cores
from tutor.engine.processor import Processor, inspect_processor


class DeviceKind(StrEnum):
    """As llama.cpp sorts its devices."""

    CPU = "cpu"
    GPU = "gpu"  # memory of its own
    INTEGRATED_GPU = "integrated gpu"  # shares the machine's memory
    ACCELERATOR = "accelerator"  # helps the CPU (BLAS, AMX)


@dataclass(frozen=True, slots=True)
class Device:
    """Something llama.cpp can compute on, as it lists them itself."""

    name: str
    description: str
    kind: DeviceKind
    total_bytes: int
    free_bytes: int


@dataclass(frozen=True, slots=True)
class Machine:
    """What this process may use. `quota_cores` is a container's grant of processor time, None without one."""

    system: str
    architecture: str
    processor: Processor
    quota_cores: float | None
    memory_bytes: int
    available_bytes: int


def inspect_machine() -> Machine:
    """Look at this machine (a few milliseconds)."""
    import psutil

    memory = psutil.virtual_memory()
    total, available = int(memory.total), int(memory.available)
    limit = memory_limit()
    if limit is not None:
        total, available = min(total, limit.limit_bytes), min(available, limit.available_bytes)
    return Machine(
        system=f"{platform.system()} {platform.release()}".strip(),
        architecture=platform.machine(),
        processor=inspect_processor(),
        quota_cores=quota_cores(),
        memory_bytes=total,
        available_bytes=available,
    )
