"""Runs made by hand: events for the views to show."""

from collections.abc import Iterator

from tutor.vocabulary.events import (
    Answered,
    CheckedStep,
    Ending,
    Event,
    Finished,
    Solution,
    Started,
    StepChecked,
    StepFinished,
    ThinkingClosed,
    ThinkingDelta,
)
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Answer, AnswerSource, Opening, Section, Statement, Step
from tutor.vocabulary.verdict import (
    Certificate,
    CertificateStatus,
    Method,
    Reason,
    Verdict,
    VerdictStatus,
    undecided,
)

HOLDS = Verdict(VerdictStatus.HOLDS, "both sides are 49", statement="9 + 40 = 49")
BREAKS = Verdict(VerdictStatus.BREAKS, "49 ≠ 50", statement="9 + 40 = 50")
UNSURE = undecided(Reason.NO_METHOD, statement="y = z")
PROVED = Certificate(
    CertificateStatus.PROVED,
    Method.SUBSTITUTED,
    "both roots substituted back, degree 2 allows no others",
)
QUADRATIC = (
    "Read off $a = 2$, $b = -3$, $c = -5$",
    r"Discriminant: \((-3)^2 - 4 \cdot 2 \cdot (-5) = 9 + 40 = 49\)",
    r"$x = \frac{3 \pm \sqrt{49}}{4}$",
    r"\(x = \frac{3 + 7}{4} = \frac{5}{2}\), \(x = \frac{3 - 7}{4} = -1\)",
)
STARTED = Started(Problem("Solve $2x^2 - 3x - 5 = 0$"), "qwen2.5-coder-1.5b Q4_K_M", 1, {"context": 4096})


def make_step(number: int, text: str, section: Section = Section.THINKING, statements: int = 1) -> Step:
    stated = tuple(Statement(text, 0, len(text)) for _ in range(statements))
    return Step(number, section, Opening.PARAGRAPH, text, stated)


def make_solution(
    steps: tuple[CheckedStep, ...] = (),
    answer: str | None = r"x = \frac{5}{2} \quad \text{or} \quad x = -1",
    certificate: Certificate = PROVED,
    ending: Ending = Ending.COMPLETE,
) -> Solution:
    return Solution(
        Answer(answer, AnswerSource.BOXED) if answer is not None else None,
        certificate,
        steps,
        ending,
        {"prompt": 40, "thinking": 400, "answer": 28},
        {"first_token": 0.8, "generation": 25.1, "check": 0.9, "total": 26.2},
        "qwen2.5-coder-1.5b Q4_K_M",
        1,
    )


def written(text: str, size: int = 4) -> Iterator[ThinkingDelta]:
    """The text in small deltas, as tokens come."""
    for begin in range(0, len(text), size):
        yield ThinkingDelta(text[begin : begin + size])


def quadratic_run() -> Iterator[Event]:
    """Four steps; the verdict of each returns while the next one is written."""
    yield STARTED
    steps = [make_step(1, QUADRATIC[0], statements=0)]
    steps += [make_step(number, text) for number, text in enumerate(QUADRATIC[1:], start=2)]
    for step in steps:
        yield from written(step.text + "\n\n")
        yield StepFinished(step)
        if step.number > 2:
            yield StepChecked(step.number - 1, HOLDS, (HOLDS,))
    yield ThinkingClosed(Ending.COMPLETE)
    yield StepChecked(4, HOLDS, (HOLDS,))
    solution = make_solution(tuple(CheckedStep(step) for step in steps))
    yield Answered(solution.answer)
    yield Finished(solution)
