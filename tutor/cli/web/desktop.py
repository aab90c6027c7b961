"""The browser of the desktop, where there is one.

The address goes to it as an argument, which other accounts of this machine can see for the
moment until the browser has used it up; `--no-browser` keeps it off every command line.
"""

import os
import sys
import threading
import webbrowser


def has_desktop() -> bool:
    """Whether a browser could show itself here: a screen, and not through SSH."""
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_browser(address: str) -> None:
    """Ask the desktop for its browser, in a thread: some launchers stay until the browser ends."""
    threading.Thread(target=webbrowser.open, args=(address,), name="browser", daemon=True).start()
