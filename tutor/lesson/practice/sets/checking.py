"""What the checker finds of the answers and the hints of a set."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tutor.lesson.hints.leaks import LeakTest
from tutor.lesson.practice.choices import choices_of, named_choice, without_choices
from tutor.lesson.practice.sets.entries import Entry, Faults, without_dollars
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Unread

Tell = Callable[[int, int], None]
"""Told how many answers of how many are checked."""


class AnswerChecker(Protocol):
    """What checking a set needs of a `Workshop`."""

    def compare(self, expected: str, given: str, question: str = "") -> Comparison: ...

    def certify(self, problem: Problem, answer: str) -> Certificate: ...


def check_answers(entries: Sequence[Entry], checker: AnswerChecker, faults: Faults, tell: Tell) -> list[str]:
    """Prove each answer; the warnings on those that can't be."""
    warnings: list[str] = []
    stated = [entry for entry in entries if "answer" in entry.fields and entry.problem.text]
    for number, entry in enumerate(stated, start=1):
        answer = entry.fields["answer"]
        if choices := choices_of(entry.problem.text, without_dollars(answer.text)):
            warnings += _check_choice(entry, choices, checker, faults.path)
            tell(number, len(stated))
            continue
        found = checker.certify(Problem(entry.problem.text), answer.text)
        if found.status is CertificateStatus.REFUTED:
            detail = f" ({found.detail})" if found.detail else ""
            faults.add(answer.line, f"The answer {answer.text:.60} is wrong{detail}")
        elif found.status is not CertificateStatus.PROVED:
            what = "could not be proved; yours are compared with it as it stands"
            if _is_unreadable(entry, checker):
                what = "can't be read as mathematics; yours can't be compared with it"
            warnings.append(f"{faults.path}:{answer.line}: the answer {answer.text:.60} {what}.")
        tell(number, len(stated))
    return warnings


def _check_choice(
    entry: Entry, choices: Mapping[str, str], checker: AnswerChecker, path: Path
) -> Iterator[str]:
    """A warning where the choice that is to be right is no answer to the question before the choices.

    It is no fault: what is asked may be one solution of two, or the one that is none.
    """
    answer = entry.fields["answer"]
    text = choices[named_choice(without_dollars(answer.text), choices)]
    found = checker.certify(Problem(without_choices(entry.problem.text)), text)
    if found.status is CertificateStatus.REFUTED:
        detail = f" ({found.detail})" if found.detail else ""
        yield f"{path}:{answer.line}: the answer {answer.text:.60} may be wrong{detail}."


def _is_unreadable(entry: Entry, checker: AnswerChecker) -> bool:
    """Whether the checker can't read the answer, whatever is held against it."""
    found = checker.compare(without_dollars(entry.fields["answer"].text), "0")
    return found.unread is Unread.EXPECTED


def telling_hints(entries: Sequence[Entry], checker: AnswerChecker, path: Path) -> Iterator[str]:
    """Warnings on hints that give the answer away, which are shown without what tells it."""
    for entry in entries:
        if "answer" not in entry.fields or not entry.hints:
            continue
        test = LeakTest(checker, entry.problem.text, without_dollars(entry.fields["answer"].text))
        for hint in entry.hints:
            if test.leaks(hint.text):
                yield f"{path}:{hint.line}: this hint tells the answer; it is shown without that."
