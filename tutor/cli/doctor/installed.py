"""The models on this machine: whether their files read well, fit, and how fast they will be."""

from collections.abc import Sequence
from pathlib import Path

from models.card import Card
from models.choice import suitable_cards
from models.errors import ModelError
from models.gguf_header import read_header
from models.model_file import ModelFile
from tutor.cli.doctor.finding import Finding, Status
from tutor.engine.bandwidth import Bandwidth
from tutor.engine.machine import Device, Machine
from tutor.engine.plan import make_plan
from tutor.vocabulary.errors import EngineError


def check_installed(
    models: Sequence[ModelFile], machine: Machine, devices: Sequence[Device], bandwidth: Bandwidth | None
) -> list[Finding]:
    """One finding for each installed model; a fault when there are models and none can be used."""
    findings = [_check_model(model, machine, devices, bandwidth) for model in models]
    if findings and all(finding.status is not Status.OK for finding in findings):
        advice = "See the advice for each of them, or fetch another: `tutor models pull NAME`."
        findings.append(Finding("models", Status.FAULT, "no installed model can be used now", advice))
    return findings


def check_presence(
    models: Sequence[ModelFile], cards: Sequence[Card], machine: Machine, offline: bool
) -> list[Finding]:
    """Whether there is a model at all, and which one to fetch if not."""
    if models:
        return [Finding("models", Status.OK, f"{len(models)} installed")]
    best = next(iter(suitable_cards(cards, machine.available_bytes)), None)
    advice = f"tutor models pull {best.name if best else 'NAME'}"
    if offline:
        return [Finding("models", Status.FAULT, "none is installed, and the settings say offline", advice)]
    return [Finding("models", Status.WARNING, "none is installed: the first problem will fetch one", advice)]


def check_strays(folder: Path, models: Sequence[ModelFile]) -> list[Finding]:
    """GGUF files in the folder that can't be used as models."""
    known = {model.path for model in models}
    findings = []
    for path in sorted(folder.glob("*.gguf")):
        if path not in known:
            advice = f"Remove {path}, or fetch it again with `tutor models pull`."
            findings.append(Finding(path.name, Status.WARNING, _fault_of(path) or "it is not listed", advice))
    return findings


def _check_model(
    model: ModelFile, machine: Machine, devices: Sequence[Device], bandwidth: Bandwidth | None
) -> Finding:
    name = f"{model.name} {model.quantization}"
    advice = f"tutor models remove {model.name} --type {model.quantization}, then pull or import it again"
    try:
        header = read_header(model.path)
        if header.file_bytes != model.bytes:
            detail = f"the file has {header.file_bytes:,} bytes, {model.bytes:,} were installed"
            return Finding(name, Status.WARNING, detail, advice)
        plan = make_plan(header, machine, devices)
    except ModelError as error:
        return Finding(name, Status.WARNING, error.message, advice)
    except EngineError as error:
        return Finding(name, Status.WARNING, error.message, error.hint)
    detail = f"context of {plan.context:,} tokens ({plan.kv_type}), {plan.estimate.total_bytes / 1e9:.1f} GB"
    if plan.gpu_layers:
        detail += f", {plan.gpu_layers} layers on the GPU"
    elif bandwidth is not None:
        speed = bandwidth.expected_tokens_per_second(header.tensor_bytes)
        detail += (
            f", about {speed:.0f} tokens per second"
            if speed >= 10
            else f", about {speed:.1f} tokens per second"
        )
    return Finding(name, Status.OK, detail)


def _fault_of(path: Path) -> str:
    try:
        read_header(path)
    except ModelError as error:
        return error.message
    return ""
