"""A small hub and small wheels, so that the real clients fetch real bytes without leaving this machine."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.small_hub import Hub, serve_hub
from support.small_models import MODEL_BYTES, Told, Wheelhouse


@pytest.fixture(scope="session")
def model_bytes(tiny_model: Path) -> bytes:
    """A GGUF of 2.5 MiB: the tiny model and padding after its last tensor."""
    data = tiny_model.read_bytes()
    return data + random.Random(1).randbytes(MODEL_BYTES - len(data))


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub on this machine, empty."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    with serve_hub() as hub:
        yield hub


@pytest.fixture
def wheelhouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Wheelhouse:
    """A folder for wheels, the only place where pip looks."""
    folder = tmp_path / "wheelhouse"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return Wheelhouse(folder)
