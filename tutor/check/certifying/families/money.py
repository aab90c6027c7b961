"""Sums of money and rates of percent in a sentence, and finding the family of sentences that fits."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.plain_numbers import number_in, plain_words
from tutor.check.certifying.families.small_words import BIG_WORD
from tutor.check.reading.tree import Node, Unit
from tutor.vocabulary.verdict import Certificate

Match = re.Match[str]
Check = Callable[[Node], Certificate]

# A $ stands before money and around formulas: a formula neither begins nor ends with a space, and no
# digit follows it; every other $ becomes this sign.
_DOLLAR = "¤"
_FORMULA = re.compile(r"\$(?=\S)(?:[^$\n]*\S)?\$(?!\d)")
_MONEY_FORMULA = re.compile(rf"\$\s*({_DOLLAR}?\s*[\d.,{{}}]+(?:\\?%)?)\s*\$")
_SIGNS = {_DOLLAR: "dollar", "£": "pound sterling", "€": "euro"}
_DIGITS = r"\d[\d,]*(?:\.\d+)?"
SUM = rf"(?:[{''.join(_SIGNS)}] ?{_DIGITS}|{_DIGITS} (?:dollars|euros|cents))"
RATE = r"(?:\d+(?:\.\d+)?|\d+ \d/\d) ?(?:%|percent|per cent)"
_OF = r"(?: (?:pair|box|bag|pack|bottle|can|set|bunch|loaf|kilo|piece|cup) of)?"
ITEM = rf"(?:an?|the){_OF}(?: {BIG_WORD}){{1,4}}"
NAMED_ITEM = rf"(?:an?|the){_OF}(?: {BIG_WORD}){{0,3}} (?P<noun>{BIG_WORD})"
_LONGEST = 320


def money_words(problem: str) -> str:
    """The problem in plain words, with a sign of its own before dollars."""
    text = problem.replace("\0", " ").replace("\\$", _DOLLAR)  # that sign keeps a formula's place below
    text = _MONEY_FORMULA.sub(r"\1", text)
    kept: list[str] = []

    def keep(match: Match) -> str:
        if re.search(r"(?<![\\A-Za-z])[A-Za-z]{2,}", match[0]):
            return match[0].replace("$", _DOLLAR)
        kept.append(match[0])
        return f"\x00{len(kept) - 1}\x00"

    text = _FORMULA.sub(keep, text).replace("$", _DOLLAR)
    return plain_words(re.sub(r"\x00(\d+)\x00", lambda match: kept[int(match[1])], text))


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in a currency."""

    value: Fraction
    unit: Unit


def money_in(text: str | None) -> Money | None:
    """$1,200.50, 40 dollars, 90 cents."""
    if text is None:
        return None
    found = re.fullmatch(
        rf"(?P<sign>[{''.join(_SIGNS)}])? ?(?P<digits>{_DIGITS})(?: (?P<noun>dollar|euro|cent)s)?",
        text,
        re.IGNORECASE,
    )
    value = number_in(found["digits"]) if found else None
    if found is None or value is None or bool(found["sign"]) is bool(found["noun"]):
        return None
    name = _SIGNS[found["sign"]] if found["sign"] else found["noun"].lower()
    return Money(value, Unit(((name, 1),)))


def rate_in(text: str | None) -> Fraction | None:
    """15% as 15/100."""
    value = number_in(re.sub(r" ?(?:%|percent|per cent)$", "", text or "", flags=re.IGNORECASE))
    return None if value is None else value / 100


Find = Callable[[Match], Amount | None]
Patterns = Sequence[tuple[re.Pattern[str], Find]]


def compiled(patterns: Sequence[tuple[str, Find]]) -> Patterns:
    """Sentences as patterns for all cases of letters."""
    return [(re.compile(pattern, re.IGNORECASE), find) for pattern, find in patterns]


def recognized(patterns: Patterns, problem: str) -> Check | None:
    """A check by the first pattern that fits the whole problem and whose numbers can be used."""
    words = money_words(problem)
    if not words or len(words) > _LONGEST:
        return None
    for pattern, find in patterns:
        found = pattern.fullmatch(words)
        amount = find(found) if found else None
        if amount is not None:
            return partial(certify_amount, amount, problem)
    return None
