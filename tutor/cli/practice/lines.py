"""What a student types, line by line: at a terminal with a prompt, or piped in."""

import sys
from collections.abc import Callable
from contextlib import suppress

Ask = Callable[[str], str | None]
"""Asks with a prompt; None at the end of the input (Ctrl-D)."""


def line_reader() -> Ask:
    """Reads standard input; bytes that are no UTF-8 become replacement characters."""
    if sys.stdin.isatty():
        with suppress(AttributeError):  # a byte that is no UTF-8 must not end the lesson
            sys.stdin.reconfigure(errors="replace")  # type: ignore[union-attr]
        with suppress(ImportError):  # Windows has none: its console edits lines by itself
            import readline  # noqa: F401 - arrow keys and history for `input`
        return _ask_at_terminal
    with suppress(AttributeError):  # a stream of str, as tests give
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # type: ignore[union-attr]
    return _read_piped


def _ask_at_terminal(prompt: str) -> str | None:
    try:
        return input(prompt)
    except EOFError:
        sys.stdout.write("\n")
        return None


def _read_piped(_: str) -> str | None:
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None
