"""The last result a step states: the right side of its last equation, or its last bold value."""

import re
from collections.abc import Sequence

from tutor.trace.plain import is_math
from tutor.trace.spans import find_spans
from tutor.trace.tidy import tidy
from tutor.vocabulary.step import Statement

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}()\[\]]|<=|>=|[=≈<>≤≥]")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*\n]{1,80}?)(?<=\S)\1")
_LIST = re.compile(r"\s*(?:,|;|\bor\b|\band\b|\\(?:text|mathrm)\{\s*(?:or|and)\s*\}|\\q?quad)+\s*")
_WORDS_ONLY = re.compile(r"(?:\\(?:text|mathrm)\{[^{}]*\}|\\(?:times|cdot|div|frac)|[-+*/{}()\s])*")
_DEPTH = {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1, r"\{": 1, r"\}": -1}


def last_result(text: str, statements: Sequence[Statement], start: int = 0) -> str | None:
    """The value stated last from `start` on, as written; None when none is."""
    for statement in reversed(statements):
        if statement.start < start:
            break
        value = value_of(statement.text) or _expression(statement)
        if value:
            return _bold_value(text, statement.end) or value
    return _bold_value(text, start)


def _expression(statement: Statement) -> str | None:
    """A display without a relation is a result when something was computed in it."""
    is_result = statement.display and re.search(r"\d", statement.text) and not _sides(statement.text)[1]
    return tidy(statement.text) if is_result else None


def value_of(statement: str) -> str | None:
    """The right side of an equation, or the values of one letter in "x = 4 or x = -1"."""
    pieces = [piece for piece in _LIST.split(statement) if piece]
    assigned = [re.fullmatch(r"([A-Za-z]\w?)\s*=\s*([^=]+)", piece) for piece in pieces]
    if len(pieces) > 1 and all(assigned):
        names = {match[1] for match in assigned if match}
        if len(names) == 1:
            return ", ".join(tidy(match[2]) for match in assigned if match)
    return _right_side(statement)


def _right_side(statement: str) -> str | None:
    """What follows the last "=", cut before an approximation; an inequality is its own result."""
    sides, signs = _sides(statement)
    if not signs:
        return None
    while len(signs) > 1 and signs[-1] == "≈":
        sides.pop()
        signs.pop()
    if signs[-1] not in "=≈":
        return tidy(statement)
    value = tidy(sides[-1])
    if value == "0" and re.search(r"[A-Za-z].*[-+^]|[-+].*[A-Za-z]", sides[-2]):
        return tidy(statement)  # "x^2 - 25 = 0" is an equation, not a value
    says_nothing = value == tidy(sides[-2]) or _WORDS_ONLY.fullmatch(value)
    return None if says_nothing else value


def _sides(statement: str) -> tuple[list[str], list[str]]:
    """The sides of a chain and the signs between them, outside brackets; `≈` stands for its commands."""
    sides, signs = [], []
    depth = place = 0
    for match in _TOKEN.finditer(statement):
        token = match[0]
        depth = max(0, depth + _DEPTH.get(token, 0))
        sign = _sign(token)
        if sign and depth == 0:
            sides.append(statement[place : match.start()])
            signs.append(sign)
            place = match.end()
    return [*sides, statement[place:]], signs


def _sign(token: str) -> str:
    if token in (r"\approx", r"\simeq", r"\sim", "≈"):
        return "≈"
    if token in (r"\le", r"\ge", r"\leq", r"\geq", r"\lt", r"\gt", r"\in"):
        return "<"
    return token if token in ("=", "<", ">", "≤", "≥", "<=", ">=") else ""


def _bold_value(text: str, start: int) -> str | None:
    """The last bold value from `start` on: mathematics or a number with its unit, not a label."""
    for match in reversed(list(_BOLD.finditer(text, start))):
        inner = match[2].strip()
        spans = find_spans(inner)
        if spans and spans[0].end - spans[0].start == len(inner.rstrip(".")):
            return tidy(inner)
        number = re.fullmatch(r"(\\?\$?[-−]?[\d,]*\.?\d+%?)(?:\s+[A-Za-z]+)*\.?", inner)
        if number:
            return tidy(number[1])
        if re.search(r"\d", inner) and is_math(inner.rstrip(".")):
            return tidy(inner)
    return None
