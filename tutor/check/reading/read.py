"""`read`: text to tree, or to the place where reading stopped. Never raises, whatever the text."""

import re
from typing import Final

from tutor.check.reading import arrays, atoms, brackets, calculus, functions, names, notation as n
from tutor.check.reading.cursor import Cursor
from tutor.check.reading.expression import tight_atom
from tutor.check.reading.limits import DEFAULT, Limits
from tutor.check.reading.outcome import Parsed, Reading, Unparsed, UnreadError
from tutor.check.reading.phrases import read_phrase
from tutor.check.reading.statements import statement
from tutor.check.reading.tidy import tidy
from tutor.check.reading.tokens import Token, tokenize
from tutor.check.reading.tree import Choice, Node, Text
from tutor.check.reading.words import looks_like_word
from tutor.vocabulary.verdict import Reason

GRAMMAR: Final = (arrays, atoms, brackets, calculus, functions, names)  # imported for what they register
names.READERS["tight"] = tight_atom

_CHOICE: Final = re.compile(r"\(?([A-H])\)|([A-H])\.")
_PROSE: Final = re.compile(r"[A-Za-zÀ-ɏ'’\-–,.;:!?()\s]+")
_WORD: Final = re.compile(r"[A-Za-zÀ-ɏ]+")
_WRAPPERS: Final = (("**", "**"), ("`", "`"), ("__", "__"))


def read(text: str, limits: Limits = DEFAULT) -> Reading:
    """Read all of `text` as one piece of mathematics, or as words when there is no mathematics in it."""
    if len(text) > limits.characters:
        return Unparsed(Reason.TOO_LARGE, limits.characters, f"longer than {limits.characters} characters")
    start, end = _unwrap(text)
    if start >= end:
        return Unparsed(Reason.UNPARSED, start, "empty")
    try:
        return Parsed(_read(text, start, end, limits))
    except UnreadError as error:
        outcome = error.outcome
        return Unparsed(outcome.reason, min(outcome.position + start, len(text)), outcome.message)


def _unwrap(text: str) -> tuple[int, int]:
    """Where the text begins and ends without white space and Markdown around it."""
    start, end = 0, len(text)
    changed = True
    while changed:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        changed = False
        for opening, closing in _WRAPPERS:
            width = len(opening)
            if end - start > 2 * width and text.startswith(opening, start) and text.endswith(closing, start, end):
                if opening not in text[start + width : end - width]:
                    start, end, changed = start + width, end - width, True
    return start, end


def _read(text: str, start: int, end: int, limits: Limits) -> Node:
    body = text[start:end]
    choice = _CHOICE.fullmatch(body)
    if choice:
        return Choice(choice.group(1) or choice.group(2))
    words = _read_words(body)
    if words is not None:
        return words
    tokens = tidy(tokenize(body, limits))
    cursor = Cursor(body, tokens, limits)
    cursor.functions |= _defined_functions(tokens)
    cursor.bound = _bound_letters(tokens)
    node = statement(cursor)
    if cursor.token.kind != n.END:
        raise cursor.unread()
    return node


def _read_words(body: str) -> Node | None:
    """Text in which every run of letters is a word is prose, or a phrase that means mathematics."""
    if not _PROSE.fullmatch(body):
        return None
    runs = _WORD.findall(body)
    phrase = read_phrase(body)
    if phrase is not None:
        return phrase
    if not runs or not all(looks_like_word(run) or run in {"a", "A", "I"} for run in runs):
        return None
    if len(runs) == 1 and tokenize(body, DEFAULT)[0].kind != n.TEXT:
        return None
    return Text(" ".join(body.rstrip(" .,;").split()))


def _defined_functions(tokens: list[Token]) -> frozenset[str]:
    """`p(x) = …` at the beginning defines p."""
    kinds = [token.kind for token in tokens[:5]]
    if kinds == [n.LETTER, "(", n.LETTER, ")", n.RELATION] and tokens[0].text != tokens[2].text:
        return frozenset({tokens[0].text})
    return frozenset()


def _bound_letters(tokens: list[Token]) -> frozenset[str]:
    """The letters e and i that are variables in this text: set by `i = 3`, or e beside c and d."""
    bound = set()
    if len(tokens) > 2 and tokens[0].text in {"e", "i"} and tokens[1].kind == n.RELATION:
        bound.add(tokens[0].text)
    letters = {token.text for token in tokens if token.kind == n.LETTER}
    if {"c", "d", "e"} <= letters and not any(
        token.text == "e" and after.kind == "^" for token, after in zip(tokens, tokens[1:], strict=False)
    ):
        bound.add("e")
    return frozenset(bound)
