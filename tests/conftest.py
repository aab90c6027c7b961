"""Fixtures for all tests: the user's folders are always moved, models are made or fetched once."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import pytest
from hypothesis import settings
from support.tiny_model import write_tiny_model

from models.catalog import load_catalog
from models.ensure import ensure
from models.errors import ModelError
from models.model_file import ModelFile
from models.progress import ignore
from models.store import Store

# the same examples in every run, whatever the machine does beside it; HYPOTHESIS_PROFILE=exploring looks
# for new ones
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("exploring", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's folders, nor its settings from the environment."""
    for name in [name for name in os.environ if name.startswith("TUTOR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "home"))


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command that is run in the tests' own process leaves its log's handlers to nobody."""
    loggers = [logging.getLogger(name) for name in ("tutor", "models")]
    before = [(logger.level, logger.propagate, list(logger.handlers)) for logger in loggers]
    yield
    for logger, (level, propagate, handlers) in zip(loggers, before, strict=True):
        logger.setLevel(level)
        logger.propagate = propagate
        for handler in [each for each in logger.handlers if each not in handlers]:
            logger.removeHandler(handler)
            handler.close()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random `llama` GGUF of 0.5 MB."""
    return write_tiny_model(tmp_path_factory.mktemp("models") / "tiny.gguf")


@pytest.fixture(scope="session")
def tiny_longrope_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random `phi3` GGUF with long and short rope factors."""
    return write_tiny_model(tmp_path_factory.mktemp("models") / "longrope.gguf", longrope=True)


def _fetch(name: str) -> ModelFile:
    """A model of the catalog, fetched once for all test runs of this user."""
    folder = Path(os.environ.get("TUTOR_TEST_MODELS") or platformdirs.user_cache_dir("tutor-tests"))
    try:
        return ensure(Store(folder), load_catalog(), name, None, 64_000_000_000, ignore)
    except ModelError as error:
        pytest.skip(f"{name} can't be fetched here: {error.message}")


@pytest.fixture(scope="session")
def small_language_model() -> ModelFile:
    """SmolLM2-135M: real language, fast, bad at mathematics."""
    return _fetch("smollm2-135m")


@pytest.fixture(scope="session")
def real_model() -> ModelFile:
    """Qwen2.5-Coder-1.5B: solves school problems."""
    return _fetch("qwen2.5-coder-1.5b")
