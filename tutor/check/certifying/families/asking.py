"""Whole sentences with named places: what a recognizer matches, and reading what stands in the places."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from tutor.check.certifying.sentences import Sentence, sentence_of
from tutor.check.certifying.slots import expression_in, tree_in
from tutor.check.comparing.question import Question, read_question
from tutor.check.reading.tree import Node
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Certificate

CheckAnswer = Callable[[Node], Certificate]
Match = re.Match[str]
Maker = Callable[[Match, Question], CheckAnswer | None]
"""From a matched sentence to the check of an answer; None when a place holds something else."""

ASK = (
    r"(?:find|compute|calculate|evaluate|determine|what(?: is|'s| are| will be)|work out|give|obtain|state)\b"
)

_LONGEST = 400
_FORMULA = re.compile(r"⟦(\d+)⟧")
_TRAILING_DOTS = re.compile(r"\.{3,}(?=[.?!\s$\\]*$)|\.{3,}")
_SHORT_WORD = re.compile(
    r"(?<![\\A-Za-z])(?:an|as|at|be|by|do|if|in|is|it|no|of|on|or|so|to|up|us|we)(?![A-Za-z])", re.IGNORECASE
)
_PLAIN = Sentence("", ())


def patterns(*made: tuple[str, Maker]) -> tuple[tuple[re.Pattern[str], Maker], ...]:
    """Compiled, whatever the case of their letters."""
    return tuple((re.compile(pattern, re.IGNORECASE), maker) for pattern, maker in made)


def first_fit(known: Iterable[tuple[re.Pattern[str], Maker]], problem: str) -> CheckAnswer | None:
    """The check of the first pattern that fits the whole sentence and whose places hold what they should."""
    words = words_of(problem)
    if len(words) > _LONGEST:
        return None
    question = read_question(problem)
    for pattern, maker in known:
        found = pattern.fullmatch(words)
        check = maker(found, question) if found else None
        if check is not None:
            return check
    return None


@lru_cache(maxsize=64)
def words_of(problem: str) -> str:
    """The sentence without politeness and delimiters; dots that go on are a command and no full stop."""
    sentence = sentence_of(_TRAILING_DOTS.sub(r"\\ldots ", problem))
    flat = _FORMULA.sub(lambda match: sentence.formulas[int(match.group(1))], sentence.words)
    return " ".join(flat.split())


def tree_of(text: str) -> Node | None:
    """The tree of a place that holds mathematics and no word."""
    return None if _SHORT_WORD.search(text) else tree_in(_PLAIN, text.strip())


def expression_of(text: str) -> Node | None:
    """A single expression."""
    return None if _SHORT_WORD.search(text) else expression_in(_PLAIN, text.strip())


def number_of(text: str) -> Node | None:
    """A single expression without letters."""
    found = expression_of(text)
    return None if found is None or letters(found) else found
