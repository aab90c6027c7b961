"""Paths as people write them."""

from pathlib import Path

from tutor.render.safe import sanitize


def shown_path(path: Path) -> str:
    """A path with `~` for the user's home."""
    home = Path.home()
    return sanitize(f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path))
