"""The cage keeps its promises while the jobs do the worst; one attack a test."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from tutor.check.cage import Cage, Data, Done, Failed, Outcome
from tutor.check.limits import MEGABYTE, CageLimits
from tutor.vocabulary.errors import CheckError
from tutor.vocabulary.verdict import Reason

PROGRAM = (str(Path(__file__).with_name("hostile_worker.py")),)
TIGHT = CageLimits(cpu_seconds=0.3, wall_seconds=2.0, memory_bytes=300 * MEGABYTE)


@pytest.fixture
def cage() -> Iterator[Cage]:
    with Cage(TIGHT, program=PROGRAM) as made:
        yield made


def ask(cage: Cage, job: str, **data: object) -> Outcome:
    return cage.put(job, lambda: data).result(timeout=60)


def test_a_task_comes_back_as_plain_data(cage: Cage) -> None:
    assert ask(cage, "echo", text="√2 = 1.41…", numbers=[1, 2]) == Done(
        {"text": "√2 = 1.41…", "numbers": [1, 2]}
    )


def test_no_worker_is_started_before_it_is_needed(cage: Cage) -> None:
    assert cage.worker_ids() == []


def test_warming_starts_the_worker_that_then_serves(cage: Cage) -> None:
    cage.warm()
    described = ask(cage, "describe")
    assert isinstance(described, Done)
    assert [described.data["pid"]] == cage.worker_ids()


@pytest.mark.parametrize("job", ["spin", "one_long_operation"])
def test_a_computation_without_end_is_timed_out(cage: Cage, job: str) -> None:
    outcome = ask(cage, job)
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TIMED_OUT


def test_a_worker_that_waits_for_ever_is_killed_at_the_wall_clock_bound(cage: Cage) -> None:
    outcome = ask(cage, "wait_for_ever")
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TIMED_OUT


def test_a_starved_worker_is_not_taken_for_a_hung_one(cage: Cage) -> None:
    """Longer than the CPU bound by the clock, but without using the processor."""
    assert ask(cage, "busy", seconds=3 * TIGHT.cpu_seconds) == Done({"rested": True})


def test_growing_without_bound_is_too_large(cage: Cage) -> None:
    outcome = ask(cage, "hoard")
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TOO_LARGE


def test_endless_recursion_is_too_large(cage: Cage) -> None:
    outcome = ask(cage, "recurse")
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TOO_LARGE


def test_prints_do_not_reach_the_protocol(cage: Cage) -> None:
    assert ask(cage, "print_noise") == Done({"printed": True})


def test_the_companions_of_a_killed_task_all_come_back_in_order(cage: Cage) -> None:
    finished: list[int] = []
    futures = []
    for number in range(12):
        job = "spin" if number == 3 else "echo"
        future = cage.put(job, lambda number=number: {"number": number})
        future.add_done_callback(lambda _, number=number: finished.append(number))
        futures.append(future)
    outcomes = [future.result(timeout=60) for future in futures]
    expected = [Done({"number": n}) for n in range(12)]
    assert [o for n, o in enumerate(outcomes) if n != 3] == [e for n, e in enumerate(expected) if n != 3]
    assert isinstance(outcomes[3], Failed)
    assert finished == list(range(12))


def test_data_is_prepared_again_when_a_task_is_resent(cage: Cage) -> None:
    calls: list[int] = []

    def prepare() -> Data:
        calls.append(1)
        return {"first": len(calls) == 1}

    assert cage.put("end_once", prepare).result(timeout=60) == Done({"survived": True})


def test_a_task_that_ends_its_worker_twice_is_given_up(cage: Cage) -> None:
    outcome = ask(cage, "end")
    assert isinstance(outcome, Failed)
    assert outcome.reason is Reason.TOO_LARGE
    assert isinstance(ask(cage, "echo"), Done)


def test_a_worker_killed_from_outside_is_replaced(cage: Cage) -> None:
    ask(cage, "echo")
    psutil.Process(cage.worker_ids()[0]).kill()
    assert ask(cage, "echo", n=1) == Done({"n": 1})


def test_a_worker_is_replaced_after_its_number_of_tasks() -> None:
    with Cage(replace(TIGHT, tasks_per_worker=2), program=PROGRAM) as cage:
        outcomes = [ask(cage, "describe") for _ in range(4)]
    pids = [o.data["pid"] for o in outcomes if isinstance(o, Done)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_urgent_tasks_overtake_those_waiting(cage: Cage) -> None:
    finished: list[str] = []
    waiting = [cage.put("busy", lambda: {"seconds": 0.05}) for _ in range(20)]
    for future in waiting:
        future.add_done_callback(lambda _: finished.append("waiting"))
    urgent = cage.put("echo", dict, urgent=True)
    urgent.add_done_callback(lambda _: finished.append("urgent"))
    for future in [*waiting, urgent]:
        future.result(timeout=60)
    assert finished.index("urgent") <= TIGHT.tasks_per_batch


def test_a_worker_inherits_no_secrets_and_stands_back(cage: Cage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "secret")
    described = ask(cage, "describe")
    assert isinstance(described, Done)
    assert set(described.data["environment"]) <= {
        "MPMATH_NOGMPY",
        "SYMPY_GROUND_TYPES",
        "SYSTEMROOT",
        "WINDIR",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "LC_CTYPE",  # Python sets it itself where the locale is C
    }
    assert described.data["nice"] is None or described.data["nice"] >= 5
    assert described.data["session"] in (None, True)


def test_integers_of_five_thousand_digits_can_be_shown(cage: Cage) -> None:
    described = ask(cage, "describe")
    assert isinstance(described, Done)
    assert described.data["digits"] == 5001


def test_numpy_is_absent_rather_than_refused(cage: Cage) -> None:
    assert ask(cage, "sum_with_numpy") == Done({"numpy": "absent"})


def test_ctrl_c_is_left_to_the_parent(cage: Cage) -> None:
    assert ask(cage, "interrupt") == Done({"alive": True})


@pytest.mark.parametrize("way", ["read", "write", "remove", "connect", "run", "system"])
def test_ways_out_are_refused(cage: Cage, tmp_path: Path, way: str) -> None:
    path = tmp_path / "private.txt"
    path.write_text("private", encoding="utf-8")
    assert ask(cage, "escape", way=way, path=str(path)) == Done({"stopped": "Refused"})
    assert path.read_text(encoding="utf-8") == "private"


def test_a_program_that_cannot_start_is_a_check_error(tmp_path: Path) -> None:
    missing = (str(tmp_path / "missing.py"),)
    with Cage(TIGHT, program=missing) as cage, pytest.raises(CheckError, match="before it was ready"):
        ask(cage, "echo")


def test_closing_cancels_what_waits_and_leaves_no_process() -> None:
    with Cage(replace(TIGHT, cpu_seconds=60, wall_seconds=60), program=PROGRAM) as cage:
        ask(cage, "echo")
        pids = cage.worker_ids()
        futures = [cage.put("spin", dict) for _ in range(3)]
        started = time.monotonic()
    assert time.monotonic() - started < 10
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert all(future.done() for future in futures)
    with pytest.raises(CheckError):
        cage.put("echo", dict)


_PARENT = """
import sys
from tutor.check.cage import Cage
from tutor.check.limits import CageLimits
cage = Cage(CageLimits(cpu_seconds=60, wall_seconds=60), program=(sys.argv[1],))
cage.put("echo", dict).result(timeout=60)
print(cage.worker_ids()[0], flush=True)
cage.put(sys.argv[2], dict).result()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
@pytest.mark.parametrize("job", ["spin", "wait_for_ever"])
def test_workers_end_when_the_parent_is_killed(job: str) -> None:
    command = [sys.executable, "-c", _PARENT, *PROGRAM, job]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        os.kill(parent.pid, signal.SIGKILL)
    psutil.wait_procs([worker], timeout=10)
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
