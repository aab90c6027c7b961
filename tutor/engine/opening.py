"""From a model's file to a running engine: header, plan, weights."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.gguf_header import GgufHeader, read_header
from models.store import ModelFile
from tutor.engine.machine import inspect_machine
from tutor.engine.plan import Plan, Wishes, make_plan
from tutor.vocabulary.errors import EngineError

if TYPE_CHECKING:
    from tutor.engine.llama.engine import LlamaEngine
    from tutor.vocabulary.settings import Settings


def plan_for(header: GgufHeader, settings: "Settings", branches: int = 1) -> Plan:
    """What suits this model on this machine under what the user chose.

    Raises `EngineError` with the numbers when it does not fit.
    """
    from tutor.engine.llama.devices import list_devices  # noqa: PLC0415 - loads llama.cpp

    wishes = Wishes(
        context=settings.context,
        kv_type=settings.kv_type,
        gpu_layers=settings.gpu_layers,
        threads=settings.threads,
        branches=branches,
    )
    return make_plan(header, inspect_machine(), list_devices(), wishes)


def open_engine(
    file: ModelFile, settings: "Settings", on_load: Callable[[float], bool] | None = None
) -> "LlamaEngine":
    """Load a model as the plan says. `on_load` gets the share loaded, 0 to 1, and stops it with False.

    Raises `ModelError` for a damaged file and `EngineError` for what llama.cpp refuses.
    """
    from tutor.engine.llama.engine import LlamaEngine  # noqa: PLC0415 - loads llama.cpp

    header = read_header(file.path)
    template = header.chat_template or (file.card.chat_template if file.card else None)
    if not template:
        raise EngineError(
            f"{file.path} has no chat template, and no card of the catalog knows one for it.",
            "Use a file that has one (`tutor models` lists those that are known to work).",
        )
    return LlamaEngine(file, plan_for(header, settings), template, on_load)
