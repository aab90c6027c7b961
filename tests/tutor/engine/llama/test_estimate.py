"""The estimate of a plan, held to what the installed llama.cpp allocates."""

import logging
import re
from pathlib import Path

import pytest

from models.gguf_header import read_header
from tutor.engine.llama.model import LlamaContext, LlamaModel
from tutor.engine.machine import inspect_machine
from tutor.engine.plan import Plan, Wishes, make_plan

MIB = 1 << 20
ROUNDING = 0.02 * MIB  # the log has two decimals


def allocated(path: Path, plan: Plan, caplog: pytest.LogCaptureFixture) -> dict[str, float]:
    """Bytes of llama.cpp's buffers by kind, read from its log."""
    with caplog.at_level(logging.DEBUG, logger="tutor.llama"):
        model = LlamaModel(path, plan)
        context = LlamaContext(model, plan)
        context.close()
        model.close()
    found = re.findall(r"(KV|compute|output) buffer size =\s+([\d.]+) MiB", caplog.text)
    assert {kind for kind, _ in found} == {"KV", "compute", "output"}
    return {kind: float(size) * MIB for kind, size in found}


@pytest.mark.parametrize("kv_type", ["f16", "q8_0"])
@pytest.mark.parametrize("model", ["tiny_model", "tiny_longrope_model"])
def test_buffers_are_within_the_estimate(
    model: str, kv_type: str, request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> None:
    path = request.getfixturevalue(model)
    plan = make_plan(read_header(path), inspect_machine(), (), Wishes(kv_type=kv_type, threads=1))
    found = allocated(path, plan, caplog)
    assert found["KV"] == pytest.approx(plan.estimate.kv_bytes, abs=ROUNDING)
    assert found["compute"] + found["output"] <= plan.estimate.compute_bytes + ROUNDING
