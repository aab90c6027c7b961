"""Where models lie on this machine. `TUTOR_HOME` moves everything under one folder."""

import os
from pathlib import Path

import platformdirs


def models_folder() -> Path:
    """The folder of the installed models; it need not exist yet."""
    moved = os.environ.get("TUTOR_HOME")
    if moved:
        return Path(moved).expanduser() / "models"
    return Path(platformdirs.user_data_dir("tutor", appauthor=False)) / "models"
