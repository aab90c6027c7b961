"""Loops cut into recorded texts by a seeded script, and how late the detector notices them.

A form takes the tokens of a passage and says it again and again, each in its way.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from zlib import crc32

from tutor.strategy.loops import LoopDetector

LATE = 300
_LONGEST, _SHORTEST = 300, 3
_LOOP_TOKENS = 1200
# a stand-in for a tokenizer: about as many pieces as tokens, digits one by one
_PIECE = re.compile(r"\s?[A-Za-z]{1,8}|\d|\s+|.", re.DOTALL)


class Tokens(Protocol):
    """A way to cut texts into tokens."""

    def ids(self, text: str) -> list[int]:
        """The tokens of a text."""

    def is_number(self, token: int) -> bool:
        """Whether a token is written in digits."""


class WordPieces:
    """Word pieces as numbers, where there is no model."""

    _digits = frozenset(crc32(digit.encode()) for digit in "0123456789")

    def ids(self, text: str) -> list[int]:
        """Checksums of the pieces."""
        return [crc32(piece.encode()) for piece in _PIECE.findall(text)]

    def is_number(self, token: int) -> bool:
        """Whether it is the checksum of a digit."""
        return token in self._digits


def first_alarm(tokens: Sequence[int], cut: Tokens) -> int | None:
    """After how many tokens the detector fires; None when it does not."""
    detector = LoopDetector()
    for count, token in enumerate(tokens, start=1):
        if detector.feed(token, number=cut.is_number(token)):
            return count
    return None


@dataclass(frozen=True, slots=True)
class Passage:
    """What a loop says: its tokens, the text they were cut out of, and the script's dice."""

    tokens: list[int]
    text: list[int]
    rng: random.Random
    cut: Tokens


def exact(passage: Passage) -> Iterator[int]:
    """The passage again and again."""
    while True:
        yield from passage.tokens


def counting(passage: Passage) -> Iterator[int]:
    """The same with a number in the middle that counts up."""
    number = passage.rng.randint(10, 40)
    middle = len(passage.tokens) // 2
    before, after = passage.tokens[:middle], passage.tokens[middle + 2 :]
    while True:
        yield from [*before, *passage.cut.ids(str(number)), *after]
        number += 1


def drifting(passage: Passage) -> Iterator[int]:
    """A period that changes: each pass leaves out up to a tenth at its end, or says it twice."""
    tokens, rng = passage.tokens, passage.rng
    yield from tokens
    while True:
        length = rng.randint(1, max(1, len(tokens) // 10))
        yield from tokens[:-length] if rng.random() < 0.5 else [*tokens, *tokens[-length:]]


def alternating(passage: Passage) -> Iterator[int]:
    """Two parts of the passage in any order."""
    tokens, rng = passage.tokens, passage.rng
    middle = rng.randint(1, len(tokens) - 1)
    yield from tokens
    while True:
        yield from rng.choice((tokens[:middle], tokens[middle:]))


def noisy(form: Callable[[Passage], Iterator[int]]) -> Callable[[Passage], Iterator[int]]:
    """A form with one token in twenty changed, into another one of the text."""

    def changed(passage: Passage) -> Iterator[int]:
        for token in form(passage):
            yield passage.rng.choice(passage.text) if passage.rng.random() < 0.05 else token

    return changed


FORMS: dict[str, Callable[[Passage], Iterator[int]]] = {
    "exact": exact,
    "one token in twenty changed": noisy(exact),
    "counting up": counting,
    "counting up, one token in twenty changed": noisy(counting),
    "a period that changes": drifting,
    "two passages in any order": alternating,
}


def delay(text: list[int], form: str, rng: random.Random, cut: Tokens) -> int | None:
    """Cut a loop into a text: tokens from the end of its first pass, which repeats nothing, to the alarm."""
    length = rng.randint(_SHORTEST, min(_LONGEST, len(text)))
    begin = rng.randint(length, len(text))
    loop = FORMS[form](Passage(text[begin - length : begin], text, rng, cut))
    said = [*text[: begin - length], *(next(loop) for _ in range(length + _LOOP_TOKENS))]
    alarm = first_alarm(said, cut)
    return None if alarm is None else alarm - begin
