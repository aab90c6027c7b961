"""Files of data sets on the hub, fetched once into a folder of their own; none is shipped.

What a model's file gets, they get: a resumable fetch, a checksum, and to be there whole or not at all.
"""

from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from models.card import CardFile, HubSource
from models.disk import sha256_of, translated_disk_faults
from models.errors import ModelError, SourceError
from models.locations import datasets_folder
from models.progress import Progress
from models.sources import hub
from models.sources.order import Order


@dataclass(frozen=True, slots=True)
class HubFile:
    """One file of a data set's repository. `sha256` is empty where it is not pinned."""

    repo: str
    filename: str
    revision: str = "main"
    sha256: str = ""


def fetch_file(
    file: HubFile,
    title: str,
    progress: Progress,
    *,
    offline: bool = False,
    endpoint: str | None = None,
    note: str = "",
) -> Path:
    """The file on this machine, fetched when it is not there yet.

    Raises `ModelError`: no network, not allowed, another checksum; `note` becomes part of its hint.
    """
    target = datasets_folder() / file.repo.replace("/", "--") / file.revision / Path(file.filename).name
    with translated_disk_faults(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_name(target.name + ".lock")):
            if not target.exists():
                advice = f"{note} A file of your own is read too: `tutor eval FILE.jsonl`.".strip()
                if offline:
                    message = f"The settings say offline, and {title} is not on this machine."
                    raise ModelError(message, advice)
                _fetch(file, title, target, _Way(progress, endpoint, advice))
    return target


@dataclass(frozen=True, slots=True)
class _Way:
    """Who is told of a fetch, where it goes, and what to do when it fails."""

    progress: Progress
    endpoint: str | None
    advice: str


def _fetch(file: HubFile, title: str, target: Path, way: _Way) -> None:
    source = HubSource(file.repo, file.filename, file.revision, repo_type="dataset")
    card_file = CardFile("data", 0, (source,), sha256=file.sha256 or None)
    try:
        fetched = hub.fetch(source, Order(title, card_file, target, way.progress), way.endpoint)
    except SourceError as error:
        raise ModelError(f"{title} can't be fetched: {error.message}.", way.advice) from error
    expected = file.sha256 or fetched.sha256
    found = sha256_of(fetched.partial.path, lambda _: None)
    if expected and found != expected:
        fetched.partial.discard()
        message = f"{title} arrived damaged, or is another than expected: its checksum is {found}."
        raise ModelError(message, way.advice)
    fetched.partial.publish()
