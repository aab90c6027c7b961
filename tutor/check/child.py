"""One worker process as its parent sees it: start, send a batch, await a reply, kill.

Owns the pipes and the clock, knows nothing of mathematics. Lines of JSON go both
ways; nothing is ever unpickled.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from typing import IO

import psutil

from tutor.check.limits import CageLimits
from tutor.vocabulary.errors import CheckError
from tutor.vocabulary.verdict import Reason

Line = dict[str, object]
"""One line on the wire."""

WORKER = ("-m", "tutor.check.worker")
"""What the isolated interpreter runs."""

_LONGEST_REPLY = 1 << 20
_KEPT_VARIABLES = ("SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Killed:
    """Why a task got no reply."""

    reason: Reason
    detail: str


class Gone(Exception):  # noqa: N818 - not a fault: the process ended by itself
    """The process ended without being killed by us."""


def environment() -> dict[str, str]:
    """The few variables a worker sees: no tokens, no proxies, no Python settings.

    gmpy2 is kept out because GMP aborts the whole process on overflow.
    """
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {**kept, "MPMATH_NOGMPY": "1", "SYMPY_GROUND_TYPES": "python"}


def _spawn(program: tuple[str, ...]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", *program]
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
        start_new_session=sys.platform != "win32",
        creationflags=flags,
    )


def _read_lines(pipe: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    """Pass lines on until the pipe ends, then one empty line."""
    try:
        while line := pipe.readline(_LONGEST_REPLY):
            lines.put(line)
    except (OSError, ValueError):  # closed under our hands by `kill`
        pass
    lines.put(b"")


class Child:
    """A started worker. Used by one thread at a time.

    Raises CheckError when it can't be started.
    """

    def __init__(self, limits: CageLimits, program: tuple[str, ...] = WORKER) -> None:
        self._limits = limits
        self.finished_tasks = 0
        try:
            self._process = _spawn(program)
        except OSError as error:
            raise CheckError(f"The checker can't be started: {error}") from error
        self.pid = self._process.pid
        self._seen = psutil.Process(self.pid)
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        reader = threading.Thread(
            target=_read_lines, args=(self._stdout, self._lines), name="check-reader", daemon=True
        )
        reader.start()

    @property
    def _stdout(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def wait_until_ready(self) -> None:
        """Hand over the limits and await the first line; CheckError when none comes."""
        deadline = time.monotonic() + self._limits.start_seconds
        try:
            self.send({"limits": asdict(self._limits)})
            reply = self._next_line(deadline)
        except Gone as gone:
            code = self.kill()
            raise CheckError(
                f"The checker's process ended with code {code} before it was ready.",
                "Is `tutor` installed in this Python? Try `python -m pip check`.",
            ) from gone
        if reply is None or "ready" not in reply:
            self.kill()
            raise CheckError(f"The checker did not start: {reply or 'no word from it in time'}.")

    def send(self, message: Line) -> None:
        """Write one line. Raises Gone when nobody reads."""
        try:
            self._stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._stdin.flush()
        except (OSError, ValueError) as error:
            raise Gone(str(error)) from error

    def await_reply(self, task_id: int) -> Line | Killed:
        """The reply to the task under way, or why it was killed. Raises Gone."""
        started = time.monotonic()
        cpu_before = self._cpu_seconds()
        while True:
            reply = self._next_line(time.monotonic() + self._limits.poll_seconds)
            if reply is not None and reply.get("id") == task_id:
                self.finished_tasks += 1
                return reply
            if killed := self._over_limit(time.monotonic() - started, cpu_before):
                self.kill()
                return killed

    def _over_limit(self, wall: float, cpu_before: float) -> Killed | None:
        cpu = self._cpu_seconds() - cpu_before
        if cpu > self._limits.cpu_seconds:
            return Killed(Reason.TIMED_OUT, f"stopped after {cpu:.1f} s of computing")
        if wall > self._limits.wall_seconds:
            return Killed(Reason.TIMED_OUT, f"stopped after {wall:.0f} s")
        if self._resident_bytes() > self._limits.memory_bytes:
            return Killed(Reason.TOO_LARGE, f"stopped at {self._limits.memory_bytes >> 20} MB")
        return None

    def _cpu_seconds(self) -> float:
        try:
            times = self._seen.cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)

    def _resident_bytes(self) -> int:
        try:
            return int(self._seen.memory_info().rss)
        except psutil.Error:
            return 0

    def _next_line(self, deadline: float) -> Line | None:
        """One reply, or None at the deadline. Raises Gone at the end of the pipe and on noise."""
        try:
            line = self._lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return None
        try:
            reply = json.loads(line)
        except ValueError as error:
            raise Gone("no JSON") from error
        if not isinstance(reply, dict):
            raise Gone("no object")
        return reply

    def kill(self) -> int:
        """End the process and close its pipes; the exit code."""
        self._process.kill()
        code = self._process.wait()
        for pipe in (self._stdin, self._stdout):
            try:
                pipe.close()
            except OSError:  # an unsent rest in the buffer of a broken pipe
                continue
        return code
