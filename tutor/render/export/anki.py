"""Practised problems as a deck for Anki, a card a problem. The room of `genanki`.

Numbers of deck and note type never change, and a note's comes from its problem: to import a
newer file brings the same cards up to date instead of adding them again. Nor do the fields of the
note type, since Anki updates no cards of a type that has changed: worked steps stand below the answer.
"""

import html
import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Final

from tutor.render.prose import to_one_line
from tutor.render.safe import sanitize
from tutor.vocabulary.errors import UsageError
from tutor.vocabulary.practice import PracticeAnswer

# chosen once at random, as Anki's format wants it; other numbers would double everything
_DECK: Final = 1_846_203_977
_NOTE_TYPE: Final = 1_593_770_264

_MATHS: Final = re.compile(r"\$\$(.+?)\$\$|\\\[(.+?)\\\]|\$([^$\n]+)\$|\\\((.+?)\\\)", re.DOTALL)
_WORDS: Final = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")
_STYLE: Final = ".card { font-family: sans-serif; font-size: 1.25rem; text-align: center; }"
_STEPS: Final = '<ol style="display: inline-block; text-align: left; font-size: 1rem">{}</ol>'
_BACK: Final = '{{FrontSide}}<hr id="answer">{{Answer}}'

Worked = Callable[[PracticeAnswer], Sequence[str]]
"""The worked solution of what was asked, a text a step; empty where there is none."""


def no_steps(_: PracticeAnswer) -> Sequence[str]:
    """Nothing: a back has the answer alone."""
    return ()


def write_deck(path: Path, answers: Iterable[PracticeAnswer], worked: Worked = no_steps) -> int:
    """Write the deck to a path; how many cards are in it. Raises `UsageError` without `genanki`, OSError."""
    genanki = _genanki()
    model = genanki.Model(
        _NOTE_TYPE,
        "tutor",
        fields=[{"name": "Problem"}, {"name": "Answer"}, {"name": "Skill"}],
        templates=[{"name": "Problem", "qfmt": "{{Problem}}", "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(_DECK, "tutor")
    latest = {_identity(answer): answer for answer in answers if answer.expected}
    for identity, answer in latest.items():
        back = answer_to_anki(answer.expected) + steps_to_anki(worked(answer))
        fields = [to_anki(answer.problem), back, html.escape(answer.skill)]
        note = genanki.Note(model, fields, guid=genanki.guid_for("tutor", *identity))
        note.tags = [f"tutor::{tag}" for tag in (_tag(answer.skill), f"level{answer.level}") if tag]
        deck.add_note(note)
    genanki.Package(deck).write_to_file(str(path))
    return len(latest)


def to_anki(text: str) -> str:
    """A text as a field: formulas between MathJax's delimiters, all else escaped, lines kept."""
    parts, at = [], 0
    text = sanitize(text)
    for found in _MATHS.finditer(text):
        parts.append(_prose(text[at : found.start()]))
        display, inline = found[1] or found[2], found[3] or found[4]
        parts.append(_formula(inline) if inline else rf"\[{_maths(display)}\]")
        at = found.end()
    return "".join([*parts, _prose(text[at:])])


def answer_to_anki(answer: str) -> str:
    """An answer: a formula as a whole, unless it has formulas of its own or is words."""
    if _MATHS.search(answer) or ("\\" not in answer and _WORDS.search(answer)):
        return to_anki(answer)
    return _formula(sanitize(answer))


def steps_to_anki(steps: Sequence[str]) -> str:
    """Worked steps as a numbered list; empty without any."""
    lines = "".join(f"<li>{to_anki(step)}</li>" for step in steps)
    return f"<br>{_STEPS.format(lines)}" if lines else ""


def _genanki() -> ModuleType:
    try:
        return importlib.import_module("genanki")
    except ImportError as error:
        raise UsageError(
            "Cards for Anki need `genanki`, which is not installed.",
            "`uv sync --extra anki` in a checkout, or install `tutor[anki]`; --csv works without it.",
        ) from error


def _identity(answer: PracticeAnswer) -> tuple[str, int, int]:
    return (answer.generator, answer.level, answer.seed)


def _formula(source: str) -> str:
    return rf"\({_maths(source)}\)"


def _maths(source: str) -> str:
    """LaTeX inside of HTML. Anki reads `}}` as the end of a cloze in some note types: they are kept apart."""
    return html.escape(" ".join(source.split()), quote=False).replace("}}", "} }")


def _prose(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>")


def _tag(skill: str) -> str:
    return re.sub(r"\W+", "-", to_one_line(skill)).strip("-")
