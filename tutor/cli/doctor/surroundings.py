"""What the program stands on: Python, folders, settings, the checker's workers, the terminal."""

import os
import platform
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from tutor.cli.doctor.finding import Finding, Status
from tutor.engine.machine import Machine

_OLDEST_PYTHON = (3, 11)
_NARROW = 60
_LITTLE_DISK_BYTES = 1_000_000_000


def check_python(
    version: tuple[int, ...] = sys.version_info[:3], bits: int = sys.maxsize.bit_length() + 1
) -> list[Finding]:
    """Whether this Python can run the program; a 32-bit one can't map a model of more than 2 GB."""
    detail = f"{platform.python_implementation()} {'.'.join(map(str, version))}, {bits} bit, {sys.executable}"
    if version[:2] < _OLDEST_PYTHON or bits < 64:
        return [Finding("Python", Status.FAULT, detail, "Use a 64-bit Python, 3.11 or later.")]
    return [Finding("Python", Status.OK, detail)]


def check_processor(machine: Machine) -> list[Finding]:
    """What computes, and how much of it this process may use."""
    processor = machine.processor
    cores = f"{processor.physical_cores} cores"
    if processor.performance_cores and processor.performance_cores < processor.physical_cores:
        cores += f" ({processor.performance_cores} fast)"
    detail = f"{processor.name or 'unknown'}, {cores}, {machine.system} on {machine.architecture}"
    if machine.quota_cores is not None and machine.quota_cores < processor.physical_cores:
        detail += f"; a container grants {machine.quota_cores:g} of them"
    return [Finding("processor", Status.OK, detail)]


def check_folder(name: str, folder: Path, needed_bytes: int = 0) -> list[Finding]:
    """Whether a folder is there or can be made, can be written to, and has room for `needed_bytes` more."""
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        advice = f"Make {there} a folder you may write to, or set TUTOR_HOME to another place."
        return [Finding(name, Status.FAULT, f"{folder} can't be written to", advice)]
    free = shutil.disk_usage(there).free
    detail = f"{folder}, {free / 1e9:.1f} GB of disk free"
    if free < max(needed_bytes, _LITTLE_DISK_BYTES):
        need = f"a model takes {needed_bytes / 1e9:.1f} GB" if needed_bytes > free else "that is little"
        advice = "Free some of the disk, or set TUTOR_HOME to a folder on another one."
        return [Finding(name, Status.WARNING, f"{detail}; {need}", advice)]
    return [Finding(name, Status.OK, detail)]


def check_settings() -> list[Finding]:
    """Whether the settings can be read; raises `UsageError` that names the place at fault."""
    from tutor.vocabulary.locations import config_file
    from tutor.vocabulary.settings import load_settings

    load_settings()
    path = config_file()
    return [Finding("settings", Status.OK, str(path) if path.exists() else f"defaults; there is no {path}")]


def check_checker() -> list[Finding]:
    """Whether a checking process starts and knows that one half is 0.5; raises `CheckError` if not."""
    from tutor.check.checker import Checker

    with Checker() as checker:
        comparison = checker.compare(r"\frac{1}{2}", "0.5")
    if not comparison.equal:
        detail = f"it started and could not tell that 1/2 is 0.5: {comparison.detail or comparison.equality}"
        return [
            Finding("checker", Status.FAULT, detail, "Install this program again: a part of it is missing.")
        ]
    return [Finding("checker", Status.OK, "its processes start and compare")]


def check_terminal(
    encoding: str, width: int, environment: Mapping[str, str], is_terminal: bool
) -> list[Finding]:
    """Whether mathematics can be drawn: characters, colour, width."""
    where = "a terminal" if is_terminal else "not a terminal"
    colourless = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb" or not is_terminal
    colour = "no colour" if colourless else "colour"
    detail = f"{where}, {encoding or 'unknown encoding'}, {colour}, {width} columns"
    if encoding.lower().replace("-", "").replace("_", "") not in ("utf8", "utf8sig"):
        advice = "Set PYTHONUTF8=1 (on Windows also: chcp 65001), or use a UTF-8 locale such as C.UTF-8."
        return [Finding("terminal", Status.WARNING, f"{detail}: mathematics is shown as plain text", advice)]
    if is_terminal and width < _NARROW:
        return [
            Finding("terminal", Status.WARNING, detail, f"Widen the window to {_NARROW} columns or more.")
        ]
    return [Finding("terminal", Status.OK, detail)]
