"""A result's files read back: its head, what was asked, its samples one at a time."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tutor.evaluate.protocol.datasets.question import Question
from tutor.evaluate.protocol.results.files import write_whole
from tutor.evaluate.protocol.results.sample import Sample
from tutor.evaluate.protocol.results.terms import Term, fingerprint
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.problem import Problem

FORMAT = 1
SAMPLES, QUESTIONS = "samples.jsonl", "questions.jsonl"
_NO_RESULT_HINT = "Name a folder that `tutor eval` has written."


@dataclass(frozen=True, slots=True)
class Head:
    """What a result is of. `facts` say how it ran (machine, server); they may differ between its parts."""

    terms: dict[str, Term]
    facts: dict[str, str | int | float]
    licence: str = ""
    source: str = ""

    def data(self) -> dict[str, object]:
        """As the first line of the journal."""
        return {
            "kind": "head",
            "format": FORMAT,
            "fingerprint": fingerprint(self.terms),
            "terms": dict(self.terms),
            "facts": dict(self.facts),
            "licence": self.licence,
            "source": self.source,
        }


def read_head(folder: Path) -> Head:
    """The head of a result; raises `UsageError` when there is none that can be read."""
    path = folder / SAMPLES
    try:
        with path.open("rb") as file:
            data = json.loads(file.readline())
        if data["kind"] != "head" or data["format"] != FORMAT:
            raise UsageError(f"{path} was written by another version of tutor.", _NO_RESULT_HINT)
        return Head(dict(data["terms"]), dict(data["facts"]), str(data["licence"]), str(data["source"]))
    except FileNotFoundError as error:
        raise UsageError(f"{folder} holds no result.", _NO_RESULT_HINT) from error
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", "Check who may read it.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}:1: no head of a result.", _NO_RESULT_HINT) from error


def read_samples(folder: Path, *, with_text: bool = False) -> Iterator[Sample]:
    """The samples in the order in which they ended, one in memory at a time; without a torn last line."""
    path = folder / SAMPLES
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number == 1 or not line.endswith(b"\n"):
                continue
            try:
                yield Sample.read(json.loads(line), with_text=with_text)
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(
                    f"{path}:{number}: no sample of a result.", "Remove the line: its sample is drawn again."
                ) from error


def write_questions(folder: Path, questions: Sequence[Question]) -> None:
    """Keep what is asked, whole or not at all."""
    rows = [
        {
            "id": question.id,
            "problem": question.problem.text,
            "choices": list(question.problem.choices),
            "answer": question.problem.answer,
            "subject": question.subject,
            "level": question.level,
        }
        for question in questions
    ]
    write_whole(folder / QUESTIONS, "".join(json.dumps(row) + "\n" for row in rows))


def read_questions(folder: Path) -> tuple[Question, ...]:
    """What was asked."""
    path = folder / QUESTIONS
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return tuple(
            Question(
                str(row["id"]),
                Problem(str(row["problem"]), tuple(map(str, row["choices"])), str(row["answer"])),
                str(row["subject"]),
                str(row["level"]),
            )
            for row in rows
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} can't be read: {error}.", _NO_RESULT_HINT) from error
