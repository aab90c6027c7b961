"""The formulas of a problem, delimited or standing in plain text, each read to its end."""

import re
from collections.abc import Iterator

from tutor.check.certifying.problems.sentences import Sentence, sentence_of
from tutor.check.certifying.problems.slots import tree_in
from tutor.check.reading.notation import FUNCTIONS
from tutor.check.reading.tree import Cases, ListOf, Node, PlusMinus
from tutor.check.trees import contains

_SLOT = re.compile(r"⟦(\d+)⟧")
_SIGN = re.compile(r"\\[A-Za-z]+|[-+*/^=<>≤≥≠|()\[\]{}.,'′\d\s_²³⁴√π·×−!]+|[A-Za-z]+")
_TRAILING = ".,;:?"
_ALONE = frozenset({"a", "A", "I"})
_WORDS = frozenset(FUNCTIONS) | {"sqrt", "cbrt", "pi", "exp", "abs"}
_TELLING = re.compile(r"[-\\+*/^=<>≤≥|(\[²³√−]")
_LONGEST = 300
_MOST = 12


def sentence_in(problem: str) -> Sentence:
    """The problem's words with its formulas taken out."""
    return sentence_of(problem)


def formulas_in(sentence: Sentence) -> list[Node]:
    """The formulas in the order they stand, the items of lists and of systems one by one."""
    found = [part for text in _texts(sentence.words) for part in _parts(tree_in(sentence, text))]
    return found[:_MOST]


def is_bare(sentence: Sentence) -> bool:
    """Whether the problem is a formula and no word."""
    return list(_texts(sentence.words)) == [sentence.words]


def _texts(words: str) -> Iterator[str]:
    """Slots of delimited formulas, and runs of words that look like mathematics."""
    run: list[str] = []
    for token in [*words.split(), ""]:
        slot = _SLOT.search(token)
        bare = token.rstrip(_TRAILING)
        if slot is None and bare and _is_mathematics(bare):
            inside = _is_open(" ".join([*run, bare]))
            run.append(token if inside else bare)
            if inside or bare == token:
                continue
        yield from _joined(run)
        run = []
        if slot:
            yield slot.group()


def _is_open(text: str) -> bool:
    """Whether a bracket is still to be closed: a comma then stands between coordinates."""
    return sum(map(text.count, "([{")) > sum(map(text.count, ")]}"))


def _joined(run: list[str]) -> Iterator[str]:
    while run and run[0] in _ALONE:
        run = run[1:]
    while run and run[-1] in _ALONE and not (len(run) > 1 and _TELLING.search(run[-2][-1:])):
        run = run[:-1]
    text = " ".join(run)
    if text and len(text) <= _LONGEST and _TELLING.search(text):
        yield text


def _is_mathematics(token: str) -> bool:
    """Whether all its words are letters or functions; two letters are a product beside a sign."""
    if _SIGN.sub("", token):
        return False
    words = re.findall(r"(?<![\\A-Za-z])[A-Za-z]+", token)
    signs = len("".join(words)) < len(token)
    return all(len(word) == 1 or word.lower() in _WORDS or (signs and len(word) == 2) for word in words)


def _parts(tree: Node | None) -> list[Node]:
    match tree:
        case None:
            return []
        case ListOf(items=items):
            return [part for item in items for part in _parts(item)]
        case Cases(branches=branches) if all(branch.condition is None for branch in branches):
            return [part for branch in branches for part in _parts(branch.value)]
    return [] if contains(tree, PlusMinus) else [tree]
