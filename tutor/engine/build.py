"""The build of llama.cpp that is installed: what it says of itself, and the devices it lists.

A build made for another processor dies of an illegal instruction, so it is asked in
a process of its own.
"""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass

from tutor.engine.machine import Device, DeviceKind

# Loads the library, converts some numbers with its vector code, prints what it says of itself
_QUESTION = """
import ctypes, json
from tutor.engine.llama.devices import list_devices, system_info
from tutor.engine.llama.library import llama_cpp
library = llama_cpp()
convert = getattr(library.llama_cpp._lib, "ggml_cpu_fp32_to_fp16", None)  # not reached this way on Windows
if convert is not None:
    convert((ctypes.c_float * 256)(*range(256)), (ctypes.c_uint16 * 256)(), ctypes.c_int64(256))
devices = [[d.name, d.description, d.kind.value, d.total_bytes, d.free_bytes] for d in list_devices()]
print(json.dumps({"version": library.__version__, "info": system_info(), "devices": devices}))
"""
_SECONDS = 60
# Windows' code for an illegal instruction, as an unsigned and as a signed number
_WINDOWS_ILLEGAL = (0xC000001D, 0xC000001D - (1 << 32))


@dataclass(frozen=True, slots=True)
class Build:
    """What the installed llama.cpp said; `fault` is set when it did not answer, the rest is then empty."""

    version: str = ""
    system_info: str = ""
    devices: tuple[Device, ...] = ()
    fault: str = ""


def ask_build(python: str = sys.executable) -> Build:
    """Load llama.cpp in another process and hear what it says (about half a second)."""
    try:
        run = subprocess.run(
            [python, "-c", _QUESTION], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Build(fault=f"it gave no answer within {_SECONDS} seconds")
    except OSError as error:
        return Build(fault=f"{python} can't be started: {error.strerror}")
    if run.returncode != 0:
        return Build(fault=_cause_of_death(run.returncode, run.stderr))
    said = json.loads(run.stdout.splitlines()[-1])
    devices = tuple(
        Device(name, description, DeviceKind(kind), total, free)
        for name, description, kind, total, free in said["devices"]
    )
    return Build(said["version"], said["info"], devices)


def _cause_of_death(code: int, stderr: str) -> str:
    """Why the process that loaded llama.cpp ended badly."""
    if code in _WINDOWS_ILLEGAL or code == -getattr(signal, "SIGILL", 4):
        return "it was built for another processor: loading it is an illegal instruction here"
    if code < 0:
        try:
            name = signal.Signals(-code).name
        except ValueError:
            name = f"signal {-code}"
        return f"loading it crashes ({name})"
    lines = [line for line in stderr.splitlines() if line.strip()]
    return f"it can't be loaded: {lines[-1].strip() if lines else f'exit code {code}'}"
