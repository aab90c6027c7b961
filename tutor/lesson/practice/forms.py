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
    r"(?<!^)(?<![Ee(/{\[])[-+−]|[*^×·÷!√]|\\(?:times|cdot|div|sqrt|binom|pm)|(?:sqrt|sin|cos|tan|log|ln|exp|mod|gcd|lcm)"
    r"|/.*/|\)\(|\d\("
)
_UNDONE: Final = re.compile(r"\\frac\{d\}\{d[a-z]|\bd/d[a-z]|\\i+nt\b|∫|\\sum|\\prod|\\lim|\\det|\\int")
_FORMULA: Final = re.compile(r"\$([^$]+)\$")
_REDUCE: Final = re.compile(r"lowest terms|simplest|simplif|\breduce|cancel", re.IGNORECASE)
_FACTOR: Final = re.compile(r"\bfactor(?!s\b|ial)", re.IGNORECASE)
_EXPAND: Final = re.compile(r"\bexpand|multiply out|remove the (brackets|parentheses)", re.IGNORECASE)
_SIMPLIFY: Final = re.compile(r"simplif|\bcollect|\bcombine", re.IGNORECASE)
_FUNCTION: Final = re.compile(r"sin|cos|tan|log|\bln|lg(?![a-z])|arc")
_FUNCTION_LABEL: Final = re.compile(r"\s*[a-zA-Z]('*)\s*\([a-z]\)\s*=")
_QUOTIENT: Final = re.compile(r"-?(?:\d+(?:\.\d+)?/-?\d+(?:\.\d+)?|\\frac\{-?\d+\}\{-?\d+\})")
_ROOT_OF_NUMBER: Final = re.compile(r"(?:√|\\?sqrt)[({]?(\d{1,12})(?![\d.])")
_NUMERAL: Final = re.compile(r"(\d+)_\{?(\d+)\}?")
_PRODUCT_OF_NUMBERS: Final = re.compile(r"(?<![\d^{(._√t])\d+(?:\*|·|×|\\cdot|\\times)\d+(?![\d^])")
_ROOT_OF_WORK: Final = re.compile(r"(?:√|sqrt)[({][^(){}]*\d[-+*/^]")
_SUM_ABOVE: Final = re.compile(r"\^[({]\d+[-+*]\d+[)}]")
_LARGEST_FACTOR: Final = 100_000
_TERM: Final = re.compile(r"(?<=[^-+*/^(])[-+]")
_INNERMOST: Final = re.compile(r"\([^(){}]*\)|\{[^(){}]*\}")
_GROUP: Final = re.compile(r"\(([^()]*)\)")


def missing_form(expected: str, given: str, question: str) -> str:
    """What is missing of the form asked for, in a few words; empty where nothing is."""
    if words := _named(expected, given, question) or _solved_for(given, question):
        return words
    right, typed = _bare(expected), _bare(given)
    if typed == right:
        return ""
    for found in (_worked_out, _reduced, _in_percent, _in_base, _factored, _expanded, _collected):
        if words := found(right, typed, question):
            return words
    return ""


def _named(expected: str, given: str, question: str) -> str:
    """`f(x) = …` names the function itself, where its derivative is asked for."""
    label = _FUNCTION_LABEL.match(given)
    if label is None or "derivative" not in question or _FUNCTION_LABEL.match(expected):
        return ""
    primes = 2 if "second derivative" in question else 1
    return "" if len(label[1]) == primes else "what is asked for has another name"


def _worked_out(right: str, typed: str, question: str) -> str:
    if _UNDONE.search(typed) and not _UNDONE.search(right):
        return "it is not worked out yet"
    if _PLAIN_NUMBER.fullmatch(right) and _OPERATION.search(typed) and not _SCIENTIFIC.fullmatch(typed):
        return "it is not worked out yet"
    if re.fullmatch(r"-?\d+", right) and _QUOTIENT.fullmatch(typed):
        return "it is not worked out yet"
    if _FUNCTION.search(typed) and not _FUNCTION.search(right):
        return "it is not worked out yet"
    if _ROOT_OF_WORK.search(typed) and re.fullmatch(r"[-\d]*\\sqrt\{\d+\}", right):
        return "it is not worked out yet"
    if _ROOT_OF_NUMBER.search(typed) and all(
        _PLAIN_NUMBER.fullmatch(_bare(each)) for each in right.split(",")
    ):
        return "it is not worked out yet"
    if any(_signs(typed) == _signs(_bare(formula)) for formula in _FORMULA.findall(question)):
        return "it stands in the problem like that"
    return ""


def _solved_for(given: str, question: str) -> str:
    """A formula for one letter is no formula for another."""
    asked = re.search(r"\bSolve .* for \$?([a-zA-Z])\$?", question)
    solved = re.match(r"\s*([a-zA-Z])\s*=(.*[a-zA-Z].*)", given)
    if asked is None or solved is None or solved[1] == asked[1] or asked[1] not in solved[2]:
        return ""
    return f"it is not solved for {asked[1]}"


def _in_percent(right: str, typed: str, _: str) -> str:
    if not right.endswith("%") or typed.endswith("%") or re.search(r"percent|per ?cent", typed):
        return ""
    number = right.removesuffix("%").removesuffix("\\")
    return "" if _same_decimal(number, typed) else "it is asked in percent"


def _same_decimal(one: str, other: str) -> bool:
    try:
        return float(one) == float(other)
    except ValueError:
        return False


def _in_base(right: str, typed: str, _: str) -> str:
    base = _NUMERAL.fullmatch(right)
    if base is None or typed == base[1]:
        return ""
    numeral = _NUMERAL.fullmatch(re.sub(r"base", "_", typed))
    return "" if numeral and numeral[2] == base[2] else f"it is asked in base {base[2]}"


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
    if not (_SIMPLIFY.search(question) or _EXPAND.search(question)):
        return ""
    roots = [int(each) for each in _ROOT_OF_NUMBER.findall(typed)]
    single = _terms(typed) == _terms(right) == 1
    repeated = single and len(_letters(typed)) > len(_letters(right)) and not _EXPAND.search(question)
    numbers = single and _PRODUCT_OF_NUMBERS.search(typed)
    unfinished = (
        repeated or numbers or _SUM_ABOVE.search(typed) or any(_has_square_factor(each) for each in roots)
    )
    return "it can be simplified further" if unfinished or _terms(typed) > _terms(right) else ""


def _letters(text: str) -> list[str]:
    return re.findall(r"[a-zA-Z]", re.sub(r"\\?[a-zA-Z]{2,}", "", text))


def _has_square_factor(number: int) -> bool:
    return any(number % (each * each) == 0 for each in range(2, min(math.isqrt(number), _LARGEST_FACTOR) + 1))


def _bare(text: str) -> str:
    """Without spaces, delimiters, a label as `x =` and brackets around everything."""
    text = re.sub(r"\\(?:left|right|,|;|!|quad|displaystyle)(?![a-z])|\\[()\[\]]|[\s$]", "", text)
    text = text.replace("−", "-").replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac")
    text = _LABEL.sub("", text).removesuffix(".")
    while text.startswith("(") and text.endswith(")") and _closes_last(text):
        text = text[1:-1]
    return text


def _signs(text: str) -> str:
    """What is the same however it is typed: `4sqrt(810)` and `4\\sqrt{810}`, `9t^3*9t^8` with dots."""
    text = re.sub(r"\\(?:cdot|times)|[*·×]", "", text).replace("√", "sqrt").replace("\\circ", "°")
    return re.sub(r"[\\{}()]", "", text)


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
