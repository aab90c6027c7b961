"""What a GGUF tells of its making: keys of ours in its metadata."""

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

SOURCE = "tutor.source"
SOURCE_SHA256 = "tutor.source_sha256"
VERSION = "tutor.version"
QUANTIZED_FROM = "tutor.quantized_from_sha256"
TYPE = "tutor.quantization"
CALIBRATION = "tutor.calibration"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where weights come from. `source` is a hub name or the checkpoint folder's name."""

    source: str


def tool_version() -> str:
    """The version of the installed program."""
    try:
        return version("tutor")
    except PackageNotFoundError:
        return "unknown"
