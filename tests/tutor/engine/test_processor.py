"""The processor as Linux and macOS tell of it."""

import sys
from pathlib import Path

import pytest

from tutor.engine import processor
from tutor.engine.processor import KNOWN_FEATURES, inspect_processor, llama_names

RYZEN = """processor\t: 0
model name\t: AMD Ryzen 7 5800U
flags\t\t: fpu pni ssse3 fma f16c avx avx2 bmi2

processor\t: 1
model name\t: another
"""
RASPBERRY = """processor\t: 0
Features\t: fp asimd asimdhp asimddp
Hardware\t: BCM2712
"""


def lay_topology(root: Path, siblings: dict[int, str]) -> None:
    for number, listed in siblings.items():
        folder = root / f"sys/devices/system/cpu/cpu{number}/topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(listed + "\n")


def lay_cpuinfo(root: Path, text: str) -> None:
    (root / "proc").mkdir()
    (root / "proc/cpuinfo").write_text(text)


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(processor.os, "sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)


@pytest.mark.usefixtures("linux")
class TestLinux:
    def test_hyperthreads_are_one_core(self, tmp_path: Path) -> None:
        lay_cpuinfo(tmp_path, RYZEN)
        lay_topology(tmp_path, {0: "0-1", 1: "0-1", 2: "2-3", 3: "2-3"})
        found = inspect_processor(tmp_path)
        assert (found.physical_cores, found.logical_cores, found.performance_cores) == (2, 4, None)

    def test_name_and_features_carry_llama_cpps_names(self, tmp_path: Path) -> None:
        lay_cpuinfo(tmp_path, RYZEN)
        found = inspect_processor(tmp_path)
        assert found.name == "AMD Ryzen 7 5800U"
        assert found.features == {"SSE3", "SSSE3", "FMA", "F16C", "AVX", "AVX2", "BMI2"}

    def test_arm_spells_features_differently(self, tmp_path: Path) -> None:
        lay_cpuinfo(tmp_path, RASPBERRY)
        found = inspect_processor(tmp_path)
        assert found.name == "BCM2712"
        assert found.features == {"NEON", "ARM_FMA", "FP16_VA", "DOTPROD"}

    def test_only_cores_of_the_affinity_mask_count(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lay_topology(tmp_path, {0: "0-1", 1: "0-1", 2: "2-3", 3: "2-3"})
        monkeypatch.setattr(processor.os, "sched_getaffinity", lambda _: {2, 3}, raising=False)
        found = inspect_processor(tmp_path)
        assert (found.physical_cores, found.logical_cores) == (1, 2)

    def test_hybrids_tell_their_fast_cores(self, tmp_path: Path) -> None:
        lay_topology(tmp_path, {0: "0-1", 1: "0-1", 2: "2", 3: "3"})
        (tmp_path / "sys/devices/cpu_core").mkdir()
        (tmp_path / "sys/devices/cpu_core/cpus").write_text("0-1\n")
        found = inspect_processor(tmp_path)
        assert (found.physical_cores, found.performance_cores) == (3, 1)

    def test_what_is_not_told_is_unknown(self, tmp_path: Path) -> None:
        found = inspect_processor(tmp_path)
        assert (found.name, found.features) == (None, None)
        assert (found.physical_cores, found.logical_cores) == (4, 4)


class TestMac:
    @pytest.fixture(autouse=True)
    def mac(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "darwin")

    def test_apple_silicon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        values = {
            "machdep.cpu.brand_string": "Apple M1",
            "hw.physicalcpu": "8",
            "hw.logicalcpu": "8",
            "hw.perflevel0.physicalcpu": "4",
            "hw.optional.neon": "1",
            "hw.optional.arm.FEAT_DotProd": "1",
            "hw.optional.arm.FEAT_I8MM": "0",
        }
        monkeypatch.setattr(processor, "_sysctl", lambda: values)
        found = inspect_processor()
        assert (found.name, found.physical_cores, found.performance_cores) == ("Apple M1", 8, 4)
        assert found.features == {"NEON", "ARM_FMA", "DOTPROD"}

    def test_intel(self, monkeypatch: pytest.MonkeyPatch) -> None:
        values = {
            "machdep.cpu.features": "FPU SSE3 SSSE3 FMA F16C AVX1.0",
            "machdep.cpu.leaf7_features": "AVX2 BMI2",
        }
        monkeypatch.setattr(processor, "_sysctl", lambda: values)
        found = inspect_processor()
        assert found.features == {"SSE3", "SSSE3", "FMA", "F16C", "AVX", "AVX2", "BMI2"}
        assert found.performance_cores is None

    def test_a_silent_sysctl_leaves_features_unknown(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(processor, "_sysctl", dict)
        found = inspect_processor()
        assert found.features is None
        assert found.physical_cores >= 1


def test_other_systems_say_that_features_are_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "freebsd14")
    found = inspect_processor()
    assert found.features is None
    assert found.physical_cores <= found.logical_cores


def test_unknown_spellings_are_passed_over() -> None:
    assert llama_names(["AVX2", "hypervisor", ""]) == {"AVX2"}
    assert "AVX2" in KNOWN_FEATURES
