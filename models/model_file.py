"""A model that lies on this machine, and the record beside it (`NAME-TYPE.gguf.json`)."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from models.card import Card
from models.errors import ModelError
from models.gguf_header import read_header


@dataclass(frozen=True, slots=True)
class ModelFile:
    """An installed model.

    `sha256` is empty for a file that was put into the folder by hand; `source`
    says where the file came from. `card` is None for models the catalogue
    does not have.
    """

    name: str
    quantization: str
    path: Path
    sha256: str
    bytes: int
    source: str
    card: Card | None


def record_path(path: Path) -> Path:
    """Where the record of a model file lies."""
    return path.with_name(path.name + ".json")


def write_record(model: ModelFile) -> None:
    """Write the record so that it is there whole or not at all."""
    record = {
        "name": model.name,
        "quantization": model.quantization,
        "sha256": model.sha256,
        "bytes": model.bytes,
        "source": model.source,
    }
    target = record_path(model.path)
    draft = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    draft.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    draft.replace(target)


def read_model_file(path: Path, cards: Sequence[Card]) -> ModelFile | None:
    """The model of a file in the models folder; None for a file that is no usable model."""
    if not path.exists():
        return None
    try:
        record = json.loads(record_path(path).read_text(encoding="utf-8"))
        name, quantization = str(record["name"]), str(record["quantization"])
        sha256, source, file_bytes = str(record["sha256"]), str(record["source"]), int(record["bytes"])
    except (OSError, ValueError, KeyError, TypeError):
        return _unrecorded(path, cards)
    return ModelFile(name, quantization, path, sha256, file_bytes, source, _card(name, cards))


def _unrecorded(path: Path, cards: Sequence[Card]) -> ModelFile | None:
    try:
        header = read_header(path)
    except ModelError:
        return None
    name = path.stem.removesuffix(f"-{header.quantization}")
    source = "put into the folder by hand"
    return ModelFile(name, header.quantization, path, "", header.file_bytes, source, _card(name, cards))


def _card(name: str, cards: Sequence[Card]) -> Card | None:
    return next((card for card in cards if card.name == name), None)
