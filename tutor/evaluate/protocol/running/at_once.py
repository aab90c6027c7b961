"""Many requests to a server at once: a thread a text, with back-off when the server has too much to do."""

import queue
import random
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from tutor.evaluate.batches import Sample
from tutor.evaluate.protocol.results.plan import question_of
from tutor.solve.walk import Walk
from tutor.vocabulary.errors import EngineError

OpenOne = Callable[[Sample], Walk]


@dataclass(frozen=True, slots=True)
class Patience:
    """Tries of one text while others succeed, and while none has yet; the first and the longest wait."""

    tries: int = 7
    first_tries: int = 3
    first_seconds: float = 1.0
    longest_seconds: float = 60.0


@dataclass(slots=True)
class BackOff:
    """Shared by all threads: a fault makes all of them wait, ever longer, until a text succeeds.

    Waits are drawn between half and the whole, so that threads don't come back all at once.
    """

    patience: Patience = Patience()
    faults: int = 0
    succeeded: bool = False
    stopped: threading.Event = field(default_factory=threading.Event)

    def failed(self) -> None:
        """Note a fault and wait."""
        self.faults += 1
        seconds = min(self.patience.longest_seconds, self.patience.first_seconds * 2 ** (self.faults - 1))
        self.stopped.wait(seconds * random.uniform(0.5, 1))  # noqa: S311 - no secret

    def worked(self) -> None:
        """Note that the server answers."""
        self.faults, self.succeeded = 0, True

    @property
    def tries(self) -> int:
        """How often a text is tried before the run ends."""
        return self.patience.tries if self.succeeded else self.patience.first_tries


def run_with(back_off: BackOff) -> Callable[[Iterable[Sample], OpenOne, int], Iterator[tuple[Sample, Walk]]]:
    """What `run_in_batches` does, for an engine that serves each text by itself."""

    def run(samples: Iterable[Sample], open_one: OpenOne, width: int) -> Iterator[tuple[Sample, Walk]]:
        wanted: queue.SimpleQueue[Sample | None] = queue.SimpleQueue()
        finished: queue.SimpleQueue[tuple[Sample, Walk | Exception]] = queue.SimpleQueue()
        work = partial(_work, wanted, finished, open_one, back_off)
        # daemons: a server that never answers must not keep the program from ending
        for number in range(width):
            threading.Thread(target=work, name=f"sample-{number}", daemon=True).start()
        waiting = iter(samples)
        under_way = 0
        try:
            while True:
                while under_way < width and (sample := next(waiting, None)) is not None:
                    under_way += 1
                    wanted.put(sample)
                if not under_way:
                    return
                sample, read = finished.get()
                under_way -= 1
                if isinstance(read, Exception):
                    raise read
                yield sample, read
                read.close()
        finally:
            back_off.stopped.set()
            for _ in range(width):
                wanted.put(None)

    return run


def _work(
    wanted: "queue.SimpleQueue[Sample | None]",
    finished: "queue.SimpleQueue[tuple[Sample, Walk | Exception]]",
    open_one: OpenOne,
    back_off: BackOff,
) -> None:
    """One thread: a sample after the other, until there is none or the run has ended."""
    while (sample := wanted.get()) is not None and not back_off.stopped.is_set():
        try:
            finished.put((sample, _read(sample, open_one, back_off)))
        except Exception as error:  # noqa: BLE001 - the edge of a thread: raised again where the result is awaited
            finished.put((sample, error))


def _read(sample: Sample, open_one: OpenOne, back_off: BackOff) -> Walk:
    """A walk read to its end; from the beginning again where the server failed it."""
    tried = 0
    while True:
        try:
            walk = _read_once(sample, open_one, back_off.stopped)
        except EngineError as error:
            tried += 1
            if tried >= back_off.tries or back_off.stopped.is_set():
                raise _given_up(sample, error, tried) from error
            back_off.failed()
        else:
            back_off.worked()
            return walk


def _given_up(sample: Sample, error: EngineError, tried: int) -> EngineError:
    """Which problem it was: there may be one alone that a server never gets through."""
    name = f"Problem {question_of(sample.key)!r}: "
    return EngineError(f"{name}{error.message.removeprefix(name)} It was tried {tried} times.", error.hint)


def _read_once(sample: Sample, open_one: OpenOne, stopped: threading.Event) -> Walk:
    walk = open_one(sample)
    try:
        while walk.ending is None and not stopped.is_set():
            for _ in walk.advance():
                pass
    except BaseException:
        walk.close()
        raise
    return walk
