"""A worker whose jobs do the worst, for the cage's tests: run as a program by the cage."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from tutor.check.worker import Line, serve


def echo(data: Line) -> Line:
    return data


def spin(_: Line) -> Line:
    while True:
        pass


def wait_for_ever(_: Line) -> Line:
    threading.Event().wait()
    return {}


def busy(data: Line) -> Line:
    """Sleep with hardly any processor time, as a starved worker does."""
    time.sleep(float(str(data["seconds"])))
    return {"rested": True}


def hoard(_: Line) -> Line:
    kept = []
    while True:
        kept.append(bytes(bytearray(10_000_000)))


def one_long_operation(_: Line) -> Line:
    """A single bytecode that holds the interpreter's lock."""
    return {"digits": (7 ** (10**8)).bit_length()}


def print_noise(_: Line) -> Line:
    print("noise")
    os.write(1, b"raw noise\n")
    sys.stdout.flush()
    return {"printed": True}


def end(_: Line) -> Line:
    os._exit(3)


def end_once(data: Line) -> Line:
    """Ends the process the first time: the flag is its absence."""
    if data["first"]:
        os._exit(3)
    return {"survived": True}


def recurse(data: Line) -> Line:
    return recurse(data)


def interrupt(_: Line) -> Line:
    signal.raise_signal(signal.SIGINT)
    return {"alive": True}


def describe(_: Line) -> Line:
    return {
        "environment": sorted(os.environ),
        "nice": os.nice(0) if hasattr(os, "nice") else None,
        "session": os.getsid(0) == os.getpid() if hasattr(os, "getsid") else None,
        "pid": os.getpid(),
        "digits": len(str(10**5000)),
    }


def sum_with_numpy(_: Line) -> Line:
    """What sympy does for a series; it goes on without numpy where there is none."""
    try:
        import numpy
    except ImportError:
        return {"numpy": "absent"}
    return {"numpy": numpy.__name__}


def escape(data: Line) -> Line:
    """Try one way out; what stopped it."""
    path = str(data["path"])
    ways = {
        "read": lambda: Path(path).read_text(encoding="utf-8"),
        "write": lambda: Path(path).write_text("x", encoding="utf-8"),
        "remove": lambda: Path(path).unlink(),
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), timeout=1),
        "run": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "system": lambda: os.system("true"),
    }
    try:
        ways[str(data["way"])]()
    except OSError as error:
        return {"stopped": type(error).__name__}
    return {"stopped": ""}


JOBS = {
    job.__name__: job
    for job in (
        echo,
        spin,
        wait_for_ever,
        busy,
        hoard,
        one_long_operation,
        print_noise,
        end,
        end_once,
        recurse,
        interrupt,
        describe,
        sum_with_numpy,
        escape,
    )
}

if __name__ == "__main__":
    serve(lambda: JOBS)
