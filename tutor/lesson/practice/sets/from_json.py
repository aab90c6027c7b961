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
# what a single backslash of LaTeX makes of the letter behind it: \frac, \theta, \right, \beta, \neq
_EATEN: Final = re.compile(
    r"[\f\b]"
    r"|\t(?=(?:imes|ext[a-z]*|anh?|heta|frac|au|riangle|herefore|ilde|o|op)(?![a-z]))"
    r"|\r(?=(?:ight[a-z]*|ho|m|angle|ceil|floor|oot)(?![a-z]))"
    r"|\n(?=(?:eq|abla|otin|ot|leq|geq|mid|subset)(?![a-z]))"
)
_LETTERS: Final = {"\f": "f", "\b": "b", "\t": "t", "\r": "r", "\n": "n"}
_DOUBLED: Final = "a backslash is written twice in JSON"
_SPEAKING: Final = {
    "Invalid \\escape": f"{_DOUBLED}, as in \\\\alpha",
    "Invalid \\uXXXX escape": f"{_DOUBLED}, as in \\\\upsilon",
    "Expecting property name enclosed in double quotes": "a name in double quotes is due, no comma before }",
    "Illegal trailing comma before end of object": "a comma stands before }",
    "Illegal trailing comma before end of array": "a comma stands before ]",
    "Extra data": "something follows after its end; a list of problems stands between [ and ]",
    "Expecting value": "a text in double quotes, a number, or a list is due",
    "Invalid control character at": "a line ends within a text; write \\n there",
    "Unterminated string starting at": "a text has no quote at its end",
}
_PROBLEMS: Final = re.compile(r'"problems"\s*:\s*\[')


def read_json(text: str, faults: Faults) -> tuple[str, list[Entry]]:
    """The title and the problems of a file; what is wrong goes to `faults`."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        what = _SPEAKING.get(error.msg, error.msg)
        faults.add(error.lineno, f"This is not JSON: {what} (column {error.colno})")
        return "", []
    except ValueError:
        faults.add(1, "A number in it is too long; write numbers between quotes")
        return "", []
    except RecursionError:
        faults.add(1, "Lists stand in lists too deep; a list of problems is due")
        return "", []
    title = _text(whole.get("title")) if isinstance(whole, dict) else ""
    listed = whole.get("problems") if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        faults.add(1, "A list of problems is due, or an object with the list `problems`")
        return title, []
    try:
        placed = _placed(text, isinstance(whole, dict), len(listed))
    except ValueError:
        placed = []
    if [each for each, *_ in placed] != listed:
        # another list is called `problems` too: the lines are not known
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
            faults.add(lines[name], f"{name!r} is no text; write it between double quotes")
        else:
            entry.add(name, Said(_text(value[name]), lines[name]), faults)
    hints = value.get("hints") or []
    if not isinstance(hints, list) or not all(isinstance(hint, str) for hint in hints):
        faults.add(lines["hints"], "'hints' is a list of texts, as [\"Take 3 away.\"]")
    else:
        for hint in hints:
            entry.add("hint", Said(_text(hint), lines["hints"]), faults)
    for name in ("problem", "answer", "form", "hints"):
        _check_backslashes(value.get(name), lines.get(name, line), faults)
    return entry


def _check_backslashes(value: object, line: int, faults: Faults) -> None:
    r"""`"\frac"` is a form feed and `rac` to JSON: nobody means that."""
    for text in value if isinstance(value, list) else [value]:
        if isinstance(text, str) and (found := _EATEN.search(text)):
            letters = re.match(r"[a-z]*", text[found.end() :])
            command = _LETTERS[found[0]] + (letters[0] if letters else "")
            faults.add(line, f"{_DOUBLED[0].upper()}{_DOUBLED[1:]}: \\\\{command}")


def _lines_before(name: str, source: str) -> int:
    found = re.search(rf"(?<!\\){re.escape(json.dumps(name))}\s*:", source)
    return source.count("\n", 0, found.start()) if found else 0


def _text(value: object) -> str:
    """Half a surrogate pair (`\\ud800`) is no character: it becomes U+FFFD."""
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return replace_surrogates(str(value).strip()) if is_text else ""
