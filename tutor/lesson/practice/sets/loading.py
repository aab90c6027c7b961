"""A file of problems, read, checked with the checker, and made into items."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from tutor.lesson.hints.leaks import LeakTest
from tutor.lesson.item import LEVELS, Item, WorkedStep
from tutor.lesson.practice.choices import choices_of
from tutor.lesson.practice.marking import UNREADABLE
from tutor.lesson.practice.sets.entries import Entry, Faults, Said
from tutor.lesson.practice.sets.from_json import read_json
from tutor.lesson.practice.sets.markdown import read_markdown
from tutor.lesson.practice.supply import SET_PREFIX
from tutor.lesson.skills import SKILL_BY_NAME
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.problem import Problem
from tutor.vocabulary.verdict import Certificate, CertificateStatus, Comparison, Equality

_MOST_BYTES: Final = 2_000_000
_MOST_PROBLEMS: Final = 1_000
_LONGEST_PROBLEM: Final = 20_000
_MOST_WARNINGS: Final = 20
_HASH_CHARACTERS: Final = 16
_NOTHING: Final = (
    "There is no problem in it; each begins with a line `1. …` or `## …`",
    "There is no problem in it",
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WHOLE: Final = re.compile(r"\$([^$]+)\$")

Tell = Callable[[int, int], None]
"""Told how many answers of how many are checked."""


class AnswerChecker(Protocol):
    """What checking a set needs of a `Workshop`."""

    def compare(self, expected: str, given: str, question: str = "") -> Comparison: ...

    def certify(self, problem: Problem, answer: str) -> Certificate: ...


@dataclass(frozen=True, slots=True)
class ProblemSet:
    """The problems of a file in their order; `warnings` are sentences with file and line."""

    title: str
    items: tuple[Item, ...]
    warnings: tuple[str, ...] = ()


def load_set(path: str | Path, checker: AnswerChecker, tell: Tell = lambda _done, _total: None) -> ProblemSet:
    """The set of a file. Raises `UsageError` that names every fault with its line; a wrong answer is one."""
    path = Path(path)
    text, faults = _read(path), Faults(path)
    read = read_json if path.suffix.lower() == ".json" else read_markdown
    title, entries = read(text, faults)
    if not entries and not faults.found:
        faults.add(1, _NOTHING[path.suffix.lower() == ".json"])
    if len(entries) > _MOST_PROBLEMS:
        faults.add(entries[_MOST_PROBLEMS].problem.line, f"A set has at most {_MOST_PROBLEMS:,} problems")
        faults.raise_any()
    for entry in entries:
        _check_fields(entry, faults)
    warnings = _check_answers(entries, checker, faults, tell)
    faults.raise_any()
    warnings += [*_repeated(entries, path), *_telling_hints(entries, checker, path)]
    if len(warnings) > _MOST_WARNINGS:
        warnings = [*warnings[:_MOST_WARNINGS], f"… and {len(warnings) - _MOST_WARNINGS} more of these."]
    return ProblemSet(title, tuple(map(_item, entries)), tuple(warnings))


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}.", "Check the path.") from error
    if len(data) > _MOST_BYTES:
        raise UsageError(f"{path} has more than {_MOST_BYTES:,} bytes.", "Give smaller sets.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"{path}:{line}: not UTF-8 text: {error.reason}.", "Save it as UTF-8.") from error
    if "\0" in text:
        raise UsageError(f"{path} holds NUL bytes: it is not text.", "Save it as UTF-8.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _check_fields(entry: Entry, faults: Faults) -> None:
    for said in (entry.problem, *entry.fields.values(), *entry.hints):
        _check_characters(said, faults)
    if not entry.problem.text:
        faults.add(entry.problem.line, "The problem is empty")
    if len(entry.problem.text) > _LONGEST_PROBLEM:
        faults.add(entry.problem.line, f"The problem has more than {_LONGEST_PROBLEM:,} characters")
    level = entry.fields.get("level")
    if level and level.text not in map(str, LEVELS):
        faults.add(level.line, f"The level is {', '.join(map(str, LEVELS))}, not {level.text:.20}")
    skill = entry.fields.get("skill")
    if skill and skill.text.lower() not in SKILL_BY_NAME:
        faults.add(
            skill.line, f"There is no skill {skill.text:.40}; the skills are {', '.join(SKILL_BY_NAME)}"
        )


def _check_characters(said: Said, faults: Faults) -> None:
    """What steers a terminal has no place in a problem, and nobody could type it in an answer."""
    if found := _CONTROL.search(said.text):
        faults.add(said.line, f"A control character (U+{ord(found[0]):04X}) stands in it; delete it")


def _check_answers(entries: Sequence[Entry], checker: AnswerChecker, faults: Faults, tell: Tell) -> list[str]:
    """Prove each answer; the warnings on those that can't be."""
    warnings = []
    stated = [entry for entry in entries if "answer" in entry.fields and entry.problem.text]
    for number, entry in enumerate(stated, start=1):
        answer = entry.fields["answer"]
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


def _is_unreadable(entry: Entry, checker: AnswerChecker) -> bool:
    """Whether the checker can't read the answer, whatever is held against it; a choice it need not read."""
    answer = _without_dollars(entry.fields["answer"].text)
    if choices_of(entry.problem.text, answer):
        return False
    found = checker.compare(answer, "0")
    return found.equality is Equality.UNDECIDED and found.detail.startswith(UNREADABLE)


def _repeated(entries: Sequence[Entry], path: Path) -> Iterator[str]:
    """Warnings on problems that stand in the file twice."""
    lines: dict[str, int] = {}
    for entry in entries:
        name = _name(entry)
        if name in lines:
            yield f"{path}:{entry.problem.line}: the same problem stands on line {lines[name]}."
        lines.setdefault(name, entry.problem.line)


def _telling_hints(entries: Sequence[Entry], checker: AnswerChecker, path: Path) -> Iterator[str]:
    """Warnings on hints that give the answer away, which are shown without what tells it."""
    for entry in entries:
        if "answer" not in entry.fields or not entry.hints:
            continue
        test = LeakTest(checker, entry.problem.text, _without_dollars(entry.fields["answer"].text))
        for hint in entry.hints:
            if test.leaks(hint.text):
                yield f"{path}:{hint.line}: this hint tells the answer; it is shown without that."


def _name(entry: Entry) -> str:
    """A problem is known by its text, whatever file it stands in."""
    text = " ".join(entry.problem.text.split())
    return SET_PREFIX + hashlib.sha256(text.encode()).hexdigest()[:_HASH_CHARACTERS]


def _item(entry: Entry) -> Item:
    fields = {name: said.text for name, said in entry.fields.items()}
    return Item(
        skill=fields.get("skill", "").lower(),
        generator=_name(entry),
        level=int(fields.get("level", "1")),
        seed=0,
        problem=entry.problem.text,
        answer=_without_dollars(fields.get("answer", "")),
        asked="",
        idea="",
        steps=tuple(WorkedStep(hint.text, "") for hint in entry.hints),
        form=fields.get("form", ""),
    )


def _without_dollars(answer: str) -> str:
    """A formula as a whole loses its delimiters; several formulas keep theirs."""
    whole = _WHOLE.fullmatch(answer)
    return whole[1].strip() if whole else answer
