"""The record of a result: a head with its terms, then a line for each sample, on disk before the next begins.

    DIR/questions.jsonl   what was asked
    DIR/samples.jsonl     the head, then the samples, in the order in which they ended

Whatever ends the process, the lines that are there are whole, but for a last one that may be
torn: it is cut off when the result is opened again. Two processes never write one result.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from filelock import FileLock, Timeout

from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.sample import Sample
from tutor.evaluate.protocol.terms import Term, Terms, differing, fingerprint
from tutor.vocabulary.errors import TutorError, UsageError
from tutor.vocabulary.problem import Problem

FORMAT = 1
SAMPLES, QUESTIONS = "samples.jsonl", "questions.jsonl"
_NO_RESULT_HINT = "Name a folder that `tutor eval` has written."

Facts = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class Head:
    """What a result is of. `facts` say how it ran (machine, server); they may differ between its parts."""

    terms: dict[str, Term]
    facts: dict[str, str | int | float]
    licence: str = ""
    source: str = ""

    def data(self) -> dict[str, object]:
        """As the first line of the journal."""
        return {
            "kind": "head",
            "format": FORMAT,
            "fingerprint": fingerprint(self.terms),
            "terms": dict(self.terms),
            "facts": dict(self.facts),
            "licence": self.licence,
            "source": self.source,
        }


class Journal:
    """The record of one result, open for writing. A context manager. `done` holds the keys of its samples."""

    def __init__(self, folder: Path, head: Head, questions: Sequence[Question]) -> None:
        """Begin a result or go on with it.

        Raises `UsageError` when the folder holds a result with other terms, or another process writes it.
        """
        self.folder = folder
        self._path = folder / SAMPLES
        self.done: set[str] = set()
        with _translated(folder):
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

    def _open(self, head: Head, questions: Sequence[Question]) -> BinaryIO:
        cut_torn_line(self._path)
        if not self._path.exists() or self._path.stat().st_size == 0:
            write_questions(self.folder, questions)
            file = self._path.open("ab")
            self._append(file, head.data())
            _sync_folder(self.folder)
            return file
        check_terms(self.folder, read_head(self.folder).terms, head.terms)
        self.done = {sample.key for sample in read_samples(self.folder)}
        return self._path.open("ab")

    def add(self, sample: Sample) -> None:
        """Keep a sample: when this returns it is on disk."""
        with _translated(self.folder):
            self._append(self._file, sample.data())
        self.done.add(sample.key)

    @staticmethod
    def _append(file: BinaryIO, data: Mapping[str, object]) -> None:
        file.write(json.dumps(data, ensure_ascii=True).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())

    def close(self) -> None:
        """Let others write it. Safe to call twice."""
        self._file.close()
        self._lock.release()


def check_terms(folder: Path, there: Terms, wanted: Terms) -> None:
    """Raise `UsageError` naming the terms in which a result differs from what is wanted."""
    if others := differing(there, wanted):
        raise UsageError(
            f"{folder} holds a result with other settings: {'; '.join(others)}.",
            "Give the settings it was begun with, or another folder with --out.",
        )


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


def read_head(folder: Path) -> Head:
    """The head of a result; raises `UsageError` when there is none that can be read."""
    path = folder / SAMPLES
    try:
        with path.open("rb") as file:
            data = json.loads(file.readline())
        if data["kind"] != "head" or data["format"] != FORMAT:
            raise UsageError(f"{path} was written by another version of tutor.", _NO_RESULT_HINT)
        return Head(dict(data["terms"]), dict(data["facts"]), str(data["licence"]), str(data["source"]))
    except FileNotFoundError as error:
        raise UsageError(f"{folder} holds no result.", _NO_RESULT_HINT) from error
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", "Check who may read it.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}:1: no head of a result.", _NO_RESULT_HINT) from error


def read_samples(folder: Path, *, with_text: bool = False) -> Iterator[Sample]:
    """The samples in the order in which they ended, one in memory at a time; without a torn last line."""
    path = folder / SAMPLES
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number == 1 or not line.endswith(b"\n"):
                continue
            try:
                yield Sample.read(json.loads(line), with_text=with_text)
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{path}:{number}: no sample of a result.", "Remove the line: its sample is drawn again."
                ) from error


def write_questions(folder: Path, questions: Sequence[Question]) -> None:
    """Keep what is asked, whole or not at all."""
    rows = [
        {
            "id": question.id,
            "problem": question.problem.text,
            "choices": list(question.problem.choices),
            "answer": question.problem.answer,
            "subject": question.subject,
            "level": question.level,
        }
        for question in questions
    ]
    write_whole(folder / QUESTIONS, "".join(json.dumps(row) + "\n" for row in rows))


def read_questions(folder: Path) -> tuple[Question, ...]:
    """What was asked."""
    path = folder / QUESTIONS
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return tuple(
            Question(
                str(row["id"]),
                Problem(str(row["problem"]), tuple(map(str, row["choices"])), str(row["answer"])),
                str(row["subject"]),
                str(row["level"]),
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} can't be read: {error}.", _NO_RESULT_HINT) from error


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with _translated(path.parent):
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _locked(folder: Path) -> FileLock:
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise UsageError(
            f"Another process is writing {folder}.", "Wait for it, or name another folder with --out."
        ) from error
    return lock


def _sync_folder(folder: Path) -> None:
    """Make the names of new files as lasting as their content, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _translated:  # noqa: N801 - reads as what it does
    """Turn a fault of the disk into one that says what is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, OSError):
            raise TutorError(
                f"{self._folder} can't be written: {error.strerror or error}.",
                "Make room or choose another folder: what is finished is kept, and the same command goes on.",
            ) from error
