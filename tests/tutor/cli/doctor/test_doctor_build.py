"""The build of llama.cpp: asked in another process, held against the processor."""

import os
import signal
import sys
from pathlib import Path

import pytest

from tutor.cli.doctor import rebuilding
from tutor.cli.doctor.build import check_build, compiled_features
from tutor.cli.doctor.finding import Status
from tutor.cli.doctor.rebuilding import needed_version, rebuild_command
from tutor.engine.build import Build, ask_build
from tutor.engine.machine import DeviceKind
from tutor.engine.processor import Processor

INFO = "CPU : SSE3 = 1 | AVX2 = 1 | FMA = 1 | AVX512 = 0 | LLAMAFILE = 1 | CUDA : ARCHS = 860 | GRAPHS = 1 | "
BUILD = Build("0.3.36", INFO)


def processor(*features: str) -> Processor:
    return Processor("A laptop", frozenset(features), 4, 8)


def fake_python(path: Path, script: str) -> str:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


needs_shell = pytest.mark.skipif(os.name != "posix", reason="a fake interpreter is a shell script")


class TestAsking:
    def test_the_installed_build_answers(self) -> None:
        build = ask_build()
        assert build.fault == ""
        assert build.version == needed_version()
        assert "CPU" in build.system_info
        assert any(device.kind is DeviceKind.CPU for device in build.devices)

    @needs_shell
    def test_an_illegal_instruction_is_a_build_for_another_processor(self, tmp_path: Path) -> None:
        build = ask_build(fake_python(tmp_path / "python", "kill -ILL $$"))
        assert "built for another processor" in build.fault

    @needs_shell
    def test_another_crash_names_its_signal(self, tmp_path: Path) -> None:
        build = ask_build(fake_python(tmp_path / "python", "kill -SEGV $$"))
        assert signal.SIGSEGV.name in build.fault

    @needs_shell
    def test_a_failed_import_quotes_its_last_line(self, tmp_path: Path) -> None:
        script = "echo Traceback >&2; echo \"ModuleNotFoundError: No module named 'llama_cpp'\" >&2; exit 1"
        build = ask_build(fake_python(tmp_path / "python", script))
        assert build.fault == "it can't be loaded: ModuleNotFoundError: No module named 'llama_cpp'"

    def test_no_interpreter_is_a_fault_not_an_exception(self, tmp_path: Path) -> None:
        assert "can't be started" in ask_build(str(tmp_path / "none")).fault


class TestChecking:
    def test_only_the_processors_part_of_the_line_is_read(self) -> None:
        assert compiled_features(INFO) == {"SSE3", "AVX2", "FMA", "LLAMAFILE"}
        assert compiled_features("") == frozenset()

    def test_a_build_that_suits_is_fine(self) -> None:
        findings = check_build(BUILD, processor("SSE3", "AVX2", "FMA"), "0.3.36", "again")
        assert [finding.status for finding in findings] == [Status.OK, Status.OK]

    def test_a_build_that_does_not_run_is_one_fault_with_the_command(self) -> None:
        (finding,) = check_build(Build(fault="it crashes"), processor(), "0.3.36", "again")
        assert (finding.status, finding.detail, finding.advice) == (Status.FAULT, "it crashes", "again")

    def test_features_the_processor_lacks_are_a_fault(self) -> None:
        finding = check_build(BUILD, processor("SSE3", "AVX2"), "0.3.36", "again")[1]
        assert finding.status is Status.FAULT
        assert "uses FMA" in finding.detail

    def test_features_the_build_leaves_unused_are_a_warning(self) -> None:
        finding = check_build(BUILD, processor("SSE3", "AVX2", "FMA", "AVX512"), "0.3.36", "again")[1]
        assert finding.status is Status.WARNING
        assert "does not use AVX512" in finding.detail
        assert finding.advice == "again"

    def test_unknown_features_are_said_to_be_unknown(self) -> None:
        finding = check_build(BUILD, Processor(None, None, 4, 8), "0.3.36", "again")[1]
        assert finding.status is Status.OK
        assert "unknown" in finding.detail

    def test_another_version_is_a_fault(self) -> None:
        finding = check_build(BUILD, processor("SSE3", "AVX2", "FMA"), "0.3.99", "again")[0]
        assert finding.status is Status.FAULT
        assert "0.3.99" in finding.detail


class TestRebuilding:
    def test_the_command_names_the_pinned_version_and_this_interpreter(self) -> None:
        command = rebuild_command("-DGGML_CUDA=on", platform="linux", python="/opt/my env/bin/python")
        assert command.startswith(
            "CMAKE_ARGS=\"-DGGML_CUDA=on -DLLAVA_BUILD=OFF\" '/opt/my env/bin/python' -m pip"
        )
        assert command.endswith(f"llama-cpp-python=={needed_version()}")
        assert "--force-reinstall" in command

    def test_windows_sets_variables_its_own_way(self) -> None:
        command = rebuild_command("-DGGML_VULKAN=on", platform="win32", python=r"C:\py\python.exe")
        assert command.startswith(
            '$env:CMAKE_ARGS="-DGGML_VULKAN=on -DLLAVA_BUILD=OFF"; & "C:\\py\\python.exe" -m pip'
        )

    def test_without_metadata_no_version_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rebuilding, "needed_version", lambda: "")
        assert rebuild_command(platform="linux", python=sys.executable).endswith(" llama-cpp-python")
