"""Why a plan is as it is, in plain words for the person at the machine."""

from collections.abc import Iterator
from dataclasses import replace

from tutor.engine.fitting import CONTEXT_GRAIN, DEFAULT_CONTEXT, Room, Wishes, contexts_to_try, gigabytes
from tutor.engine.machine import Machine
from tutor.engine.needs import Layout, ModelNeeds, estimate, rope_factors


def explain_layout(needs: ModelNeeds, layout: Layout, room: Room, wishes: Wishes) -> Iterator[str]:
    """Why the layout is as it is, in plain words."""
    yield _context_reason(needs, layout, room, wishes)
    if layout.kv_type == "q8_0":
        asked = "as asked" if wishes.kv_type else "with f16 less context would fit"
        yield f"Keys and values as q8_0, half the size: {asked}."
    elif wishes.kv_type == "q8_0":
        yield "Keys and values as f16: the heads of this model can't be cut into blocks of q8_0."
    if needs.long_above is not None:
        factors = rope_factors(needs, layout.context)
        yield f"The {factors} rope factors: llama.cpp takes the long ones above {needs.long_above:,} tokens."
    if not room.has_gpu:
        yield "Everything on the processor: llama.cpp lists no GPU with room."
    else:
        yield f"{layout.gpu_layers} of {needs.layers + 1} layers on {room.device_names}" + (
            ", as asked." if wishes.gpu_layers is not None else ": as many as fit."
        )


def _context_reason(needs: ModelNeeds, layout: Layout, room: Room, wishes: Wishes) -> str:
    chosen = f"Context of {layout.context:,} tokens: "
    if wishes.context is not None:
        if layout.context >= needs.context_length > 0 and wishes.context > layout.context:
            return chosen + f"the model knows no more ({wishes.context:,} asked)."
        if layout.context - wishes.context >= CONTEXT_GRAIN:
            return chosen + f"the least this model may have ({wishes.context:,} asked)."
        return chosen + "as asked."
    longest = contexts_to_try(needs, wishes)[0]
    if layout.context == longest:
        return chosen + (
            "all the model knows." if longest < DEFAULT_CONTEXT else "room for a long chain of thought."
        )
    larger = estimate(needs, replace(layout, context=longest, kv_type="f16"), shared=room.shared).host_bytes
    return chosen + (
        f"{longest:,} would need {gigabytes(larger)}, {gigabytes(room.available_bytes)} are free."
    )


def explain_threads(machine: Machine, wishes: Wishes, threads: int) -> tuple[str, ...]:
    """Why this many threads."""
    count = f"{threads} thread" + ("s" if threads > 1 else "")
    if wishes.threads is not None:
        lowered = (
            f", {wishes.threads} asked: no more can run at once" if threads < wishes.threads else " as asked"
        )
        return (f"{count}{lowered}.",)
    processor = machine.processor
    if threads < (processor.performance_cores or processor.physical_cores):
        return (f"{count}: all that this container or session is granted.",)
    return (f"{count}: one for each {'fast ' if processor.performance_cores else ''}physical core.",)
