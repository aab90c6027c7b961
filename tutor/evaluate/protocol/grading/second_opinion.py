"""What is said of answers that both graders leave undecided: first by the other samples, then by a model.

Never over a witness: only what nobody decided is asked about, and it is reported apart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.evaluate.protocol.grading.classes import Classes
from tutor.evaluate.protocol.grading.credit import Outcome, outcome_of
from tutor.evaluate.protocol.results.result import Result
from tutor.evaluate.protocol.results.sample import Sample

Judgements = Mapping[tuple[str, str], bool | None]
"""What a model said of a question's answer: whether it is the known one; None where it said neither."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """The opinions on undecided samples, by their keys."""

    undecided: int
    by_consensus: Mapping[str, bool]
    by_judge: Mapping[str, bool]

    def counts(self, sample: Sample) -> bool:
        """Whether a sample is right, second opinions counted too."""
        if sample.asked:
            return False
        outcome = outcome_of(sample)
        if outcome is not Outcome.UNDECIDED:
            return outcome is Outcome.RIGHT
        return self.by_consensus.get(sample.key, self.by_judge.get(sample.key, False))


def second_opinions(result: Result, classes: Mapping[str, Classes], judgements: Judgements) -> Opinions:
    """An undecided answer that equals a decided one of the same problem shares its verdict."""
    undecided = 0
    by_consensus: dict[str, bool] = {}
    by_judge: dict[str, bool] = {}
    for question, samples in result.samples.items():
        decided = _decided_classes(samples, classes[question])
        for sample in samples:
            if sample.vote is None or outcome_of(sample) is not Outcome.UNDECIDED:
                continue
            undecided += 1
            verdicts = decided.get(classes[question][sample.vote], set())
            if len(verdicts) == 1:
                by_consensus[sample.key] = verdicts == {Outcome.RIGHT}
            elif (said := judgements.get((question, sample.vote))) is not None:
                by_judge[sample.key] = said
    return Opinions(undecided, by_consensus, by_judge)


def _decided_classes(samples: Sequence[Sample], classes: Classes) -> dict[int, set[Outcome]]:
    found: dict[int, set[Outcome]] = {}
    for sample in samples:
        outcome = outcome_of(sample)
        if sample.vote is not None and outcome is not Outcome.UNDECIDED:
            found.setdefault(classes[sample.vote], set()).add(outcome)
    return found
