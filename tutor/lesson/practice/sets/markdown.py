"""A problem set as Markdown: a problem begins with `## ` or `1.`, its fields are lines as `Answer: 4`."""

import re
from typing import Final

from tutor.lesson.item import LEVELS
from tutor.lesson.practice.sets.entries import FIELDS, Entry, Faults, Said, meant
from tutor.lesson.skills import SKILL_BY_NAME

_NAMES: Final = ", ".join(name.capitalize() for name in FIELDS)

_HEADING: Final = re.compile(r"##\s+(.*?)\s*#*\s*\Z")
_TITLE: Final = re.compile(r"#\s+(.*?)\s*#*\s*\Z")
_NUMBERED: Final = re.compile(r"\d{1,4}[.)]\s+(.*)\Z")
_RULE: Final = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")
_FENCE: Final = re.compile(r"\s*(?:`{3,}|~{3,})")
_WITHOUT_COLON: Final = re.compile(
    r"\s*(?:[-*+]\s+)?[*_]{0,2}(answer|hint|level|skill)[*_]{0,2}(?:\s*[-–—=]\s*|\s+)(\S.*)", re.IGNORECASE
)
_WORD: Final = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
_FIELD: Final = re.compile(r"\s*(?:[-*+]\s+)?[*_]{0,2}([A-Za-z]{3,10})[*_]{0,2}\s*:[*_]{0,2}\s*(.*?)\s*\Z")


class _Reader:
    """Goes through the lines once."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self.title = ""
        self.entries: list[Entry] = []
        self._text: list[str] = []
        self._heading = Said("", 0)
        self._fields: list[tuple[str, Said]] = []
        self._numbered = True
        self._open = False  # whether a problem has begun
        self._field_open = False  # whether the line before belongs to a field

    def read(self, text: str) -> None:
        lines = [line.rstrip() for line in text.split("\n")]
        # below headings a number begins no problem, but a list in one
        self._numbered = not any(map(_HEADING.match, lines))
        for number, line in enumerate(lines, start=1):
            self._line(number, line)
        self._end()

    def _line(self, number: int, line: str) -> None:
        if found := _HEADING.match(line):
            self._begin(Said(found[1], number), [])
        elif self._numbered and (found := _NUMBERED.match(line)):
            self._begin(Said("", number), [found[1]])
        elif (found := _TITLE.match(line)) and not self._open:
            self.title = self.title or found[1]
        elif not self._open:
            return
        elif (found := _FIELD.match(line)) and self._is_field(number, found[1]):
            self._fields.append((found[1].lower(), Said(found[2], number)))
            self._field_open = True
        elif not line or _RULE.fullmatch(line) or _FENCE.match(line):
            self._field_open = False
            self._text.append("")
        elif name := _without_colon(line):
            self._faults.add(number, f"A colon is missing: {name}: …")
        elif self._field_open and found and self._fields[-1][0] != "hint":
            self._faults.add(number, f"There is no field {found[1]}; there are {_NAMES}")
        elif self._field_open:
            name, said = self._fields[-1]
            self._fields[-1] = (name, Said(f"{said.text} {line.strip()}".strip(), said.line))
        elif self._fields:
            self._faults.add(
                number, "Text stands after the fields of a problem; each begins with ## or a number"
            )
        else:
            self._text.append(line.strip())

    def _is_field(self, number: int, name: str) -> bool:
        """A mistyped field would show its answer with the problem: it is a fault."""
        if name.lower() in FIELDS:
            return True
        if close := meant(name):
            self._faults.add(number, f"There is no field {name}; {close.capitalize()} is meant")
            return True
        return False

    def _begin(self, heading: Said, text: list[str]) -> None:
        self._end()
        self._open, self._heading, self._text = True, heading, text

    def _end(self) -> None:
        if not self._open:
            return
        text = "\n".join(self._text).strip() or self._heading.text
        entry = Entry(Said(text, self._heading.line))
        for name, said in self._fields:
            if name in FIELDS:
                entry.add(name, said, self._faults)
        self.entries.append(entry)
        self._open = self._field_open = False
        self._text, self._fields = [], []


def _without_colon(line: str) -> str:
    """The field that a line was meant to be; empty for prose that begins with such a word."""
    found = _WITHOUT_COLON.fullmatch(line)
    if found is None:
        return ""
    name, rest = found[1].capitalize(), found[2]
    if name == "Hint":
        return name
    if name == "Answer":
        return "" if _WORD.search(rest) else name
    is_value = rest in map(str, LEVELS) if name == "Level" else rest.lower() in SKILL_BY_NAME
    return name if is_value else ""


def read_markdown(text: str, faults: Faults) -> tuple[str, list[Entry]]:
    """The title and the problems of a file; what is wrong goes to `faults`."""
    reader = _Reader(faults)
    reader.read(text)
    return reader.title, reader.entries
