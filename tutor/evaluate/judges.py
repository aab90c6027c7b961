"""Two judges of a pair of answers behind one interface: our checker and Math-Verify, each in a worker."""

import time
from dataclasses import dataclass
from importlib.metadata import version
from types import TracebackType
from typing import Protocol

from tutor.check.cage import Cage, Done
from tutor.check.checker import Checker
from tutor.check.limits import MEGABYTE, CageLimits
from tutor.evaluate.answer_pairs import AnswerPair
from tutor.vocabulary.verdict import Equality

_PATIENT = CageLimits(cpu_seconds=15.0, wall_seconds=40.0, memory_bytes=1024 * MEGABYTE, tasks_per_batch=1)
_WORKER = ("-m", "tutor.evaluate.math_verify_worker")


@dataclass(frozen=True, slots=True)
class Judgement:
    """`equal`, `different` or `undecided`, with what was seen and how long the asker waited."""

    verdict: str
    detail: str
    milliseconds: float


class Judge(Protocol):
    """Says of a pair of answers whether they are equal."""

    name: str

    def judge(self, pair: AnswerPair) -> Judgement:
        """The judge's word on a pair, which does not see the known verdict."""
        ...


class OurJudge:
    """The checker as a front door uses it. A context manager."""

    name = "tutor"

    def __init__(self) -> None:
        self._checker = Checker()
        self._checker.compare("1/2", "0.5")  # the worker is started before the clock runs

    def __enter__(self) -> "OurJudge":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._checker.close()

    def judge(self, pair: AnswerPair) -> Judgement:
        """Undecided is a verdict of its own here."""
        start = time.perf_counter()
        found = self._checker.compare(pair.expected, pair.given, pair.question)
        spent = (time.perf_counter() - start) * 1e3
        if found.equal:
            return Judgement("equal", found.detail, spent)
        verdict = "different" if found.equality is Equality.DIFFERENT else "undecided"
        return Judgement(verdict, found.detail, spent)


class MathVerifyJudge:
    """Math-Verify with its own time-outs of 5 s. A context manager.

    Undecided where it reads nothing from a side, or ends without a verdict.
    """

    def __init__(self) -> None:
        self.name = f"Math-Verify {version('math-verify')}"
        self._cage = Cage(_PATIENT, program=_WORKER)
        self.judge(AnswerPair("1/2", "0.5", equal=True))

    def __enter__(self) -> "MathVerifyJudge":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._cage.close()

    def judge(self, pair: AnswerPair) -> Judgement:
        """It knows no question."""
        start = time.perf_counter()
        outcome = self._cage.put(
            "compare", lambda: {"expected": pair.expected, "given": pair.given}, urgent=True
        ).result()
        spent = (time.perf_counter() - start) * 1e3
        if isinstance(outcome, Done):
            return Judgement(str(outcome.data["verdict"]), str(outcome.data["detail"])[:300], spent)
        return Judgement("undecided", outcome.detail, spent)
