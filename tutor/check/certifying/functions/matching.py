"""From tables of sentences to what recognizes a problem: the first that fits it whole and can be made."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from tutor.check.certifying.functions.asked import Asked, CheckAnswer
from tutor.check.certifying.functions.line import Line, certify_line
from tutor.check.certifying.functions.line_forms import LineForm, named_form, without_form
from tutor.check.certifying.problems.sentences import Sentence

Made = TypeVar("Made")
Table = Sequence[tuple[str, Callable[[Asked], Made | None]]]
MakeLine = Callable[[Asked], Line | None]
Kind = Callable[[str, Sentence], CheckAnswer | None]

_STANDARD = re.compile(r"\bstandard form\b", re.IGNORECASE)


def kind_of(table: Table[CheckAnswer]) -> Kind:
    """Recognizes the sentences of a table."""
    made = _makers(table)

    def recognize(problem: str, sentence: Sentence) -> CheckAnswer | None:
        return next((check for _, check in made(problem, sentence)), None)

    return recognize


def line_kind(table: Table[Line]) -> Kind:
    """Recognizes sentences that ask for a line; the form may be asked for anywhere in them."""
    made = _makers(table)

    def recognize(problem: str, sentence: Sentence) -> CheckAnswer | None:
        parted = without_form(sentence)
        if parted is None:
            return None
        for match, line in made(problem, parted[0]):
            form = _form(problem, parted[1], match.groupdict().get("form"))
            return lambda answer: certify_line(line, answer, form)
        return None

    return recognize


def _makers(table: Table[Made]) -> Callable[[str, Sentence], Iterator[tuple[re.Match[str], Made]]]:
    compiled = [(re.compile(pattern, re.IGNORECASE), make) for pattern, make in table]

    def made(problem: str, sentence: Sentence) -> Iterator[tuple[re.Match[str], Made]]:
        for pattern, make in compiled:
            found = pattern.fullmatch(sentence.words)
            thing = make(Asked(problem, sentence, found)) if found else None
            if found is not None and thing is not None:
                yield found, thing

    return made


def _form(problem: str, form: LineForm, named: str | None) -> LineForm:
    """A last sentence that asks for the standard form has been dropped as harmless."""
    if named:
        return named_form(named)
    return LineForm.STANDARD if form is LineForm.ANY and _STANDARD.search(problem) else form
