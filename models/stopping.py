"""The wish to stop long work on a model, made by another thread; what was fetched stays where it is."""

import threading

from models.errors import Stopped
from models.progress import Progress, ProgressEvent

POLL_SECONDS = 0.1
"""How often work that waits for something else looks whether it is to stop."""


class Stop:
    """One wish for one piece of work. It can't be taken back: work that goes on gets a new one."""

    def __init__(self) -> None:
        self._asked = threading.Event()

    @property
    def asked(self) -> bool:
        """Whether the work is to stop."""
        return self._asked.is_set()

    def ask(self) -> None:
        """Let the work stop at the next chunk, or at once where it only waits; from any thread."""
        self._asked.set()

    def check(self) -> None:
        """Raise `Stopped` if the work is to stop."""
        if self.asked:
            raise Stopped


def stopping(progress: Progress, stop: Stop) -> Progress:
    """A `Progress` that stops the work where it tells how far it is, which is after every chunk."""

    def tell(event: ProgressEvent) -> None:
        stop.check()
        progress(event)
        stop.check()  # whoever was told may be the one who asks

    return tell
