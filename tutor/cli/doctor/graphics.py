"""Graphics processors: those this machine has, against those the build of llama.cpp can use."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tutor.cli.doctor.finding import Finding, Status
from tutor.engine.machine import Device, DeviceKind, Machine

_SECONDS = 10


class Maker(StrEnum):
    """Whose it is: decides how llama.cpp is to be built."""

    NVIDIA = "NVIDIA"
    AMD = "AMD"
    INTEL = "Intel"
    APPLE = "Apple"


# what llama.cpp is built with for each, and what has to be installed for that
_OPTIONS = {
    Maker.NVIDIA: ("-DGGML_CUDA=on", "after installing NVIDIA's CUDA toolkit"),
    Maker.AMD: ("-DGGML_VULKAN=on", "after installing the Vulkan SDK (headers, loader and glslc)"),
    Maker.INTEL: ("-DGGML_VULKAN=on", "after installing the Vulkan SDK (headers, loader and glslc)"),
    Maker.APPLE: ("-DGGML_METAL=on", "after installing the command line tools (xcode-select --install)"),
}
_MAKERS = (
    (re.compile(r"nvidia|geforce|quadro", re.I), Maker.NVIDIA),
    (re.compile(r"advanced micro devices|\bamd\b|radeon|\bati\b", re.I), Maker.AMD),
    (re.compile(r"\bintel\b", re.I), Maker.INTEL),
)


@dataclass(frozen=True, slots=True)
class SeenGpu:
    """A graphics processor that the operating system or a driver's tool tells of."""

    maker: Maker
    name: str


Runner = Callable[[Sequence[str]], str]


def see_gpus(machine: Machine, run: Runner | None = None) -> tuple[SeenGpu, ...]:
    """Ask the tools there are: nvidia-smi, vulkaninfo, lspci; on a Mac the processor's name tells."""
    run = run or _output_of
    if sys.platform == "darwin":
        name = machine.processor.name or ""
        return (SeenGpu(Maker.APPLE, name),) if name.startswith("Apple") else ()
    return seen_in(
        nvidia_smi=run(["nvidia-smi", "-L"]),
        vulkaninfo=run(["vulkaninfo", "--summary"]),
        lspci=run(["lspci"]),
    )


def seen_in(nvidia_smi: str = "", vulkaninfo: str = "", lspci: str = "") -> tuple[SeenGpu, ...]:
    """What the tools' output tells of; one of each maker is enough to know how to build."""
    names = [re.sub(r"\s*\(UUID.*", "", line) for line in nvidia_smi.splitlines() if line.startswith("GPU ")]
    # a software renderer calls itself a device too
    devices = re.split(r"^GPU\d+:", vulkaninfo, flags=re.M)[1:]
    real = (device for device in devices if "PHYSICAL_DEVICE_TYPE_CPU" not in device)
    names += [match[1].strip() for device in real if (match := re.search(r"deviceName\s*=\s*(.+)", device))]
    pattern = re.compile(r"(?:VGA compatible controller|3D controller|Display controller): (.+)")
    names += [match[1].strip() for line in lspci.splitlines() if (match := pattern.search(line))]
    found: dict[Maker, SeenGpu] = {}
    for name in names:
        maker = next((maker for words, maker in _MAKERS if words.search(name)), None)
        if maker is not None:
            found.setdefault(maker, SeenGpu(maker, name))
    return tuple(found.values())


def check_graphics(
    seen: Sequence[SeenGpu], devices: Sequence[Device], machine: Machine, rebuild: Callable[[str], str]
) -> list[Finding]:
    """Whether a GPU stands idle because the build can't use it. `rebuild` gives the command for an option."""
    name = "graphics"
    usable = [device for device in devices if device.kind in (DeviceKind.GPU, DeviceKind.INTEGRATED_GPU)]
    if usable:
        listed = "; ".join(_describe(device) for device in usable)
        return [Finding(name, Status.OK, f"llama.cpp uses {listed}")]
    if not seen:
        return [Finding(name, Status.OK, "no graphics processor was seen; the processor does the work")]
    if any(gpu.maker is Maker.APPLE for gpu in seen) and machine.architecture == "x86_64":
        advice = "Install a Python for arm64 and install this program with it: this one runs under Rosetta."
        return [Finding(name, Status.WARNING, "Metal stands idle: this Python is for Intel Macs", advice)]
    return [_idle(gpu, rebuild) for gpu in seen]


def _idle(gpu: SeenGpu, rebuild: Callable[[str], str]) -> Finding:
    option, first = _OPTIONS[gpu.maker]
    if gpu.maker is Maker.INTEL and "arc" not in gpu.name.lower():
        detail = f"{gpu.name} stands idle; it reads the same memory, so generation would hardly be faster"
        return Finding("graphics", Status.OK, detail)
    detail = f"{gpu.name} stands idle: this build of llama.cpp is for the processor only"
    return Finding("graphics", Status.WARNING, detail, f"{rebuild(option)}   ({first})")


def _describe(device: Device) -> str:
    return f"{device.name} ({device.description}, {device.free_bytes / 1e9:.1f} GB free)"


def _output_of(command: Sequence[str]) -> str:
    """What a tool prints; nothing when it is not there, fails or hangs."""
    path = shutil.which(command[0])
    if path is None:
        return ""
    try:
        run = subprocess.run(
            [path, *command[1:]],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout if run.returncode == 0 else ""
