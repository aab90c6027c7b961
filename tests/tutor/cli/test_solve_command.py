"""`tutor solve` as a process: streams, exit codes, Ctrl-C."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.tiny_model import write_tiny_model

from models.model_file import ModelFile
from tutor.history import History
from tutor.vocabulary.events import Ending
from tutor.vocabulary.locations import history_file

TUTOR = [sys.executable, "-c", "from tutor.cli import main; main()"]
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of a POSIX terminal")


def run(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*TUTOR, *arguments], input=given, capture_output=True, env=os.environ | environment, check=False
    )


def solve_tiny(model: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    options = ["--model", str(model), "--think", "40", "--threads", "1", "--context", "8192"]
    return run("solve", *options, *arguments, given=given)


def test_json_prints_only_events_on_stdout_and_finished_last(tiny_model: Path) -> None:
    done = solve_tiny(tiny_model, "--json", "--seed", "5", "Solve x + 1 = 2")
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0]["event"] == "started"
    last = events[-1]
    assert last["event"] == "finished"
    assert set(last["solution"]) >= {"answer", "certificate", "steps", "tokens", "seconds", "model", "seed"}
    assert set(last["solution"]["certificate"]) == {"status", "method", "detail"}
    assert last["solution"]["seed"] == 5


def test_the_same_seed_gives_the_same_run(tiny_model: Path) -> None:
    runs = [solve_tiny(tiny_model, "--json", "--seed", "5", "Solve x + 1 = 2").stdout for _ in range(2)]
    texts = [
        [event["text"] for event in map(json.loads, output.splitlines()) if event["event"] == "answer_text"]
        for output in runs
    ]
    assert texts[0] == texts[1] != []


@pytest.mark.parametrize("words", [["-"], []])
def test_a_problem_is_read_from_a_pipe(tiny_model: Path, words: list[str]) -> None:
    done = solve_tiny(tiny_model, "--json", *words, given="Löse x² = 4".encode())
    assert json.loads(done.stdout.splitlines()[0])["problem"]["text"] == "Löse x² = 4"


def test_a_pipe_gets_plain_text_without_escapes(tiny_model: Path) -> None:
    done = solve_tiny(tiny_model, "Solve x + 1 = 2")
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert done.stdout.decode().startswith("Solve x + 1 = 2")


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"a\0b", "NUL"),
        (b"x" * 30_000, "20,000"),
    ],
)
def test_bad_input_is_wrong_usage_and_says_what_to_do(tiny_model: Path, given: bytes, fault: str) -> None:
    done = solve_tiny(tiny_model, "-", given=given)
    assert done.returncode == 2
    assert fault in done.stderr.decode()
    assert done.stdout == b""


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["solve", "--no-such-flag", "x"], 2, "No such option"),
        (["solve", "--json", "--quiet", "x"], 2, "exclude each other"),
        (["solve", "--model", "/nowhere/m.gguf", "x"], 2, "There is no file"),
        (["solve", "--model", "no-such-model", "x"], 3, "no-such-model"),
        (["solve", "--temperature", "9", "x"], 2, "temperature"),
        (["frobnicate"], 2, "No such command"),
    ],
)
def test_exit_codes(arguments: list[str], code: int, words: str) -> None:
    done = run(*arguments)
    assert done.returncode == code
    assert words in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_damaged_model_is_exit_code_3_with_its_name(tiny_model: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(tiny_model.read_bytes()[:-1000])
    done = solve_tiny(damaged, "x = 1")
    assert done.returncode == 3
    assert b"damaged.gguf" in done.stderr


def test_a_context_that_cannot_be_had_is_exit_code_4_with_numbers(tmp_path: Path) -> None:
    model = write_tiny_model(tmp_path / "vast.gguf", context=1_000_000_000)
    done = run("solve", "--model", str(model), "--context", "1000000000", "x = 1")
    assert done.returncode == 4
    assert re.search(rb"needs [\d,.]+ GB", done.stderr)
    assert b"Traceback" not in done.stderr


def test_the_reader_going_away_is_no_traceback(tiny_model: Path) -> None:
    process = subprocess.Popen(
        [*TUTOR, "solve", "--json", "--model", str(tiny_model), "x = 1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert errors == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_disk_is_told_in_a_sentence(tiny_model: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*TUTOR, "solve", "--json", "--model", str(tiny_model), "x = 1"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert b"No space left on device" in done.stderr
    assert b"Traceback" not in done.stderr


@needs_posix
def test_ctrl_c_stops_within_its_promise_keeps_what_was_written_and_exits_130(
    small_language_model: ModelFile,
) -> None:
    """Measured from the signal to the end of the process, while the model writes."""
    process = subprocess.Popen(
        [
            *TUTOR,
            "solve",
            "--json",
            "--model",
            str(small_language_model.path),
            "Tell a long story about numbers",
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    while len(lines) < 12:
        lines.append(process.stdout.readline())
    start = time.perf_counter()
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    seconds = time.perf_counter() - start
    events = [json.loads(line) for line in [*lines, *output.splitlines()]]
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert events[-1]["event"] == "finished"
    assert events[-1]["solution"]["ending"] == "cancelled"
    with History(history_file()) as history:
        attempt = history.load(1)
    assert attempt.ending is Ending.CANCELLED
    assert attempt.answer_text == "".join(
        event["text"] for event in events if event["event"] == "answer_text"
    )
    assert seconds < 5  # 0.07 s on a quiet machine; the story would take a minute


def test_the_log_holds_the_outcome_and_no_problem_text(tiny_model: Path) -> None:
    solve_tiny(tiny_model, "--seed", "5", "Solve x + 1 = 2")
    log = (Path(os.environ["TUTOR_HOME"]) / "logs" / "tutor.log").read_text(encoding="utf-8")
    assert "seed=5" in log
    assert "x + 1" not in log


def test_help_is_quick() -> None:
    """CPU time of the whole process, which is what a busy machine does not change."""
    seconds = []
    for _ in range(3):  # the quickest: the first may have to compile the modules
        before = os.times()
        assert run("--help").returncode == 0
        after = os.times()
        seconds.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    assert min(seconds) < 0.25
