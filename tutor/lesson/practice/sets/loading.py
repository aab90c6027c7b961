"""A file of problems, read, checked with the checker, and made into items."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tutor.lesson.item import LEVELS, Item, WorkedStep
from tutor.lesson.practice.choices import lettered
from tutor.lesson.practice.sets.checking import AnswerChecker, Tell, check_answers, telling_hints
from tutor.lesson.practice.sets.entries import Entry, Faults, Said, without_dollars
from tutor.lesson.practice.sets.from_json import read_json
from tutor.lesson.practice.sets.markdown import read_markdown
from tutor.lesson.practice.supply import SET_PREFIX
from tutor.lesson.skills import SKILL_BY_NAME
from tutor.vocabulary.errors import UsageError

_MOST_BYTES: Final = 2_000_000
_MOST_PROBLEMS: Final = 1_000
_LONGEST_PROBLEM: Final = 20_000
_MOST_WARNINGS: Final = 20
_HASH_CHARACTERS: Final = 16
_NOTHING: Final = (
    "There is no problem in it; each begins with a line `1. …` or `## …`",
    "There is no problem in it",
)
_LETTER: Final = re.compile(r"\(?[A-H]\)?")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


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
    warnings = check_answers(entries, checker, faults, tell)
    faults.raise_any()
    warnings += [*_repeated(entries, path), *telling_hints(entries, checker, path)]
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
    answer, letters = entry.fields.get("answer"), lettered(entry.problem.text)
    if answer and letters and _LETTER.fullmatch(answer.text) and answer.text.strip("()") not in letters:
        faults.add(answer.line, f"There is no choice {answer.text}; there are {', '.join(letters)}")
    skill = entry.fields.get("skill")
    if skill and skill.text.lower() not in SKILL_BY_NAME:
        faults.add(
            skill.line, f"There is no skill {skill.text:.40}; the skills are {', '.join(SKILL_BY_NAME)}"
        )


def _check_characters(said: Said, faults: Faults) -> None:
    """What steers a terminal has no place in a problem, and nobody could type it in an answer."""
    if found := _CONTROL.search(said.text):
        faults.add(said.line, f"A control character (U+{ord(found[0]):04X}) stands in it; delete it")


def _repeated(entries: Sequence[Entry], path: Path) -> Iterator[str]:
    """Warnings on problems that stand in the file twice."""
    lines: dict[str, int] = {}
    for entry in entries:
        name = _name(entry)
        if name in lines:
            yield f"{path}:{entry.problem.line}: the same problem stands on line {lines[name]}."
        lines.setdefault(name, entry.problem.line)


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
        answer=without_dollars(fields.get("answer", "")),
        asked="",
        idea="",
        steps=tuple(WorkedStep(hint.text, "") for hint in entry.hints),
        form=fields.get("form", ""),
    )
