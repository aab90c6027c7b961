"""The processor: its name, what instructions it has, how many cores are for us.

Features carry llama.cpp's names, so that they can be held against what a build was
compiled with. What can't be found out is None, never guessed.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

# llama.cpp's name: the names of /proc/cpuinfo (x86, then ARM) and of macOS' sysctl
_SPELLINGS: Mapping[str, frozenset[str]] = {
    "SSE3": frozenset({"pni", "sse3"}),
    "SSSE3": frozenset({"ssse3"}),
    "AVX": frozenset({"avx", "avx1.0"}),
    "AVX_VNNI": frozenset({"avx_vnni"}),
    "AVX2": frozenset({"avx2"}),
    "F16C": frozenset({"f16c"}),
    "FMA": frozenset({"fma"}),
    "BMI2": frozenset({"bmi2"}),
    "AVX512": frozenset({"avx512f"}),
    "AVX512_VBMI": frozenset({"avx512vbmi"}),
    "AVX512_VNNI": frozenset({"avx512_vnni", "avx512vnni"}),
    "AVX512_BF16": frozenset({"avx512_bf16"}),
    "AMX_INT8": frozenset({"amx_int8"}),
    "NEON": frozenset({"asimd", "neon", "advsimd"}),
    "ARM_FMA": frozenset({"asimd", "neon", "advsimd"}),
    "FP16_VA": frozenset({"asimdhp", "feat_fp16"}),
    "DOTPROD": frozenset({"asimddp", "feat_dotprod"}),
    "MATMUL_INT8": frozenset({"i8mm", "feat_i8mm"}),
    "SVE": frozenset({"sve"}),
    "SME": frozenset({"sme", "feat_sme"}),
}
KNOWN_FEATURES = frozenset(_SPELLINGS)


@dataclass(frozen=True, slots=True)
class Processor:
    """One machine's processor as this process may use it.

    `physical_cores` counts cores, not hyperthreads, among the processors the affinity
    mask allows; `performance_cores` those of the fast kind, where there are two kinds.
    """

    name: str | None
    features: frozenset[str] | None
    physical_cores: int
    logical_cores: int
    performance_cores: int | None = None


def inspect_processor(root: Path = Path("/")) -> Processor:
    """Look at the processor; `root` moves `/proc` and `/sys`, for tests."""
    if sys.platform == "darwin":
        return _from_sysctl(_sysctl())
    if sys.platform == "linux":
        return _from_linux(root, os.sched_getaffinity(0))
    return _from_psutil(_windows_name())


def llama_names(spelled: Iterable[str]) -> frozenset[str]:
    """llama.cpp's names of the features that an operating system spells its own way."""
    lowered = {name.lower() for name in spelled}
    return frozenset(name for name, spellings in _SPELLINGS.items() if spellings & lowered)


def _from_linux(root: Path, allowed: set[int]) -> Processor:
    fields = _cpuinfo(root / "proc/cpuinfo")
    flags = fields.get("flags") or fields.get("features")
    system = root / "sys/devices"
    fast = _parse_list(_read(system / "cpu_core/cpus")) & allowed  # Intel's hybrids list theirs here
    return Processor(
        name=fields.get("model name") or fields.get("hardware"),
        features=llama_names(flags.split()) if flags else None,
        physical_cores=_count_cores(system, allowed),
        logical_cores=len(allowed),
        performance_cores=_count_cores(system, fast) if fast else None,
    )


def _cpuinfo(path: Path) -> dict[str, str]:
    """The fields of the first processor (all are alike, but for the clock)."""
    first = _read(path).split("\n\n", 1)[0]
    pairs = (line.partition(":") for line in first.splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _count_cores(system: Path, processors: set[int]) -> int:
    """Sets of processors that share a core. One without a topology file is a core of its own."""
    cores = set()
    for number in processors:
        siblings = _read(system / f"system/cpu/cpu{number}/topology/thread_siblings_list").strip()
        cores.add(siblings or str(number))
    return max(1, len(cores))


def _parse_list(text: str) -> set[int]:
    """`0-3,8` as the kernel writes sets of processors."""
    found: set[int] = set()
    for part in text.strip().split(","):
        first, _, last = part.partition("-")
        if first.isdigit():
            found.update(range(int(first), int(last or first) + 1))
    return found


def _sysctl() -> dict[str, str]:
    """The values of macOS that tell of the processor; those a model lacks are left out."""
    names = ("machdep.cpu", "hw.optional", "hw.physicalcpu", "hw.logicalcpu", "hw.perflevel0.physicalcpu")
    try:
        run = subprocess.run(
            ["/usr/sbin/sysctl", *names], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return {}
    pairs = (line.partition(":") for line in run.stdout.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _from_sysctl(values: Mapping[str, str]) -> Processor:
    """Intel Macs list features by name, Apple silicon sets `hw.optional.…` to 1."""
    listed = [values.get(f"machdep.cpu.{kind}", "") for kind in ("features", "leaf7_features")]
    present = [name for name, value in values.items() if value == "1" and name.startswith("hw.optional.")]
    features = llama_names([*" ".join(listed).split(), *(name.rsplit(".", 1)[-1] for name in present)])
    fallback = os.cpu_count() or 1
    fast = values.get("hw.perflevel0.physicalcpu", "")
    return Processor(
        name=values.get("machdep.cpu.brand_string"),
        features=features or None,
        physical_cores=int(values.get("hw.physicalcpu") or fallback),
        logical_cores=int(values.get("hw.logicalcpu") or fallback),
        performance_cores=int(fast) if fast.isdigit() else None,
    )


def _from_psutil(name: str | None) -> Processor:
    """Elsewhere the features can't be asked for cheaply: they are unknown."""
    import psutil

    logical = os.cpu_count() or 1
    return Processor(name, None, psutil.cpu_count(logical=False) or logical, logical)


def _windows_name() -> str | None:
    if sys.platform == "win32":
        import winreg

        key = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as entry:
                return str(winreg.QueryValueEx(entry, "ProcessorNameString")[0]).strip()
        except OSError:
            pass
    return platform.processor() or None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
