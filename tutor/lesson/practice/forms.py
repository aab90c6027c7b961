"""Whether a right value is also in the form a problem asks for: worked out, reduced, factored, expanded.

The checker compares values: to it `6/8` is `3/4`, and `3 * 4 + 2`, typed off the problem, is
14. Someone who practises is to do that work. Only what can be told from the signs alone is
told; in doubt the form is right. What is not in the form is never counted as wrong.
"""

import math
import re
from typing import Final

_LABEL: Final = re.compile(r"^[A-Za-z](?:_\{?\w+\}?|'|\([a-z]\))*(?:=|\\approx|≈)")
_PLAIN_NUMBER: Final = re.compile(r"-?(?:\d+(?:[.,]\d+)*|\\frac\{-?\d+\}\{-?\d+\}|-?\d+/\d+)(?:\\?%)?")
_SCIENTIFIC: Final = re.compile(r"-?\d+(?:\.\d+)?(?:\*|×|·|\\times|\\cdot)10(?:\^|\*\*)\{?-?\d+\}?")
_FRACTION: Final = re.compile(r"-?(?:\\frac\{(-?\d+)\}\{(-?\d+)\}|(\d+)/(\d+))")
_OPERATION: Final = re.compile(
    r"(?<!^)(?<![Ee(/{])[-+−]|[*^×·÷!√]|\\(?:times|cdot|div|sqrt|binom|pm)|(?:sqrt|sin|cos|tan|log|ln|exp|mod|gcd|lcm)"
    r"|/.*/|\)\(|\d\("
)
_UNDONE: Final = re.compile(r"\\frac\{d\}\{d[a-z]|\bd/d[a-z]|\\i+nt\b|∫|\\sum|\\prod|\\lim|\\det|\\int")
_FORMULA: Final = re.compile(r"\$([^$]+)\$")
_REDUCE: Final = re.compile(r"lowest terms|simplest|simplif|\breduce|cancel", re.IGNORECASE)
_FACTOR: Final = re.compile(r"\bfactor(?!s\b|ial)", re.IGNORECASE)
_EXPAND: Final = re.compile(r"\bexpand|multiply out|remove the (brackets|parentheses)", re.IGNORECASE)
_SIMPLIFY: Final = re.compile(r"simplif|\bcollect|\bcombine", re.IGNORECASE)
_TERM: Final = re.compile(r"(?<=[^-+*/^(])[-+]")
_INNERMOST: Final = re.compile(r"\([^(){}]*\)|\{[^(){}]*\}")
_GROUP: Final = re.compile(r"\(([^()]*)\)")


def missing_form(expected: str, given: str, question: str) -> str:
    """What is missing of the form asked for, in a few words; empty where nothing is."""
    right, typed = _bare(expected), _bare(given)
    if typed == right:
        return ""
    for found in (_worked_out, _reduced, _factored, _expanded, _collected):
        if words := found(right, typed, question):
            return words
    return ""


def _worked_out(right: str, typed: str, question: str) -> str:
    if _UNDONE.search(typed) and not _UNDONE.search(right):
        return "it is not worked out yet"
    if _PLAIN_NUMBER.fullmatch(right) and _OPERATION.search(typed) and not _SCIENTIFIC.fullmatch(typed):
        return "it is not worked out yet"
    if any(typed == _bare(formula) for formula in _FORMULA.findall(question)):
        return "it stands in the problem like that"
    return ""


def _reduced(_: str, typed: str, question: str) -> str:
    found = _FRACTION.fullmatch(typed) if _REDUCE.search(question) else None
    if found is None:
        return ""
    top, bottom = (int(part) for part in found.groups() if part is not None)
    return "it is not in lowest terms" if math.gcd(top, bottom) > 1 else ""


def _factored(right: str, typed: str, question: str) -> str:
    wanted = _FACTOR.search(question) and _terms(right) == 1
    return "it is not factored" if wanted and _terms(typed) > 1 else ""


def _expanded(right: str, typed: str, question: str) -> str:
    wanted = _EXPAND.search(question) and not _has_sum_in_brackets(right)
    return "the brackets are not multiplied out" if wanted and _has_sum_in_brackets(typed) else ""


def _collected(right: str, typed: str, question: str) -> str:
    wanted = _SIMPLIFY.search(question) or _EXPAND.search(question)
    return "it can be simplified further" if wanted and _terms(typed) > _terms(right) else ""


def _bare(text: str) -> str:
    """Without spaces, delimiters, a label as `x =` and brackets around everything."""
    text = re.sub(r"\\(?:left|right|,|;|!|quad|displaystyle)(?![a-z])|\\[()\[\]]|[\s$]", "", text)
    text = text.replace("−", "-").replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac")
    text = _LABEL.sub("", text).removesuffix(".")
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1]
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for index, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return index == len(text) - 1
    return False


def _terms(text: str) -> int:
    """How many terms are added outside of all brackets."""
    return 1 + len(_TERM.findall(_without_brackets(text)))


def _has_sum_in_brackets(text: str) -> bool:
    return any(_TERM.search(inside) for inside in _GROUP.findall(text))


def _without_brackets(text: str) -> str:
    """The text with each group of brackets or braces replaced by a letter."""
    while (shorter := _INNERMOST.sub("b", text)) != text:
        text = shorter
    return text
