"""`config.json`: the numbers of a model, asked for by name and kept within reason."""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import NoReturn

from quantize.checkpoint.documents import Document, read_document
from quantize.errors import CheckpointError

LARGEST = 1 << 31
"""No dimension of a model reaches it; GGUF keeps them as 32-bit numbers."""


@dataclass(frozen=True, slots=True)
class Config:
    """The values of one JSON object; `path` and `part` say where it stands, for messages."""

    path: Path
    values: Document
    part: str = ""

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number from 1; CheckpointError when it is missing without a default, or absurd."""
        value = self.values.get(key)
        if value is None:
            return default if default is not None else self._missing(key)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value < LARGEST:
            self.refuse(key, "a whole number from 1")
        return value

    def number(self, key: str, default: float | None = None) -> float:
        """A positive finite number; CheckpointError as for `integer`."""
        value = self.values.get(key)
        if value is None:
            return default if default is not None else self._missing(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(key, "a number")
        if not 0 < value < 1e30 or not isfinite(value):
            self.refuse(key, "a positive number")
        return float(value)

    def numbers(self, key: str) -> list[float]:
        """A list of positive finite numbers, empty when there is none."""
        values = self.values.get(key)
        if values is None:
            return []
        if not isinstance(values, list) or len(values) > LARGEST:
            self.refuse(key, "a list of numbers")
        return [Config(self.path, {key: value}, self.part).number(key) for value in values]

    def text(self, key: str) -> str:
        """A text, empty when there is none."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, str):
            self.refuse(key, "a text")
        return value or ""

    def flag(self, key: str, default: bool) -> bool:
        """Yes or no."""
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.refuse(key, "true or false")
        return value

    def table(self, key: str) -> "Config":
        """An object inside this one, empty when there is none."""
        value = self.values.get(key)
        if value is None:
            value = {}
        if not isinstance(value, dict):
            self.refuse(key, "an object")
        return Config(self.path, value, f"{self.part}{key}.")

    def refuse(self, key: str, expected: str) -> NoReturn:
        """Raise the CheckpointError for a value that is not what it must be."""
        shown = repr(self.values.get(key))[:60]
        raise CheckpointError(f"{self.path}: {self.part}{key} is {shown}, expected {expected}.")

    def _missing(self, key: str) -> NoReturn:
        raise CheckpointError(f"{self.path} lacks {self.part}{key}.", "Fetch the checkpoint again.")


def read_config(folder: Path) -> Config:
    """The configuration of a checkpoint folder."""
    path = folder / "config.json"
    config = Config(path, read_document(path))
    if config.values.get("quantization_config"):
        raise CheckpointError(
            f"{path}: the checkpoint is quantized already (quantization_config).",
            "Convert the original checkpoint in bf16, f16 or f32.",
        )
    return config


def architecture_name(config: Config) -> str:
    """The first of `architectures`; CheckpointError when there is none."""
    names = config.values.get("architectures")
    if not isinstance(names, list) or not names or not isinstance(names[0], str):
        config.refuse("architectures", "a list with the name of an architecture")
    return names[0]
