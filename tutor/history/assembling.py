"""From the events of a run to what is known of it, at any point of the run."""

from dataclasses import dataclass, field, replace

from tutor.vocabulary.events import (
    AnswerDelta,
    Answered,
    CheckedStep,
    Event,
    Finished,
    Known,
    Solution,
    Started,
    StepChecked,
    StepFinished,
    ThinkingDelta,
    Voted,
    VoteGroup,
)
from tutor.vocabulary.step import Answer
from tutor.vocabulary.verdict import Certificate, VerdictStatus


@dataclass(slots=True)
class Assembly:
    """Grows event by event; the last event of a run has the last word on what it holds."""

    model: str = ""
    seed: int | None = None
    engine: dict[str, str | int | float] = field(default_factory=dict)
    answer: Answer | None = None
    certificate: Certificate | None = None
    votes: tuple[VoteGroup, ...] = ()
    solution: Solution | None = None
    _steps: dict[int, CheckedStep] = field(default_factory=dict)
    _thinking: list[str] = field(default_factory=list)
    _answer: list[str] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """One more event."""
        match event:
            case ThinkingDelta():
                self._thinking.append(event.text)
            case AnswerDelta():
                self._answer.append(event.text)
            case StepFinished():
                self._steps[event.step.number] = CheckedStep(event.step)
            case StepChecked():
                self._check(event)
            case Started():
                self.model, self.seed, self.engine = event.model, event.seed, dict(event.engine)
            case Known():
                self.answer, self.certificate = event.answer, event.certificate
            case Voted():
                self.votes = event.groups
            case Answered():
                self.answer = event.answer
            case Finished():
                self._finish(event.solution)

    @property
    def steps(self) -> tuple[CheckedStep, ...]:
        """The finished steps, with what was found of each."""
        return self.solution.steps if self.solution else tuple(self._steps.values())

    @property
    def breaks(self) -> int:
        """How many steps were found wrong."""
        return sum(
            checked.verdict is not None and checked.verdict.status is VerdictStatus.BREAKS
            for checked in self.steps
        )

    @property
    def thinking_text(self) -> str:
        """All of the thinking."""
        return "".join(self._thinking)

    @property
    def answer_text(self) -> str:
        """All that was written for the student."""
        return "".join(self._answer)

    def _check(self, event: StepChecked) -> None:
        if checked := self._steps.get(event.number):
            self._steps[event.number] = replace(checked, verdict=event.verdict, verdicts=event.verdicts)

    def _finish(self, solution: Solution) -> None:
        self.solution = solution
        self.model, self.seed = solution.model, solution.seed
        self.answer, self.certificate, self.votes = solution.answer, solution.certificate, solution.votes
