"""One problem of a set, with its known answer and where it belongs."""

from dataclasses import dataclass, replace

from tutor.vocabulary.problem import Problem


@dataclass(frozen=True, slots=True)
class Question:
    """`problem.answer` is the known answer, a letter where there are choices; `place` is file and line."""

    id: str
    problem: Problem
    subject: str = ""
    level: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Questions in their order. `sha256` is that of the file they were read from."""

    name: str
    sha256: str
    questions: tuple[Question, ...]
    source: str = ""
    licence: str = ""

    def first(self, count: object) -> "Dataset":
        """Only the first so many questions; all of them for None."""
        return self if count is None else replace(self, questions=self.questions[: int(str(count))])
