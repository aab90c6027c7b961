"""Models as the doctor sees them: installed ones, strays, and what of the catalogue fits."""

from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog import load_catalog
from models.store import Store
from tutor.cli.doctor.capacity import check_bandwidth, check_fits, check_memory
from tutor.cli.doctor.finding import Status
from tutor.cli.doctor.installed import check_installed, check_presence, check_strays
from tutor.engine.bandwidth import Bandwidth
from tutor.engine.capacity import MACHINE_GIGABYTES, Fit, fit_catalogue
from tutor.engine.machine import Device, DeviceKind, Machine
from tutor.engine.processor import Processor

GB = 1_000_000_000
LAPTOP = Machine("Linux", "x86_64", Processor("A laptop", None, 4, 8), None, 16 * GB, 9 * GB)
BANDWIDTH = Bandwidth(14e9, 23.4e9, 2)
PHI = "phi-4-mini-reasoning"


@pytest.fixture
def store(tmp_path: Path, tiny_model: Path) -> Store:
    """A models folder with one tiny model."""
    found = Store(tmp_path / "models", load_catalog())
    found.import_file(tiny_model, "tiny", copy=True)
    return found


class TestInstalled:
    def test_a_whole_model_tells_context_memory_and_speed(self, store: Store) -> None:
        (finding,) = check_installed(store.installed(), LAPTOP, (), BANDWIDTH)
        assert finding.status is Status.OK
        assert "tokens per second" in finding.detail
        assert "context of" in finding.detail

    def test_without_a_measurement_no_speed_is_told(self, store: Store) -> None:
        (finding,) = check_installed(store.installed(), LAPTOP, (), None)
        assert "per second" not in finding.detail

    def test_a_truncated_model_is_found_and_leaves_nothing_to_use(self, store: Store) -> None:
        models = store.installed()
        with models[0].path.open("r+b") as file:
            file.truncate(100)
        damaged, verdict = check_installed(models, LAPTOP, (), BANDWIDTH)
        assert damaged.status is Status.WARNING
        assert damaged.advice.startswith("tutor models remove tiny")
        assert verdict.status is Status.FAULT

    def test_one_damaged_model_beside_a_whole_one_is_no_fault(self, store: Store, tiny_model: Path) -> None:
        store.import_file(tiny_model, "other", copy=True)
        models = store.installed()
        with models[0].path.open("r+b") as file:
            file.truncate(100)
        assert [finding.status for finding in check_installed(models, LAPTOP, (), None)] == [
            Status.WARNING,
            Status.OK,
        ]

    def test_a_file_that_grew_is_noticed(self, store: Store) -> None:
        models = store.installed()
        with models[0].path.open("ab") as file:
            file.write(b"x")
        assert "were installed" in check_installed(models, LAPTOP, (), None)[0].detail

    def test_a_model_that_does_not_fit_quotes_the_plan(self, store: Store) -> None:
        tight = replace(LAPTOP, available_bytes=1_000_000)
        finding = check_installed(store.installed(), tight, (), None)[0]
        assert finding.status is Status.WARNING
        assert "are free" in finding.detail


class TestPresence:
    def test_some_model_is_enough(self, store: Store) -> None:
        assert check_presence(store.installed(), load_catalog(), LAPTOP, offline=True)[0].status is Status.OK

    def test_none_is_a_warning_with_the_one_to_fetch(self) -> None:
        (finding,) = check_presence([], load_catalog(), LAPTOP, offline=False)
        assert finding.status is Status.WARNING
        assert finding.advice == f"tutor models pull {PHI}"

    def test_none_while_offline_prevents_solving(self) -> None:
        assert check_presence([], load_catalog(), LAPTOP, offline=True)[0].status is Status.FAULT

    def test_a_file_that_is_no_model_is_named(self, store: Store, tiny_model: Path) -> None:
        stray = store.root / "broken.gguf"
        stray.write_bytes(b"GGUF but not really")
        (finding,) = check_strays(store.root, store.installed())
        assert (finding.name, finding.status) == ("broken.gguf", Status.WARNING)
        assert str(stray) in finding.advice

    def test_a_folder_that_is_not_there_has_no_strays(self, tmp_path: Path) -> None:
        assert check_strays(tmp_path / "none", []) == []


