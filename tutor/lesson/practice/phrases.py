"""The words and labels that people put around an answer: `the answer is`, `gcd =`, `f'(1) =`."""

import re
from typing import Final

_LEAD: Final = re.compile(
    r"^(?:(?:so|and|then)?\s*(?:the\s+)?(?:answer|result|it|value|remainder)(?:\s+is|'s|’s|\s*:|\s*=)?|∴|=)\s+|^=\s*",
    re.IGNORECASE,
)
_MINUS: Final = re.compile(r"\b(?:minus|negative)\s+(?=[\w.(√\\])", re.IGNORECASE)
_EITHER: Final = re.compile(r"\bplus or minus\s+", re.IGNORECASE)
_IS: Final = re.compile(r"^([A-Za-z])\s*(?::|->|→|\bequals\b|\bis equal to\b|\bis\b)\s*")
_OUT_OF: Final = re.compile(r"(\d+)\s+(?:out of|in)\s+(\d+)")
_BASE: Final = re.compile(r"\(?(\d+)\)?(?:_|\s*\(?(?:in\s+)?base\s*)\{?(\d+)\}?\)?")
_DIGITS: Final = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_NAMES: Final = re.compile(
    r"(?:gcd|gcf|hcf|lcm|mean|average|det|slope|distance|remainder|sum|P)(?:\s*[A-Z]|\s*\([\w\s,]*\))?|\|[A-Z]\||r",
    re.IGNORECASE,
)
_NAME_IS: Final = re.compile(
    r"^(?:the\s+)?(gcd|gcf|hcf|lcm|mean|average|median|mode|slope|distance|remainder|sum)\s+(?:is|equals)\s+",
    re.IGNORECASE,
)
_ASKED: Final = tuple(
    re.compile(names, re.IGNORECASE)
    for names in (
        r"\b(?:gcd|gcf|hcf)\b|(?:greatest|highest) common",
        r"\blcm\b|(?:least|lowest) common",
        r"\b(?:mean|average)\b",
        r"\bmedian\b",
        r"\bmode\b",
        r"\b(?:slope|gradient)\b",
        r"\bdistance\b",
    )
)
_DERIVATIVE: Final = re.compile(r"[a-z]('+)|d[a-z]/d[a-z]")
_SAME: Final = re.compile(r"[\s$\\{}]|left|right")


def without_phrases(given: str, expected: str, problem: str) -> str:
    """Only the answer; what is not known stays and is read as it stands."""
    given = _NAME_IS.sub(r"\1 = ", _EITHER.sub("±", _LEAD.sub("", given.strip())))
    given = re.sub(r"(?<![A-Za-z])pct\b", "%", _MINUS.sub("-", given))
    if re.search(r"\\[lg]e|[<>]", expected):
        given = given.replace("=<", "<=").replace("=>", ">=")
    if "+ C" in expected:
        given = re.sub(r"\bconst(?:ant)?\b\.?", "C", given)
    if "=" in expected:
        return _IS.sub(r"\1 = ", given)
    if "\\frac" in expected and (found := _OUT_OF.fullmatch(given)):
        return f"{found[1]}/{found[2]}"
    if re.fullmatch(r"\d+_\{?\d+\}?", expected) and (found := _BASE.fullmatch(_subscripts(given))):
        return f"{found[1]}_{{{found[2]}}}"
    return _without_label(given, problem)


def another_name(given: str, question: str) -> bool:
    """`lcm = 6` where the greatest common divisor is asked for: of two known names not the right one."""
    label, equals, _ = _NAME_IS.sub(r"\1 = ", given.strip()).partition("=")
    said = [name for name in _ASKED if equals and name.search(label)]
    asked = [name for name in _ASKED if name.search(question)]
    return bool(said and asked) and not set(said) & set(asked)


def _subscripts(given: str) -> str:
    return re.sub("([₀-₉]+)", lambda found: "_" + found[1].translate(_DIGITS), given)


def _without_label(given: str, problem: str) -> str:
    """`f(3) = 7` where the problem asks for f(3), `gcd = 6`; a label that says something else stays."""
    label, equals, value = given.partition("=")
    if not equals or "=" in value or not value.strip():
        return given
    label = label.strip()
    asked = "(" in label and _SAME.sub("", label) in _SAME.sub("", problem)
    if "derivative" in problem:
        primes = 2 if "second derivative" in problem else 1
        found = _DERIVATIVE.fullmatch(label)
        return value.strip() if found and len(found[1] or "'") == primes else given
    return value.strip() if asked or _NAMES.fullmatch(label) else given
