"""The record of a result: a head with its terms, then a line for each sample, on disk before the next begins.

    DIR/questions.jsonl   what was asked
    DIR/samples.jsonl     the head, then the samples, in the order in which they ended

Whatever ends the process, the lines that are there are whole, but for a last one that may be
torn: it is cut off when the result is opened again. Two processes never write one result.
"""

import json
import os
from collections.abc import Mapping, Sequence
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.results.files import sync_folder, translated_faults
from tutor.evaluate.protocol.results.sample import Sample
from tutor.evaluate.protocol.results.stored import SAMPLES, Head, read_head, read_samples, write_questions
from tutor.evaluate.protocol.results.terms import Terms, differing
from tutor.vocabulary.errors import UsageError


class Journal:
    """The record of one result, open for writing. A context manager. `done` holds the keys of its samples."""

    def __init__(self, folder: Path, head: Head, questions: Sequence[Question]) -> None:
        """Begin a result or go on with it.

        Raises `UsageError` when the folder holds a result with other terms, or another process writes it.
        """
        self.folder = folder
        self._path = folder / SAMPLES
        self.done: set[str] = set()
        with translated_faults(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(folder)
            try:
                self._file = self._open(head, questions)
            except BaseException:
                self._lock.release()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, head: Head, questions: Sequence[Question]) -> FileIO:
        cut_torn_line(self._path)
        if not self._path.exists() or self._path.stat().st_size == 0:
            write_questions(self.folder, questions)
            file = self._path.open("ab", buffering=0)
            self._append(file, head.data())
            sync_folder(self.folder)
            return file
        check_terms(self.folder, read_head(self.folder).terms, head.terms)
        self.done = {sample.key for sample in read_samples(self.folder)}
        return self._path.open("ab", buffering=0)

    def add(self, sample: Sample) -> None:
        """Keep a sample: when this returns it is on disk."""
        with translated_faults(self.folder):
            self._append(self._file, sample.data())
        self.done.add(sample.key)

    @staticmethod
    def _append(file: FileIO, data: Mapping[str, object]) -> None:
        left = memoryview(json.dumps(data, ensure_ascii=True).encode() + b"\n")
        while left:  # unbuffered: what a full disk refuses must not be tried again when the file is closed
            left = left[file.write(left) :]
        os.fsync(file.fileno())

    def close(self) -> None:
        """Let others write it. Safe to call twice."""
        self._file.close()
        self._lock.release()


_BEGUN_HINT = "Give the settings it was begun with, or another folder with --out."


def check_terms(folder: Path, there: Terms, wanted: Terms, hint: str = _BEGUN_HINT) -> None:
    """Raise `UsageError` naming the terms in which a result differs from what is wanted."""
    if others := differing(there, wanted):
        raise UsageError(f"{folder} holds a result with other settings: {'; '.join(others)}.", hint)


def cut_torn_line(path: Path) -> None:
    """Cut off a last line that was not written to its end."""
    if not path.exists():
        return
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        whole = size
        while whole > 0:
            start = max(0, whole - (1 << 16))
            file.seek(start)
            found = file.read(whole - start).rfind(b"\n")
            if found >= 0:
                whole = start + found + 1
                break
            whole = start
        if whole < size:
            file.truncate(whole)
            os.fsync(file.fileno())


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UsageError(
            f"Another process is writing {folder}.", "Wait for it, or name another folder with --out."
        ) from error
    return lock
