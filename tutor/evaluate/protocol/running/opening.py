"""From what was chosen to a model that answers by the protocol: its identity, its options, how to load it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.gguf_header import read_header
from models.model_file import ModelFile
from models.progress import Progress
from tutor.engine.interface import Engine
from tutor.engine.opening import connect_engine, find_model, find_served_card, open_engine, plan_for
from tutor.engine.plan import Plan
from tutor.evaluate.protocol.results.terms import ModelIdentity, Protocol
from tutor.solve.options import SolveOptions, options_for
from tutor.strategy.budget import Budget
from tutor.strategy.settling import Probing
from tutor.strategy.stopping import Stopping
from tutor.vocabulary.errors import EngineError

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings

# room for the problem and what the template puts around it
_PROMPT_TOKENS = 1_536
_ANSWER_TOKENS = 2_048
_DIGEST_BYTES = 4 << 20
_SLICES, _SLICE_BYTES = 256, 16 << 10


@dataclass(frozen=True, slots=True)
class Opened:
    """A model that can be asked. `load` makes the engine, which a finished result never needs.

    `facts` say how it will run, for the record.
    """

    identity: ModelIdentity
    options: SolveOptions
    load: Callable[[], Engine]
    facts: Mapping[str, str | int | float]
    remark: str = ""


def open_local(settings: "Settings", protocol: Protocol, width: int, progress: Progress) -> Opened:
    """A model on this machine. `width` texts are under way at once and share its context."""
    file = find_model(settings, progress)
    plan = _plan(file, settings, protocol, width)
    settings = settings.model_copy(
        update={"context": plan.context, "kv_type": plan.kv_type, "votes": width, "session_bytes": 0}
    )
    identity = ModelIdentity(file.name, file.quantization, file.sha256 or digest_of(file.path), file.bytes)
    options = protocol_options(options_for(file.card, settings, plan.context, 0), protocol, plan.context)
    facts: dict[str, str | int | float] = {
        "context": plan.context,
        "kv_type": plan.kv_type,
        "rope_factors": plan.rope_factors,
        "threads": plan.threads,
        "gpu_layers": plan.gpu_layers,
    }
    remark = _remark(protocol, plan.context)
    return Opened(identity, options, lambda: open_engine(file, settings), facts, remark)


def open_served(settings: "Settings", protocol: Protocol) -> Opened:
    """A model on a server."""
    engine = connect_engine(settings)
    context = int(engine.facts["context"])
    options = options_for(find_served_card(engine.model), settings, context, 0)
    return Opened(
        ModelIdentity(engine.model, where=str(settings.engine)),
        protocol_options(options, protocol, context),
        lambda: engine,
        engine.facts,
        _remark(protocol, context),
    )


def protocol_options(options: SolveOptions, protocol: Protocol, context: int) -> SolveOptions:
    """The card's way of asking, sampled and bounded by the protocol."""
    tokens = bounded_tokens(protocol, context)
    answer = min(_ANSWER_TOKENS, max(1, tokens // 4))
    return replace(
        options,
        votes=1,
        budget=Budget(thinking=tokens - answer, answer=answer),
        sampling=replace(options.sampling, temperature=protocol.temperature, top_p=protocol.top_p),
        stopping=Stopping(
            proof=protocol.proof_stop,
            probing=Probing() if protocol.settled_stop else None,
            loops=protocol.loop_stop,
        ),
    )


def bounded_tokens(protocol: Protocol, context: int) -> int:
    """How long one text may become: what the protocol says, as far as the context holds it."""
    return max(2, min(protocol.max_tokens, context - min(_PROMPT_TOKENS, context // 2)))


def _plan(file: ModelFile, settings: "Settings", protocol: Protocol, width: int) -> Plan:
    """With room for the longest text, where this machine has it; else what the plan gives by itself."""
    header = read_header(file.path)
    if settings.context is None:
        wished = settings.model_copy(update={"context": protocol.max_tokens + _PROMPT_TOKENS})
        try:
            return plan_for(header, wished, width + 2)
        except EngineError:
            pass
    return plan_for(header, settings, width + 2)


def _remark(protocol: Protocol, context: int) -> str:
    bounded = bounded_tokens(protocol, context)
    if bounded >= protocol.max_tokens:
        return ""
    return (
        f"A text may have {bounded:,} tokens here, not {protocol.max_tokens:,}: the context has {context:,}."
        " More texts will be cut than in a published result."
    )


def digest_of(path: Path) -> str:
    """Of a file without a record, in no time: of its beginning, its size and slices all through it.

    The beginning alone is that of all models with the same vocabulary.
    """
    size = path.stat().st_size
    found = hashlib.sha256(str(size).encode())
    with path.open("rb") as file:
        found.update(file.read(_DIGEST_BYTES))
        for number in range(_SLICES):
            file.seek(size * number // _SLICES)
            found.update(file.read(_SLICE_BYTES))
    return found.hexdigest()