class TestFits:
    def fit_of(self, machine: Machine, name: str = PHI, *devices: Device) -> dict[str, Fit]:
        fits = fit_catalogue(load_catalog(), machine, devices, BANDWIDTH)
        return {fit.quantization: fit for fit in fits if fit.model == name}

    def test_an_ample_machine_holds_the_default_with_its_full_context(self) -> None:
        fit = self.fit_of(LAPTOP)["Q4_K_M"]
        assert (fit.now, fit.context, fit.kv_type) == (True, 16_384, "f16")
        assert 4.5 * GB < fit.needs_bytes < 5.5 * GB
        assert fit.tokens_per_second == pytest.approx(6.6, abs=0.1)

    def test_a_longrope_model_is_listed_with_more_than_4096_tokens(self) -> None:
        fit = self.fit_of(replace(LAPTOP, available_bytes=3_500_000_000))["Q4_K_M"]
        assert fit.now
        assert fit.context > 4096

    def test_what_fits_only_with_other_programs_closed_says_so(self) -> None:
        busy = replace(LAPTOP, memory_bytes=8 * GB, available_bytes=2 * GB)
        fit = self.fit_of(busy)["Q4_K_M"]
        assert (fit.now, fit.context) == (False, 16_384)

    def test_what_never_fits_has_no_context(self) -> None:
        small = replace(LAPTOP, memory_bytes=4 * GB, available_bytes=2 * GB)
        assert self.fit_of(small)["Q8_0"].context == 0

    def test_a_gpu_makes_room_and_voids_the_speed_of_memory(self) -> None:
        small = replace(LAPTOP, memory_bytes=4 * GB, available_bytes=2 * GB)
        fit = self.fit_of(small, PHI, Device("CUDA0", "a GPU", DeviceKind.GPU, 8 * GB, 8 * GB))["Q4_K_M"]
        assert fit.now
        assert fit.tokens_per_second is None

    def test_other_machines_are_judged_by_their_memory_alone(self) -> None:
        """Not by what is free here, nor by a GPU that is here."""
        busy = replace(LAPTOP, available_bytes=GB)
        gpu = Device("CUDA0", "a GPU", DeviceKind.GPU, 8 * GB, 8 * GB)
        for fits in (self.fit_of(LAPTOP), self.fit_of(busy, PHI, gpu)):
            found = {size.memory_gigabytes: size for size in fits["Q4_K_M"].elsewhere}
            assert tuple(found) == MACHINE_GIGABYTES
            assert found[4].context == 0
            assert (found[8].context, found[8].kv_type) == (16_384, "f16")

    def test_more_memory_is_never_less_context(self) -> None:
        for fit in fit_catalogue(load_catalog(), LAPTOP, (), None):
            contexts = [size.context for size in fit.elsewhere]
            assert contexts == sorted(contexts)
            assert contexts[-1] > 0

    @pytest.mark.parametrize(
        ("memory_gb", "free_gb", "status"),
        [(16, 9, Status.OK), (4, 0.3, Status.WARNING), (1, 0.3, Status.FAULT)],
    )
    def test_the_summary(self, memory_gb: float, free_gb: float, status: Status) -> None:
        machine = replace(LAPTOP, memory_bytes=int(memory_gb * GB), available_bytes=int(free_gb * GB))
        (finding,) = check_fits(fit_catalogue(load_catalog(), machine, (), None))
        assert finding.status is status
        assert bool(finding.advice) == (status is not Status.OK)


def test_memory_and_its_speed_are_told() -> None:
    assert check_memory(LAPTOP)[0].detail == "16.0 GB, 9.0 GB of it free"
    assert check_bandwidth(BANDWIDTH)[0].detail == "23.4 GB/s read by 2 threads, 14.0 by one"
