"""Sends inputs through a cage, a bounded number at a time, and counts what comes of them."""

import re
import time
from collections import Counter, deque
from collections.abc import Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from tutor.check.cage import Cage, Done, Outcome
from tutor.check.limits import DEFAULT
from tutor.evaluate.fuzzing.inputs import Input
from tutor.evaluate.fuzzing.watch import Watch
from tutor.vocabulary.verdict import Reason

WORKER: Final = ("-m", "tutor.evaluate.fuzzing.worker")
_OUTSTANDING = 64
_FAULT = re.compile(r"[A-Z]\w*(Error|Exception|Exit|Interrupt|Refused)\b|\w+: ")
_BROKEN_READING = ("stopped outside of the text", "printed, not read back", "printed, read as something else")


@dataclass(slots=True)
class Finding:
    """An input that did something it should not, or cost a worker its life."""

    what: str
    job: str
    sort: str
    data: dict[str, object]
    detail: str


@dataclass(slots=True)
class Report:
    """What a run counted. `must_be_zero` names what no input may do."""

    inputs: int = 0
    seconds: float = 0.0
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    slowest_seconds: float = 0.0
    own_peak_bytes: int = 0
    worker_peak_bytes: int = 0
    workers_started: int = 0

    def count(self, *whats: str) -> int:
        """How many findings there are of some sorts."""
        return sum(finding.what in whats for finding in self.findings)

    @property
    def must_be_zero(self) -> dict[str, int]:
        """Each of these is a broken promise."""
        return {
            "exceptions in the parent": self.count("parent"),
            "hangs past the limits": self.count("hang"),
            "texts evaluated or workers crashed": self.count("ended by itself"),
            "readings that print as something else": self.count(*_BROKEN_READING),
        }


@dataclass(slots=True)
class _Sent:
    job: str
    sort: str
    data: dict[str, object]
    future: "Future[Outcome]"


def fuzz(given: Iterable[Input], workers: int) -> Report:
    """Put every input through its jobs in `workers` processes; what was counted so far after Ctrl-C."""
    report = Report()
    started = time.perf_counter()
    with Watch() as watch, Cage(workers=workers, program=WORKER) as cage, suppress(KeyboardInterrupt):
        _send_all(report, given, cage)
    report.seconds = time.perf_counter() - started
    report.own_peak_bytes, report.worker_peak_bytes = watch.own_peak_bytes, watch.child_peak_bytes
    report.workers_started = len(watch.children)
    return report


def _send_all(report: Report, given: Iterable[Input], cage: Cage) -> None:
    waiting: deque[_Sent] = deque()
    for one in given:
        report.inputs += 1
        for job, data in one.jobs:
            waiting.append(_Sent(job, one.sort, data, cage.put(job, partial(dict, data))))
        while len(waiting) >= _OUTSTANDING:
            _collect(report, waiting.popleft())
    while waiting:
        _collect(report, waiting.popleft())


def _collect(report: Report, sent: _Sent) -> None:
    """Wait for one task, at most as long as all before it may take."""
    longest = _OUTSTANDING * (DEFAULT.wall_seconds + 1.0) + DEFAULT.start_seconds
    try:
        outcome = sent.future.result(timeout=longest)
    except FutureTimeoutError:
        what, detail = "hang", f"no outcome in {longest:.0f} s"
    except Exception as error:  # noqa: BLE001 - what this program looks for
        what, detail = "parent", repr(error)
    else:
        what, detail = _described(report, outcome)
    report.outcomes[sent.job, what] += 1
    if not isinstance(what, _Fine):
        report.findings.append(Finding(what, sent.job, sent.sort, _shortened(sent.data), detail))


def _shortened(data: dict[str, object]) -> dict[str, object]:
    return {key: value[:1000] if isinstance(value, str) else value for key, value in data.items()}


class _Fine(str):
    """The name of an outcome that is one of those wanted."""

    __slots__ = ()


def _described(report: Report, outcome: Outcome) -> tuple[str, str]:
    if isinstance(outcome, Done):
        seconds = outcome.data["seconds"]
        assert isinstance(seconds, float)
        report.slowest_seconds = max(report.slowest_seconds, seconds)
        what = _name(outcome.data)
        return (what if what in _BROKEN_READING else _Fine(what)), str(outcome.data.get("detail", ""))
    if "ended twice" in outcome.detail:
        return "ended by itself", outcome.detail
    if outcome.reason is Reason.TIMED_OUT:
        return "stopped for time", outcome.detail
    if outcome.reason is Reason.TOO_LARGE:
        return "stopped for memory or depth", outcome.detail
    return ("fault in the worker" if _FAULT.match(outcome.detail) else _Fine("no method")), outcome.detail


def _name(data: dict[str, object]) -> str:
    for key in ("outcome", "equality", "status"):
        if key in data:
            reason = data.get("reason")
            return f"{data[key]}: {reason}" if reason else str(data[key])
    return "nameless"
