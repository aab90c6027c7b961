"""The reference's predictions for some windows of text: computed once, kept compactly on disk.

About 8 KB a token, whatever the vocabulary. A cache file belongs to one model file, one
context and one sequence of tokens; its name says which.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt
import platformdirs

from quantize.divergence import ROWS_AT_ONCE, Compact, Floats, compact, log_softmax
from quantize.llama.session import Session
from quantize.output import unfinished
from quantize.progress import Progress, Stage, StageAdvanced
from quantize.texts import Window, windows_sha256

Logs = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reference:
    """Predictions for every scored token, and how likely each text's own next token was (negative log)."""

    predictions: Compact
    losses: Floats


def cache_folder() -> Path:
    """Where references are kept. `TUTOR_HOME` moves it."""
    moved = os.environ.get("TUTOR_HOME")
    if moved:
        return Path(moved).expanduser() / "cache" / "references"
    return Path(platformdirs.user_cache_dir("tutor", appauthor=False)) / "references"


def scored_logs(
    session: Session, windows: Sequence[Window], progress: Progress
) -> Iterator[tuple[Logs, npt.NDArray[np.int64]]]:
    """Log-probabilities after each scored token, a few rows at a time, with the tokens that follow."""
    total, done = sum(len(window.tokens) for window in windows), 0
    for window in windows:
        session.forget()
        tokens = np.array(window.tokens, np.int64)
        for first, logits in session.evaluate(window.tokens):
            last = min(first + len(logits), len(tokens) - 1)  # nothing follows the last token
            for start in range(max(first, window.first_scored), last, ROWS_AT_ONCE):
                end = min(start + ROWS_AT_ONCE, last)
                yield log_softmax(logits[start - first : end - first]), tokens[start + 1 : end + 1]
            progress(StageAdvanced(Stage.MEASURE, done + first + len(logits), total))
        done += len(window.tokens)


def losses_of(logs: Logs, following: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Negative log-probability of the tokens that follow."""
    found: npt.NDArray[np.float64] = -np.take_along_axis(logs, following[:, None], axis=1)[:, 0]
    return found


def compute_reference(session: Session, windows: Sequence[Window], progress: Progress) -> Reference:
    """Run the reference over the windows."""
    parts, losses = [], []
    for logs, following in scored_logs(session, windows, progress):
        parts.append(compact(logs))
        losses.append(losses_of(logs, following).astype(np.float32))
    predictions = Compact(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.logs for part in parts]),
        np.concatenate([part.rest for part in parts]),
    )
    return Reference(predictions, np.concatenate(losses))


def cache_path(folder: Path, model: Path, context: int, windows: Sequence[Window]) -> Path:
    """The file of a reference. The model is told by name, size and time of change."""
    state = model.stat()
    identity = f"{model.resolve()}|{state.st_size}|{state.st_mtime_ns}|{context}|{windows_sha256(windows)}"
    return folder / f"{hashlib.sha256(identity.encode()).hexdigest()[:32]}.npz"


def load_reference(path: Path) -> Reference | None:
    """A kept reference; None when there is none, or a damaged one."""
    try:
        with np.load(path, allow_pickle=False) as data:
            predictions = Compact(data["ids"], data["logs"], data["rest"])
            return Reference(predictions, data["losses"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def save_reference(reference: Reference, path: Path) -> None:
    """Keep a reference for the next measurement."""
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = reference.predictions
    with unfinished(path) as partial, partial.open("wb") as file:
        np.savez(file, ids=kept.ids, logs=kept.logs, rest=kept.rest, losses=reference.losses)
