"""`tutor solve --plan` as a process: one object on stdout, no weights, no problem, no server."""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from models.gguf_header import read_header
from models.model_file import ModelFile
from tutor.cli.plan_report import describe
from tutor.engine.machine import Device, DeviceKind, Machine
from tutor.engine.plan import Wishes, make_plan
from tutor.engine.processor import Processor

GB = 1_000_000_000
LAPTOP = Machine("Linux", "x86_64", Processor("A laptop", None, 4, 8), None, 16 * GB, 9 * GB)


def plan(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from tutor.cli import main; main()", "solve", "--plan", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=os.environ | environment,
        check=False,
    )


def planned(*arguments: str, **environment: str) -> dict[str, object]:
    done = plan(*arguments, **environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_no_problem_is_needed_and_what_was_typed_is_in_the_plan(tiny_model: Path) -> None:
    found = planned("--model", str(tiny_model), "--context", "6000", "--kv-type", "q8_0", "--threads", "1")
    assert found["file"] == str(tiny_model.resolve())
    assert (found["model"], found["context"], found["threads"], found["gpu_layers"]) == ("tiny", 6144, 1, 0)
    # heads of 16 values can't be cut into blocks of q8_0
    assert (found["kv_type"], found["flash_attention"]) == ("f16", "auto")
    assert "Context of 6,144 tokens: as asked." in found["reasons"]


def test_a_longrope_model_tells_its_factors(tiny_longrope_model: Path) -> None:
    assert planned("--model", str(tiny_longrope_model), "--context", "512")["rope_factors"] == "long"


def test_a_problem_that_is_typed_all_the_same_is_not_solved(tiny_model: Path) -> None:
    assert "reasons" in planned("--model", str(tiny_model), "--json", "Solve x + 1 = 2")


def test_the_machine_is_as_llama_cpp_lists_it(tiny_model: Path) -> None:
    found = planned("--model", str(tiny_model))["machine"]
    assert isinstance(found, dict)
    assert found["physical_cores"] >= 1
    assert 0 < found["available_bytes"] <= found["memory_bytes"]
    assert "cpu" in [device["kind"] for device in found["devices"]]


def test_more_votes_are_planned_with_more_branches(tiny_model: Path) -> None:
    few, many = (planned("--model", str(tiny_model), "--votes", votes)["branches"] for votes in ("1", "16"))
    assert (few, many) == (8, 18)


def test_weights_that_llama_cpp_would_refuse_are_not_even_looked_at(tmp_path: Path, tiny_model: Path) -> None:
    refused = tmp_path / "refused.gguf"
    refused.write_bytes(tiny_model.read_bytes().replace(b"blk.1.ffn_down", b"blk.1.ffn_duwn"))
    assert planned("--model", str(refused))["model"] == "refused"


@pytest.mark.parametrize(
    ("arguments", "environment"), [(["--engine", "http://h/v1"], {}), ([], {"TUTOR_ENGINE": "http://h/v1"})]
)
def test_a_servers_model_has_no_plan_here(arguments: list[str], environment: dict[str, str]) -> None:
    done = plan(*arguments, **environment)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "http://h/v1 is a server that plans for itself" in done.stderr
    assert "--engine auto" in done.stderr


def test_the_advice_against_a_server_in_the_settings_works(tiny_model: Path) -> None:
    found = planned("--engine", "auto", "--model", str(tiny_model), TUTOR_ENGINE="http://h/v1")
    assert found["model"] == "tiny"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--model", "/nowhere/m.gguf"], 2, "There is no file"),
        (["--model", "no-such-model"], 3, "no-such-model"),
        (["--context", "9"], 2, "--context"),
    ],
)
def test_faults_are_those_of_solving(arguments: list[str], code: int, words: str) -> None:
    done = plan(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_sums_and_devices_of_a_machine_with_a_gpu(tiny_model: Path) -> None:
    """What lies on the GPU and what in the machine's memory are all there is."""
    gpu = Device("CUDA0", "a GPU", DeviceKind.GPU, 8 * GB, 7 * GB)
    found = make_plan(read_header(tiny_model), LAPTOP, [gpu], Wishes(threads=2))
    file = ModelFile("tiny", "F32", tiny_model, "", tiny_model.stat().st_size, "test", None)
    report = json.loads(json.dumps(describe(file, found, LAPTOP, [gpu])))
    sizes = report["estimate"]
    assert sizes["device_bytes"] > 0
    assert sizes["host_bytes"] + sizes["device_bytes"] == sizes["total_bytes"]
    parts = ("weights_bytes", "kv_bytes", "compute_bytes", "sampling_bytes", "process_bytes")
    assert sizes["peak_bytes"] == sum(sizes[part] for part in parts)
    assert report["machine"]["devices"] == [asdict(gpu)]
    assert any("layers on CUDA0" in reason for reason in report["reasons"])
