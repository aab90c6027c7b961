"""From what the user chose to a running engine: the model's file, its header, a plan, the weights."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from models.card import Card
from models.catalog import load_catalog
from models.ensure import ensure
from models.gguf_header import GgufHeader, read_header
from models.locations import models_folder
from models.model_file import ModelFile
from models.progress import Progress
from models.store import Store
from tutor.engine.fitting import DEFAULT_BRANCHES
from tutor.engine.machine import inspect_machine
from tutor.engine.plan import Plan, Wishes, make_plan
from tutor.vocabulary.errors import EngineError, UsageError
from tutor.vocabulary.locations import sessions_folder

if TYPE_CHECKING:
    from tutor.engine.llama.engine import LlamaEngine
    from tutor.engine.llama.sessions import Sessions
    from tutor.engine.remote.engine import RemoteEngine
    from tutor.vocabulary.settings import Settings


def find_model(settings: "Settings", progress: Progress) -> ModelFile:
    """The model that was named, else an installed one, else one that is fetched now.

    Raises `ModelError` when none can be had.
    """
    if settings.model and settings.model.endswith(".gguf"):
        return _loose_file(Path(settings.model).expanduser())
    available_bytes = inspect_machine().available_bytes
    return ensure(
        Store(models_folder(), offline=settings.offline),
        load_catalog(),
        settings.model,
        settings.quantization,
        available_bytes,
        progress,
    )


def _loose_file(path: Path) -> ModelFile:
    """A GGUF that was named by its path and need not be in the store."""
    if not path.is_file():
        raise UsageError(f"There is no file {path}.", "`tutor models` lists the models you have.")
    header = read_header(path)
    return ModelFile(
        name=path.stem,
        quantization="",
        path=path.resolve(),
        sha256="",
        bytes=header.file_bytes,
        source=str(path),
        card=None,
    )


def connect_engine(settings: "Settings") -> "RemoteEngine":
    """The engine over the server that the settings name.

    Raises `UsageError` when they say offline and the server is another machine.
    """
    from tutor.engine.remote import ConnectOptions, connect
    from tutor.engine.remote.address import read_address

    assert settings.engine is not None
    if settings.offline and not read_address(settings.engine).loopback:
        raise UsageError(f"The settings say offline, and {settings.engine} is another machine.")
    options = ConnectOptions(plain_http=settings.plain_http, context=settings.context)
    return connect(settings.engine, settings.model, options=options)


def find_served_card(model: str) -> Card | None:
    """The card of a model that a server calls by its own name or by that of its checkpoint; None for none."""
    wanted = model.casefold()
    return next((card for card in load_catalog() if wanted in (card.name, card.checkpoint.casefold())), None)


def branches_for(votes: int) -> int:
    """How many sequences to plan: one each, one for a probe, one for a beginning that is kept or saved."""
    return max(DEFAULT_BRANCHES, votes + 2)


def plan_for(header: GgufHeader, settings: "Settings", branches: int | None = None) -> Plan:
    """What suits this model on this machine under what the user chose.

    Raises `EngineError` with the numbers when it does not fit.
    """
    from tutor.engine.llama.devices import list_devices

    return make_plan(header, inspect_machine(), list_devices(), wishes_of(settings, branches))


def wishes_of(settings: "Settings", branches: int | None = None) -> Wishes:
    """What of the settings bears on a plan."""
    return Wishes(
        context=settings.context,
        kv_type=settings.kv_type,
        gpu_layers=settings.gpu_layers,
        threads=settings.threads,
        branches=branches,
    )


def open_engine(
    file: ModelFile, settings: "Settings", on_load: Callable[[float], bool] | None = None
) -> "LlamaEngine":
    """Load a model as the plan says. `on_load` gets the share loaded, 0 to 1, and stops it with False.

    Raises `ModelError` for a damaged file and `EngineError` for what llama.cpp refuses.
    """
    from tutor.engine.llama.engine import LlamaEngine

    header = read_header(file.path)
    template = chat_template(file, header)
    plan = plan_for(header, settings, branches_for(settings.votes))
    return LlamaEngine(file, plan, template, on_load, _sessions(file, plan, settings))


def chat_template(file: ModelFile, header: GgufHeader) -> str:
    """The file's own template, else its card's; raises `EngineError` when there is none."""
    template = header.chat_template or (file.card.fallback_template if file.card else None)
    if not template:
        raise EngineError(
            f"{file.path} has no chat template, and no card of the catalog knows one for it.",
            "Use a file that has one (`tutor models` lists those that are known to work).",
        )
    return template


def _sessions(file: ModelFile, plan: Plan, settings: "Settings") -> "Sessions | None":
    """Saved prompts of this very model, run in this very way; None where none are to be kept."""
    from tutor.engine.llama.library import llama_cpp
    from tutor.engine.llama.sessions import Sessions

    if not settings.session_bytes:
        return None
    state = file.path.stat()
    content = file.sha256 or f"{file.path} {state.st_size} {state.st_mtime_ns}"
    way = f"{plan.kv_type} {plan.rope_factors} {plan.flash_attention} {plan.gpu_layers}"
    identity = f"{content} {llama_cpp().__version__} {way}"
    return Sessions(sessions_folder(), identity, settings.session_bytes)
