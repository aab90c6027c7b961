"""The ladders of the last few problems and how far each was taken, in one small file.

The file is written beside itself and renamed, so it is whole at any moment. A file that can't be
read counts as empty: hints can be made again.
"""

import glob
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from tutor.lesson.hints.ladder import Ladder
from tutor.vocabulary.codec import Json, decode, encode
from tutor.vocabulary.errors import UsageError

_MOST_KEPT: Final = 50
_LARGEST_FILE: Final = 8_000_000  # bytes: nothing of ours gets near it
_LOCK_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Climb:
    """A ladder and how many of its rungs were taken; `solution_taken` is when its last first was (UTC)."""

    ladder: Ladder
    taken: int = 0
    solution_taken: str = ""

    def take(self, number: int, now: str) -> "Climb":
        """The climb after a rung was shown; `now` is the time as text."""
        last = self.ladder.is_last(number)
        return replace(
            self,
            taken=max(self.taken, min(number, len(self.ladder.rungs))),
            solution_taken=self.solution_taken or (now if last else ""),
        )


class KeptClimbs:
    """The climbs in a file. Raises `UsageError` where it can't be written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def find(self, problem: str) -> Climb | None:
        """The climb of a problem, told apart from others by its words."""
        return self._read().get(_key(problem))

    def keep(self, climb: Climb) -> None:
        """Keep a climb as the latest; the oldest beyond a bound are dropped."""
        with self._locked():
            kept = self._read()
            kept.pop(_key(climb.ladder.problem), None)
            kept[_key(climb.ladder.problem)] = climb
            self._write(list(kept.values())[-_MOST_KEPT:])

    def forget(self, problem: str | None = None) -> int:
        """Forget the climb of a problem, all of them without one; how many there were."""
        with self._locked():
            kept = self._read()
            if problem is not None:
                if kept.pop(_key(problem), None) is None:
                    return 0
                self._write(list(kept.values()))
                return 1
            for each in (self._path, *self._left_behind()):
                each.unlink(missing_ok=True)
        return len(kept)

    def _left_behind(self) -> Iterable[Path]:
        """What a program wrote that was killed meanwhile."""
        return self._path.parent.glob(f"{glob.escape(self._path.name)}.*.partial")

    def _read(self) -> dict[str, Climb]:
        try:
            if self._path.stat().st_size > _LARGEST_FILE:
                return {}
            content: Json = json.loads(self._path.read_text(encoding="utf-8"))
            listed = content if isinstance(content, list) else []
            climbs = [decode(Climb, each) for each in listed]
        except (OSError, ValueError, RecursionError):
            return {}
        return {_key(climb.ladder.problem): climb for climb in climbs}

    def _write(self, climbs: list[Climb]) -> None:
        partial = self._path.with_name(f"{self._path.name}.{os.getpid()}.partial")
        try:
            for each in self._left_behind():
                each.unlink(missing_ok=True)
            with open(partial, "w", encoding="utf-8", opener=_for_its_owner) as file:
                json.dump(encode(climbs), file)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(self._path)
        except OSError as error:
            raise _unwritable(self._path, error) from error
        finally:
            partial.unlink(missing_ok=True)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._path.with_name(f"{self._path.name}.lock"), timeout=_LOCK_SECONDS):
                yield
        except (OSError, Timeout) as error:
            raise _unwritable(self._path, error) from error


def _for_its_owner(path: str, flags: int) -> int:
    """What a student asks is nobody else's."""
    return os.open(path, flags, 0o600)


def _key(problem: str) -> str:
    return " ".join(problem.split())


def _unwritable(path: Path, error: OSError | Timeout) -> UsageError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UsageError(
        f"How far you went can't be kept in {path}: {reason}.",
        "Make room or make the folder writable; --all and --rung N show hints without it.",
    )
