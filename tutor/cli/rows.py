"""Files of JSON lines read one line at a time, and results written one line at a time."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

from tutor.vocabulary.errors import UsageError

# a line longer than any solution; a file that is one endless line must not fill the memory
LONGEST_LINE = 4_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One object of a file: its line number and all its fields."""

    number: int
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """A field as text: numbers as they are written, null and a missing field as nothing."""
        value = self.fields.get(name)
        return "" if value is None else str(value)


def read_rows(path: str, required: Sequence[str]) -> Iterator[Row]:
    """The objects of a file of JSON lines, `-` for standard input; blank lines are passed over.

    Raises UsageError that names the file and the line at fault, when the reading comes to it.
    """
    name = "standard input" if path == "-" else path
    with _open(path) as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), start=1):
            if line.strip():
                yield Row(number, _fields(line, f"{name}:{number}", required))


def read_text(path: str) -> str:
    """The whole text of a file, `-` for standard input.

    Raises UsageError for what can't be read, is no UTF-8 text or is far too long.
    """
    name = "standard input" if path == "-" else path
    with _open(path) as file:
        data = file.read(LONGEST_LINE + 1)
    if len(data) > LONGEST_LINE:
        raise UsageError(f"{name} has more than {LONGEST_LINE:,} bytes.", "Give one solution at a time.")
    if b"\0" in data:
        raise UsageError(f"{name} holds NUL bytes: it is not text.", "Save it as UTF-8.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{name}:{line}: not UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error


def write_json(value: Mapping[str, object]) -> None:
    """One object as a line of ASCII on stdout, at once."""
    click.echo(json.dumps(value, ensure_ascii=True, default=str))


def _open(path: str) -> IO[bytes]:
    if path == "-":
        return sys.stdin.buffer
    try:
        return Path(path).open("rb")
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", "Check the path.") from error


def _fields(line: bytes, place: str, required: Sequence[str]) -> Mapping[str, object]:
    hint = f"Each line is one JSON object with {' and '.join(map(repr, required))}."
    if len(line) > LONGEST_LINE:
        raise UsageError(f"{place}: the line has more than {LONGEST_LINE:,} bytes.", hint)
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # no UTF-8, no JSON, a number too long, too deep
        raise UsageError(f"{place}: not JSON: {error}", hint) from error
    if not isinstance(value, dict):
        raise UsageError(f"{place}: not a JSON object.", hint)
    for name in required:
        if name not in value:
            raise UsageError(f"{place}: the field {name!r} is missing.", hint)
        if isinstance(value[name], dict | list):
            raise UsageError(f"{place}: the field {name!r} is no text.", hint)
    return value
