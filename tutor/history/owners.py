"""Which process writes an attempt, and whether it still lives."""

import os
from functools import cache

import psutil

# the time of a process's start is told in ticks since a boot that is itself an estimate
_SAME_START_SECONDS = 2.0


@cache
def own_mark(pid: int | None = None) -> str:
    """The mark of this process: its number and when it started, since numbers are given again."""
    process = psutil.Process(pid or os.getpid())
    return f"{process.pid} {process.create_time():.2f}"


def is_alive(mark: str) -> bool:
    """Whether the process of a mark still runs."""
    number, _, started = mark.partition(" ")
    try:
        process = psutil.Process(int(number))
        same = abs(process.create_time() - float(started)) <= _SAME_START_SECONDS
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.AccessDenied:
        return True  # it is there, and another user's: not ours to judge
    except (psutil.NoSuchProcess, ValueError):
        return False
