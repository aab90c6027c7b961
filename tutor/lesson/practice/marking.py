"""Whether an answer to an item is right, in whatever words or form it was typed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from tutor.lesson.item import Item
from tutor.lesson.practice.choices import choices_of, named_choice, names_two
from tutor.lesson.practice.forms import missing_form
from tutor.lesson.practice.number_forms import other_number_form
from tutor.lesson.practice.phrases import another_name
from tutor.lesson.practice.typed import as_meant
from tutor.lesson.practice.units import (
    says_the_opposite,
    stray_sign,
    typed_unit,
    wanted_unit,
    without_direction,
    without_unit,
)
from tutor.vocabulary.practice import Outcome
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Equality, Unread

_NUMBER: Final = re.compile(r"-? ?(?:\d+(?:\.\d+|/\d+)?|\\[dt]?frac\{\d+\}\{\d+\})")
_WHOLE: Final = re.compile(r"\$([^$]+)\$\.?")
_HIDDEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
# the checker's own words name the exact value, which is the answer
_ROUNDED: Final = "it may be rounded, and the exact value is asked for"


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
    given, answer = (_HIDDEN.sub("", text) for text in (given, item.answer))  # copied with it
    item = replace(item, answer=answer)
    if not answer:
        return _certified(item, given, marker)
    if choices := choices_of(item.problem, item.answer):
        return _chosen(item, given, choices, marker)
    return _compared(item, given, marker)


def _chosen(item: Item, given: str, choices: Mapping[str, str], marker: Marker) -> Marked:
    """One of several choices; what names none of them is compared with the text of the right one."""
    right, named = (named_choice(each, choices) for each in (item.answer, given))
    if named:
        same = named == right
        return Marked(Outcome.RIGHT if same else Outcome.WRONG, "" if same else f"{named}, not {right}")
    if names_two(given, choices):
        return Marked(Outcome.UNDECIDED, "the letter and the text behind it are two choices")
    return _compared(replace(item, answer=_bare(choices[right])), given, marker)


def _bare(text: str) -> str:
    """A formula as a whole without its delimiters."""
    whole = _WHOLE.fullmatch(text)
    return whole[1].strip() if whole else text


def _compared(item: Item, given: str, marker: Marker) -> Marked:
    if says_the_opposite(given, item.problem):
        return Marked(Outcome.WRONG, "the other direction")
    question = " ".join(filter(None, [item.problem, item.form]))
    named = another_name(given, question)
    given = as_meant(without_direction(given), item.answer, item.problem)
    if unit := _unit_to_compare(item, given):
        return _in_unit(item, given, unit, marker)
    bare = without_unit(item.answer, given, f"{question} {item.asked}")
    given = bare.text
    found = marker.compare(item.answer, given, question)
    if found.equality is Equality.UNDECIDED:
        return Marked(Outcome.UNDECIDED, _reason(found))
    if not found.equal:
        return _missed(item, given, found, question, marker)
    if bare.conflict:
        return Marked(Outcome.WRONG, "another unit")
    form = (
        found.form
        or ("what is asked for has another name" if named else "")
        or stray_sign(item.answer, given, item.problem, item.asked)
        or bare.stray
        or ("it is rounded" if found.detail.endswith("rounded") else "")
        or other_number_form(given, item.form, item.problem)
        or missing_form(item.answer, given, question)
    )
    return Marked(Outcome.OTHER_FORM if form else Outcome.RIGHT, found.detail, form)


def _reason(found: Comparison) -> str:
    """Why it can't be told, in words for the one who typed the answer."""
    if found.detail.endswith("rounded"):
        return _ROUNDED
    if found.detail == "words":
        return "these words can't be compared"
    return "the answer it came with can't be read" if found.unread is Unread.EXPECTED else found.detail


def _unit_to_compare(item: Item, given: str) -> str:
    """The unit asked for, where the answer is a number without one and something is typed behind it."""
    return (
        wanted_unit(item.problem, item.asked) if _NUMBER.fullmatch(item.answer) and typed_unit(given) else ""
    )


def _in_unit(item: Item, given: str, unit: str, marker: Marker) -> Marked:
    found = marker.compare(f"{item.answer} {unit}", given, item.problem)
    if found.equality is Equality.UNDECIDED:
        return Marked(Outcome.UNDECIDED, _reason(found))
    if not found.equal:
        return Marked(Outcome.WRONG, found.detail)
    number = given.removesuffix(".").removesuffix(typed_unit(given)).strip()
    if marker.compare(item.answer, number).equal:
        form = missing_form(item.answer, number, item.problem)
    else:
        form = f"it is asked in {unit}"
    return Marked(Outcome.OTHER_FORM if form else Outcome.RIGHT, found.detail, form)


def _missed(item: Item, given: str, found: Comparison, question: str, marker: Marker) -> Marked:
    """A miss, but for a decrease with a minus sign: its size is what is asked for."""
    fall = "decrease" in item.problem and item.answer.endswith("%") and given.startswith(("-", "−"))
    if fall and marker.compare(item.answer, given[1:], question).equal:
        return Marked(Outcome.OTHER_FORM, found.detail, "the size of the decrease, without a minus sign")
    return Marked(Outcome.WRONG, found.detail)


def _certified(item: Item, given: str, marker: Marker) -> Marked:
    found = marker.certify(item.as_problem, given)
    if found.status is CertificateStatus.PROVED:
        return Marked(Outcome.RIGHT, found.detail)
    if found.status is CertificateStatus.REFUTED:
        return Marked(Outcome.WRONG, found.detail)
    return Marked(Outcome.UNDECIDED, found.detail)
