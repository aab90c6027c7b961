"""Export files: whole or none, and nothing replaced that was not meant to be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tutor.render.export import ExportFormat
from tutor.render.export.files import suggested_file, write_file
from tutor.vocabulary.errors import UsageError


def broken() -> Iterator[str]:
    yield "a piece"
    raise KeyboardInterrupt


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    with pytest.raises(KeyboardInterrupt):
        write_file(path, broken(), replace=False)
    assert list(tmp_path.iterdir()) == []


def test_what_was_there_survives_a_write_that_breaks_off(tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    path.write_text("dear")
    with pytest.raises(KeyboardInterrupt):
        write_file(path, broken(), replace=True)
    assert path.read_text() == "dear"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "out.md"

    def pieces() -> Iterator[str]:
        path.write_text("dear")
        yield "new"

    with pytest.raises(FileExistsError):
        write_file(path, pieces(), replace=False)
    assert path.read_text() == "dear"


def test_lines_end_alike_everywhere(tmp_path: Path) -> None:
    write_file(tmp_path / "out.md", ["√2\n", "end\n"], replace=False)
    assert (tmp_path / "out.md").read_bytes() == "√2\nend\n".encode()


@pytest.mark.parametrize("name", ["nowhere/out.md", ".", "n" * 300, "a\0b"])
def test_a_place_that_does_not_do_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_file(tmp_path / name, ["text"], replace=True)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Solve $2x + 3 = 11$", "tutor-7-solve-2x-3-11.md"),
        ("../../etc/passwd", "tutor-7-etc-passwd.md"),
        ("求解", "tutor-7.md"),
        ("x" * 200, "tutor-7.md"),
        ("Übung: größer als √2", "tutor-7-ubung-groer-als-2.md"),
    ],
)
def test_a_suggested_name_is_plain(tmp_path: Path, title: str, name: str) -> None:
    assert suggested_file(tmp_path, ExportFormat.MARKDOWN, 7, title) == tmp_path / name
