"""Graphics processors: what the tools tell, and what stands idle."""

from collections.abc import Sequence

import pytest

from tutor.cli.doctor import graphics
from tutor.cli.doctor.finding import Status
from tutor.cli.doctor.graphics import Maker, SeenGpu, check_graphics, see_gpus, seen_in
from tutor.engine.machine import Device, DeviceKind, Machine
from tutor.engine.processor import Processor

LSPCI = """00:02.0 VGA compatible controller: Intel Corporation Iris Xe Graphics (rev 01)
00:1f.3 Audio device: Intel Corporation Smart Sound
01:00.0 3D controller: NVIDIA Corporation GA107M [GeForce RTX 3050 Mobile] (rev a1)
"""
VULKAN = """Devices:
========
GPU0:
	deviceType         = PHYSICAL_DEVICE_TYPE_DISCRETE_GPU
	deviceName         = AMD Radeon RX 6600 (RADV NAVI23)
GPU1:
	deviceType         = PHYSICAL_DEVICE_TYPE_CPU
	deviceName         = llvmpipe (LLVM 15.0.6, 256 bits) Intel
"""
SMI = "GPU 0: NVIDIA GeForce RTX 3050 Laptop GPU (UUID: GPU-1234)\n"
MACHINE = Machine("Linux", "x86_64", Processor("A laptop", None, 4, 8), None, 8, 4)
CPU = Device("CPU", "a CPU", DeviceKind.CPU, 8, 4)


def rebuild(option: str) -> str:
    return f"build {option}"


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ({"nvidia_smi": SMI}, [SeenGpu(Maker.NVIDIA, "GPU 0: NVIDIA GeForce RTX 3050 Laptop GPU")]),
        ({"vulkaninfo": VULKAN}, [SeenGpu(Maker.AMD, "AMD Radeon RX 6600 (RADV NAVI23)")]),
        ({"lspci": "00:01.0 VGA compatible controller: Red Hat, Inc. Virtio GPU"}, []),
        ({"nvidia_smi": "NVIDIA-SMI has failed because it couldn't communicate"}, []),
        ({}, []),
    ],
    ids=[
        "nvidia-smi",
        "vulkaninfo without its software renderer",
        "a virtual screen",
        "a dead driver",
        "no tools",
    ],
)
def test_tools_are_read(output: dict[str, str], expected: list[SeenGpu]) -> None:
    assert list(seen_in(**output)) == expected


def test_one_of_each_maker_is_told_once() -> None:
    assert [gpu.maker for gpu in seen_in(nvidia_smi=SMI, lspci=LSPCI)] == [Maker.NVIDIA, Maker.INTEL]


def test_tools_are_asked_and_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def run(command: Sequence[str]) -> str:
        asked.append(command[0])
        return SMI if command[0] == "nvidia-smi" else ""

    monkeypatch.setattr(graphics.sys, "platform", "linux")
    assert [gpu.maker for gpu in see_gpus(MACHINE, run)] == [Maker.NVIDIA]
    assert asked == ["nvidia-smi", "vulkaninfo", "lspci"]


def test_a_tool_that_is_not_installed_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(graphics.sys, "platform", "linux")
    assert see_gpus(MACHINE) == ()


def test_apple_silicon_is_known_by_its_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphics.sys, "platform", "darwin")
    apple = Machine("Darwin", "arm64", Processor("Apple M2", None, 8, 8), None, 8, 4)
    assert see_gpus(apple) == (SeenGpu(Maker.APPLE, "Apple M2"),)
    assert see_gpus(MACHINE) == ()


def test_a_gpu_that_llama_cpp_lists_is_in_use() -> None:
    cuda = Device("CUDA0", "RTX 3050", DeviceKind.GPU, 4_000_000_000, 3_500_000_000)
    (finding,) = check_graphics([SeenGpu(Maker.NVIDIA, "RTX")], [CPU, cuda], MACHINE, rebuild)
    assert finding.status is Status.OK
    assert "CUDA0 (RTX 3050, 3.5 GB free)" in finding.detail


@pytest.mark.parametrize(
    ("maker", "name", "option"),
    [
        (Maker.NVIDIA, "RTX 3050", "-DGGML_CUDA=on"),
        (Maker.AMD, "RX 6600", "-DGGML_VULKAN=on"),
        (Maker.INTEL, "Intel Arc A770", "-DGGML_VULKAN=on"),
        (Maker.APPLE, "Apple M2", "-DGGML_METAL=on"),
    ],
)
def test_an_idle_gpu_comes_with_the_command_that_builds_for_it(maker: Maker, name: str, option: str) -> None:
    machine = Machine("any", "arm64", MACHINE.processor, None, 8, 4)
    (finding,) = check_graphics([SeenGpu(maker, name)], [CPU], machine, rebuild)
    assert finding.status is Status.WARNING
    assert finding.advice.startswith(f"build {option}")
    assert name in finding.detail


def test_a_processors_own_graphics_are_no_loss() -> None:
    (finding,) = check_graphics([SeenGpu(Maker.INTEL, "Intel UHD 620")], [CPU], MACHINE, rebuild)
    assert finding.status is Status.OK


def test_an_intel_python_on_apple_silicon_is_told_apart() -> None:
    (finding,) = check_graphics([SeenGpu(Maker.APPLE, "Apple M1")], [CPU], MACHINE, rebuild)
    assert finding.status is Status.WARNING
    assert "arm64" in finding.advice


def test_no_gpu_is_nothing_to_worry_about() -> None:
    (finding,) = check_graphics([], [CPU], MACHINE, rebuild)
    assert finding.status is Status.OK
