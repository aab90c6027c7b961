"""The fuzzer's worker: the checker's own, with a tripwire, and a job that reads and prints.

The tripwire is an audit hook: as soon as Python compiles or executes anything made of
the canary, the process ends with code 99, which the cage reports. Other than a
forbidden file, it can't be missed because the confinement already refused the deed.
"""

import os
import sys
import time
from collections.abc import Mapping

from tutor.check.worker import Job, Line, serve

CANARY_WORD = "canary_of_the_fuzzer"
EVALUATED = 99
"""The exit code of a process in which a text was evaluated."""


def end_when_evaluated() -> None:
    """Put up the tripwire, for as long as this process lives."""
    word = CANARY_WORD.encode()

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in ("compile", "exec") and word in _contents(arguments[0]):
            os._exit(EVALUATED)

    sys.addaudithook(watch)


def _contents(source: object) -> bytes:
    """What a source text or a code object is made of."""
    if isinstance(source, bytes):
        return source
    if isinstance(source, str):
        return source.encode("utf-8", "replace")
    names = [getattr(source, name, "") for name in ("co_names", "co_consts", "co_varnames")]
    return repr(names).encode("utf-8", "replace")


def _read(data: Line) -> Line:
    """Read, print, read again."""
    from tutor.check.reading.outcome import Unparsed
    from tutor.check.reading.read import read
    from tutor.check.reading.show import show

    text = str(data["text"])
    first = read(text)
    if isinstance(first, Unparsed):
        in_text = 0 <= first.position <= max(len(text), 4000)
        return {"outcome": f"unread: {first.reason}" if in_text else "stopped outside of the text"}
    printed = show(first.tree)
    second = read(printed)
    if isinstance(second, Unparsed):
        return {"outcome": "printed, not read back", "detail": printed[:200]}
    same = second.tree == first.tree
    return {"outcome": "read" if same else "printed, read as something else", "detail": printed[:200]}


def _timed(job: Job) -> Job:
    def run(data: Line) -> Line:
        start = time.perf_counter()
        return {**job(data), "seconds": time.perf_counter() - start}

    return run


def _load_jobs() -> Mapping[str, Job]:
    from tutor.check.jobs import JOBS

    end_when_evaluated()
    return {name: _timed(job) for name, job in {**JOBS, "read": _read}.items()}


if __name__ == "__main__":
    serve(_load_jobs)
