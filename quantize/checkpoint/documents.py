"""JSON documents of a checkpoint, read without trust."""

import json
from collections.abc import Mapping
from pathlib import Path

from quantize.errors import CheckpointError

MAX_BYTES = 1 << 28
"""No JSON file of a checkpoint is larger; a tokenizer of 200,000 tokens has 15 MB."""

Document = Mapping[str, object]


def read_document(path: Path) -> Document:
    """The JSON object in a file; CheckpointError, naming the file, for anything else."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise CheckpointError(f"{path} is larger than {MAX_BYTES >> 20} MB: that is no {path.name}.")
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CheckpointError(
            f"{path} is missing.", "Give the folder of a complete Hugging Face checkpoint."
        ) from None
    except OSError as error:
        raise CheckpointError(f"{path} can't be read: {error.strerror or error}.") from error
    except (ValueError, RecursionError) as error:
        raise CheckpointError(f"{path} is not valid JSON: {error}.", "Fetch the file again.") from error
    if not isinstance(value, dict):
        raise CheckpointError(f"{path} holds no JSON object.", "Fetch the file again.")
    return value


def read_optional_document(path: Path) -> Document:
    """The JSON object in a file, empty where there is none."""
    return read_document(path) if path.exists() else {}
