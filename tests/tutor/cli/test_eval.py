"""`tutor eval` from the outside, on a tiny random model."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.faulty_server import Answer, Call, FaultyServer, delta, fails, stream

TUTOR = [sys.executable, "-c", "from tutor.cli import main; main()", "eval"]
PROBLEMS = '{"problem": "1+1?", "answer": "2", "level": 1}\n{"problem": "2+2?", "answer": "4", "level": 2}\n'
SMALL = ["--threads", "1", "--max-tokens", "24", "--one-grader", "--runs", "2"]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*TUTOR, *map(str, arguments)], capture_output=True, text=True, check=False)


@pytest.fixture
def problems(tmp_path: Path) -> Path:
    path = tmp_path / "sums.jsonl"
    path.write_text(PROBLEMS)
    return path


def test_a_file_is_evaluated_resumed_reported_and_compared(
    tiny_model: Path, problems: Path, tmp_path: Path
) -> None:
    """The last line of `--json` is the summary; a finished result is only summed up again."""
    call = [problems, "--model", tiny_model, *SMALL, "--out", tmp_path / "out"]
    first = run(*call, "--json")
    assert first.returncode == 0, first.stderr
    found = json.loads(first.stdout.splitlines()[-1])
    assert (found["problems"], found["runs"], found["samples"]) == (2, 2, 4)
    assert set(found["pass_at_1"]) >= {"value", "standard_error", "interval"}
    assert {"pass_at_k", "consensus_at_k", "graders", "tokens", "seconds"} <= set(found)
    assert "4 of 4 samples" in first.stderr
    before = (tmp_path / "out" / "samples.jsonl").read_bytes()
    assert run(*call, "--resume").returncode == 0
    assert (tmp_path / "out" / "samples.jsonl").read_bytes() == before
    page = run("report", tmp_path / "out", "--html")
    assert page.stdout.startswith("<!DOCTYPE html>")
    assert "McNemar" in run("compare", tmp_path / "out", tmp_path / "out").stdout
    changed = run(*call, "--seed", "2")
    assert changed.returncode == 2
    assert "seed 1 against 2" in changed.stderr


def test_parts_are_merged(tiny_model: Path, problems: Path, tmp_path: Path) -> None:
    for part in ("1", "2"):
        done = run(problems, "--model", tiny_model, *SMALL, "--shard", f"{part}/2", "--out", tmp_path / part)
        assert done.returncode == 0, done.stderr
        assert "not finished" in done.stdout
    merged = run("merge", tmp_path / "1", tmp_path / "2", "--out", tmp_path / "all", "--json")
    assert json.loads(merged.stdout)["complete"] is True


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["nothing-known"], "no set of problems"),
        (["--shard", "3/2"], "not like 1/4"),
        (["--map", "x=y"], "no field 'x'"),
        (["--resume"], "no result to go on with"),
    ],
)
def test_wrong_usage_writes_nothing(
    tiny_model: Path, problems: Path, tmp_path: Path, arguments: list[str], fault: str
) -> None:
    source = [] if arguments == ["nothing-known"] else [problems]
    out = tmp_path / "out"
    done = run(*source, *arguments, "--model", tiny_model, *SMALL, "--out", out)
    assert done.returncode == 2
    assert fault in done.stderr
    assert not out.exists()


def test_a_server_is_asked_for_many_texts_at_once_and_forgiven_a_fault(
    problems: Path, tmp_path: Path
) -> None:
    """The seed of each sample goes out with its request; one refusal costs a wait."""
    server = FaultyServer()

    def answer(call: Call) -> Answer:
        messages = call.body["messages"]
        assert isinstance(messages, list)
        right = "2" if messages[-1]["content"].startswith("1+1") else "5"
        return stream(f"It is \\boxed{{{right}}}.")

    server.answers = [fails(400, "not now"), answer]
    try:
        out = tmp_path / "out"
        done = run(problems, "--engine", server.url, "--one-grader", "--runs", "2", "--out", out, "--json")
    finally:
        server.close()
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["samples"], found["pass_at_1"]["value"]) == (4, 0.5)
    seeds = {call.body.get("seed") for call in server.calls}
    assert len(seeds) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX terminal")
def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(problems: Path, tmp_path: Path) -> None:
    """The server leaves one text hanging: Ctrl-C ends the wait at once."""
    server = FaultyServer()
    hanging = Answer([delta("thinking")], hang=True)
    server.answers = [stream("It is \\boxed{2}."), hanging]
    call = [problems, "--engine", server.url, "--one-grader", "--runs", "2", "--width", "1"]
    call += ["--max-tokens", "1000", "--out", tmp_path / "out"]
    try:
        process = subprocess.Popen(
            [*TUTOR, *map(str, call)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stderr is not None
        assert "1 of 4 samples" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
        assert process.returncode == 130
        assert "the same command goes on" in told
        server.answers = [stream("It is \\boxed{2}.")]
        done = run(*call, "--json")
    finally:
        server.close()
    assert "2 of 4 samples" in done.stderr
    assert "1 of 4" not in done.stderr
    assert json.loads(done.stdout)["complete"] is True
