"""The driver of an app in a browser: Textual's own, with two things put right.

The app ends when its pipe closes: Textual's goes on without a keyboard when the server is gone,
and the model would stay in memory. And the page's focus is not lost to the blur that Textual's
posts at its start, which may come after it: then no key would do anything.
"""

import os
import threading

from textual import events, messages
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

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        """What the page tells besides keys."""
        changes = {"focus": events.AppFocus, "blur": events.AppBlur}
        if change := changes.get(packet_type):
            # the same queue as the first blur takes, so that they stay in their order
            self._app.call_later(self._app.post_message, change())
        else:
            super().on_meta(packet_type, payload)


def _end_at_last() -> None:
    """What hangs in llama.cpp, or fails at a screen that is gone, does not keep the process."""
    timer = threading.Timer(_LAST_SECONDS, os._exit, (1,))
    timer.daemon = True
    timer.start()
