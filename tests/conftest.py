"""Fixtures for all tests: the user's folders are always moved, models are made or fetched once."""

import os
from pathlib import Path

import pytest
from support.tiny_model import write_tiny_model


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's folders, nor its settings from the environment."""
    for name in [name for name in os.environ if name.startswith("TUTOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random `llama` GGUF of 0.5 MB."""
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.gguf")


@pytest.fixture(scope="session")
def tiny_longrope_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random `phi3` GGUF with long and short rope factors."""
    return write_tiny_model(tmp_path_factory.mktemp("models") / "longrope.gguf", longrope=True)
