"""Roman numerals, both ways, in their usual spelling."""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import partial

from tutor.check.certifying.families.amounts import Amount, certify_amount
from tutor.check.certifying.families.plain_numbers import plain_words
from tutor.check.certifying.verdicts import proved, refuted, unchecked
from tutor.check.comparing.labels import split_label
from tutor.check.reading.tree import Node, Product, Symbol, Text
from tutor.vocabulary.verdict import Certificate, Method

_VALUES = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST = 3999
_WRITE = r"(?:write|convert|express|change)"
_TO_ROMAN = re.compile(
    rf"(?:{_WRITE} (?:the number )?(?P<n>\d,\d{{3}}|\d{{1,4}})"
    r" (?:in|into|to|as)(?: an?)? roman numerals?"
    r"|what is (?P<n_>\d{1,4}) in roman numerals)",
    re.IGNORECASE,
)
_FROM_ROMAN = re.compile(
    rf"(?:{_WRITE} (?:the [Rr]oman numeral )?(?P<roman>[A-Z]+) (?:as|in|to|into)(?: an?| the)?"
    r" (?:number|arabic numerals?|decimal number|ordinary number|hindu-arabic numerals?)"
    r"|what (?:number is|is the value of) (?:the [Rr]oman numeral )?(?P<roman_>[A-Z]+)"
    r"(?: in [Rr]oman numerals)?)"
)


def roman(number: int) -> str:
    """MCMXCIV for 1994."""
    text = ""
    for value, letters in _VALUES:
        count, number = divmod(number, value)
        text += letters * count
    return text


_NUMBERS = {roman(number): number for number in range(1, _LARGEST + 1)}


def recognize(problem: str) -> Callable[[Node], Certificate] | None:
    """How to check a Roman numeral, or the number that one stands for."""
    words = plain_words(problem)
    if found := _TO_ROMAN.fullmatch(words):
        number = int((found["n"] or found["n_"]).replace(",", ""))
        return partial(_certify_roman, number) if 0 < number <= _LARGEST else None
    if "oman numeral" not in problem:
        return None
    if found := _FROM_ROMAN.fullmatch(words[:1].lower() + words[1:]):
        value = _NUMBERS.get(found["roman"] or found["roman_"])
        return None if value is None else partial(certify_amount, Amount(Fraction(value), "it"), problem)
    return None


def _certify_roman(number: int, answer: Node) -> Certificate:
    """The usual spelling; IIII for IV is left alone."""
    given = _letters(split_label(answer).value)
    right = roman(number)
    if given is None or not re.fullmatch("[MDCLXVI]+", given):
        return unchecked("the answer is no Roman numeral")
    if given == right:
        return proved(Method.EVALUATED, f"{number} is {right}")
    if given in _NUMBERS:
        return refuted(Method.EVALUATED, f"{given} is {_NUMBERS[given]}, {number} is {right}")
    return unchecked("no usual Roman numeral")


def _letters(node: Node) -> str | None:
    match node:
        case Text(text=name) | Symbol(name=name):
            return name
        case Product(factors=factors):
            parts = [_letters(factor) for factor in factors]
            return None if None in parts else "".join(part for part in parts if part)
    return None
