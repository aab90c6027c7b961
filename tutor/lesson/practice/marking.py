"""Whether an answer to an item is right, in whatever words or form it was typed."""

from dataclasses import dataclass
from typing import Protocol

from tutor.lesson.item import Item
from tutor.lesson.practice.forms import missing_form
from tutor.lesson.practice.typed import as_meant
from tutor.vocabulary.practice import Outcome
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Equality


class Marker(Protocol):
    """What marking needs of a `Workshop`."""

    def compare(self, expected: str, given: str, question: str = "") -> Comparison: ...

    def certify(self, problem: Problem, answer: str) -> Certificate: ...


@dataclass(frozen=True, slots=True)
class Marked:
    """What was found. `detail` is one line that shows it, `form` what is missing of the form asked for.

    `over` says that the item has no further try; only then is `expected` the right answer, else empty.
    """

    outcome: Outcome
    detail: str = ""
    form: str = ""
    tries: int = 1
    over: bool = False
    expected: str = ""


def mark(item: Item, given: str, marker: Marker) -> Marked:
    """Compare with the item's answer; an item that has none is marked by checking against its problem.

    Blocks for a bounded time. Raises `CheckError` where workers can't be started.
    """
    if not item.answer:
        return _certified(item, given, marker)
    question = " ".join(filter(None, [item.problem, item.form]))
    given = as_meant(given, item.answer)
    found = marker.compare(item.answer, given, question)
    if found.equality is Equality.UNDECIDED:
        return Marked(Outcome.UNDECIDED, found.detail)
    if not found.equal:
        return Marked(Outcome.WRONG, found.detail)
    if form := found.form or missing_form(item.answer, given, question):
        return Marked(Outcome.OTHER_FORM, found.detail, form)
    return Marked(Outcome.RIGHT, found.detail)


def _certified(item: Item, given: str, marker: Marker) -> Marked:
    found = marker.certify(item.as_problem, given)
    if found.status is CertificateStatus.PROVED:
        return Marked(Outcome.RIGHT, found.detail)
    if found.status is CertificateStatus.REFUTED:
        return Marked(Outcome.WRONG, found.detail)
    return Marked(Outcome.UNDECIDED, found.detail)
