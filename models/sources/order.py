"""What a source is asked for."""

from dataclasses import dataclass, field
from pathlib import Path

from models.card import CardFile
from models.disk import Partial
from models.progress import Announced, Progress
from models.stopping import Stop


@dataclass(frozen=True, slots=True)
class Order:
    """One file to fetch. `target` is where it will appear; a source writes only the partial beside it.

    `progress` raises `Stopped` once `stop` was asked for; a source that waits without telling
    anything has to look at `stop` itself.
    """

    name: str
    file: CardFile
    target: Path
    progress: Progress
    stop: Stop = field(default_factory=Stop)

    def partial(self, identity: str) -> Partial:
        """The unfinished copy; the card's checksum, where known, is shared by all sources."""
        return Partial(self.target, self.file.sha256 or identity)

    def announce(self, source: str, total_bytes: int, done_bytes: int) -> None:
        """Tell what is about to be fetched."""
        self.progress(Announced(self.name, self.file.quantization, total_bytes, source, done_bytes))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A complete partial, not yet verified. `sha256` is what the source says of it, None for nothing."""

    partial: Partial
    sha256: str | None = None
    bytes: int | None = None
