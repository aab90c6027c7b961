"""What a file says of its problems, with the line of each thing said, and the faults found in it."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tutor.vocabulary.errors import UsageError

FIELDS: Final = ("answer", "skill", "level", "form", "hint")
_OTHER_NAMES: Final = {
    **dict.fromkeys(("ans", "solution", "solutions"), "answer"),
    **dict.fromkeys(("clue", "help", "tip", "tips"), "hint"),
    **dict.fromkeys(("question", "prompt", "text", "task"), "problem"),
    **{"topic": "skill", "difficulty": "level"},
}
_MOST_SHOWN: Final = 20
_CLOSE: Final = 0.75
_WHOLE: Final = re.compile(r"\$([^$]+)\$")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the line it stands on, counted from 1."""

    text: str
    line: int


@dataclass(slots=True)
class Entry:
    """One problem of a file."""

    problem: Said
    fields: dict[str, Said] = field(default_factory=dict)
    hints: list[Said] = field(default_factory=list)

    def add(self, name: str, said: Said, faults: "Faults") -> None:
        """One more field."""
        if not said.text:
            faults.add(said.line, f"{name.capitalize()} is empty")
        elif name == "hint":
            self.hints.append(said)
        elif name in self.fields:
            faults.add(said.line, f"{name.capitalize()} was given before, on line {self.fields[name].line}")
        else:
            self.fields[name] = said


@dataclass(slots=True)
class Faults:
    """Collects what is wrong with a file, so that all of it is said at once."""

    path: Path
    found: list[Said] = field(default_factory=list)

    def add(self, line: int, what: str) -> None:
        self.found.append(Said(what, line))

    def raise_any(self) -> None:
        """Raise `UsageError` that names file, line and fault of each, in their order."""
        if not self.found:
            return
        ordered = sorted(self.found, key=lambda said: said.line)
        lines = [f"{self.path}:{said.line}: {said.text}." for said in ordered[:_MOST_SHOWN]]
        if len(ordered) > _MOST_SHOWN:
            lines.append(f"… and {len(ordered) - _MOST_SHOWN} more.")
        count = "a fault" if len(ordered) == 1 else f"{len(ordered)} faults"
        raise UsageError(
            f"{self.path} has {count}:\n" + "\n".join(lines),
            "`tutor practice --help` says what a file holds.",
        )


def meant(name: str, known: Sequence[str] = FIELDS) -> str | None:
    """The known name that another one stands for, or that a mistyped one is close to."""
    other = _OTHER_NAMES.get(name.lower(), "")
    close = [each for each in known if other and each.startswith(other)]
    close = close or difflib.get_close_matches(name.lower(), known, 1, _CLOSE)
    return close[0] if close else None


def without_dollars(answer: str) -> str:
    """A formula as a whole loses its delimiters; several formulas keep theirs."""
    whole = _WHOLE.fullmatch(answer)
    return whole[1].strip() if whole else answer
