"""The child side of the cage: `python -I -m tutor.check.worker`.

Reads a line with the limits, imports sympy, confines itself, says ready; then a line
with tasks at a time, replying a line a task. Ends when its parent's pipe closes.
"""

import json
import os
import queue
import sys
import threading
from collections.abc import Callable, Mapping
from typing import IO

from tutor.check import confine
from tutor.vocabulary.verdict import Reason

Line = dict[str, object]
Job = Callable[[Line], Line]


def _read_lines(requests: IO[bytes], lines: "queue.SimpleQueue[bytes]") -> None:
    for line in requests:
        lines.put(line)
    os._exit(0)  # the parent is gone, whatever the main thread is computing


def _reply(replies: IO[bytes], message: Line) -> None:
    replies.write(json.dumps(message).encode("ascii") + b"\n")
    replies.flush()


def _perform(job: Job, data: Line) -> Line:
    """One task's reply. `spent` says that this process is better replaced."""
    try:
        return {"data": job(data)}
    except MemoryError:
        return {"reason": Reason.TOO_LARGE, "detail": "out of memory", "spent": True}
    except RecursionError:
        return {"reason": Reason.TOO_LARGE, "detail": "nested too deeply", "spent": True}
    except Exception as error:  # noqa: BLE001 - the edge of a process: sympy raises anything
        return {"reason": Reason.NO_METHOD, "detail": f"{type(error).__name__}: {error}"[:200]}


def serve(load_jobs: Callable[[], Mapping[str, Job]]) -> None:
    """Serve the jobs, loaded before files are given up, until the parent closes the pipe."""
    requests, replies = confine.take_pipes()
    confine.step_back()
    confine.do_without_numpy()
    limits = json.loads(requests.readline())["limits"]
    try:
        jobs = load_jobs()
    except ImportError as error:
        _reply(replies, {"failed": str(error)})
        sys.exit(1)
    lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_read_lines, args=(requests, lines), daemon=True).start()
    confine.confine(int(limits["memory_bytes"]))
    _reply(replies, {"ready": os.getpid()})
    while True:
        for task in json.loads(lines.get())["tasks"]:
            confine.allow_cpu(limits["cpu_seconds"])
            _reply(replies, {"id": task["id"], **_perform(jobs[task["job"]], task["data"])})


def _load_jobs() -> Mapping[str, Job]:
    from tutor.check.jobs import JOBS

    return JOBS


if __name__ == "__main__":
    serve(_load_jobs)
