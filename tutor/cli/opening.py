"""The model a front door works with: the one that was named, else an installed one, else fetched."""

from pathlib import Path
from typing import TYPE_CHECKING

from models.catalog import load_catalog
from models.ensure import ensure
from models.gguf_header import read_header
from models.locations import models_folder
from models.model_file import ModelFile
from models.store import Store
from tutor.cli.progress import show_progress
from tutor.engine.machine import inspect_machine
from tutor.vocabulary.errors import UsageError

if TYPE_CHECKING:
    from tutor.vocabulary.settings import Settings


def find_model(settings: "Settings") -> ModelFile:
    """The model to use, downloaded first if need be, with its progress on stderr.

    Raises `ModelError` when none can be had.
    """
    if settings.model and settings.model.endswith(".gguf"):
        return _loose_file(Path(settings.model).expanduser())
    store = Store(models_folder())
    with show_progress() as progress:
        return ensure(
            store,
            load_catalog(),
            settings.model,
            settings.quantization,
            inspect_machine().available_bytes,
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
