"""A result as it lies on disk, read for reports: without its texts, in an order of its own."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.results.sample import Sample
from tutor.evaluate.protocol.results.stored import Head, read_head, read_questions, read_samples
from tutor.vocabulary.errors import UsageError


@dataclass(frozen=True, slots=True)
class Result:
    """What was asked and what came of it. `samples` are by question, each in the order of its run."""

    folder: Path
    head: Head
    questions: tuple[Question, ...]
    samples: Mapping[str, Sequence[Sample]]

    @property
    def count(self) -> int:
        """How many samples are there."""
        return sum(map(len, self.samples.values()))

    @property
    def planned(self) -> int:
        """How many a complete result has."""
        terms = self.head.terms
        return len(self.questions) * int(terms["runs"]) * int(terms["samples"])

    @property
    def asked(self) -> list[Question]:
        """The questions that have a sample."""
        return [question for question in self.questions if question.id in self.samples]


def load_result(folder: Path) -> Result:
    """The result of a folder; raises `UsageError` for a folder without one, or without a sample."""
    head = read_head(folder)
    samples: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in read_samples(folder):
        samples[sample.question].append(sample)
    if not samples:
        raise UsageError(f"{folder} has no finished sample yet.", "Give the command that began it again.")
    ordered = {
        question: sorted(found, key=lambda sample: (sample.run, sample.sample))
        for question, found in samples.items()
    }
    return Result(folder, head, read_questions(folder), ordered)
