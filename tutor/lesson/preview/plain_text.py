"""Runs of mathematics in plain text, finished or not: `Solve 2x++3 = 7 for x` holds `2x++3 = 7`.

Unlike `tutor.trace.plain`, which takes only what is mathematics through and through, this
finds formulas with slips in them; so it has to be the more careful with prose.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tutor.check.reading.tables import spelled
from tutor.lesson.preview.repairs.letters import is_glued
from tutor.lesson.preview.words import CONNECTIVES, FUNCTIONS, is_symbol

_TOKEN: Final = re.compile(
    r"""(?P<taken>\0+)
    |(?P<prose>[A-Za-zÀ-ɏ]{2,}(?:['’-][A-Za-zÀ-ɏ]+)+|[A-Za-z]-[A-Za-z]{3,}|[A-Za-z]\.(?:[A-Za-z]\.)+|\S*://\S*)
    |(?P<command>\\(?:text[a-z]*|mathrm|mathbb|operatorname|mbox)\s*\{[^{}\n]*\}|\\[A-Za-z]+|\\[^\sA-Za-z0-9])
    |(?P<word>[A-Za-zÀ-ɏα-ωΑ-Ω]+)
    |(?P<number>\d+(?:[.,]\d+)*|\.\d+|[½⅓⅔¼¾π∞ℕℤℚℝℂ∅])
    |(?P<dots>\.\.\.|…)
    |(?P<relation><=>|[<>=!]=|=!|=?[=<>]=?|[≠≤≥≈≡∈∉∣→⇒⇔]|->|<->)
    |(?P<operator>\*\*|[-+*/^_·×÷−–⋅±∓∪∩|‖])
    |(?P<mark>[!%'′°²³¹⁰⁴-⁹ⁿ⁺⁻₀-₉])
    |(?P<prefix>[√∛∫∑∏∂∠])
    |(?P<open>[(\[{⌊⌈])|(?P<close>[)\]}⌋⌉])
    |(?P<comma>[,;])
    |(?P<dollar>\$)
    |(?P<space>[ \t]+)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
# Beside one of these a sign at the end of a run has its other side there: "A = $x^2$".
_GOES_ON: Final = frozenset({"word", "prose", "taken", "open", "close"})
_SIGNS: Final = frozenset({"-", "−", "–", "+", "±", "∓"})
IDLE: Final = "\x01"  # in place of bullets and labels
_PUNCTUATION: Final = f" \t.,;:?\0{IDLE}"
_MATHS: Final = frozenset(
    {
        "command",
        "number",
        "dots",
        "relation",
        "operator",
        "mark",
        "prefix",
        "open",
        "close",
        "comma",
        "dollar",
    }
)
# (a), b) and 1. at the beginning of a line or a sentence
_LABEL: Final = re.compile(r"(?:^|[.;:?]\s)\s*\(?(?:[a-hA-H]|[ivx]{1,4}|\d{1,2})[.)](?=\s)")
_BULLET: Final = re.compile(r"\s*(?:[*•>](?=\s)|\#+(?=\s)|\d{1,2}[.)](?=\s))")
_OPERAND: Final = frozenset({"word", "number", "command", "dots"})


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of plain text; `maths`: whether it may belong to a formula."""

    kind: str
    text: str
    start: int
    end: int
    maths: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A formula in plain text. `evident`: it can hardly be prose, so a slip in it is worth telling."""

    start: int
    end: int
    evident: bool


def find_runs(line: str, offset: int) -> Iterator[Run]:
    """The runs of mathematics in a line; `\\0` marks what is taken already."""
    tokens = _without_prose_brackets(_tokens(line))
    place = 0
    while place < len(tokens):
        if not tokens[place].maths:
            place += 1
            continue
        end = place
        while end < len(tokens) and (tokens[end].maths or tokens[end].kind == "space"):
            end += 1
        run = _trimmed(tokens, place, end)
        if run and _is_formula(run):
            first, last = run[0].start, run[-1].end
            whole = not (line[:first].strip(_PUNCTUATION) or line[last:].strip(_PUNCTUATION))
            yield Run(offset + first, offset + last, _is_evident(run) or whole)
        place = end


def _tokens(line: str) -> list[Token]:
    bullet = _BULLET.match(line)
    masked = line if bullet is None else IDLE * bullet.end() + line[bullet.end() :]
    masked = _LABEL.sub(lambda match: IDLE * len(match[0]), masked)
    raw = [
        Token(match.lastgroup or "other", match[0], match.start(), match.end(), maths=False)
        for match in _TOKEN.finditer(masked)
    ]
    return [replace(token, maths=_is_maths(raw, place)) for place, token in enumerate(raw)]


def _is_maths(tokens: list[Token], place: int) -> bool:
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if token.kind == "word":
        return _is_maths_word(tokens, place)
    if token.kind == "mark" and token.text in "'′!":
        return before is not None and before.kind in {"word", "number", "close", "mark"}
    if token.text == "?":
        return before is not None and _solid(tokens, place, -1) == "relation"
    if token.text == ":":
        return bool(before and after and before.kind == after.kind == "number")
    return token.kind in _MATHS


def _is_maths_word(tokens: list[Token], place: int) -> bool:
    word = tokens[place].text
    before = tokens[place - 1].kind if place else ""
    after = tokens[place + 1].kind if place + 1 < len(tokens) else ""
    if word in {"a", "A", "I"}:
        signs = {"operator", "relation", "mark"}
        beside = {_solid(tokens, place, -1), _solid(tokens, place, 1)}
        return bool(signs & beside) or before in {"number", "open"} or after in {"open", "close"}
    if word in {"sum", "prod", "lim", "int"}:
        return _is_operator_word(tokens, place)
    if is_symbol(word):
        return True
    # 3abc, abcd^2: letters run together beside signs, none of them a word or a unit
    return before == "number" and after in {"operator", "relation"} and len(word) <= 3 and word not in _UNITS


_INTEGRAL_TOKENS: Final = 60  # how far from its sign the dx is looked for


def _is_operator_word(tokens: list[Token], place: int) -> bool:
    """`sum_(k=1)^9`, `lim x->0` and `int x dx`, but not "the sum 1 + 2"."""
    following = [token.text for token in tokens[place + 1 : place + 5]]
    if following[:1] == ["_"]:
        return True
    if tokens[place].text == "lim":
        return any(sign in following for sign in ("->", "→", "\\to"))
    differentials = {"dx", "dy", "dt", "du"}
    return tokens[place].text == "int" and any(
        token.text in differentials for token in tokens[place : place + _INTEGRAL_TOKENS]
    )


_UNITS: Final = frozenset(spelled("km cm mm kg mg ml hr hrs min sec mph ft lbs th st nd rd am pm"))


def _solid(tokens: list[Token], place: int, step: int) -> str:
    """The kind of the nearest token that is no space."""
    place += step
    while 0 <= place < len(tokens) and tokens[place].kind == "space":
        place += step
    return tokens[place].kind if 0 <= place < len(tokens) else ""


def _without_prose_brackets(tokens: list[Token]) -> list[Token]:
    """Brackets round prose, both of them, are no mathematics."""
    prose = [0]
    for token in tokens:
        prose.append(prose[-1] + (not token.maths and token.kind != "space"))
    kept, stack = list(tokens), []
    for place, token in enumerate(tokens):
        if token.kind == "open":
            stack.append(place)
        elif token.kind == "close" and stack:
            opened = stack.pop()
            if prose[place] > prose[opened]:
                kept[opened] = replace(tokens[opened], maths=False)
                kept[place] = replace(token, maths=False)
    return kept


def _trimmed(tokens: list[Token], start: int, end: int) -> list[Token]:
    """Without spaces and punctuation at its ends; nothing where a side of it is in the prose beside it."""
    after = tokens[end] if end < len(tokens) else None
    before = _solid(tokens, start, -1)
    run = tokens[start:end]
    joined = after is not None and after.kind in _GOES_ON
    complete = joined and after is not None and after.text.lower() in CONNECTIVES
    spaced = bool(run) and run[-1].kind == "space"
    while run and (
        run[-1].kind in {"space", "comma"}
        or (joined and run[-1].kind == "open")
        or (joined and run[-1].kind in {"operator", "relation"} and not (complete and spaced))
    ):
        run.pop()
    while run and run[0].kind in {"space", "comma", "mark"}:
        run.pop(0)
    if run and _belongs_to(before, run[0]):
        return []
    return run


def _belongs_to(before: str, first: Token) -> bool:
    """Whether an operator has its left side before the run; after words a minus may be a sign."""
    if first.kind != "operator" or first.text in {"|", "‖"}:
        return False
    return before == "taken" or (before in _GOES_ON and first.text not in _SIGNS)


def _is_formula(run: list[Token]) -> bool:
    """Whether there is more to it than a number, a letter or a sign."""
    operands = sum(token.kind in _OPERAND for token in run)
    signs = any(token.kind in {"operator", "relation", "prefix", "mark", "command"} for token in run)
    functions = any(token.text in FUNCTIONS for token in run)
    glued = any(token.kind == "word" and is_glued(token.text) for token in run)
    several = operands > 1 and (functions or run[-1].kind == "close")
    return operands > 0 and (signs or glued or several)


def _is_evident(run: list[Token]) -> bool:
    if any(
        token.kind in {"relation", "prefix", "command"}
        or token.text in {"^", "**"}
        or token.text in FUNCTIONS
        for token in run
    ):
        return True
    operands = sum(token.kind in _OPERAND for token in run)
    symbols = any(token.kind == "word" for token in run)
    strong = any(token.text in {"+", "*", "×", "÷", "·", "⋅", "±"} for token in run)
    brackets = any(token.kind in {"open", "close"} for token in run)
    minus = any(token.text in {"-", "−", "–"} for token in run)
    return operands > 1 and (strong or (symbols and brackets and minus))
