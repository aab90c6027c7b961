"""Which layout of a model fits a machine: tries contexts and KV types from best to worst."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tutor.engine.machine import Device, DeviceKind, Machine
from tutor.engine.needs import KvType, Layout, ModelNeeds, estimate, offloaded_bytes
from tutor.vocabulary.errors import EngineError

DEFAULT_CONTEXT = 16_384
USEFUL_CONTEXT = 8_192
"""Rather than less, keys and values are kept as q8_0: a chain of thought needs room."""

DEFAULT_BRANCHES = 8
UBATCH = 512
# llama.cpp rounds a context up to this
CONTEXT_GRAIN = 256
_STEPS = (131_072, 98_304, 65_536, 49_152, 32_768, 24_576, 16_384, 12_288, 8_192, 6_144, 4_096, 3_072, 2_048)
# above the limit of the short factors, with room for a problem and a short answer
_LONG_MARGIN = 1_024
# what drivers and the screen keep of a GPU
_DEVICE_RESERVE_BYTES = 512_000_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for; None leaves it to the plan."""

    context: int | None = None
    kv_type: KvType | None = None
    gpu_layers: int | None = None
    threads: int | None = None
    branches: int | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """Where a model may lie: the machine's memory, and that of the GPUs llama.cpp would use."""

    available_bytes: int
    device_bytes: int
    device_names: str
    shared: bool  # the GPU's memory is the machine's

    @property
    def has_gpu(self) -> bool:
        """Whether anything could lie on a GPU."""
        return self.device_bytes > 0


def read_room(machine: Machine, devices: Sequence[Device]) -> Room:
    """llama.cpp spreads a model over all GPUs with memory of their own, else it takes an integrated one."""
    gpus = [device for device in devices if device.kind is DeviceKind.GPU]
    gpus = gpus or [device for device in devices if device.kind is DeviceKind.INTEGRATED_GPU][:1]
    # llama.cpp lists Apple's GPU as one of its own kind, but it has no memory of its own
    shared = all(device.kind is DeviceKind.INTEGRATED_GPU or device.name.startswith("MTL") for device in gpus)
    free = sum(max(0, device.free_bytes - _DEVICE_RESERVE_BYTES) for device in gpus)
    return Room(machine.available_bytes, free, ", ".join(device.name for device in gpus), shared)


def choose_layout(needs: ModelNeeds, room: Room, wishes: Wishes) -> Layout:
    """The first layout that fits, best first; with a GPU, one that lies wholly on it goes before."""
    layouts = [_offload(needs, layout, room, wishes) for layout in _layouts(needs, wishes)]
    fitting = [layout for layout in layouts if _fits(needs, layout, room)]
    whole = [
        layout for layout in fitting if layout.gpu_layers > needs.layers and layout.context >= USEFUL_CONTEXT
    ]
    for layout in whole or fitting:
        return layout
    raise _too_large(needs, layouts, room, wishes)


def _layouts(needs: ModelNeeds, wishes: Wishes) -> Iterator[Layout]:
    """Contexts and KV types from best to worst: exact and long, q8_0 and long, then ever shorter."""
    contexts = contexts_to_try(needs, wishes)
    kinds = _kv_types(needs, wishes)
    branches = wishes.branches or DEFAULT_BRANCHES
    useful = [context for context in contexts if context >= min(USEFUL_CONTEXT, contexts[0])]
    order = [(context, kind) for kind in kinds for context in useful]
    order += [(context, kind) for context in contexts[len(useful) :] for kind in kinds]
    for context, kind in order:
        yield Layout(context, kind, min(UBATCH, context), branches)


def contexts_to_try(needs: ModelNeeds, wishes: Wishes) -> list[int]:
    """The contexts to try, longest first: the wished one alone, else steps down from what suits."""
    least = _least_context(needs)
    most = max(least, needs.context_length // CONTEXT_GRAIN * CONTEXT_GRAIN)
    if wishes.context is not None:
        rounded = -(-wishes.context // CONTEXT_GRAIN) * CONTEXT_GRAIN
        return [min(max(rounded, least), most)]
    longest = min(DEFAULT_CONTEXT, most)
    smallest = max(least, min(_STEPS[-1], most))
    return [longest, *(step for step in _STEPS if smallest < step < longest), *({smallest} - {longest})]


def _least_context(needs: ModelNeeds) -> int:
    """A longrope model is always run with its long factors: it was trained to think with them."""
    if needs.long_above is not None and needs.long_above < needs.context_length:
        return min(needs.long_above + _LONG_MARGIN, needs.context_length)
    return CONTEXT_GRAIN


def _kv_types(needs: ModelNeeds, wishes: Wishes) -> tuple[KvType, ...]:
    if not needs.kv_quantizable:
        return ("f16",)
    return (wishes.kv_type,) if wishes.kv_type is not None else ("f16", "q8_0")


def _offload(needs: ModelNeeds, layout: Layout, room: Room, wishes: Wishes) -> Layout:
    """The layout with as many layers on the GPU as were wished, else as fit."""
    everything = needs.layers + 1
    if not room.has_gpu:
        return layout
    if wishes.gpu_layers is not None:
        return replace(layout, gpu_layers=min(wishes.gpu_layers, everything))
    candidates = (replace(layout, gpu_layers=count) for count in range(everything, 0, -1))
    fitting = (
        candidate for candidate in candidates if offloaded_bytes(needs, candidate) <= room.device_bytes
    )
    return next(fitting, layout)


def _fits(needs: ModelNeeds, layout: Layout, room: Room) -> bool:
    return estimate(needs, layout, shared=room.shared).host_bytes <= room.available_bytes


def _too_large(needs: ModelNeeds, layouts: list[Layout], room: Room, wishes: Wishes) -> EngineError:
    """The refusal, with numbers and what to do."""
    smallest = min(layouts, key=lambda layout: estimate(needs, layout, shared=room.shared).host_bytes)
    needed = estimate(needs, smallest, shared=room.shared).host_bytes
    message = (
        f"{needs.name} with a context of {smallest.context:,} tokens ({smallest.kv_type}) needs "
        f"{gigabytes(needed)}, {gigabytes(room.available_bytes)} are free."
    )
    lesser = replace(wishes, context=None, kv_type=None)
    for layout in _layouts(needs, lesser):
        candidate = _offload(needs, layout, room, wishes)
        if candidate.context <= smallest.context and _fits(needs, candidate, room):
            return EngineError(
                message, f"This fits: --context {candidate.context} --kv-type {candidate.kv_type}"
            )
    return EngineError(
        message,
        "Close other programs, or use a smaller type or a smaller model: `tutor models list` shows them.",
    )


def gigabytes(count: int) -> str:
    """A number of bytes for people."""
    return f"{count / 1e9:.1f} GB"
