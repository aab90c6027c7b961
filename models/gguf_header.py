"""The header of a GGUF file (versions 2 and 3, little endian), read without trust.

Owns what can be known of a model file without loading it: metadata, tensors,
the dimensions an engine plans with. Reads no tensor data. Whatever the bytes,
the outcome is a `GgufHeader` or a `ModelError`, in bounded memory and time.
Layout: the GGUF specification in ggml's docs/gguf.md.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.errors import ModelError
from models.gguf_cursor import Cursor
from models.gguf_shape import Shape, read_shape
from models.gguf_tensors import Tensor, check_layout, read_tensors
from models.gguf_types import ARCHITECTURES, FILE_TYPES, SCALAR_FORMATS, ValueType

MAX_KEYS = 4096
MAX_KEY_BYTES = 512
KEPT_ELEMENTS = 1024
"""Arrays of numbers up to this length are kept, per-layer values among them; longer ones only as a count."""
KEPT_TEXTS = 64
DEFAULT_ALIGNMENT = 32
MAX_ALIGNMENT = 1 << 20


@dataclass(frozen=True, slots=True)
class ArraySummary:
    """A long array that was passed over: what it holds and how many."""

    kind: ValueType
    count: int


Scalar = int | float | bool | str
Metadata = Mapping[str, Scalar | tuple[Scalar, ...] | ArraySummary]


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF file says of itself. `tensor_bytes` is without padding; `file_bytes` is the file's size."""

    path: Path
    version: int
    architecture: str
    metadata: Metadata
    tensors: tuple[Tensor, ...]
    tensor_bytes: int
    file_bytes: int
    shape: Shape

    @property
    def block_count(self) -> int:
        """Transformer layers."""
        return self.shape.block_count

    @property
    def context_length(self) -> int:
        """Tokens the model was trained for."""
        return self.shape.context_length

    @property
    def embedding_length(self) -> int:
        """Width of the hidden state."""
        return self.shape.embedding_length

    @property
    def head_count(self) -> int:
        """Query heads (the largest layer's)."""
        return self.shape.head_count

    @property
    def head_count_kv(self) -> int:
        """Key and value heads (the largest layer's)."""
        return self.shape.head_count_kv

    @property
    def key_length(self) -> int:
        """Values in one head's key."""
        return self.shape.key_length

    @property
    def value_length(self) -> int:
        """Values in one head's value."""
        return self.shape.value_length

    @property
    def original_context_length(self) -> int | None:
        """The context below which a longrope model uses its short factors; None without such a limit."""
        return self.shape.original_context_length

    @property
    def has_long_rope_factors(self) -> bool:
        """Whether the file holds the factors of longrope."""
        return any(tensor.name == "rope_factors_long.weight" for tensor in self.tensors)

    @property
    def vocab_size(self) -> int | None:
        """Tokens in the vocabulary; None when the file has none."""
        tokens = self.metadata.get("tokenizer.ggml.tokens")
        if isinstance(tokens, ArraySummary):
            return tokens.count
        if isinstance(tokens, tuple):
            return len(tokens)
        return self.shape.vocab_size

    @property
    def chat_template(self) -> str | None:
        """The Jinja text that turns messages into a prompt."""
        return self._text("tokenizer.chat_template")

    @property
    def name(self) -> str | None:
        """What the file calls its model."""
        return self._text("general.name")

    @property
    def file_type(self) -> int | None:
        """The number of the quantization mix."""
        value = self.metadata.get("general.file_type")
        return value if isinstance(value, int) else None

    @property
    def quantization(self) -> str:
        """The name of the quantization mix, such as Q4_K_M; "unknown" when the file does not say."""
        return FILE_TYPES.get(-1 if self.file_type is None else self.file_type, "unknown")

    def _text(self, key: str) -> str | None:
        value = self.metadata.get(key)
        return value if isinstance(value, str) else None


def read_header(path: Path) -> GgufHeader:
    """The header of a GGUF file; ModelError, naming the file and the fault, for anything else."""
    if not path.is_file():  # opening a pipe would wait for ever
        raise ModelError(f"{path} is not a file.")
    try:
        with path.open("rb") as file:
            file_bytes = path.stat().st_size
            return _read(Cursor(file, path, file_bytes), path, file_bytes)
    except OSError as error:
        raise ModelError(f"{path} can't be read: {error.strerror or error}.") from error


