"""Every answer the recorded thinkings propose, certified: is one of them proved that is wrong?

The proof stop ends a thinking at the first proved candidate; here all of them are asked about. So are
the parts of a known answer that has several, none of which is the answer, and all that a thinking
only mentions: sides of its equations and its numbers, which nobody proposes.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tutor.strategy.candidates import Candidates
from tutor.trace import Reader
from tutor.vocabulary.events import StepFinished
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.step import Step
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison

_MOST_CHARACTERS = 300
_BETWEEN_SIDES = re.compile(r"=|\\implies|\\approx|\\Rightarrow|\\quad")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:/\d+)?")
_BETWEEN_PARTS = re.compile(r",|;|\bor\b|\band\b|\\text\{ ?(?:or|and) ?\}")


class Certifier(Protocol):
    """What is asked of the checker."""

    def certify(self, problem: Problem, answer: str) -> Certificate: ...
    def compare(self, expected: str, given: str, question: str = "") -> Comparison: ...


class Kind(StrEnum):
    """Where a proposal comes from."""

    CANDIDATE = "candidates"
    PART = "parts of known answers"
    MENTIONED = "only mentioned"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One answer to a problem, proposed or mentioned in so many traces."""

    problem: Problem
    text: str
    kind: Kind
    traces: int = 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checker said of a proposal. `right` is asked of proved ones only."""

    proposal: Proposal
    certificate: Certificate
    right: bool | None

    @property
    def is_proved(self) -> bool:
        """Whether the proof stop would end a thinking at it."""
        return self.certificate.status is CertificateStatus.PROVED

    @property
    def is_wrongly_proved(self) -> bool:
        """Whether that answer differs from the known one."""
        return self.is_proved and not self.right


def steps_of(text: str) -> list[Step]:
    """The steps of a recorded trace, whether it marks its thinking or not."""
    reader = Reader()
    changes = [*reader.feed(text), *reader.finish()]
    return [change.step for change in changes if isinstance(change, StepFinished)]


def proposed(steps: Iterable[Step]) -> set[str]:
    """All candidates of one trace."""
    candidates = Candidates()
    return {candidate for step in steps for candidate in candidates.feed(step)}


def mentioned(steps: Iterable[Step]) -> set[str]:
    """Statements, their sides, and numbers."""
    found = set()
    for step in steps:
        found |= {match.group() for match in _NUMBER.finditer(step.text)}
        for statement in step.statements:
            sides = (side.strip(" ,.;&\\") for side in _BETWEEN_SIDES.split(statement.text))
            found |= {statement.text, *sides}
    return {text for text in found if text and len(text) <= _MOST_CHARACTERS}


def proposals(traces: Iterable[tuple[Problem, str]]) -> list[Proposal]:
    """What is to be asked about each problem, each answer once."""
    counts: defaultdict[Problem, Counter[tuple[str, Kind]]] = defaultdict(Counter)
    for problem, text in traces:
        steps = steps_of(text)
        named = proposed(steps)
        counts[problem].update((text, Kind.CANDIDATE) for text in sorted(named))
        counts[problem].update((text, Kind.MENTIONED) for text in sorted(mentioned(steps)))
    found = []
    for problem, texts in counts.items():
        for (text, kind), number in texts.items():
            if kind is Kind.CANDIDATE or (text, Kind.CANDIDATE) not in texts:
                found.append(Proposal(problem, text, kind, number))
        found += [Proposal(problem, part, Kind.PART) for part in parts_of(problem.answer or "")]
    return found


def parts_of(answer: str) -> list[str]:
    """The parts of an answer that lists several; none of a point, an interval or a matrix."""
    if re.search(r"[(\[]|\\begin", answer.replace("\\left", "")):
        return []
    parts = [part.strip(" ${}\\") for part in _BETWEEN_PARTS.split(answer)]
    return parts if len(parts) > 1 and all(parts) else []


def judged(found: Iterable[Proposal], checker: Certifier) -> Iterator[Judged]:
    """What the checker says of each, without knowing the answer."""
    for proposal in found:
        problem = proposal.problem
        certificate = checker.certify(Problem(problem.text), proposal.text)
        right = None
        if certificate.status is CertificateStatus.PROVED:
            right = checker.compare(problem.answer or "", proposal.text, problem.text).equal
        yield Judged(proposal, certificate, right)
