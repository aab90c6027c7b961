"""Where things of this user lie. `TUTOR_HOME` moves everything under one folder."""

import os
from pathlib import Path

import platformdirs


def _home() -> Path | None:
    moved = os.environ.get("TUTOR_HOME")
    return Path(moved).expanduser() if moved else None


def config_file() -> Path:
    """`config.toml`, read when it exists."""
    home = _home()
    return (home or Path(platformdirs.user_config_dir("tutor", appauthor=False))) / "config.toml"


def log_folder() -> Path:
    """Rotating logs."""
    home = _home()
    return home / "logs" if home else Path(platformdirs.user_log_dir("tutor", appauthor=False))


def sessions_folder() -> Path:
    """Saved prompts of conversations, which may be deleted at any time."""
    home = _home()
    return (home or Path(platformdirs.user_cache_dir("tutor", appauthor=False))) / "sessions"


def history_file() -> Path:
    """Every attempt of this user, in SQLite."""
    home = _home()
    return (home or Path(platformdirs.user_data_dir("tutor", appauthor=False))) / "history.sqlite3"


def hints_file() -> Path:
    """How far this user has gone in the hints of the last few problems."""
    home = _home()
    return (home or Path(platformdirs.user_data_dir("tutor", appauthor=False))) / "hints.json"
