"""A look at this process and its children while something runs: memory, and how many children there were."""

import threading
from types import TracebackType

import psutil

_SECONDS = 0.02


class Watch:
    """Samples resident memory in a thread. A context manager; read its figures after it."""

    def __init__(self) -> None:
        self.own_peak_bytes = 0
        self.child_peak_bytes = 0
        self.children: set[int] = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._sample, name="fuzzing-watch", daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop.set()
        self._thread.join()

    def _sample(self) -> None:
        own = psutil.Process()
        while not self._stop.wait(_SECONDS):
            self.own_peak_bytes = max(self.own_peak_bytes, _resident(own))
            for child in own.children():
                self.children.add(child.pid)
                self.child_peak_bytes = max(self.child_peak_bytes, _resident(child))


def _resident(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # it ended between two looks
        return 0
