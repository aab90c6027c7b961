"""Where the two graders differ; samples with the same answer and the same reasons are one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.evaluate.protocol.results.sample import EQUAL

_MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer, what each grader says of it and why, and the samples (run, number) that gave it."""

    question: str
    answer: str
    tutor: Mapping[str, object]
    math_verify: Mapping[str, object]
    samples: Sequence[tuple[object, object]]

    @property
    def where(self) -> str:
        """The problem and the samples."""
        named = [f"{run}/{sample}" for run, sample in self.samples[:_MOST_NAMED]]
        more = len(self.samples) - len(named)
        return f"{self.question} ({', '.join(named)}{f' and {more} more' if more else ''})"

    @property
    def as_to_equality(self) -> bool:
        """Whether one calls it equal: else one of them is only undecided about what the other refutes."""
        return EQUAL in (self.tutor["verdict"], self.math_verify["verdict"])


def differences(rows: Sequence[Mapping[str, object]]) -> list[Difference]:
    """The disagreements of a summary, those in which one grader calls the answer equal first."""
    found: dict[tuple[str, ...], Difference] = {}
    for row in rows:
        tutor, math_verify = row["tutor"], row["math_verify"]
        assert isinstance(tutor, Mapping)
        assert isinstance(math_verify, Mapping)
        key = tuple(map(str, (row["question"], row["answer"], *tutor.values(), *math_verify.values())))
        first = found.setdefault(key, Difference(key[0], key[1], tutor, math_verify, []))
        assert isinstance(first.samples, list)
        first.samples.append((row["run"], row["sample"]))
    return sorted(found.values(), key=lambda each: not each.as_to_equality)


def said(grade: Mapping[str, object]) -> str:
    """A grader's verdict, with its reason where it gives one."""
    return f"{grade['verdict']}: {grade['detail']}" if grade["detail"] else str(grade["verdict"])
