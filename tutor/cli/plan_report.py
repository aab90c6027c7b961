"""`tutor solve --plan`: how a model would run on this machine, as one JSON object. Loads no weights."""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tutor.vocabulary.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.model_file import ModelFile
    from tutor.engine.machine import Device, Machine
    from tutor.engine.needs import Estimate
    from tutor.engine.plan import Plan
    from tutor.vocabulary.settings import Settings


def print_plan(settings: "Settings") -> int:
    """Find the model, fetched if need be, and print its plan; returns the exit code.

    Raises `UsageError` for a server's model, `EngineError` with the numbers when it does not fit.
    """
    from models.gguf_header import read_header
    from tutor.engine.llama.devices import list_devices
    from tutor.engine.machine import inspect_machine
    from tutor.engine.opening import branches_for, find_model, wishes_of
    from tutor.engine.plan import make_plan
    from tutor.render.progress import TerminalProgress

    if settings.engine:
        raise UsageError(
            f"--plan is about this machine, and {settings.engine} is a server that plans for itself.",
            "Leave out --engine, or type --engine auto where the settings name a server.",
        )
    with TerminalProgress(sys.stderr) as progress:
        file = find_model(settings, progress)
    machine, devices = inspect_machine(), list_devices()
    wishes = wishes_of(settings, branches_for(settings.votes))
    plan = make_plan(read_header(file.path), machine, devices, wishes)
    click.echo(json.dumps(describe(file, plan, machine, devices), indent=2))
    return 0


def describe(
    file: "ModelFile", plan: "Plan", machine: "Machine", devices: "Sequence[Device]"
) -> dict[str, object]:
    """Everything a plan decided and what it was decided from; sizes in bytes, contexts in tokens."""
    return {
        "model": file.name,
        "quantization": file.quantization,
        "file": str(file.path),
        "context": plan.context,
        "kv_type": plan.kv_type,
        "gpu_layers": plan.gpu_layers,
        "batch": plan.batch,
        "ubatch": plan.ubatch,
        "branches": plan.branches,
        "threads": plan.threads,
        "threads_batch": plan.threads_batch,
        "rope_factors": plan.rope_factors,
        "flash_attention": plan.flash_attention,
        "estimate": _estimate(plan.estimate),
        "machine": _machine(machine, devices),
        "reasons": list(plan.reasons),
    }


def _estimate(estimate: "Estimate") -> dict[str, int]:
    """The items, and the sums that are made of them."""
    sums = ("peak_bytes", "total_bytes", "host_bytes")
    return {**asdict(estimate), **{name: getattr(estimate, name) for name in sums}}


def _machine(machine: "Machine", devices: "Sequence[Device]") -> dict[str, object]:
    """Cores and memory as far as this process may use them, and the devices as llama.cpp lists them."""
    processor = machine.processor
    return {
        "system": machine.system,
        "architecture": machine.architecture,
        "processor": processor.name,
        "physical_cores": processor.physical_cores,
        "performance_cores": processor.performance_cores,
        "logical_cores": processor.logical_cores,
        "quota_cores": machine.quota_cores,
        "memory_bytes": machine.memory_bytes,
        "available_bytes": machine.available_bytes,
        "devices": [asdict(device) for device in devices],
    }
