"""Screens as text, held against files: what a reader sees, without colours.

`UPDATE_SNAPSHOTS=1` writes them anew; read them before you commit them.
"""

import os
import re
from pathlib import Path

# what differs from run to run; behind a speed the line is cut sooner or later
_CHANGING = (
    (re.compile(r"\d+(\.\d)? s\b"), "T s"),
    (re.compile(r"\d+ tok/s.*"), "N tok/s …"),
    (re.compile(r"(disk: )[\d.]+ .B"), r"\1N GB"),
    (re.compile(r"[\d.]+\s+[GT]B\s+are\s+free\s+on\s+the\s+disk"), "N GB are free on the disk"),
    (re.compile(r"(Settings) +/\S*"), r"\1  …"),
)


def assert_like_snapshot(shown: str, path: Path) -> None:
    """Hold a screen against its file."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_steady(shown), encoding="utf-8")
    found = f"{path} differs; UPDATE_SNAPSHOTS=1 writes it anew:\n{_steady(shown)}"
    assert is_like_snapshot(shown, path), found


def is_like_snapshot(shown: str, path: Path) -> bool:
    """Whether a screen looks as its file says: to wait for one that comes bit by bit."""
    return path.exists() and _steady(shown) == path.read_text(encoding="utf-8")


def _steady(shown: str) -> str:
    for pattern, stand_in in _CHANGING:
        shown = pattern.sub(stand_in, shown)
    return "\n".join(line.rstrip() for line in shown.split("\n")).rstrip() + "\n"
