"""Processor time from the start of the process to the app's first painted screen, without a model.

    uv run python -m tutor.tui.first_paint

Runs without a terminal; what Python has compiled before is not compiled again (run it twice).
"""

import os
import sys
import threading
import time
from typing import NoReturn

from tutor.tui.app import TutorApp
from tutor.tui.session import Loaded
from tutor.vocabulary.settings import load_settings


def _never(*_: object) -> Loaded:
    """A model that is still loading."""
    threading.Event().wait()
    raise AssertionError("nobody sets this event")


class _Painted(TutorApp):
    """Ends at the first paint."""

    def on_ready(self) -> None:
        self.call_after_refresh(_tell)


def _tell() -> NoReturn:
    sys.stdout.write(f"{time.process_time():.2f} s of processor time to the first paint\n")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    _Painted(load_settings(), load=_never).run(headless=True)
