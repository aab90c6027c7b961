"""The driver of an app in a browser: Textual's own, which ends the app when its pipe closes.

Textual's goes on without a keyboard when the server is gone, and the model would stay in memory.
"""

import os
import threading

from textual import messages
from textual.drivers import web_driver

_LAST_SECONDS = 3.0  # longer than the server's own patience


class WebDriver(web_driver.WebDriver):
    """Reads packets from standard input; its end is the app's end."""

    def run_input_thread(self) -> None:
        """Read until the app leaves or the pipe closes."""
        super().run_input_thread()
        if self.exit_event.is_set():
            return
        _end_at_last()
        self._app.post_message(messages.ExitApp())


def _end_at_last() -> None:
    """What hangs in llama.cpp, or fails at a screen that is gone, does not keep the process."""
    timer = threading.Timer(_LAST_SECONDS, os._exit, (1,))
    timer.daemon = True
    timer.start()
