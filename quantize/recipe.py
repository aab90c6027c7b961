"""How a GGUF is to be quantized: a value that can be sent to another process."""

from dataclasses import asdict, dataclass

DEFAULT_TYPE = "Q4_K_M"
DEFAULT_BUFFER_BYTES = 256 << 20
"""Rows of one tensor held decoded at once. The result does not depend on it."""


@dataclass(frozen=True, slots=True)
class Override:
    """Tensors whose names match a regular expression get a type of their own."""

    pattern: str
    type: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """What `llama_model_quantize` is told.

    `embedding_type` and `output_type` are empty for the mixture's choice. `pure` gives
    all matrices the same type. `requantize` permits a source that is quantized already.
    `metadata` are keys to add to the result.
    """

    type: str = DEFAULT_TYPE
    embedding_type: str = ""
    output_type: str = ""
    overrides: tuple[Override, ...] = ()
    imatrix: str = ""
    pure: bool = False
    requantize: bool = False
    threads: int = 0
    buffer_bytes: int = DEFAULT_BUFFER_BYTES
    metadata: tuple[tuple[str, str | int], ...] = ()

    def as_json(self) -> dict[str, object]:
        """For the wire; `read_recipe` reads it back."""
        return asdict(self)


def read_recipe(value: dict[str, object]) -> Recipe:
    """The recipe of `Recipe.as_json`, after its way through JSON."""
    overrides, metadata = value["overrides"], value["metadata"]
    assert isinstance(overrides, list)
    assert isinstance(metadata, list)
    plain = {key: part for key, part in value.items() if key not in ("overrides", "metadata")}
    return Recipe(
        **plain,  # type: ignore[arg-type]  # the other process of this program wrote them
        overrides=tuple(Override(**entry) for entry in overrides),
        metadata=tuple((key, part) for key, part in metadata),
    )
