"""Problems with choices: which one an answer names, by its letter, its text, or both.

Choices are read where the lines or the words of a problem are lettered from A on. Whether the letters
are choices or the parts of a question, only the right answer tells: it names one of them.
"""

import re
from collections.abc import Mapping
from typing import Final

from tutor.check.comparing.question import read_question

_LISTED: Final = re.compile(r"^\s*(?:[-*]\s+)?\(?([a-h])[).]\s+(\S.*?)\s*$", re.MULTILINE)
_FIRST: Final = re.compile(r"(?:^|\s)(?:[-*]\s+)?(?:\([Aa]\)|[Aa][).])\s")
_LETTERED: Final = re.compile(
    r"(?:the\s+)?(?:answer|choice|option)?(?:\s+is)?\s*[:=]?\s*\(?(?P<letter>[A-Ha-h])(?:\)|[.:,]|\b)\s*[-–—:=]?\s*(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)
_SIGNS: Final = re.compile(r"[\s$\\{}.,;]|left|right")


def choices_of(problem: str, answer: str) -> Mapping[str, str]:
    """Letter -> text of each choice; empty where the answer names none of them."""
    found = lettered(problem)
    return found if named_choice(answer, found) else {}


def lettered(problem: str) -> Mapping[str, str]:
    """Letter -> text of what is lettered in a problem, choices or parts of it."""
    return dict(read_question(problem).choices) or _listed(problem)


def without_choices(problem: str) -> str:
    """The question that stands before its choices."""
    return _FIRST.split(problem, 1)[0].strip()


def named_choice(given: str, choices: Mapping[str, str]) -> str:
    """The letter of the choice that is named; empty where none is, or where letter and text disagree."""
    lettered = _LETTERED.fullmatch(given.strip())
    if lettered and (letter := lettered["letter"].upper()) in choices:
        text = lettered["text"]
        if not text or _same(text, choices[letter]):
            return letter
    by_text = [letter for letter, text in choices.items() if _same(given, text)]
    return by_text[0] if len(by_text) == 1 else ""


def names_two(given: str, choices: Mapping[str, str]) -> bool:
    """Whether a letter stands before the text of another choice."""
    lettered = _LETTERED.fullmatch(given.strip())
    if not lettered or lettered["letter"].upper() not in choices:
        return False
    by_text = named_choice(lettered["text"], choices) if lettered["text"] else ""
    return bool(by_text) and by_text != lettered["letter"].upper()


def _listed(problem: str) -> dict[str, str]:
    """`a) 4` and so on, each on a line of its own, without a gap."""
    found = [(letter.upper(), text) for letter, text in _LISTED.findall(problem)]
    letters = "".join(letter for letter, _ in found)
    return dict(found) if len(found) > 1 and "ABCDEFGH".startswith(letters) else {}


def _same(one: str, other: str) -> bool:
    return _squeezed(one) == _squeezed(other) != ""


def _squeezed(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
