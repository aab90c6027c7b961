"""Does a text give the answer away? Every piece of it is compared with the answer by the checker.

A piece leaks where the checker finds it equal to the answer, to a member of a set of answers, or
to the value of one letter of a system; coordinates of a point leak where they are shown as results.
So `8/2`, `four` and `\\boxed{4}` leak for x = 4, and of a simplification each later form does.

What the problem itself says is no news. In "Solve x + 0 = 5" the 5 stands on the page already: a
hint that quotes the equation, or says that 5 stands on its right side, tells the student nothing. It is
news that the 5 *is the answer*. So what stands in the problem leaks only where it is shown as a
result: alone beside a single name (x = 5), beside a side that is equal to it, in a box, or after
words that announce one ("so it is 5", "the answer: five"), unless those very words are the problem's.
An exponent of the problem is known as an exponent only: x^2 does not make the root 2 known.
"""

import re
from collections.abc import Iterable
from typing import Final, Protocol

from tutor.lesson.hints.formulas import RELATION, formulas_of
from tutor.lesson.hints.number_words import number_words
from tutor.lesson.hints.parts import parts_of, plain
from tutor.lesson.hints.pieces import NUMBER, Piece, announcing_words, pieces_of, role_of
from tutor.vocabulary.verdict import Comparison

BLANK: Final = "…"
_SPACES: Final = re.compile(r"\s+|(?<!\\)\\[,;:! ]|\\q?quad|\\left|\\right(?![a-z])|[{}]")
_OPERATION: Final = re.compile(
    r"(?<=[\w)}])\s*(?:[-−+*/^·×÷]|\\cdot|\\times|\\div)|\\[dt]?frac|\\sqrt|\\int|\\lim|\\sum|\w\("
)
_WORDS_ONLY: Final = re.compile(r"[A-Za-z][A-Za-z' -]+\Z")
_MOST_CUTS: Final = 4


class Comparing(Protocol):
    """What is asked of the checker."""

    def compare(self, expected: str, given: str, question: str = "") -> Comparison: ...


class LeakTest:
    """The test for one problem and its answer. Comparisons are asked for once each."""

    def __init__(self, checker: Comparing, problem: str, answer: str) -> None:
        self._checker = checker
        self._problem = problem
        self._parts = parts_of(answer)
        self._squeezed = _squeezed(problem)
        self._prose = " ".join(problem.split()).casefold()
        self._statements = frozenset(_squeezed(each.source) for each in formulas_of(problem))
        self._numbers = frozenset(_numbers_in(problem))
        self._compared: dict[tuple[str, str], bool] = {}

    def leaks(self, text: str) -> list[Piece]:
        """The pieces of a text that give the answer away."""
        found = [piece for piece in pieces_of(text) if self._leaks(text, piece)]
        return [*found, *self._words(text)]

    def cut(self, text: str) -> str:
        """The text with a blank for each piece that leaks; empty where that doesn't help."""
        for _ in range(_MOST_CUTS):
            leaks = self.leaks(text)
            if not leaks:
                return text
            text = _blanked(text, leaks)
        return ""

    def _leaks(self, text: str, piece: Piece) -> bool:
        known = self._stands_in_problem(piece)
        if (known and not piece.shown and not piece.others) or self._is_quoted(text, piece):
            return False
        parts = [part for part in self._parts if self._equal(part.text, piece.text)]
        if not parts:
            return False
        if piece.shown or self._stands_beside_its_value(piece):
            return True
        return not known and any(not part.component for part in parts)

    def _is_quoted(self, text: str, piece: Piece) -> bool:
        """Whether the problem says just this: the whole formula, or the words that lead to it with it."""
        if piece.formula is not None and RELATION.search(piece.formula.source):
            return _squeezed(piece.formula.source) in self._statements
        before = announcing_words(text, piece.start)
        if not before:
            return False
        return " ".join((before + text[piece.start : piece.end]).split()).casefold() in self._prose

    def _stands_in_problem(self, piece: Piece) -> bool:
        """Whether the problem shows it: as a number, as a letter, as a longer expression word for word."""
        squeezed = _squeezed(piece.text)
        if NUMBER.fullmatch(squeezed.lstrip("-−")) or len(squeezed) == 1:
            return piece.role + squeezed.lstrip("-−") in self._numbers or (
                squeezed.isalpha()
                and re.search(rf"(?<![A-Za-z]){squeezed}(?![A-Za-z])", self._problem) is not None
            )
        if not _OPERATION.search(piece.text):
            return False
        return re.search(rf"(?<![\w.^]){re.escape(squeezed)}(?![\w^])", self._squeezed) is not None

    def _stands_beside_its_value(self, piece: Piece) -> bool:
        """Whether a side stands beside something that is worth the answer too: `5 + 0 = 5`."""
        if not piece.whole_side or _OPERATION.search(piece.text):
            return False
        return any(self._equal(part.text, other) for part in self._parts for other in piece.others)

    def _equal(self, part: str, given: str) -> bool:
        given = given.replace("$", " ").strip(" .,;")
        key = (part, given)
        if key not in self._compared:
            found = self._checker.compare(part, given, self._problem)
            self._compared[key] = found.equal or bool(found.form)
        return self._compared[key]

    def _words(self, text: str) -> Iterable[Piece]:
        """An answer in words, wherever its words stand in this order."""
        for part in self._parts:
            words = plain(part.text).strip(" .$")
            if not _WORDS_ONLY.match(words):
                continue
            for match in re.finditer(rf"\b{re.escape(words)}\b", text, re.IGNORECASE):
                piece = Piece(words, *match.span(), shown=bool(announcing_words(text, match.start())))
                if piece.shown and self._is_quoted(text, piece):
                    continue
                if piece.shown or words.casefold() not in self._prose:
                    yield piece


def _blanked(text: str, leaks: Iterable[Piece]) -> str:
    """A blank for each leak: for a whole side the side, for what stands inside of a formula the formula."""
    found = list(leaks)
    spans = [_span(piece) for piece in found if not _is_said_by_a_side(piece, found)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    for start, end in reversed(kept):
        text = text[:start] + BLANK + text[end:]
    return text


def _span(piece: Piece) -> tuple[int, int]:
    if piece.formula is None or piece.whole_side:
        return piece.start, piece.end
    return piece.formula.start, piece.formula.end


def _is_said_by_a_side(piece: Piece, leaks: list[Piece]) -> bool:
    """Whether it is a side that leaks, inside of the statement or around the piece, that has to go."""
    sides = [side for side in leaks if side.whole_side and side.others and side is not piece]
    if not piece.whole_side:
        return any(side.start <= piece.start and piece.end <= side.end for side in sides)
    return RELATION.search(piece.text) is not None and any(
        piece.start <= side.start and side.end <= piece.end for side in sides
    )


def _squeezed(text: str) -> str:
    return _SPACES.sub("", text.replace("\\cdot", "*").replace("\\dfrac", "\\frac").replace("−", "-"))


def _numbers_in(problem: str) -> Iterable[str]:
    """Every number of the problem; an exponent is known as an exponent."""
    for match in NUMBER.finditer(problem):
        role = role_of(problem, match.start())
        yield from (role + _squeezed(each) for each in (match[0], *match[0].split("/")))
    yield from (value.lstrip("-") for _, _, value in number_words(problem))
