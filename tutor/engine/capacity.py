"""What of the catalogue fits this machine, and how fast it would be: from the cards' numbers alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.card import Card, CardFile
from models.gguf_header import GgufHeader
from tutor.engine.bandwidth import Bandwidth
from tutor.engine.machine import Device, Machine
from tutor.engine.needs import ModelNeeds, read_needs
from tutor.engine.plan import Plan, make_plan
from tutor.vocabulary.errors import EngineError

# what an operating system and a desktop keep even when every other program is closed
SYSTEM_BYTES = 1_500_000_000
# the shapes of models this size; they only steer the compute buffers, a few percent of the need
_TYPICAL_LAYERS, _TYPICAL_WIDTH, _TYPICAL_FEED_FORWARD, _TYPICAL_VOCABULARY = 32, 4096, 14_336, 200_064
_PHI3_SHORT_CONTEXT = 4096


MACHINE_GIGABYTES = (4, 8, 16, 24, 32, 64)
"""Sizes of memory that laptops are sold with."""


@dataclass(frozen=True, slots=True)
class SizedFit:
    """The context a machine of some memory and no GPU would give, other programs closed; 0 for none."""

    memory_gigabytes: int
    context: int
    kv_type: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether one type of one model fits; `context` 0 when it never does.

    `now`: with the memory that is free at this moment, else once other programs are closed.
    `elsewhere` is the same for machines of other sizes.
    """

    model: str
    quantization: str
    weights_bytes: int
    context: int
    kv_type: str
    needs_bytes: int
    now: bool
    tokens_per_second: float | None = None
    elsewhere: tuple[SizedFit, ...] = ()


def fit_catalogue(
    cards: Sequence[Card], machine: Machine, devices: Sequence[Device], bandwidth: Bandwidth | None
) -> tuple[Fit, ...]:
    """Every type of every card, held against this machine by the catalogue's numbers alone."""
    return tuple(_fit_card(card, file, machine, devices, bandwidth) for card in cards for file in card.files)


def fit_file(
    name: str,
    header: GgufHeader,
    machine: Machine,
    devices: Sequence[Device],
    bandwidth: Bandwidth | None,
) -> Fit:
    """A file that is here, held against this machine by its own header."""
    blank = Fit(name, header.quantization, header.tensor_bytes, 0, "", 0, now=False)
    return _fit(blank, read_needs(header), machine, devices, bandwidth)


def _fit_card(
    card: Card, file: CardFile, machine: Machine, devices: Sequence[Device], bandwidth: Bandwidth | None
) -> Fit:
    needs = _needs_of(card, file)
    elsewhere = tuple(_fit_size(needs, machine, gigabytes) for gigabytes in MACHINE_GIGABYTES)
    blank = Fit(card.name, file.quantization, file.bytes, 0, "", 0, now=False, elsewhere=elsewhere)
    return _fit(blank, needs, machine, devices, bandwidth)


def _fit_size(needs: ModelNeeds, machine: Machine, gigabytes: int) -> SizedFit:
    """This machine with another memory and its processor alone."""
    memory = gigabytes * 1_000_000_000
    sized = replace(machine, memory_bytes=memory, available_bytes=memory - SYSTEM_BYTES)
    for _, plan in _plans(needs, sized, ()):
        return SizedFit(gigabytes, plan.context, plan.kv_type)
    return SizedFit(gigabytes, 0, "")


def _fit(
    blank: Fit,
    needs: ModelNeeds,
    machine: Machine,
    devices: Sequence[Device],
    bandwidth: Bandwidth | None,
) -> Fit:
    """The fit that a blank one becomes; it stays blank where nothing fits."""
    for now, plan in _plans(needs, machine, devices):
        # a model on a GPU is not bound by the machine's memory
        bound = None if plan.gpu_layers else bandwidth
        return replace(
            blank,
            context=plan.context,
            kv_type=plan.kv_type,
            needs_bytes=plan.estimate.total_bytes,
            now=now,
            tokens_per_second=bound.expected_tokens_per_second(blank.weights_bytes) if bound else None,
        )
    return blank


def _plans(needs: ModelNeeds, machine: Machine, devices: Sequence[Device]) -> Iterator[tuple[bool, Plan]]:
    """The plan for now and the plan with other programs closed, as far as there are any."""
    closed = max(machine.available_bytes, machine.memory_bytes - SYSTEM_BYTES)
    for now, free in ((True, machine.available_bytes), (False, closed)):
        try:
            yield now, make_plan(needs, replace(machine, available_bytes=free), devices)
        except EngineError:
            continue


def _needs_of(card: Card, file: CardFile) -> ModelNeeds:
    """A card knows weights and KV bytes; the rest is typical of models of this size."""
    other_bytes = file.bytes // 6
    return ModelNeeds(
        name=card.name,
        layers=_TYPICAL_LAYERS,
        layer_bytes=file.bytes - other_bytes,
        other_bytes=other_bytes,
        kv_values=card.kv_bytes_per_token // 2,
        context_length=card.context,
        vocab_size=_TYPICAL_VOCABULARY,
        embedding_length=_TYPICAL_WIDTH,
        feed_forward_length=_TYPICAL_FEED_FORWARD,
        long_above=_PHI3_SHORT_CONTEXT if card.architecture == "phi3" else None,
    )
