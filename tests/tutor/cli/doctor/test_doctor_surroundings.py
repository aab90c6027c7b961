"""Python, folders, settings, terminal: what is fine, what is a fault, what to do."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tutor.cli.doctor import surroundings
from tutor.cli.doctor.finding import Status
from tutor.cli.doctor.surroundings import (
    check_checker,
    check_folder,
    check_processor,
    check_python,
    check_settings,
    check_terminal,
)
from tutor.engine.machine import Machine
from tutor.engine.processor import Processor
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.verdict import Comparison, Equality

HYBRID = Processor("A hybrid", None, physical_cores=10, logical_cores=12, performance_cores=2)
MACHINE = Machine("Linux 6.1", "x86_64", HYBRID, None, 8, 4)


def test_this_python_is_fine() -> None:
    (finding,) = check_python()
    assert finding.status is Status.OK


@pytest.mark.parametrize(("version", "bits"), [((3, 10, 4), 64), ((3, 12, 0), 32)])
def test_an_old_or_narrow_python_is_a_fault(version: tuple[int, ...], bits: int) -> None:
    assert check_python(version, bits)[0].status is Status.FAULT


def test_the_processor_tells_fast_cores_and_a_containers_grant() -> None:
    (finding,) = check_processor(replace(MACHINE, quota_cores=1.5))
    assert "10 cores (2 fast)" in finding.detail
    assert "grants 1.5" in finding.detail


class TestFolder:
    def test_a_folder_that_can_be_made_is_fine(self, tmp_path: Path) -> None:
        (finding,) = check_folder("models folder", tmp_path / "not" / "yet")
        assert finding.status is Status.OK
        assert not (tmp_path / "not").exists()

    def test_a_file_in_the_way_is_a_fault(self, tmp_path: Path) -> None:
        (tmp_path / "models").write_text("")
        (finding,) = check_folder("models folder", tmp_path / "models" / "x")
        assert finding.status is Status.FAULT
        assert "TUTOR_HOME" in finding.advice

    def test_a_folder_without_permission_is_a_fault(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """`os.access` is replaced: root may write anywhere."""
        monkeypatch.setattr(surroundings.os, "access", lambda path, mode: False)
        assert check_folder("log folder", tmp_path)[0].status is Status.FAULT

    def test_too_little_disk_for_a_model_is_a_warning(self, tmp_path: Path) -> None:
        (finding,) = check_folder("models folder", tmp_path, needed_bytes=1 << 60)
        assert finding.status is Status.WARNING
        assert "a model takes" in finding.detail


class TestSettings:
    def test_without_a_file_the_defaults_stand(self) -> None:
        assert "defaults" in check_settings()[0].detail

    def test_a_file_that_reads_is_named(self) -> None:
        config = Path(os.environ["TUTOR_HOME"]) / "config.toml"
        config.parent.mkdir()
        config.write_text("threads = 2\n")
        assert check_settings()[0].detail == str(config)

    def test_a_bad_variable_is_raised(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TUTOR_THREADS", "many")
        with pytest.raises(UsageError, match="TUTOR_THREADS"):
            check_settings()


class TestChecker:
    class Wrong:
        """A checker that starts and can't compare."""

        def __enter__(self) -> "TestChecker.Wrong":
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def compare(self, expected: str, given: str) -> Comparison:
            return Comparison(Equality.UNDECIDED, "no method")

    def test_a_checker_that_cant_compare_is_a_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("tutor.check.checker.Checker", self.Wrong)
        (finding,) = check_checker()
        assert finding.status is Status.FAULT
        assert "no method" in finding.detail


class TestTerminal:
    @pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf8", "utf_8"])
    def test_a_wide_utf8_terminal_is_fine(self, encoding: str) -> None:
        (finding,) = check_terminal(encoding, 100, {}, is_terminal=True)
        assert finding.status is Status.OK
        assert "colour, 100 columns" in finding.detail

    @pytest.mark.parametrize("encoding", ["ascii", "cp1252", ""])
    def test_other_encodings_show_mathematics_as_plain_text(self, encoding: str) -> None:
        (finding,) = check_terminal(encoding, 100, {}, is_terminal=True)
        assert finding.status is Status.WARNING
        assert "PYTHONUTF8" in finding.advice

    def test_a_narrow_window_is_a_warning_a_narrow_pipe_is_not(self) -> None:
        assert check_terminal("utf-8", 40, {}, is_terminal=True)[0].status is Status.WARNING
        assert check_terminal("utf-8", 40, {}, is_terminal=False)[0].status is Status.OK

    @pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
    def test_colour_can_be_declined(self, environment: dict[str, str]) -> None:
        assert "no colour" in check_terminal("utf-8", 80, environment, is_terminal=True)[0].detail
