"""The doctor as a command: exit codes, JSON, isolation of checks, lightness."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from models.catalog import load_catalog
from models.errors import ModelError
from tutor.cli.doctor import command
from tutor.cli.doctor import look as looking
from tutor.cli.doctor.finding import Check, Finding, Status, can_solve, run_checks
from tutor.cli.doctor.look import Look
from tutor.cli.doctor.show import as_json, print_findings
from tutor.engine.capacity import MACHINE_GIGABYTES, Fit, SizedFit
from tutor.vocabulary.errors import CheckError

FINE = Finding("memory", Status.OK, "plenty")
POOR = Finding("terminal", Status.WARNING, "narrow", "Widen it.")
BROKEN = Finding("llama.cpp", Status.FAULT, "crashes", "Build it again.")
ELSEWHERE = (SizedFit(4, 0, ""), SizedFit(8, 12_288, "q8_0"), SizedFit(16, 16_384, "f16"))
FIT = Fit("phi", "Q4_K_M", 2_490_000_000, 8192, "q8_0", 3_600_000_000, True, 6.6, ELSEWHERE)


def failing(error: Exception) -> Check:
    def look() -> list[Finding]:
        raise error

    return Check("failing", look)


class TestRunningChecks:
    def test_findings_keep_their_order(self) -> None:
        checks = [Check("a", lambda: [FINE, POOR]), Check("b", lambda: []), Check("c", lambda: [BROKEN])]
        assert run_checks(checks) == (FINE, POOR, BROKEN)

    def test_a_fault_that_is_raised_keeps_its_message_and_hint(self) -> None:
        for error in (CheckError("no workers", "Install again."), ModelError("no workers", "Install again.")):
            assert run_checks([failing(error)]) == (
                Finding("failing", Status.FAULT, "no workers", "Install again."),
            )

    def test_a_check_that_breaks_stops_no_other_and_is_no_fault(self) -> None:
        first, second = run_checks([failing(KeyError("x")), Check("b", lambda: [FINE])])
        assert first.status is Status.WARNING
        assert "KeyError" in first.detail
        assert second is FINE

    def test_only_faults_prevent_solving(self) -> None:
        assert can_solve([FINE, POOR])
        assert not can_solve([FINE, BROKEN])


class TestReport:
    def test_json_holds_everything(self) -> None:
        report = json.loads(as_json([POOR, BROKEN], [FIT]))
        assert report["can_solve"] is False
        assert report["findings"][0] == {
            "name": "terminal",
            "status": "warning",
            "detail": "narrow",
            "advice": "Widen it.",
        }
        assert report["fits"][0]["context"] == 8192
        assert report["fits"][0]["elsewhere"][1] == {
            "memory_gigabytes": 8,
            "context": 12_288,
            "kv_type": "q8_0",
        }

    def report(self, path: Path, encoding: str, *findings: Finding, fits: Sequence[Fit] = (FIT,)) -> str:
        with path.open("w", encoding=encoding) as stream:
            print_findings(findings, fits, stream)
        return path.read_text(encoding=encoding)

    def test_contexts_stand_by_size_of_memory_and_this_machine_last(self, tmp_path: Path) -> None:
        fits = [FIT, replace(FIT, quantization="Q8_0", context=0, kv_type="")]
        lines = self.report(tmp_path / "out", "utf-8", FINE, fits=fits).splitlines()
        heading = next(number for number, line in enumerate(lines) if "16 GB" in line)
        assert lines[heading].split() == ["model", "type", "4", "GB", "8", "GB", "16", "GB", "here"]
        assert lines[heading + 1].split() == ["phi", "Q4_K_M", "–", "12Kq", "16K", "8Kq"]
        assert lines[heading + 2].split() == ["Q8_0", "–", "12Kq", "16K", "–"]

    def test_a_terminal_without_a_dash_gets_a_hyphen(self, tmp_path: Path) -> None:
        text = self.report(tmp_path / "out", "ascii", FINE)
        assert "phi   Q4_K_M    - 12Kq   16K  8Kq" in text
        assert "-: it does not fit" in text

    def test_the_catalogue_by_size_of_memory_fits_80_columns(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        widest = tuple(SizedFit(size, 16_384, "q8_0") for size in MACHINE_GIGABYTES)
        fits = [
            replace(FIT, model=card.name, needs_bytes=11_300_000_000, now=False, elsewhere=widest)
            for card in load_catalog()
        ]
        text = self.report(tmp_path / "out", "utf-8", fits=fits)
        assert max(map(len, text.splitlines())) <= 80
        assert "…" not in text
        assert all(text.count(f"{card.name} ") == 2 for card in load_catalog())
        assert "not now: it fits once other programs are closed." in text

    def test_the_drawing_has_details_advice_table_and_verdict(self, tmp_path: Path) -> None:
        text = self.report(tmp_path / "out", "utf-8", FINE, POOR)
        assert "✓ memory: plenty" in text
        assert "! terminal: narrow\n  do: Widen it." in text
        assert "8,192 q8_0" in text
        assert text.rstrip().endswith("A problem can be solved here; 1 warning above.")

    def test_a_fault_is_the_verdict(self, tmp_path: Path) -> None:
        assert "can't be solved here yet: 1 fault above" in self.report(
            tmp_path / "out", "utf-8", BROKEN, POOR
        )

    def test_a_terminal_without_the_characters_gets_others(self, tmp_path: Path) -> None:
        text = self.report(tmp_path / "out", "ascii", Finding("folder", Status.OK, "/home/zoë/models"))
        assert "ok folder: /home/zo?/models" in text

    def test_brackets_in_a_path_are_not_markup(self, tmp_path: Path) -> None:
        text = self.report(tmp_path / "out", "utf-8", Finding("folder", Status.OK, "/data/[red]/x"))
        assert "/data/[red]/x" in text

    def test_a_long_command_stays_on_one_line(self, tmp_path: Path) -> None:
        advice = "CMAKE_ARGS=" + "x " * 100
        text = self.report(tmp_path / "out", "utf-8", Finding("build", Status.WARNING, "old", advice))
        assert advice.strip() in text


class TestCommand:
    @pytest.fixture
    def checks(self, monkeypatch: pytest.MonkeyPatch) -> list[Check]:
        chosen: list[Check] = []
        monkeypatch.setattr(Look, "checks", lambda _: chosen)
        return chosen

    def test_exit_code_0_with_warnings(self, checks: list[Check]) -> None:
        checks.append(Check("terminal", lambda: [POOR]))
        result = CliRunner().invoke(command, [])
        assert result.exit_code == 0
        assert "terminal: narrow" in result.stdout

    def test_exit_code_1_with_a_fault(self, checks: list[Check]) -> None:
        checks.append(Check("llama.cpp", lambda: [BROKEN]))
        result = CliRunner().invoke(command, ["--json"])
        assert result.exit_code == 1
        assert json.loads(result.stdout)["findings"][0]["advice"] == "Build it again."

    def test_the_table_is_left_out_when_it_could_not_be_made(
        self, checks: list[Check], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken() -> object:
            raise OSError("no machine")

        monkeypatch.setattr(looking, "inspect_machine", broken)
        look = Look()
        assert run_checks([Check("room", lambda: [FINE] if look.fits else [])])[0].status is Status.WARNING
        assert look.seen_fits == ()


def test_the_whole_command_runs_on_this_machine() -> None:
    result = CliRunner().invoke(command, ["--json"])
    report = json.loads(result.stdout)
    names = [finding["name"] for finding in report["findings"]]
    assert {"Python", "llama.cpp", "memory", "models folder", "checker", "terminal"} <= set(names)
    assert result.exit_code == (0 if report["can_solve"] else 1)
    assert len(report["fits"]) > 5
    assert not any("could not be checked" in finding["detail"] for finding in report["findings"])


def test_importing_the_command_loads_nothing_heavy() -> None:
    code = "import sys, tutor.cli.doctor; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"rich", "psutil", "numpy", "llama_cpp", "pydantic", "sympy", "huggingface_hub"}
    assert not heavy & set(run.stdout.split())
