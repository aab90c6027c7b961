"""Memory, its speed, and whether anything of the catalogue fits it."""

from collections.abc import Sequence

from tutor.cli.doctor.finding import Finding, Status
from tutor.engine.bandwidth import Bandwidth
from tutor.engine.capacity import Fit
from tutor.engine.machine import Machine


def check_memory(machine: Machine) -> list[Finding]:
    """How much memory this process may use."""
    total, free = machine.memory_bytes / 1e9, machine.available_bytes / 1e9
    return [Finding("memory", Status.OK, f"{total:.1f} GB, {free:.1f} GB of it free")]


def check_bandwidth(bandwidth: Bandwidth) -> list[Finding]:
    """How fast memory is read, which bounds generation."""
    detail = (
        f"{bandwidth.all_threads / 1e9:.1f} GB/s read by {bandwidth.threads} threads, "
        f"{bandwidth.one_thread / 1e9:.1f} by one"
    )
    return [Finding("memory speed", Status.OK, detail)]


def check_fits(fits: Sequence[Fit]) -> list[Finding]:
    """Whether anything of the catalogue fits."""
    now = [fit for fit in fits if fit.now]
    if now:
        return [
            Finding("room for models", Status.OK, f"{len(now)} of {len(fits)} files of the catalogue fit now")
        ]
    later = [fit for fit in fits if fit.context]
    if later:
        advice = f"Close other programs: {later[0].model} ({later[0].quantization}) then fits."
        return [
            Finding("room for models", Status.WARNING, "no model fits the memory that is free now", advice)
        ]
    advice = "A machine with 4 GB of memory runs the smaller models, one with 8 GB the default."
    return [Finding("room for models", Status.FAULT, "no model of the catalogue fits this machine", advice)]
