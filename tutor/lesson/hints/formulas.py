"""Where mathematics stands in a text: between delimiters, or plainly among the words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_DELIMITED: Final = re.compile(
    r"\$\$(.+?)\$\$|\$([^$]+)\$|\\\[(.+?)\\\]|\\\((.+?)\\\)|(\\(?:boxed|fbox)\s*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})",
    re.DOTALL,
)
_WORD: Final = re.compile(r"\S+")
_NAMES: Final = frozenset(
    {
        *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "log", "ln", "exp", "sqrt"),
        *("lim", "max", "min", "gcd", "lcm", "pi", "theta", "alpha", "beta"),
    }
)
_LETTERS: Final = re.compile(r"\\?[A-Za-zα-ω]+")
_SIGN: Final = re.compile(r"[-−+*/^=<>≤≥≠≈·×÷√±|→⇒]")
_ARTICLES: Final = frozenset({"a", "A", "I"})
_ENDS: Final = ".,;:!?"
RELATION: Final = re.compile(
    r"<=|>=|=>|->|[=<>≤≥≈≠≡→⇒⟹⇔∈]"
    r"|\\(?:leqslant|geqslant|leq|geq|le|ge|neq|ne|approx|equiv|lt|gt|to|in|implies|iff|sim|simeq|cong"
    r"|Longrightarrow|Rightarrow|rightarrow|Leftrightarrow|mapsto)(?![A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Formula:
    """Mathematics in a text: its source and where that begins; `boxed` where it is boxed as a result."""

    source: str
    start: int
    boxed: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.source)


def formulas_of(text: str) -> list[Formula]:
    """Every formula in order: the delimited ones, and between them those written without delimiters."""
    found: list[Formula] = []
    place = 0
    for match in _DELIMITED.finditer(text):
        found += _plain_formulas(text, place, match.start())
        group = next(number for number in range(1, 6) if match[number] is not None)
        found.append(Formula(match[group], match.start(group), boxed="\\boxed" in match[group]))
        place = match.end()
    return [*found, *_plain_formulas(text, place, len(text))]


def _plain_formulas(text: str, start: int, end: int) -> Iterator[Formula]:
    """Runs of words that are mathematics: `x = 4`, `3x+2`, `5`. A lone letter is a word."""
    run: list[tuple[int, int]] = []
    for match in _WORD.finditer(text, start, end):
        word = match[0].rstrip(_ENDS).lstrip("(" if match[0].count("(") > match[0].count(")") else "")
        first = match.start() + match[0].find(word)
        if word and _is_mathematics(word):
            run.append((first, first + len(word)))
            if match[0][-1] not in _ENDS:
                continue
        yield from _closed(text, run)
        run = []
    yield from _closed(text, run)


def _closed(text: str, run: list[tuple[int, int]]) -> Iterator[Formula]:
    while run and text[slice(*run[0])] in _ARTICLES:
        run = run[1:]
    while run and text[slice(*run[-1])] in _ARTICLES | {"-", "−", "–"}:
        run = run[:-1]
    if not run:
        return
    source = text[run[0][0] : run[-1][1]]
    if any(letter.isdigit() for letter in source) or _SIGN.search(source):
        yield Formula(source, run[0][0])


def _is_mathematics(word: str) -> bool:
    letters = _LETTERS.findall(word)
    known = all(
        each.startswith("\\") or len(each) == 1 or each in _NAMES or _product(each) for each in letters
    )
    return known and (bool(letters) or any(letter.isdigit() for letter in word) or bool(_SIGN.search(word)))


def _product(letters: str) -> bool:
    """Whether letters may be a product: `xy`, `abc`; words of two letters are words."""
    return len(letters) == 2 and letters.isalpha() and set(letters) <= set("xyzabcnmkrt") and letters != "at"
