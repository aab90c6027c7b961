"""Where models and fetched data sets lie on this machine. `TUTOR_HOME` moves everything under one folder."""

import os
from pathlib import Path

import platformdirs


def models_folder() -> Path:
    """The folder of the installed models; it need not exist yet."""
    moved = os.environ.get("TUTOR_HOME")
    if moved:
        return Path(moved).expanduser() / "models"
    return Path(platformdirs.user_data_dir("tutor", appauthor=False)) / "models"


def datasets_folder() -> Path:
    """The folder of fetched data sets; it need not exist yet."""
    return models_folder().with_name("datasets")
