"""Which samples a result consists of, in the order in which they are drawn, and the seed of each."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.results.terms import Protocol


@dataclass(frozen=True, slots=True)
class Shard:
    """Part `number` of `count`, from 1: every `count`-th problem."""

    number: int = 1
    count: int = 1

    def holds(self, index: int) -> bool:
        """Whether the problem with this index, from 0, is in the part."""
        return index % self.count == self.number - 1


@dataclass(frozen=True, slots=True)
class Draw:
    """One sample to draw; `run` and `sample` count from 1."""

    question: Question
    run: int
    sample: int
    seed: int

    @property
    def key(self) -> str:
        """Its name in records."""
        return key_of(self.question.id, self.run, self.sample)


def key_of(question: str, run: int, sample: int) -> str:
    """The name of a sample in records."""
    return f"{run}/{sample}/{question}"


def question_of(key: str) -> str:
    """The problem in the name of a sample."""
    return key.split("/", 2)[2]


def draws(questions: Sequence[Question], protocol: Protocol, shard: Shard = Shard()) -> Iterator[Draw]:
    """Run by run, so that what is there of an unfinished result covers all problems alike."""
    for run in range(1, protocol.runs + 1):
        for index, question in enumerate(questions):
            if shard.holds(index):
                for sample in range(1, protocol.samples + 1):
                    yield Draw(question, run, sample, seed_of(protocol.seed, question.id, run, sample))


def seed_of(seed: int, question: str, run: int, sample: int) -> int:
    """A seed that hangs on nothing but these, so that it does not matter when and where a sample is drawn."""
    digest = hashlib.sha256(f"{seed}\0{question}\0{run}\0{sample}".encode()).digest()
    # 31 bits: llama.cpp reads 2³² − 1 as "any"
    return int.from_bytes(digest[:4], "big") >> 1
