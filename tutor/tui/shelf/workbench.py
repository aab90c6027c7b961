"""Work on models in threads: fetching (one file at a time, the others wait), checking, importing, removing.

Outlives the screen that shows it, so that a download goes on while the student works;
the app closes it at its end. Whatever stops a fetch (a pause, the end of the app, a fault)
leaves the partial file where the next fetch goes on from. Tells its listeners of every
change of stage, from whichever thread; how far the bytes are is read with `jobs`.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from models.card import Card, CardFile
from models.disk import require_space
from models.errors import ModelError, SourceError, Stopped
from models.model_file import ModelFile
from models.progress import Progress, ProgressEvent
from models.stopping import Stop
from models.store import Store
from tutor.tui.shelf.jobs import Job, Kind, Stage, after
from tutor.tui.shelf.keys import row_key
from tutor.tui.shelf.words import DAMAGED_ADVICE

CLOSE_SECONDS = 6.0
"""How long the end of the app waits for threads: `models.sources.wheels` gives pip five seconds to go."""

_RETRY_ADVICE = "Press Enter to try again: it goes on from where it stopped."
_FAULT_ADVICE = "Try again; if it fails again, the log says more."
_LOG = logging.getLogger(__name__)

Listener = Callable[[Job], None]
Do = Callable[[Store, Progress, Stop], ModelFile | str | None]


@dataclass(slots=True)
class _Task:
    """A job with its thread. `discard`: what was fetched is deleted once the thread has stopped."""

    job: Job
    do: Do
    stop: Stop = field(default_factory=Stop)
    thread: threading.Thread | None = None
    discard: bool = False


class Workbench:
    """All work on models of one app. `open_store` is called once a job, so that no old fault sticks."""

    def __init__(self, open_store: Callable[[], Store], clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._open_store = open_store
        self._lock = threading.RLock()
        self._tasks: dict[str, _Task] = {}
        self._queue: deque[str] = deque()
        self._fetching: str | None = None
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell a listener of every change of stage; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def jobs(self) -> dict[str, Job]:
        """All jobs by the key of their row: what runs, and what ended with something to say."""
        with self._lock:
            return {key: task.job for key, task in self._tasks.items()}

    def fetch(self, card: Card, file: CardFile) -> None:
        """Fetch a file, or go on with it; it waits while another one is fetched."""

        def do(store: Store, progress: Progress, stop: Stop) -> ModelFile:
            unfinished = store.unfinished_bytes(card.name, file.quantization)
            require_space(_closest_folder(store.root), max(0, file.bytes - unfinished))
            return store.pull(card, file, progress, stop)

        key = row_key(card.name, file.quantization)
        self._begin(_Task(Job(Kind.FETCH, key, card.name, file.quantization, total_bytes=file.bytes), do))

    def verify(self, key: str, model: ModelFile) -> None:
        """Read an installed file, the one of a row, again and say whether it is whole."""

        def do(store: Store, progress: Progress, stop: Stop) -> str:
            fault = store.verify(model, progress, stop).fault
            if fault:
                raise ModelError(f"Damaged: {fault.rstrip('.')}.", DAMAGED_ADVICE)
            return "whole: every byte is as it was installed" if model.sha256 else "it reads well"

        self._begin(_Task(_job_on(Kind.VERIFY, key, model), do))

    def import_file(self, path: Path, name: str | None = None, *, copy: bool = False) -> None:
        """Take over a GGUF file."""

        def do(store: Store, progress: Progress, stop: Stop) -> ModelFile:
            return store.import_file(path, name, copy=copy, progress=progress, stop=stop)

        self._begin(_Task(Job(Kind.IMPORT, f"import:{path}", path.name), do))

    def remove(self, key: str, model: ModelFile) -> None:
        """Delete an installed file, the one of a row."""

        def do(store: Store, _: Progress, stop: Stop) -> None:
            store.remove(model, stop)

        self._begin(_Task(_job_on(Kind.REMOVE, key, model), do))

    def stop(self, key: str, *, discard: bool = False) -> None:
        """Stop a job: a fetch is paused, or dropped with all that was fetched; others are given up."""
        with self._lock:
            task = self._tasks.get(key)
            if task is None or not task.job.running:
                return
            task.discard = task.discard or discard
            task.stop.ask()
            if key in self._queue:
                self._queue.remove(key)
                self._finish_stopped(task)
                return
            self._change(task, replace(task.job, stage=Stage.STOPPING))

    def discard(self, name: str, quantization: str) -> None:
        """Delete what stopped fetches of a file left; a fetch that runs is stopped first."""
        key = row_key(name, quantization)
        with self._lock:
            task = self._tasks.get(key)
            if task is not None and task.job.running:
                self.stop(key, discard=True)
                return

        def do(store: Store, _: Progress, stop: Stop) -> None:
            store.drop_unfinished(name, quantization, stop)

        self._begin(_Task(Job(Kind.REMOVE, key, name, quantization), do))

    def forget(self, key: str) -> None:
        """Drop what an ended job had to say."""
        with self._lock:
            if key in self._tasks and not self._tasks[key].job.running:
                del self._tasks[key]

    def close(self) -> None:
        """Stop everything and wait for it, but not for ever; all that was fetched is kept."""
        with self._lock:
            self._queue.clear()
            self._listeners.clear()
            for task in self._tasks.values():
                task.stop.ask()
            threads = [task.thread for task in self._tasks.values() if task.thread]
        end = time.monotonic() + CLOSE_SECONDS
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _begin(self, task: _Task) -> None:
        key = task.job.key
        with self._lock:
            if key in self._tasks and self._tasks[key].job.running:
                return
            self._tasks[key] = task
            if task.job.kind is Kind.FETCH and self._fetching is not None:
                self._queue.append(key)
                self._change(task, task.job)
                return
            self._start(task)

    def _start(self, task: _Task) -> None:
        if task.job.kind is Kind.FETCH:
            self._fetching = task.job.key
        self._change(task, replace(task.job, stage=Stage.ASKING))
        task.thread = threading.Thread(target=self._run, args=(task,), name="model work", daemon=True)
        task.thread.start()

    def _run(self, task: _Task) -> None:
        """The edge of a thread: whatever happens becomes the end of the job."""

        def tell(event: ProgressEvent) -> None:
            with self._lock:
                self._change(task, after(task.job, event, self.clock()))

        try:
            outcome = task.do(self._open_store(), tell, task.stop)
        except Stopped:
            self._end(task, None)
        except ModelError as error:
            message, hint = _fault_words(error, task.job)
            self._end(task, replace(task.job, stage=Stage.FAILED, message=message, hint=hint))
        except Exception as error:  # noqa: BLE001  the edge: a fault of ours must not take the app with it
            _LOG.exception("work on a model failed: %s", task.job.kind)
            message = f"This failed unexpectedly ({type(error).__name__})."
            self._end(task, replace(task.job, stage=Stage.FAILED, message=message, hint=_FAULT_ADVICE))
        else:
            said = outcome if isinstance(outcome, str) else ""
            model = outcome if isinstance(outcome, ModelFile) else None
            self._end(task, replace(task.job, stage=Stage.DONE, message=said, model=model))

    def _end(self, task: _Task, ended: Job | None) -> None:
        """The thread is through: None when it was stopped. The next file in the queue begins."""
        if task.discard and (ended is None or ended.stage is Stage.FAILED):
            ended = self._drop(task)
        with self._lock:
            if ended is None:
                self._finish_stopped(task)
            else:
                if ended.stage is Stage.DONE and not ended.message:
                    self._tasks.pop(ended.key, None)
                self._change(task, ended)
            if self._fetching == task.job.key:
                self._fetching = None
                if self._queue:
                    self._start(self._tasks[self._queue.popleft()])

    def _drop(self, task: _Task) -> Job | None:
        """Delete what a stopped fetch left; a job only when that fails."""
        try:
            self._open_store().drop_unfinished(task.job.name, task.job.quantization)
        except ModelError as error:
            return replace(task.job, stage=Stage.FAILED, message=error.message, hint=error.hint)
        return None

    def _finish_stopped(self, task: _Task) -> None:
        """What was fetched is told by the disk, not by the job; it goes."""
        self._tasks.pop(task.job.key, None)
        self._change(task, replace(task.job, stage=Stage.PAUSED))

    def _change(self, task: _Task, job: Job) -> None:
        changed = job.stage is not task.job.stage or job.stage is Stage.QUEUED or job.tried != task.job.tried
        task.job = job
        if changed:
            for listener in tuple(self._listeners):
                listener(job)


def _fault_words(error: ModelError, job: Job) -> tuple[str, str]:
    """One sentence and what to do: of several sources the last one's reason, the others are in `tried`."""
    if not isinstance(error, SourceError):
        return error.message, error.hint
    if not job.tried:
        return error.message, _RETRY_ADVICE
    return f"Could not be fetched: {job.tried[-1][1].rstrip('.')}.", _RETRY_ADVICE


def _job_on(kind: Kind, key: str, model: ModelFile) -> Job:
    return Job(kind, key, model.name, model.quantization, total_bytes=model.bytes)


def _closest_folder(folder: Path) -> Path:
    """The folder or the closest one above it that is there: the disk where it will be."""
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path.cwd())
