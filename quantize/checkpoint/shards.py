"""All tensors of a checkpoint folder, one file or many, checked against the index."""

from pathlib import Path, PurePosixPath

from quantize.checkpoint.documents import read_document
from quantize.checkpoint.safetensors import StoredTensor, read_safetensors
from quantize.errors import CheckpointError

INDEX = "model.safetensors.index.json"
SHOWN = 5
"""Names that a message lists before it only counts."""


def read_tensors(folder: Path) -> list[StoredTensor]:
    """The tensors of a checkpoint: files by name, and by name within a file.

    CheckpointError when a file is missing or damaged, or the index names tensors that no file holds.
    """
    index = _read_index(folder / INDEX) if (folder / INDEX).exists() else {}
    files = sorted({*index.values()}) or sorted(path.name for path in folder.glob("model*.safetensors"))
    if not files:
        raise CheckpointError(
            f"{folder} holds no model*.safetensors.",
            "Checkpoints in pytorch_model.bin form can't be converted.",
        )
    missing = [name for name in files if not (folder / name).is_file()]
    if missing:
        raise CheckpointError(f"{folder} lacks {listed(missing)}.", "Fetch the missing files.")
    tensors = [tensor for name in files for tensor in read_safetensors(folder / name)]
    _check_names(folder, tensors, index)
    return tensors


def listed(names: list[str]) -> str:
    """Names for a message; the first few where there are many."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(name[:100] for name in names[:SHOWN]) + more


def _read_index(path: Path) -> dict[str, str]:
    weight_map = read_document(path).get("weight_map")
    if not isinstance(weight_map, dict) or not weight_map:
        raise CheckpointError(f"{path} holds no weight_map.", "Fetch the file again.")
    for name, file in weight_map.items():
        # a name that leads elsewhere would let an index read any file of this machine
        if not isinstance(file, str) or PurePosixPath(file).name != file or "\\" in file:
            raise CheckpointError(f"{path}: {name[:100]!r} is said to lie in {str(file)[:100]!r}.")
    return weight_map


def _check_names(folder: Path, tensors: list[StoredTensor], index: dict[str, str]) -> None:
    found: dict[str, StoredTensor] = {}
    for tensor in tensors:
        if tensor.name in found:
            raise CheckpointError(
                f"The tensor {tensor.name!r} stands in {found[tensor.name].file} and in {tensor.file}."
            )
        found[tensor.name] = tensor
    absent = sorted(index.keys() - found.keys())
    if absent:
        files = sorted({index[name] for name in absent})
        raise CheckpointError(
            f"{folder / INDEX} names {len(absent)} tensors that are not in {listed(files)}: "
            f"{listed(absent)}.",
            "Fetch these files again.",
        )
    extra = sorted(found.keys() - index.keys()) if index else []
    if extra:
        raise CheckpointError(f"{folder / INDEX} does not name {listed(extra)}.", "Fetch the index again.")
