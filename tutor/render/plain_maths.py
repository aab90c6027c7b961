"""Finds mathematics typed as plain text among words and shows it in Unicode.

A line is cut into words; neighbouring words that can only be mathematics and
meet at an operator form a span. Prose, file names, dates, ranges and code are
never spans. Linear in the length of the text.
"""

import re
from collections.abc import Iterator

from tutor.render.latex.formula import formula_lines
from tutor.render.latex.groups import on_one_line
from tutor.render.latex.symbols import FUNCTIONS

_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_NAMES = FUNCTIONS | {"sqrt", "pi", "theta", "lim", "max", "min", "mod"}
# words of two letters that are prose, not a product of two unknowns
_PROSE = frozenset(
    {
        "am",
        "an",
        "as",
        "at",
        "be",
        "by",
        "do",
        "go",
        "he",
        "if",
        "in",
        "is",
        "it",
        "me",
        "my",
        "no",
        "of",
        "ok",
        "on",
        "or",
        "pm",
        "so",
        "to",
        "up",
        "us",
        "vs",
        "we",
        "eg",
        "ie",
        "hi",
        "oh",
    }
)
_OPERATORS = "-+*/=<>≤≥≠±×÷·−→⇒≈∈∪∩"
_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)*|\.\d+)|(?P<letters>[A-Za-z]+)"
    r"|(?P<script>[\^_]\{[^{}\s]{1,40}\})|(?P<other>[-+*/=<>^_()\[\]|,!%°'′≤≥≠±×÷·−→⇒≈∈∪∩√∞²³¹⁰-ⁿα-ωΑ-Ω])"
)
_CODE = re.compile(r"\*\*|//|==|[+\-*/!:]=|\+\+|--|&&|\|\||<<|>>|__|\(\)|^[\^_]|[A-Za-z]!=|_$|\d[eE][-+]\d")
_SIGNS = re.compile(r"[\^_=<>*√]|sqrt\(|\+\s*[\w(√]|(?:^|[\s(|])[-−]\d|[A-Za-z]'+\(|[\w)!²³|] [-−] [\w(√|]")
_MAYBE = re.compile(r"[\^_=<>*√+\-−']|sqrt\(")
_NUMBERS = re.compile(r"\d+(?:[-/]\d+)+")  # as likely a date or a range as a difference
_OUTSIDE = re.compile(r"(?P<before>[\"'“‘]*)(?P<core>.*?)(?P<after>[.,;:?\"'”’]*)\Z", re.DOTALL)
_MAX_WORD = 400


def plain_to_unicode(text: str) -> str:
    """The same text, with the mathematics in it in Unicode: `so 2x^2 - 3 = 0.` becomes `so 2x² − 3 = 0.`."""
    if not _MAYBE.search(text):
        return text
    return "\n".join("".join(_line(line)) for line in text.split("\n"))


def is_all_maths(text: str) -> bool:
    """Whether no word of a text is prose, a date or a range."""
    if len(text) > _MAX_WORD:
        return False
    words = [word.rstrip(",;") for word in text.split()]
    return all(_is_maths(word) and not _NUMBERS.fullmatch(word) for word in words if word)


def _line(line: str) -> Iterator[str]:
    """The line in parts: words, white space, spans already shown."""
    span: list[str] = []
    parts = re.split(r"(\s+)", line)
    for word, space in zip(parts[::2], [*parts[1::2], ""], strict=True):
        before, core, after = _OUTSIDE.match(word).group("before", "core", "after")  # type: ignore[union-attr]
        if not core or not _is_maths(core):
            yield from _shown(span)
            span = []
            yield word + space
            continue
        if span and (before or not _meets(span[-2], core)):
            yield from _shown(span)
            span = []
        if before:
            yield before
        span += [core, after + space]
        if after:
            yield from _shown(span)
            span = []
    yield from _shown(span)


def _is_maths(word: str) -> bool:
    if len(word) > _MAX_WORD:
        return False
    if word == "!=":
        return True
    if _CODE.search(word):
        return False
    end = 0
    before = ""
    for token in _TOKEN.finditer(word):
        if token.start() != end or (token.lastgroup == "letters" and not _is_unknown(token.group(), before)):
            return False
        end, before = token.end(), token.group()
    return end == len(word)


def _is_unknown(run: str, before: str) -> bool:
    """Whether a run of letters stands for quantities: x, ab, the ac of 4ac, sin."""
    if len(run) == 1 or run in _NAMES:
        return True
    if before[-1:].isdigit():
        return len(run) <= 3 and run not in _ORDINALS
    return len(run) == 2 and run.lower() not in _PROSE


def _meets(before: str, after: str) -> bool:
    """Whether two words belong to one formula: an operator stands between, or a function's name before."""
    if before[-1] in _OPERATORS or after[0] in _OPERATORS or "!=" in (before, after):
        # `x -5` is as likely a list as a difference
        return not (after[0] in "-−" and len(after) > 1 and before[-1] not in _OPERATORS)
    return before in _NAMES


def _shown(span: list[str]) -> Iterator[str]:
    """A span `[word, space, word, space, …]` in Unicode; lone operators at its ends stay outside."""
    begin, end = 0, len(span)
    while begin < end and _is_operator(span[begin]) and span[begin] not in "=<>":
        begin += 2
    while end > begin and _is_operator(span[end - 2]):
        end -= 2
    yield from span[:begin]
    if begin < end:
        *inside, space = span[begin:end]
        yield _formula("".join(inside)) + space
    yield from span[end:]


def _is_operator(word: str) -> bool:
    return len(word) == 1 and word in _OPERATORS


def _formula(source: str) -> str:
    if not _SIGNS.search(source):
        return source
    return on_one_line(formula_lines(source.replace(" != ", " ≠ ")))
