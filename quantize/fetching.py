"""A checkpoint from the model hub, through `models`: configuration, tokenizer, then every shard.

Files lie under `checkpoints/OWNER--NAME`; those that are there are not fetched again, and
a fetch that broke off goes on where it stopped.
"""

import re
from pathlib import Path

from models.card import CardFile, HubSource
from models.disk import sha256_of, translated_disk_faults
from models.errors import SourceError
from models.locations import models_folder
from models.sources import hub
from models.sources.order import Order
from quantize.checkpoint.documents import read_document
from quantize.checkpoint.shards import INDEX
from quantize.errors import CheckpointError
from quantize.progress import Progress, ignore

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_REQUIRED = ("config.json", "tokenizer.json", "tokenizer_config.json")
_OPTIONAL = ("generation_config.json", "chat_template.jinja", "README.md", INDEX)
_SINGLE = "model.safetensors"


def is_hub_name(text: str) -> bool:
    """Whether a text has the form OWNER/NAME and is no path on this machine."""
    return bool(_HUB_NAME.fullmatch(text)) and not Path(text).exists()


def fetch_checkpoint(
    repo: str, *, revision: str = "main", progress: Progress = ignore, endpoint: str | None = None
) -> Path:
    """The folder of a hub checkpoint, fetched where it is not there; SourceError when the hub can't."""
    folder = models_folder().parent / "checkpoints" / repo.replace("/", "--")
    for name in _REQUIRED:
        _fetch(HubSource(repo, name, revision), folder, progress, endpoint)
    for name in _OPTIONAL:
        _fetch_if_there(HubSource(repo, name, revision), folder, progress, endpoint)
    for name in _weights(folder):
        _fetch(HubSource(repo, name, revision), folder, progress, endpoint)
    return folder


def _weights(folder: Path) -> list[str]:
    if not (folder / INDEX).exists():
        return [_SINGLE]
    weight_map = read_document(folder / INDEX).get("weight_map")
    if not isinstance(weight_map, dict) or not all(_is_plain(name) for name in weight_map.values()):
        raise CheckpointError(f"{folder / INDEX} holds no weight_map.", "Delete it and try again.")
    return sorted({str(name) for name in weight_map.values()})


def _is_plain(name: object) -> bool:
    return isinstance(name, str) and bool(re.fullmatch(r"[\w.-]+\.safetensors", name))


def _fetch_if_there(source: HubSource, folder: Path, progress: Progress, endpoint: str | None) -> None:
    try:
        _fetch(source, folder, progress, endpoint)
    except SourceError as error:
        if error.unreachable:
            raise


def _fetch(source: HubSource, folder: Path, progress: Progress, endpoint: str | None) -> None:
    target = folder / source.filename
    if target.exists():
        return
    file = CardFile("checkpoint", 0, (source,))
    order = Order(f"{source.repo} {source.filename}", file, target, progress)
    with translated_disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        fetched = hub.fetch(source, order, endpoint)
        if fetched.sha256 and sha256_of(fetched.partial.path, lambda _done: None) != fetched.sha256:
            fetched.partial.discard()
            raise SourceError(f"the bytes of {source.filename} that arrived are not the expected ones")
        fetched.partial.publish()
