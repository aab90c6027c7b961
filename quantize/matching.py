"""Which of a checkpoint's tensors becomes which tensor of the GGUF, and in which type."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from quantize.architectures.layout import Target, Targets
from quantize.checkpoint.config import Config
from quantize.checkpoint.safetensors import Dtype, StoredTensor
from quantize.checkpoint.shards import listed
from quantize.errors import CheckpointError

_LEFT_OUT = (".attention.masked_bias", ".attention.bias", ".rotary_emb.inv_freq")
"""Buffers some old checkpoints hold beside their weights."""


class Precision(StrEnum):
    """The type of the large tensors. AUTO keeps bf16 and f16, and stores f32 as f16."""

    AUTO = "auto"
    BF16 = "bf16"
    F16 = "f16"
    F32 = "f32"


@dataclass(frozen=True, slots=True)
class Move:
    """One tensor on its way: from where, to which place, as which type."""

    source: StoredTensor
    target: Target
    dtype: Dtype

    @property
    def bytes(self) -> int:
        """Its bytes in the GGUF."""
        return self.source.values * self.dtype.bytes


def match_tensors(tensors: list[StoredTensor], targets: Targets, config: Config, large: Dtype) -> list[Move]:
    """The moves, in the checkpoint's order; CheckpointError for missing, unknown or misshapen tensors."""
    present = [tensor for tensor in tensors if not tensor.name.endswith(_LEFT_OUT)]
    names = {tensor.name for tensor in present}
    missing = [name for name, target in targets.items() if target.required and name not in names]
    if missing:
        raise CheckpointError(
            f"{config.path.parent} lacks {len(missing)} tensors that {config.path.name} promises: "
            f"{listed(missing)}.",
            "Fetch the checkpoint again, all of its files.",
        )
    unknown = [tensor for tensor in present if tensor.name not in targets]
    if unknown:
        raise CheckpointError(
            f"{unknown[0].file}: {len(unknown)} tensors have no place in this architecture: "
            f"{listed([tensor.name for tensor in unknown])}.",
            "An adapter or a model with changed layers can't be converted; merge it first.",
        )
    _check_optional(names, targets, config)
    return [_move(tensor, targets[tensor.name], large) for tensor in present]


def choose_dtype(tensors: list[StoredTensor], precision: Precision) -> Dtype:
    """The type of the large tensors: the one asked for, else that of the checkpoint's first 16-bit matrix."""
    if precision is not Precision.AUTO:
        return Dtype(precision.upper())
    small = (tensor.dtype for tensor in tensors if len(tensor.shape) > 1 and tensor.dtype is not Dtype.F32)
    return next(small, Dtype.F16)


def extra_bytes(extra: dict[str, np.ndarray]) -> int:
    """Bytes of the tensors that follow from the configuration."""
    return sum(values.nbytes for values in extra.values())


def _move(tensor: StoredTensor, target: Target, large: Dtype) -> Move:
    if tensor.shape != target.shape:
        raise CheckpointError(
            f"{tensor.file}: the tensor {tensor.name!r} has the shape {list(tensor.shape)}, "
            f"expected {list(target.shape)} from config.json.",
            "Configuration and weights belong to different models.",
        )
    return Move(tensor, target, Dtype.F32 if _is_small(target) else large)


def _is_small(target: Target) -> bool:
    """What the runtime wants in float32: vectors and norms."""
    return len(target.shape) == 1 or not target.name.endswith(".weight")


def _check_optional(names: set[str], targets: Targets, config: Config) -> None:
    """An optional tensor of a layer must be there in all layers or in none."""
    kinds: dict[str, list[str]] = {}
    for name, target in targets.items():
        if not target.required and ".layers." in name:
            kinds.setdefault(name.split(".", 3)[3], []).append(name)
    for group in kinds.values():
        missing = [name for name in group if name not in names]
        if missing and len(missing) < len(group):
            raise CheckpointError(
                f"{config.path.parent} lacks {listed(missing)}, which other layers have.",
                "Fetch the checkpoint again.",
            )
