"""The importance matrix: how much each column of each weight matrix is used. Read, merged, written.

Format: llama.cpp's GGUF imatrix (its pull request 9400): for each matrix `NAME.in_sum2`
(sums of squared inputs) and `NAME.counts` (rows summed). Files of `llama-imatrix` are
read here, ours are read there.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from quantize.errors import QuantizeError
from quantize.output import unfinished

Floats = npt.NDArray[np.float32]
_SUMS, _COUNTS = ".in_sum2", ".counts"


@dataclass(frozen=True, slots=True)
class Usage:
    """The inputs of one matrix: sums of squares, one for each column, over `count` rows."""

    sums: Floats
    count: float


@dataclass(frozen=True, slots=True)
class Imatrix:
    """Usage by the name of the weight; from which texts, in chunks of how many tokens."""

    entries: dict[str, Usage]
    datasets: tuple[str, ...] = ()
    chunks: int = 0
    chunk_tokens: int = 0

    def importances(self) -> dict[str, Floats]:
        """Mean squares, as the quantizer wants them; 1 for a matrix that was never used."""
        return {
            name: np.ascontiguousarray(
                usage.sums / usage.count if usage.count > 0 else np.ones_like(usage.sums)
            )
            for name, usage in self.entries.items()
        }


def read_imatrix(path: Path) -> Imatrix:
    """The imatrix of a file; QuantizeError for one that is missing, damaged or in the old format."""
    import gguf

    _check_kind(path)
    try:
        reader = gguf.GGUFReader(path)
        tensors = {tensor.name: np.array(tensor.data, np.float32).reshape(-1) for tensor in reader.tensors}
        fields = {name: field.contents() for name, field in reader.fields.items()}
    except (ValueError, KeyError, IndexError, TypeError, OverflowError, OSError, MemoryError) as error:
        raise _damaged(path, str(error)) from error
    if fields.get("general.type") != "imatrix":
        raise _damaged(path, "it is a GGUF, but no imatrix")
    names = [name.removesuffix(_SUMS) for name in tensors if name.endswith(_SUMS)]
    entries = {name: _usage(path, name, tensors) for name in names}
    datasets = fields.get("imatrix.datasets") or ()
    return Imatrix(
        entries,
        tuple(str(name) for name in datasets) if isinstance(datasets, list | tuple) else (str(datasets),),
        _whole(fields.get("imatrix.chunk_count")),
        _whole(fields.get("imatrix.chunk_size")),
    )


def write_imatrix(matrix: Imatrix, path: Path) -> None:
    """Write the imatrix; QuantizeError for faults of the disk."""
    import gguf

    logging.getLogger("gguf").addHandler(logging.NullHandler())
    with unfinished(path) as partial:
        writer = gguf.GGUFWriter(partial, "imatrix")
        del writer.kv_data[0]["general.architecture"]  # an imatrix has none
        writer.add_type("imatrix")
        writer.add_array("imatrix.datasets", list(matrix.datasets) or ["unnamed"])
        writer.add_uint32("imatrix.chunk_count", matrix.chunks)
        writer.add_uint32("imatrix.chunk_size", matrix.chunk_tokens)
        for name, usage in sorted(matrix.entries.items()):
            writer.add_tensor(name + _SUMS, usage.sums.astype(np.float32).reshape(1, -1))
            writer.add_tensor(name + _COUNTS, np.array([[usage.count]], np.float32))
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def _check_kind(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise QuantizeError(f"{path} can't be read: {error.strerror or error}.") from error
    if magic != b"GGUF":
        raise QuantizeError(
            f"{path} is no imatrix in GGUF form.",
            "The old .dat form is converted by `llama-imatrix --in-file OLD --output-format gguf`.",
        )


def _usage(path: Path, name: str, tensors: dict[str, Floats]) -> Usage:
    sums, counts = tensors[name + _SUMS], tensors.get(name + _COUNTS)
    if counts is None or counts.size != 1:
        raise _damaged(path, f"{name} has no single count of rows")
    if not np.isfinite(sums).all() or (sums < 0).any() or not np.isfinite(counts).all():
        raise _damaged(path, f"{name} holds values that are no sums of squares")
    return Usage(sums, float(counts[0]))


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _damaged(path: Path, reason: str) -> QuantizeError:
    return QuantizeError(f"{path} can't be used as an imatrix: {reason[:200]}.", "Make it again.")
