"""The devices of the installed build, asked for real."""

import subprocess
import sys

import pytest

from tutor.engine.llama import devices
from tutor.engine.llama.devices import list_devices, system_info
from tutor.engine.machine import DeviceKind
from tutor.vocabulary.errors import EngineError


def test_the_processor_is_among_the_devices() -> None:
    processors = [device for device in list_devices() if device.kind is DeviceKind.CPU]
    assert len(processors) == 1
    assert processors[0].name == "CPU"
    assert processors[0].description
    assert processors[0].total_bytes > 100_000_000


def test_the_list_is_the_same_when_asked_again() -> None:
    assert [device.name for device in list_devices()] == [device.name for device in list_devices()]


def test_the_build_tells_what_it_was_compiled_with() -> None:
    assert "CPU" in system_info()


def test_a_build_without_the_functions_is_an_engine_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking() -> object:
        raise AttributeError("undefined symbol: ggml_backend_dev_count")

    monkeypatch.setattr(devices, "_bind", lacking)
    with pytest.raises(EngineError, match="undefined symbol"):
        list_devices()


def test_importing_the_module_loads_no_library() -> None:
    code = "import sys, tutor.engine.llama.devices; print('llama_cpp' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
