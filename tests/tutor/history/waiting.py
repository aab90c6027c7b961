"""Waits for a thing, not for a time."""

import threading
from collections.abc import Callable


def wait_for(condition: Callable[[], bool]) -> None:
    """Until it is true; the time limit of the tests ends what never is."""
    pause = threading.Event()
    while not condition():
        pause.wait(0.01)
