"""The rows of a file, each with its place: JSON lines, a JSON list, CSV, Parquet (with the extra `eval`).

Whatever a file holds, reading it ends in rows or in one `UsageError` that names file and line.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tutor.vocabulary.errors import UsageError

LONGEST_LINE = 4_000_000
_LONGEST_FILE = 512_000_000
_KINDS = (".jsonl", ".json", ".csv", ".parquet")

Fields = dict[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row and where it stands."""

    place: str
    fields: Fields


def read_rows(path: Path) -> tuple[str, list[Row]]:
    """The checksum of the file and its rows."""
    data = _bytes_of(path)
    kind = path.suffix.lower()
    if kind == ".jsonl":
        rows = list(_json_lines(path, data))
    elif kind == ".json":
        rows = list(_json_list(path, data))
    elif kind == ".csv":
        rows = list(_csv(path, data))
    else:
        rows = list(_parquet(path, data))
    if not rows:
        raise UsageError(f"{path} holds no problems.", "Each line is one problem with its answer.")
    return hashlib.sha256(data).hexdigest(), rows


def _bytes_of(path: Path) -> bytes:
    if path.suffix.lower() not in _KINDS:
        raise UsageError(
            f"{path} is no file of problems that can be read.", f"Its name ends in {' or '.join(_KINDS)}."
        )
    try:
        if path.stat().st_size > _LONGEST_FILE:
            raise UsageError(f"{path} has more than {_LONGEST_FILE:,} bytes.", "Cut it into several files.")
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", "Check the path.") from error


def _decoded(data: bytes, place: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{place}: not UTF-8 text ({error.reason}).", "Save the file as UTF-8.") from error


def _json_lines(path: Path, data: bytes) -> Iterator[Row]:
    for number, line in enumerate(data.split(b"\n"), start=1):
        place = f"{path}:{number}"
        if len(line) > LONGEST_LINE:
            raise UsageError(
                f"{place}: the line has more than {LONGEST_LINE:,} bytes.", "One problem is one line."
            )
        if line.strip():
            yield _object(_parsed(_decoded(line, place), place), place)


def _json_list(path: Path, data: bytes) -> Iterator[Row]:
    found = _parsed(_decoded(data, str(path)), str(path))
    if not isinstance(found, list):
        raise UsageError(f"{path}: not a JSON list of objects.", "Lines of objects are named .jsonl.")
    for number, value in enumerate(found, start=1):
        yield _object(value, f"{path}, entry {number}")


def _parsed(text: str, place: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:  # no JSON, a number too long, too deep
        raise UsageError(f"{place}: not JSON: {error}.", "Each line is one JSON object.") from error


def _object(value: object, place: str) -> Row:
    if not isinstance(value, dict):
        raise UsageError(f"{place}: not a JSON object.", "Each line is one JSON object.")
    return Row(place, value)


def _csv(path: Path, data: bytes) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_LINE)
    for number, line in enumerate(data.split(b"\n"), start=1):
        _decoded(line if number > 1 else line.removeprefix(b"\xef\xbb\xbf"), f"{path}:{number}")
    reader = csv.DictReader(io.StringIO(_decoded(data, str(path)), newline=""), strict=True)
    try:
        for values in reader:
            # a row of several lines stands where it begins
            place = f"{path}:{reader.line_num - sum(str(value).count(chr(10)) for value in values.values())}"
            # DictReader keeps what a row has too much under None
            if None in values or None in values.values():
                raise UsageError(
                    f"{place}: the row has not as many fields as the header.", "Quote fields with commas."
                )
            yield Row(place, dict(values))
    except csv.Error as error:
        # the inner reader has counted the line at fault, DictReader not yet
        raise UsageError(
            f"{path}:{reader.reader.line_num}: not CSV: {error}.", "Quote fields with commas."
        ) from error


def _parquet(path: Path, data: bytes) -> Iterator[Row]:
    try:
        from pyarrow import ArrowException, BufferReader
        from pyarrow.parquet import read_table
    except ImportError as error:
        raise UsageError(
            f"{path} is a Parquet file, which needs the library pyarrow.",
            "Install it: pip install 'tutor[eval]'.",
        ) from error
    try:
        found = read_table(BufferReader(data)).to_pylist()
    except ArrowException as error:
        raise UsageError(
            f"{path} is no Parquet file that can be read: {str(error).splitlines()[0]}"
        ) from error
    for number, values in enumerate(found, start=1):
        yield Row(f"{path}, row {number}", values)
