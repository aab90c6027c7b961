"""The dimensions of a model, taken from GGUF metadata and held within reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.gguf_cursor import Cursor

MAX_BLOCKS = 1024
MAX_CONTEXT = 1 << 30
MAX_WIDTH = 1 << 20
MAX_HEADS = 1 << 14
MAX_VOCABULARY = 1 << 24


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers an engine plans memory with; per-layer values are given as their largest."""

    block_count: int
    context_length: int
    embedding_length: int
    head_count: int
    head_count_kv: int
    key_length: int
    value_length: int
    original_context_length: int | None
    vocab_size: int | None


def read_shape(cursor: Cursor, architecture: str, metadata: Mapping[str, object]) -> Shape:
    """The dimensions under an architecture's keys; ModelError for missing or absurd ones."""
    keys = _Keys(cursor, architecture, metadata)
    embedding = keys.required("embedding_length", MAX_WIDTH)
    heads = keys.required("attention.head_count", MAX_HEADS)
    head_length = max(1, embedding // heads)
    return Shape(
        block_count=keys.required("block_count", MAX_BLOCKS),
        context_length=keys.required("context_length", MAX_CONTEXT),
        embedding_length=embedding,
        head_count=heads,
        head_count_kv=keys.optional("attention.head_count_kv", MAX_HEADS) or heads,
        key_length=keys.optional("attention.key_length", MAX_WIDTH) or head_length,
        value_length=keys.optional("attention.value_length", MAX_WIDTH) or head_length,
        original_context_length=keys.optional("rope.scaling.original_context_length", MAX_CONTEXT),
        vocab_size=keys.optional("vocab_size", MAX_VOCABULARY),
    )


@dataclass(frozen=True, slots=True)
class _Keys:
    cursor: Cursor
    architecture: str
    metadata: Mapping[str, object]

    def required(self, name: str, largest: int) -> int:
        value = self.optional(name, largest)
        if value is None:
            self.cursor.refuse(f"it lacks {self.architecture}.{name}")
        return value

    def optional(self, name: str, largest: int) -> int | None:
        key = f"{self.architecture}.{name}"
        value = self.metadata.get(key)
        if value is None:
            return None
        layers = value if isinstance(value, tuple) else (value,)
        numbers = [number for number in layers if isinstance(number, int)]
        if len(numbers) != len(layers) or not numbers or not 1 <= max(numbers) <= largest or min(numbers) < 0:
            self.cursor.refuse(f"{key} is not a number from 1 to {largest}")
        return max(numbers)
