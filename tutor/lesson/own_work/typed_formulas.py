"""One formula as students type it, in the notation that the reader of mathematics knows.

Every change either makes readable what was not, or settles what a student can mean by it only one way:
3/4 : 2/5 divides two fractions.
"""

import re
from typing import Final

from tutor.check.reading.outcome import Parsed
from tutor.check.understanding import understood
from tutor.lesson.places import RELATION
from tutor.trace.words import FUNCTIONS, NOT_PRODUCTS

_LONGEST: Final = 400
_WORDS: Final = FUNCTIONS | {"or", "and", "dx", "dy", "dt", "du", "dv", "dh", "inf", "infty", "theta", "lim"}
_COMMAND: Final = re.compile(r"\\(?:begin|end)\{[a-z]?matrix\}|\\[A-Za-z]+")
_WORD: Final = re.compile(r"[A-Za-z]{2,}")
_OF: Final = re.compile(r"(?<=[\d%)}])\s+of\s+(?=[\d(])")
# 45 = 1 mod 11 is said of remainders, 17 mod 5 = 2 of a number
_CONGRUENT: Final = re.compile(
    r"(?P<members>(?:(?!mod)[^<>≤≥≈≠])*[=≡](?:(?!mod)[^<>≤≥≈≠])*?)\s*\(?\s*\bmod\s*(?P<modulus>\d+)\s*\)?"
)
_FUNCTION: Final = re.compile(
    r"(?<![A-Za-z\\])(?<!\\text\{)(?<!\\mathrm\{)(?<!\\operatorname\{)"
    r"(sin|cos|tan|cot|sec|csc|arcsin|arccos|arctan|sinh|cosh|tanh|log|ln|lg|exp|theta|alpha|beta|gamma"
    r"|lambda|phi|pi)(?![A-Za-z])"
)
_FIRST_SIGN: Final = re.compile(r"(?<![<>!:])=(?![=<>])")
_DIVIDED: Final = re.compile(r"(?<=[\w)\]}²³])\s+:\s+(?=[-\w(\[{√\\])")
_SET: Final = re.compile(r"\\\{|(?:^|[=∈\s(,])\{")
_FRACTION: Final = re.compile(r"(?<![\w/.)}^])(\d+|[A-Za-z])/(\d+|[A-Za-z])(?![\w/.(^!])")
_LIMIT: Final = re.compile(
    r"\\?\blim\s*(?:_\s*)?[({]?\s*(?P<letter>[A-Za-z])\s*(?:->|→|\\to\b)\s*"
    r"(?P<value>[-+]?(?:\d+(?:\.\d+)?|\\?inf(?:ty|inity)?\b|∞|[a-z]\b))\s*[)}]?"
)
_INDEXED: Final = re.compile(r"(?<![\w\\^])([A-Za-z])(\d{1,2})(?![\w.(])")

_CHANGES: Final = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"(?<=\d)\s+[xX]\s+(?=[\d.])", " * "),
        (r"(?<![A-Za-z\\])log(\d{1,2})(?=\s*\(|\s+[\dA-Za-z])", r"\\log_{\1} "),
        (r"(?<![\w.])(\d+)\s?C\s?(\d+)(?![\w.])", r"\\binom{\1}{\2}"),
        (r"(?<![\w.\\])C\((\d+)\s*[,;]\s*(\d+)\)", r"\\binom{\1}{\2}"),
        (r"∫|(?<![\w\\])int(?=[\s_(])", r"\\int "),
        (r"(?<=[A-Za-z])\s+in\s+(?=[(\[{])", r" \\in "),
        (r"(?<![\w.)^/])(\d+)\s+(\d+)/(\d+)(?![\w.^/])", r"\1 \\frac{\2}{\3}"),
        (r"\s*[€£](?=\s*\d)|(?<=\d)\s*[€£]", " "),
        (r"=<", "<="),
        (r"(?<=[\d)])\s+v\s+(?=[A-Za-z]\s*=)", r" \\lor "),
        (r"\binf(?:inity)?\b", r"\\infty "),
        (r"(?<![A-Za-z\\])sqrt(?=\s*[\d(])", "√"),
    )
)


def typed_formula(text: str) -> str | None:
    """A piece of a line in the reader's notation; None where it is not mathematics through and through."""
    if not text or len(text) > _LONGEST:
        return None
    changed = _in_notation(text)
    return changed if _is_mathematics(changed) and isinstance(understood(changed), Parsed) else None


def without_name(text: str) -> tuple[str, str] | None:
    """`mean = 32/4 = 6` as the words that name it and the equality that is left; None without both."""
    sign = _FIRST_SIGN.search(text)
    if sign is None or not RELATION.search(text, sign.end()) or RELATION.search(text[: sign.start()]):
        return None
    return text[: sign.end()], text[sign.end() :].strip()


def _in_notation(text: str) -> str:
    if (found := _CONGRUENT.fullmatch(text)) is not None:
        text = f"{_congruent(found['members'])} (mod {found['modulus']})"
    text = _LIMIT.sub(lambda found: rf"\lim_{{{found['letter']} \to {found['value']}}} ", text)
    for pattern, new in _CHANGES:
        text = pattern.sub(new, text)
    text = _FUNCTION.sub(r"\\\1", text)
    text = text if _SET.search(text) else _DIVIDED.sub(" ÷ ", text)
    if "÷" in text:
        text = _FRACTION.sub(r"\\frac{\1}{\2}", text)
    return " ".join(_INDEXED.sub(lambda found: _with_index(found, text), text).split())


def _congruent(members: str) -> str:
    """With ≡ for the last of several equal signs."""
    return members if "≡" in members else "≡".join(members.rsplit("=", maxsplit=1))


def _with_index(found: re.Match[str], text: str) -> str:
    """x1 as x_1; where the letter also stands alone in the formula, x2 may be meant as a power."""
    letter, index = found.groups()
    alone = re.search(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z0-9_])", text)
    return found[0] if alone else f"{letter}_{{{index}}}"


def _is_mathematics(text: str) -> bool:
    """Whether every word in it is one of mathematics."""
    plain = _COMMAND.sub(" ", _OF.sub(" ", text))
    words = [word for word in _WORD.findall(plain) if word.lower() not in _WORDS]
    return all((len(word) == 2 and word not in NOT_PRODUCTS) or word in ("abc", "xyz") for word in words)