def _read(cursor: Cursor, path: Path, file_bytes: int) -> GgufHeader:
    version = _read_version(cursor)
    tensor_count = cursor.number("Q", "the tensor count")
    key_count = cursor.number("Q", "the key count")
    metadata = _read_metadata(cursor, key_count)
    architecture = _architecture(cursor, metadata)
    _refuse_split(cursor, metadata)
    shape = read_shape(cursor, architecture, metadata)
    tensors = read_tensors(cursor, tensor_count)
    check_layout(cursor, tensors, _alignment(cursor, metadata), file_bytes)
    tensor_bytes = sum(tensor.bytes for tensor in tensors)
    return GgufHeader(path, version, architecture, metadata, tensors, tensor_bytes, file_bytes, shape)


def _read_version(cursor: Cursor) -> int:
    if cursor.take(4, "the magic number") != b"GGUF":
        cursor.refuse("it does not begin with GGUF")
    version = cursor.number("I", "the version")
    if version in (2, 3):
        return version
    if version & 0xFFFF == 0:
        cursor.refuse("it is big-endian")
    return cursor.refuse(f"its GGUF version is {version}; 2 and 3 are known")


def _read_metadata(cursor: Cursor, count: int) -> Metadata:
    if count > MAX_KEYS:
        cursor.refuse(f"it claims {count} metadata keys")
    metadata: dict[str, Scalar | tuple[Scalar, ...] | ArraySummary] = {}
    for _ in range(count):
        key = cursor.text("a metadata key", MAX_KEY_BYTES)
        if key in metadata:
            cursor.refuse(f"the key {key!r} stands twice")
        metadata[key] = _read_value(cursor, key)
    return metadata


def _read_value(cursor: Cursor, key: str) -> Scalar | tuple[Scalar, ...] | ArraySummary:
    kind = _value_type(cursor, key)
    if kind is ValueType.STRING:
        return cursor.text(f"the value of {key!r}")
    if kind is ValueType.ARRAY:
        return _read_array(cursor, key)
    return _read_numbers(cursor, kind, 1, key)[0]


def _read_array(cursor: Cursor, key: str) -> tuple[Scalar, ...] | ArraySummary:
    kind = _value_type(cursor, key)
    count = cursor.number("Q", f"the array {key!r}")
    what = f"the array {key!r}"
    if kind is ValueType.ARRAY:
        cursor.refuse(f"{what} holds arrays")
    if kind is ValueType.STRING:
        if count <= KEPT_TEXTS:
            return tuple(cursor.text(what) for _ in range(count))
        cursor.skip_texts(count, what)
    elif count <= KEPT_ELEMENTS:
        return _read_numbers(cursor, kind, count, key)
    else:
        cursor.skip(count * struct.calcsize(SCALAR_FORMATS[kind]), what)
    return ArraySummary(kind, count)


def _read_numbers(cursor: Cursor, kind: ValueType, count: int, key: str) -> tuple[int | float | bool, ...]:
    layout = struct.Struct(f"<{count}{SCALAR_FORMATS[kind]}")
    data = cursor.take(layout.size, f"the value of {key!r}")
    if kind is ValueType.BOOL and any(byte > 1 for byte in data):
        cursor.refuse(f"{key!r} is neither true nor false")
    return layout.unpack(data)


def _value_type(cursor: Cursor, key: str) -> ValueType:
    number = cursor.number("I", f"the type of {key!r}")
    try:
        return ValueType(number)
    except ValueError:
        cursor.refuse(f"{key!r} has the unknown type {number}")


def _architecture(cursor: Cursor, metadata: Metadata) -> str:
    architecture = metadata.get("general.architecture")
    if not isinstance(architecture, str):
        cursor.refuse("it names no architecture")
    if architecture not in ARCHITECTURES:
        cursor.refuse(
            f"its architecture {architecture[:40]!r} is not known here",
            "Text generators such as llama, qwen2 and phi3 can be used.",
        )
    return architecture


def _refuse_split(cursor: Cursor, metadata: Metadata) -> None:
    count = metadata.get("split.count")
    if isinstance(count, int) and count > 1:
        cursor.refuse(f"it is one of {count} parts", "Join them with llama-gguf-split --merge.")


def _alignment(cursor: Cursor, metadata: Metadata) -> int:
    alignment = metadata.get("general.alignment", DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or not 1 <= alignment <= MAX_ALIGNMENT or alignment & (alignment - 1):
        cursor.refuse("its alignment is no power of two")
    return alignment
