"""Whether a number is written as the kind of number that is asked for: a fraction, a decimal, a mixed number.

Told from the signs alone. Several kinds may be asked for at once ("a fraction or a whole number"); a
whole number is right for each of them, since no other way to write it is meant.
"""

import re
from typing import Final

_KINDS: Final = ("fraction", "decimal", "mixed number")
_AS: Final = re.compile(
    r"\b(?:as|to|into)\s+an?\s+(?:[a-z]+\s+)?(fraction|decimal|mixed number)\b", re.IGNORECASE
)
_DECIMAL: Final = re.compile(r"-?(?:\d+[.,]\d+|[.,]\d+)")
_FRACTION: Final = re.compile(r"-?(?:\\[dt]?frac\{-?(\d+)\}\{-?(\d+)\}|(\d+)/(\d+))")
_MIXED: Final = re.compile(r"-?\d+(?:\s+\d+/\d+|\s*\\[dt]?frac\{\d+\}\{\d+\})")
_LABEL: Final = re.compile(r"^[A-Za-z]\s*=\s*")


def other_number_form(given: str, form: str, problem: str) -> str:
    """What is missing of the kind of number asked for, in a few words; empty where nothing is."""
    wanted = [kind for kind in _KINDS if kind in form.lower()] or [
        found.lower() for found in _AS.findall(problem)
    ]
    if not wanted or "percent" in form.lower():
        return ""
    kinds = _kinds(_LABEL.sub("", given.replace("$", "").replace("−", "-").strip()).removesuffix("."))
    return "" if not kinds or kinds & set(wanted) else f"it is asked as a {wanted[0]}"


def _kinds(given: str) -> set[str]:
    """The kinds of number that it is written as; none for what is no such number."""
    if _DECIMAL.fullmatch(given):
        return {"decimal"}
    if _MIXED.fullmatch(given):
        return {"fraction", "mixed number"}
    found = _FRACTION.fullmatch(given)
    if found is None:
        return set()
    top, bottom = (int(part) for part in found.groups() if part is not None)
    return {"fraction"} if top > bottom else {"fraction", "mixed number"}
