"""A look at the shelf: the machine, the disk, and every model that is here or could be, held against both.

To be taken in a thread: a look costs milliseconds, the first one that measures half a second.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from models.card import Card, CardFile
from models.choice import choose_file
from models.errors import ModelError
from models.gguf_header import read_header
from models.model_file import ModelFile
from models.store import Store
from tutor.engine.bandwidth import Bandwidth, measure_bandwidth
from tutor.engine.build import ask_build
from tutor.engine.capacity import Fit, fit_catalogue, fit_file
from tutor.engine.machine import Device, Machine, inspect_machine
from tutor.engine.plan import granted_threads
from tutor.tui.shelf.keys import row_key

# measuring needs a buffer of 128 MB: not on a machine that has little left
_LEAST_TO_MEASURE_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One type of one model.

    `card` is None for a model the catalogue does not have, `file` for a type that the
    card does not offer; `model` is the installed file. `preferred`: of the types of its
    card the one that suits this machine. `fault` says what is wrong with the installed file.
    """

    key: str
    name: str
    quantization: str
    bytes: int
    card: Card | None = None
    file: CardFile | None = None
    model: ModelFile | None = None
    fit: Fit | None = None
    unfinished_bytes: int = 0
    preferred: bool = False
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a look found. `recommended` is the key of the row to begin with, empty when nothing fits.

    `default` is the name of the catalogue's first model.
    """

    rows: tuple[ModelRow, ...]
    machine: Machine
    disk_free_bytes: int
    recommended: str = ""
    default: str = ""

    def row(self, key: str) -> ModelRow | None:
        """The row of a key."""
        return next((row for row in self.rows if row.key == key), None)


@dataclass(slots=True)
class Measured:
    """What is looked at once: the devices llama.cpp computes on and how fast memory is read."""

    devices: tuple[Device, ...] = ()
    bandwidth: Bandwidth | None = None


def measure(machine: Machine) -> Measured:
    """Ask llama.cpp for its devices, in a process of its own, and read memory for half a second."""
    cores = min(machine.processor.physical_cores, granted_threads(machine))
    able = machine.available_bytes >= _LEAST_TO_MEASURE_BYTES
    return Measured(ask_build().devices, measure_bandwidth(cores) if able else None)


def look(store: Store, measured: Measured, inspect: Callable[[], Machine] = inspect_machine) -> Shelf:
    """Everything on the shelf: installed models, then the files of the catalogue that are not here."""
    machine = inspect()
    fits = {
        row_key(fit.model, fit.quantization): fit
        for fit in fit_catalogue(store.cards, machine, measured.devices, measured.bandwidth)
    }
    here = list(_unique(_installed_row(model, machine, measured) for model in store.installed()))
    present = {row.key for row in here}
    rows = list(here)
    for card in store.cards:
        suiting = _preferred_type(card, machine)
        for file in card.files:
            key = row_key(card.name, file.quantization)
            if key not in present:
                unfinished = store.unfinished_bytes(card.name, file.quantization)
                row = ModelRow(key, card.name, file.quantization, file.bytes, card, file, fit=fits.get(key))
                rows.append(replace(row, unfinished_bytes=unfinished, preferred=file.quantization == suiting))
    default = store.cards[0].name if store.cards else ""
    return Shelf(tuple(rows), machine, _disk_free_bytes(store), _recommended(rows), default)


def _installed_row(model: ModelFile, machine: Machine, measured: Measured) -> ModelRow:
    key = row_key(model.name, model.quantization)
    file = model.card.file(model.quantization) if model.card else None
    row = ModelRow(key, model.name, model.quantization, model.bytes, model.card, file, model)
    try:
        header = read_header(model.path)
    except ModelError as error:
        return replace(row, fault=error.message)
    if header.file_bytes != model.bytes:
        fault = f"the file has {header.file_bytes:,} bytes, {model.bytes:,} were installed"
        return replace(row, fault=fault)
    return replace(row, fit=fit_file(model.name, header, machine, measured.devices, measured.bandwidth))


def _unique(rows: Iterator[ModelRow]) -> Iterator[ModelRow]:
    """Files may claim the same name and type, put into the folder by hand: each keeps a key of its own."""
    seen: set[str] = set()
    for row in rows:
        assert row.model is not None
        key = f"{row.key}/{row.model.path.name}" if row.key in seen else row.key
        seen.add(key)
        yield replace(row, key=key)


def _preferred_type(card: Card, machine: Machine) -> str:
    try:
        return choose_file(card, machine.available_bytes).quantization
    except ModelError:  # not even the smallest fits now: it is still the one to name
        return min(card.files, key=lambda file: file.bytes).quantization


def _recommended(rows: Sequence[ModelRow]) -> str:
    """The first automatic card of the catalogue that fits now, else once other programs are closed."""
    candidates = [row for row in rows if row.card and row.card.automatic and (row.preferred or row.model)]
    fitting = [row for row in candidates if row.fit and row.fit.context]
    now = [row for row in fitting if row.fit and row.fit.now]
    return next((row.key for row in (*now, *fitting)), "")


def _disk_free_bytes(store: Store) -> int:
    place = next((folder for folder in (store.root, *store.root.parents) if folder.is_dir()), store.root)
    try:
        return shutil.disk_usage(place).free
    except OSError:  # the disk went away: a fetch will say so
        return 0
