"""One attempt at a problem as it is remembered: whole, as a line of a list, and event by event.

Values only; `tutor.history` keeps them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from tutor.vocabulary.events import CheckedStep, Ending, Event, Solution, VoteGroup
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Method

Fact = str | int | float | bool | None


class AttemptState(StrEnum):
    """Whether an attempt is being written, came to its last event, or broke off before it."""

    RUNNING = "running"
    FINISHED = "finished"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Everything known of one attempt; of one that broke off, what had come until then.

    `sampling` and `engine` are the facts of the run. `thinking_text` and `answer_text` are what
    was written, also the part that belongs to no finished step. `parent` is the attempt that
    this one follows up.
    """

    id: int
    problem: Problem
    asked_at: datetime
    state: AttemptState
    title: str = ""
    parent: int | None = None
    model: str = ""
    seed: int | None = None
    sampling: Mapping[str, Fact] = field(default_factory=dict)
    engine: Mapping[str, str | int | float] = field(default_factory=dict)
    ending: Ending | None = None
    ending_detail: str = ""
    answer: Answer | None = None
    certificate: Certificate | None = None
    disagreement: str = ""
    votes: tuple[VoteGroup, ...] = ()
    steps: tuple[CheckedStep, ...] = ()
    tokens: Mapping[str, int] = field(default_factory=dict)
    seconds: Mapping[str, float] = field(default_factory=dict)
    thinking_text: str = ""
    answer_text: str = ""

    @property
    def solution(self) -> Solution | None:
        """The outcome as the run's last event gave it; None where that never came."""
        if self.ending is None or self.certificate is None or self.seed is None:
            return None
        return Solution(
            answer=self.answer,
            certificate=self.certificate,
            steps=self.steps,
            ending=self.ending,
            tokens=dict(self.tokens),
            seconds=dict(self.seconds),
            model=self.model,
            seed=self.seed,
            ending_detail=self.ending_detail,
            votes=self.votes,
            disagreement=self.disagreement,
        )


@dataclass(frozen=True, slots=True)
class AttemptSummary:
    """An attempt as a line of a list.

    `tokens` were written by the model, `seconds` are those of the whole run. `breaks` counts
    the steps that were found wrong. `excerpt` is where a search hit, else empty.
    """

    id: int
    problem: str
    asked_at: datetime
    state: AttemptState
    title: str = ""
    parent: int | None = None
    model: str = ""
    ending: Ending | None = None
    answer: str | None = None
    status: CertificateStatus | None = None
    method: Method | None = None
    steps: int = 0
    breaks: int = 0
    tokens: int = 0
    seconds: float | None = None
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class TimedEvent:
    """An event of a run, and the seconds from its first event to this one."""

    at_seconds: float
    event: Event
