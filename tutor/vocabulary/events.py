"""The stream that `solve` yields: the only thing that leaves that room.

Order within one run: `Known` where the checker alone could answer, `Started`, then
deltas, steps and checks interleaved (a `StepChecked` comes any time after its
`StepFinished`), probes, at most one `ThinkingClosed`, votes, then `Answered`, `Finished`.
Where several branches vote, deltas and steps are those of the first.

The reply to a later question has the same events, `Trimmed` after `Started` where earlier turns
were left out, `Answered` only where the reply states an answer, and `Replied` before `Finished`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, Step
from tutor.vocabulary.turn import Turn
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Verdict


class Ending(StrEnum):
    """Why the text ended."""

    COMPLETE = "complete"  # the model ended it
    BUDGET = "budget"  # the thinking budget was spent, the answer was asked for
    CONTEXT_FULL = "context full"
    EARLY_END = "early end"  # the model stopped inside its thinking, the answer was asked for
    PROVED = "proved"  # a candidate in the thinking was proved for the problem
    SETTLED = "settled"  # probes in a row gave the same answer
    LOOP = "loop"  # the text repeated itself, the answer was asked for
    ASKED = "asked"  # the student asked for the answer now
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Known:
    """The checker has solved the problem by itself, before any model: the answer is certified."""

    problem: Problem
    answer: Answer
    certificate: Certificate
    seconds: float
    name: str = "known"


@dataclass(frozen=True, slots=True)
class Started:
    """A problem was given to a model. `engine` says how it runs (context, KV type, rope factors, threads).

    `thinking_budget` is in tokens.
    """

    problem: Problem
    model: str
    seed: int
    engine: dict[str, str | int | float] = field(default_factory=dict)
    thinking_budget: int = 0
    name: str = "started"


@dataclass(frozen=True, slots=True)
class Progressed:
    """Where the shown branch stands, every few tokens: its tokens, and those of the context in use."""

    thinking: int
    answer: int
    context_used: int
    name: str = "progress"


@dataclass(frozen=True, slots=True)
class ThinkingDelta:
    """More of the chain of thought, as text."""

    text: str
    name: str = "thinking"


@dataclass(frozen=True, slots=True)
class AnswerDelta:
    """More of what is written for the student after (or without) the thinking."""

    text: str
    name: str = "answer_text"


@dataclass(frozen=True, slots=True)
class StepFinished:
    """A step is complete and will not change."""

    step: Step
    name: str = "step"


@dataclass(frozen=True, slots=True)
class StepChecked:
    """The verdicts of one step's statements, in the order of the statements; `verdict` sums them up."""

    number: int
    verdict: Verdict | None
    verdicts: tuple[Verdict, ...] = ()
    name: str = "checked"


@dataclass(frozen=True, slots=True)
class ThinkingClosed:
    """The thinking ended. `ending` is COMPLETE when the model closed it by itself."""

    ending: Ending
    name: str = "thinking_closed"


@dataclass(frozen=True, slots=True)
class Probed:
    """What the model would answer now, asked on a fork that is thrown away; `agree` counts those in a row."""

    answer: str | None
    agree: int
    thinking_tokens: int
    name: str = "probe"


@dataclass(frozen=True, slots=True)
class VoteGroup:
    """Answers that are equal by the checker: the shortest, how many, and how far they are checked."""

    answer: str
    votes: int
    status: CertificateStatus


@dataclass(frozen=True, slots=True)
class Voted:
    """One more branch has ended. `groups` has the leader first; `decided` says why no more are needed."""

    answer: str | None
    groups: tuple[VoteGroup, ...]
    cast: int
    planned: int
    decided: str = ""
    name: str = "vote"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer was read from the text; None when there is none."""

    answer: Answer | None
    name: str = "answered"


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """A step with what was found about it."""

    step: Step
    verdict: Verdict | None = None
    verdicts: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Solution:
    """The outcome of one problem.

    `tokens` counts `prompt`, `thinking`, `answer`, and what was spent beside them: `probes`
    and `other_votes`. `seconds` counts `first_token`, `generation`, `check`, `total` (wall
    clock). `ending_detail` says in words what ended the thinking, where that was no count.
    `disagreement` is what the model's text says instead of an answer known without it.
    """

    answer: Answer | None
    certificate: Certificate
    steps: tuple[CheckedStep, ...]
    ending: Ending
    tokens: dict[str, int]
    seconds: dict[str, float]
    model: str
    seed: int
    ending_detail: str = ""
    votes: tuple[VoteGroup, ...] = ()
    disagreement: str = ""


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The conversation is too long for the context: the model does not see its oldest turns."""

    dropped: int
    kept: int
    name: str = "trimmed"


@dataclass(frozen=True, slots=True)
class Replied:
    """A question was answered: what the conversation goes on with."""

    turn: Turn
    name: str = "replied"


@dataclass(frozen=True, slots=True)
class Finished:
    """The last event of a run."""

    solution: Solution
    name: str = "finished"


Event = (
    Known
    | Started
    | Progressed
    | ThinkingDelta
    | AnswerDelta
    | StepFinished
    | StepChecked
    | Probed
    | ThinkingClosed
    | Voted
    | Answered
    | Trimmed
    | Replied
    | Finished
)
