"""Several programs at one history, and programs that die in the middle."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.history import History
from tutor.history.owners import is_alive, own_mark
from tutor.vocabulary.attempt import AttemptState

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")

# writes numbered words at 200 a second, and says on stdout which it has just recorded, and when
STREAM = """
import sys, time
from pathlib import Path
from tutor.history import History
from tutor.vocabulary.events import Started, ThinkingDelta
from tutor.vocabulary.problem import Problem
recorder = History(Path(sys.argv[1])).begin(Problem("endless"))
recorder.record(Started(Problem("endless"), "m", 1))
for number in range(int(sys.argv[2])):
    recorder.record(ThinkingDelta(f"{number} "))
    print(number, time.monotonic(), flush=True)
    time.sleep(0.005)
recorder.close()
sys.exit(1 if recorder.fault else 0)
"""


def start(path: Path, words: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", STREAM, str(path), str(words)], stdout=subprocess.PIPE, text=True
    )


@needs_posix
def test_kill_9_costs_at_most_the_last_second(path: Path) -> None:
    process = start(path, 10**9)
    assert process.stdout is not None
    said = [process.stdout.readline() for _ in range(400)]
    process.send_signal(signal.SIGKILL)
    said += process.stdout.readlines()
    process.wait()
    process.stdout.close()
    numbers = [
        (int(number), float(at)) for number, at in (line.split() for line in said if line[-1:] == "\n")
    ]
    killed_at = numbers[-1][1]
    with History(path) as history:
        (line,) = history.attempts()
        assert line.state is AttemptState.INTERRUPTED
        kept = [int(word) for word in history.load(line.id).thinking_text.split()]
        assert [line.id for line in history.attempts("200")] == [line.id]
        events = list(history.replay(line.id))
    assert kept == list(range(len(kept)))
    must = [number for number, at in numbers if at < killed_at - 1]
    assert must
    assert len(kept) > must[-1]
    assert events[-1].at_seconds > 0.5


def test_programs_at_once_lose_nothing(path: Path) -> None:
    """Three start together on a file that is not there yet; each must find its own."""
    processes = [start(path, 150) for _ in range(3)]
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0]
    with History(path) as history:
        texts = [history.load(line.id).thinking_text.split() for line in history.attempts()]
    assert texts == [[str(number) for number in range(150)]] * 3
    assert list(path.parent.glob("*damaged*")) == []


@needs_posix
def test_a_dead_programs_attempt_is_settled_while_a_living_ones_goes_on(path: Path) -> None:
    living, dead = start(path, 10**9), start(path, 10**9)
    try:
        with History(path) as history:
            for process in (living, dead):
                assert process.stdout is not None
                process.stdout.readline()
            while len(history.attempts()) < 2:
                assert living.poll() is None
            dead.kill()
            dead.wait()
            states = {line.state for line in history.attempts()}
            assert states == {AttemptState.RUNNING, AttemptState.INTERRUPTED}
    finally:
        for process in (living, dead):
            process.kill()
            process.communicate()


def test_a_process_is_known_by_its_number_and_its_start() -> None:
    mark = own_mark()
    number, started = mark.split()
    assert is_alive(mark)
    assert int(number) == os.getpid()
    assert not is_alive(f"{number} {float(started) - 3600}")
    assert not is_alive("999999999 1.0")
    assert not is_alive("nonsense")
