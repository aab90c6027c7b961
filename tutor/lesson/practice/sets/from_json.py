"""A problem set as JSON: a list of objects, or an object with `title` and `problems`.

The standard reader keeps no lines; the objects are read one by one, so that each has its own.
"""

import json
import re
from typing import Final

from tutor.lesson.practice.sets.entries import Entry, Faults, Said, meant
from tutor.vocabulary.encodable import replace_surrogates

_SPACE: Final = re.compile(r"[\s,]*")
_KNOWN: Final = ("problem", "answer", "skill", "level", "form", "hints")
_PROBLEMS: Final = re.compile(r'"problems"\s*:\s*\[')


def read_json(text: str, faults: Faults) -> tuple[str, list[Entry]]:
    """The title and the problems of a file; what is wrong goes to `faults`."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        faults.add(error.lineno, f"This is not JSON: {error.msg}")
        return "", []
    except (ValueError, RecursionError) as error:  # a number too long, too deep
        faults.add(1, f"This is not JSON: {error}")
        return "", []
    title = _text(whole.get("title")) if isinstance(whole, dict) else ""
    listed = whole.get("problems") if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        faults.add(1, "A list of problems is due, or an object with the list `problems`")
        return title, []
    try:
        placed = _placed(text, isinstance(whole, dict), len(listed))
    except ValueError:  # another list is called `problems` too: the lines are not known
        placed = [(each, "", 1) for each in listed]
    return title, [_entry(*each, faults) for each in placed]


def _placed(text: str, inside: bool, count: int) -> list[tuple[object, str, int]]:
    """Each object of the list with its own text and the line it begins on."""
    decoder = json.JSONDecoder()
    opening = _PROBLEMS.search(text) if inside else None
    at = opening.end() if opening else text.index("[") + 1
    found: list[tuple[object, str, int]] = []
    for _ in range(count):
        space = _SPACE.match(text, at)
        begin = space.end() if space else at
        value, at = decoder.raw_decode(text, begin)
        found.append((value, text[begin:at], text.count("\n", 0, begin) + 1))
    return found


def _entry(value: object, source: str, line: int, faults: Faults) -> Entry:
    if not isinstance(value, dict):
        faults.add(line, "An object with `problem` is due here")
        return Entry(Said("?", line))
    lines = {name: line + _lines_before(name, source) for name in map(str, value)}
    entry = Entry(Said(_text(value.get("problem")), lines.get("problem", line)))
    for name in value:
        if name not in _KNOWN:
            close = meant(name, _KNOWN)
            faults.add(
                lines[name], f"There is no field {name!r}" + (f"; did you mean {close!r}" if close else "")
            )
    for name in ("answer", "skill", "level", "form"):
        if value.get(name) is None:
            continue
        if isinstance(value[name], dict | list | bool):
            faults.add(lines[name], f"{name!r} is no text")
        else:
            entry.add(name, Said(_text(value[name]), lines[name]), faults)
    hints = value.get("hints") or []
    if not isinstance(hints, list) or not all(isinstance(hint, str) for hint in hints):
        faults.add(lines["hints"], "'hints' is a list of texts")
    else:
        for hint in hints:
            entry.add("hint", Said(_text(hint), lines["hints"]), faults)
    return entry


def _lines_before(name: str, source: str) -> int:
    found = re.search(rf"(?<!\\){re.escape(json.dumps(name))}\s*:", source)
    return source.count("\n", 0, found.start()) if found else 0


def _text(value: object) -> str:
    """Half a surrogate pair (`\\ud800`) is no character: it becomes U+FFFD."""
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return replace_surrogates(str(value).strip()) if is_text else ""
