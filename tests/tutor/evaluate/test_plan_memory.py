"""The estimate of a plan, held to the most that a process held which ran the model that way."""

import sys

import click
import psutil
import pytest

from models.model_file import ModelFile
from tutor.engine.needs import KvType
from tutor.evaluate.memory import peak_bytes
from tutor.evaluate.plan_memory import Row, measure_rows
from tutor.solve.benchmark import held_bytes

WITHIN = 0.1


def measured(file: ModelFile, context: int, kv_type: KvType) -> Row:
    (row,) = measure_rows(file, [context], [kv_type])
    assert (row.context, row.kv_type) == (context, kv_type)
    return row


@pytest.mark.parametrize("kv_type", ["f16", "q8_0"])
@pytest.mark.parametrize("context", [4_096, 8_192])
def test_the_estimate_is_near_the_peak_of_a_small_model(
    small_language_model: ModelFile, context: int, kv_type: KvType
) -> None:
    assert measured(small_language_model, context, kv_type).ratio == pytest.approx(1, abs=WITHIN)


@pytest.mark.real
@pytest.mark.parametrize("kv_type", ["f16", "q8_0"])
@pytest.mark.parametrize("context", [4_096, 16_384])
def test_the_estimate_is_near_the_peak_of_a_real_model(
    real_model: ModelFile, context: int, kv_type: KvType
) -> None:
    assert measured(real_model, context, kv_type).ratio == pytest.approx(1, abs=WITHIN)


def test_what_a_process_holds_is_its_own_memory_and_the_weights() -> None:
    """Memory that is allocated and written counts, and goes away again with its process."""

    def peak_with(megabytes: int) -> int:
        code = f"import time; data = b'x' * {megabytes} * 1_000_000; time.sleep(0.5)"
        return peak_bytes([sys.executable, "-c", code], lambda process: held_bytes(7_000_000, process))

    assert peak_with(200) - peak_with(0) == pytest.approx(200e6, rel=0.05)
    if sys.platform != "darwin":
        assert held_bytes(7_000_000) - held_bytes(0) == pytest.approx(7_000_000, abs=1_000_000)


def test_a_watched_process_that_fails_is_named_and_none_is_left_behind() -> None:
    with pytest.raises(click.ClickException, match="ended with 3"):
        peak_bytes([sys.executable, "-c", "raise SystemExit(3)"], held_nothing)
    watched: list[psutil.Process] = []

    def stop(process: psutil.Process) -> int:
        watched.append(process)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        peak_bytes([sys.executable, "-c", "input()"], stop)
    assert not watched[0].is_running()


def held_nothing(_: psutil.Process) -> int:
    return 0
