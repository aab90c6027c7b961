"""The cage: tasks in, outcomes out, whatever the tasks do. Parent side, imports no sympy.

A supervisor thread per worker takes tasks from one queue, sends them to its worker
process in batches and awaits one reply a task. The worker is a fresh interpreter
(never a fork), started when first needed and kept warm. It is replaced when a task
exceeds a limit (see `limits`), when it ends by itself, and after a number of tasks;
what was sent along with a killed task is sent again, so nothing is lost. A task whose
worker ended by itself is tried once more before it is given up.

What it stops: endless and huge computations, memory growth, crashes of the interpreter,
printing, deadlocks. What the worker gives up besides (`confine`): starting processes,
sockets, writing files, reading files outside of the installation, some priority.

What it does not stop: this is no security boundary against code that runs in the worker.
No text is ever evaluated as code there; if that were defeated, native code (ctypes is
refused, a flaw in the interpreter is not) could undo the Python-level refusals. On Windows
and macOS memory is bounded by a watcher that looks every 20 ms, so a single huge
allocation can pass the limit for a moment; Linux refuses it at once.
"""

import itertools
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from dataclasses import dataclass, field

from tutor.check.child import WORKER, Child, Gone, Killed
from tutor.check.limits import DEFAULT, CageLimits
from tutor.vocabulary.errors import CheckError
from tutor.vocabulary.verdict import Reason

Data = dict[str, object]
"""Plain data: what JSON can carry."""

_STARTS = 3
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Done:
    """What the worker replied."""

    data: Data


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no reply."""

    reason: Reason
    detail: str


Outcome = Done | Failed


@dataclass(slots=True)
class Task:
    """A job's name and its data. `prepare` is called when the task is sent, and again when it is resent."""

    job: str
    prepare: Callable[[], Data]
    number: int = field(default_factory=lambda: next(_numbers))
    future: "Future[Outcome]" = field(default_factory=Future)
    crashes: int = 0


class Cage:
    """Worker processes behind a queue. A context manager.

    A task's future gets an `Outcome`, or CheckError when workers can't be started.
    """

    def __init__(
        self, limits: CageLimits = DEFAULT, workers: int = 1, program: tuple[str, ...] = WORKER
    ) -> None:
        self.limits = limits
        self._program = program
        self._tasks: deque[Task] = deque()
        self._urgent: deque[Task] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._warm = 0
        self._children: dict[int, Child] = {}
        self._threads = [
            threading.Thread(target=self._supervise, args=(slot,), name=f"check-{slot}", daemon=True)
            for slot in range(workers)
        ]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "Cage":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Start the workers without waiting for them."""
        with self._changed:
            self._warm = len(self._threads)
            self._changed.notify_all()

    def put(self, job: str, prepare: Callable[[], Data], urgent: bool = False) -> "Future[Outcome]":
        """Queue a task, urgent ones before all others; never blocks."""
        task = Task(job, prepare)
        with self._changed:
            if self._closing:
                raise CheckError("The checker is closed.")
            (self._urgent if urgent else self._tasks).append(task)
            self._changed.notify()
        return task.future

    def worker_ids(self) -> list[int]:
        """Process ids of the live workers."""
        return [child.pid for child in list(self._children.values())]

    def close(self) -> None:
        """Kill the workers; tasks still queued are cancelled."""
        with self._changed:
            self._closing = True
            waiting = [*self._urgent, *self._tasks]
            self._urgent.clear()
            self._tasks.clear()
            self._changed.notify_all()
        for task in waiting:
            task.future.cancel()
        for child in list(self._children.values()):
            child.kill()
        for thread in self._threads:
            thread.join()

    def _supervise(self, slot: int) -> None:
        while (batch := self._take()) is not None:
            try:
                self._run(slot, batch)
            except CheckError as error:
                for task in batch:
                    _settle(task, error)
        self._drop(slot)

    def _take(self) -> list[Task] | None:
        """The next tasks; none of them when only warmth was asked for; None at the end."""
        with self._changed:
            while not (self._closing or self._urgent or self._tasks or self._warm):
                self._changed.wait()
            if self._closing:
                return None
            if self._urgent:
                return [self._urgent.popleft()]
            if self._tasks:
                size = min(self.limits.tasks_per_batch, len(self._tasks))
                return [self._tasks.popleft() for _ in range(size)]
            self._warm -= 1
            return []

    def _run(self, slot: int, batch: list[Task]) -> None:
        child = self._child(slot)
        try:
            child.send({"tasks": [{"id": t.number, "job": t.job, "data": t.prepare()} for t in batch]})
        except Gone:  # it ended while idle: nobody's fault
            self._drop(slot)
            self._put_back(batch)
            return
        for task in batch:
            if not self._finish(child, task):
                self._drop(slot)
                self._put_back([task for task in batch if not task.future.done()])
                return

    def _finish(self, child: Child, task: Task) -> bool:
        """Settle one task; whether the worker is still fit for the next of its batch."""
        try:
            reply = child.await_reply(task.number)
        except Gone:
            task.crashes += 1
            if task.crashes > 1:
                _settle(task, Failed(Reason.TOO_LARGE, "the checking process ended twice on this"))
            return False
        if isinstance(reply, Killed):
            _settle(task, Failed(reply.reason, reply.detail))
            return False
        _settle(task, _outcome(reply))
        return child.finished_tasks < self.limits.tasks_per_worker and not reply.get("spent")

    def _put_back(self, tasks: list[Task]) -> None:
        with self._changed:
            if not self._closing:
                self._tasks.extendleft(reversed(tasks))
                return
        for task in tasks:
            task.future.cancel()

    def _child(self, slot: int) -> Child:
        if slot in self._children:
            return self._children[slot]
        for attempt in range(1, _STARTS + 1):
            child = self._children[slot] = Child(self.limits, self._program)
            try:
                child.wait_until_ready()
            except CheckError:
                self._drop(slot)
                if attempt == _STARTS or self._closing:
                    raise
            else:
                return child
        raise AssertionError("the last attempt returns or raises")

    def _drop(self, slot: int) -> None:
        child = self._children.pop(slot, None)
        if child is not None:
            child.kill()


def _outcome(reply: Data) -> Outcome:
    data = reply.get("data")
    if isinstance(data, dict):
        return Done(data)
    return Failed(Reason(str(reply.get("reason"))), str(reply.get("detail", "")))


def _settle(task: Task, result: Outcome | CheckError) -> None:
    try:
        if isinstance(result, CheckError):
            task.future.set_exception(result)
        else:
            task.future.set_result(result)
    except InvalidStateError:  # cancelled while it ran
        return
