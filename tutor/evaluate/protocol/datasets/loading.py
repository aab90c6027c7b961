"""From what was typed, a name or a file, to the questions."""

from collections.abc import Callable
from pathlib import Path

from models.datasets import fetch_file
from models.progress import Progress
from tutor.evaluate.protocol.datasets.building import build_questions
from tutor.evaluate.protocol.datasets.mapping import ColumnMap, complete, read_mapping
from tutor.evaluate.protocol.datasets.named import NAMED_SETS, NamedSet, find_named
from tutor.evaluate.protocol.datasets.question import Dataset
from tutor.evaluate.protocol.datasets.rows import Row, read_rows
from tutor.vocabulary.errors import UsageError

Fetch = Callable[[NamedSet], Path]


def load_dataset(source: str, declared: str, seed: int, fetch: Fetch) -> Dataset:
    """The questions of a file or of a published set. `seed` draws the order of choices.

    Raises `UsageError` that names the file and the line at fault, `ModelError` when the hub can't
    be reached.
    """
    mapping = read_mapping(declared)
    path = Path(source).expanduser()
    named = None if path.is_file() else find_named(source)
    if named is None:
        return _load_file(path, mapping, seed)
    path = fetch(named)
    sha256, rows = read_rows(path)
    columns = ColumnMap({**read_mapping(named.columns).columns, **mapping.columns})
    questions = build_questions(rows, complete(columns, _columns(rows), str(path)), seed)
    origin = f"{named.file.repo} at {named.file.revision[:12]}"
    return Dataset(named.name, sha256, questions, origin, named.licence)


def fetch_named(progress: Progress, *, offline: bool, endpoint: str | None = None) -> Fetch:
    """Fetches published sets from the hub, each once."""

    def fetch(named: NamedSet) -> Path:
        return fetch_file(
            named.file, named.title, progress, offline=offline, endpoint=endpoint, note=named.note
        )

    return fetch


def _load_file(path: Path, mapping: ColumnMap, seed: int) -> Dataset:
    if not path.exists() and not path.suffix:
        names = ", ".join(named.name for named in NAMED_SETS)
        raise UsageError(f"There is no set of problems {str(path)!r}.", f"Sets are {names}; or name a file.")
    sha256, rows = read_rows(path)
    columns = complete(mapping, _columns(rows), str(path))
    # a copy of a published set is known by its bytes, and stands beside what is published of it
    copy_of = next((named for named in NAMED_SETS if named.file.sha256 == sha256), None)
    name, licence = (copy_of.name, copy_of.licence) if copy_of else (_own_name(path), "")
    return Dataset(name, sha256, build_questions(rows, columns, seed), str(path), licence)


def _own_name(path: Path) -> str:
    """What a file is called in reports: never as a published set, whose figures are not of its problems."""
    return path.name if find_named(path.stem) else path.stem


def _columns(rows: list[Row]) -> list[str]:
    """The columns of any row, in the order in which they appear: rows may leave some out."""
    return list(dict.fromkeys(column for row in rows for column in row.fields))
