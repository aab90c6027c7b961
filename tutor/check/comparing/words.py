"""Answers in words: the same words are equal, opposite ones different, anything else is undecided."""

import re

from tutor.check.comparing.outcome import different, proved, undecided
from tutor.vocabulary.verdict import Comparison

_LATEX = re.compile(r"\\(?:text|textbf|textit|mathrm|mbox|boxed|mathbf)\s*\{([^{}]*)\}")
_NOISE = re.compile(r"[\s.,;:!?$\"'`~]+")
_MATHEMATICS = re.compile(r"[0-9\\=<>≤≥≠+*^/|_()\[\]{}−]")
_ARTICLES = frozenset({"a", "an", "the"})
_CLOSED = tuple(
    frozenset(words.split())
    for words in (
        "yes no",
        "true false",
        "odd even neither",
        "positive negative zero",
        "increasing decreasing",
        "convergent divergent converges diverges",
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february march april may june july august september october november december",
        "rational irrational",
        "parallel perpendicular",
        "acute obtuse right",
        "circle ellipse parabola hyperbola line",
        "always sometimes never",
    )
)
_NEGATIONS = frozenset({"not", "no", "non", "never"})
COUNTLESS = ["infinitely", "many"]
_SHORT_ANSWER = 3


def compare_words(expected: str, given: str) -> Comparison:
    """Case, articles, punctuation and LaTeX's text commands aside."""
    left, right = plain_words(expected), plain_words(given)
    if not left or not right:
        return undecided("one of them could not be read")
    if left == right:
        return proved("the same words")
    if _without_not(left) == _without_not(right):
        return different("one of them says not")
    if len(left) == len(right) == 1 and any(left[0] in words and right[0] in words for words in _CLOSED):
        return different(f"{right[0]}, not {left[0]}")
    if (len(right) <= _SHORT_ANSWER and set(right) < set(left)) or (
        len(left) <= _SHORT_ANSWER and set(left) < set(right)
    ):
        return undecided("one of them says more")
    return undecided("words that were not compared by meaning")


def _without_not(words: list[str]) -> list[str]:
    return [word for word in words if word not in _NEGATIONS]


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, without articles; of mathematics that was not read, all of it."""
    previous = None
    while previous != text:
        previous, text = text, _LATEX.sub(r" \1 ", text)
    if _MATHEMATICS.search(text):
        return [" ".join(text.split()).strip("$ ")]
    words = [word for word in _NOISE.split(text) if word]
    if len(words) == 1 and len(words[0]) == 1:
        return words
    kept = [word.lower() for word in words if word.lower() not in _ARTICLES] or words
    return COUNTLESS if kept[:2] == COUNTLESS and kept[2:] in ([], ["solutions"]) else kept
