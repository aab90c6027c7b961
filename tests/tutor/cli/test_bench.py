"""`tutor bench` on a tiny random model: that everything is measured, not how fast it is."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.cli.bench import Benchmark, describe
from tutor.solve.benchmark import BranchRow, DepthRow

TUTOR = [sys.executable, "-c", "from tutor.cli import main; main()", "bench"]
FAST = ["--threads", "1", "--depths", "5,20", "--branches", "1,3"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TUTOR, *arguments], capture_output=True, text=True, check=False)


def test_json_is_one_object_on_stdout_and_the_progress_is_on_stderr(tiny_model: Path) -> None:
    done = run("--model", str(tiny_model), *FAST, "--json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == {
        *("model", "prefill_tokens_per_second", "decode", "branches", "read_bytes_per_second"),
        *("bandwidth_share", "peak_bytes", "planned_bytes"),
    }
    assert found["model"].strip() == "tiny"
    # windows of the first depth reach beyond the second, which begins where they end
    assert [row["depth"] for row in found["decode"]] == [5, 505]
    assert all(row["stream_over_bare_loop"] > 0 and row["tokens_per_second"] > 0 for row in found["decode"])
    assert [row["branches"] for row in found["branches"]] == [1, 3]
    assert all(row["tokens_per_second"] > 0 for row in found["branches"])
    assert found["prefill_tokens_per_second"] > 0
    assert found["read_bytes_per_second"] > 1e8
    assert 0 < found["bandwidth_share"] < 1
    assert 0 < found["peak_bytes"] < 2 * found["planned_bytes"]
    assert "branches in one batch" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--branches", "0"], "not a list"),
        (["--branches", "1,x"], "not a list"),
        (["--depths", ""], "not a list"),
        (["--branches", "65"], "up to 64"),
    ],
)
def test_bad_numbers_are_wrong_usage(arguments: list[str], fault: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert fault in done.stderr
    assert done.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX terminal")
def test_ctrl_c_ends_it_with_130_and_no_traceback(tiny_model: Path) -> None:
    process = subprocess.Popen(
        [*TUTOR, "--model", str(tiny_model), "--threads", "1", "--depths", "20000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ.copy(),
    )
    assert process.stderr is not None
    assert b"loading" in process.stderr.readline()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert output == b""
    assert b"Traceback" not in errors


MEASURED = Benchmark(
    model="m Q4",
    prefill_tokens_per_second=123.4,
    decode=(DepthRow(100, 20.0, 20.4, 0.981), DepthRow(6000, 15.0, 15.0, 1.0)),
    branches=(BranchRow(1, 20.0), BranchRow(4, 40.0)),
    read_bytes_per_second=23.4e9,
    bandwidth_share=0.71,
    peak_bytes=1_770_000_000,
    planned_bytes=1_700_000_000,
)


def test_the_description_has_every_figure() -> None:
    text = describe(MEASURED)
    for figure in ("m Q4", "123.4", "0.981", "6,000", "23.4 GB/s", "71%", "1.77 GB", "1.70 GB planned"):
        assert figure in text


@pytest.mark.parametrize(("encoding", "block"), [("utf-8", "█"), ("cp437", "█"), ("ascii", "#")])
def test_speeds_are_plotted_over_depth_and_over_branches(encoding: str, block: str) -> None:
    """Each plot has its own scale, from zero to its fastest line; nothing is wider than 80 columns."""
    text = describe(MEASURED, encoding)
    assert text.encode(encoding)
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert [line.count(block) for line in lines if block in line] == [44, 33, 22, 44]
    assert len({line.index(block) for line in lines if block in line}) == 1
