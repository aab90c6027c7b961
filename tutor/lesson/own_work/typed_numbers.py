"""How numbers are typed in a student's work: x for times, a comma for the point, one below the other.

Each is told from the whole text; lines keep their numbers.
"""

import re
from typing import Final

_X: Final = re.compile(r"(?<![A-Za-z])[xX](?![A-Za-z])")
_TIMES: Final = re.compile(r"(?<=\d)[xX](?=\d)")
_SPACED_TIMES: Final = re.compile(r"(?<=\d)\s*[xX]\s*(?=\d)")
_COMMA: Final = r"\d+,\d+(?![\d,])"
_WORKED_WITH: Final = re.compile(
    rf"(?<![\d,.])(?:{_COMMA}\s*[-+*/·×÷:%€]|[-+*/·×÷:]\s*{_COMMA})"
    rf"|(?:^|[=≈])(?=[^A-Za-z\n=≈]*[\d)])[^A-Za-z\n=≈]*[=≈][ \t]*{_COMMA}[ \t]*$",  # a number is no list
    re.MULTILINE,
)
_DECIMAL: Final = re.compile(r"(?<![\d,.(\[{])(\d+),(?!\d{3}(?!\d))(\d+)(?![\d,])")
_NUMBER: Final = re.compile(r"\s*\d+(?:\.\d+)?\s*")
_BELOW: Final = re.compile(r"\s*[-+−*×·/÷]\s*\d+(?:\.\d+)?\s*")
RULE: Final = re.compile(r"\s*[-_=—]{3,}\s*")
_RESULT: Final = re.compile(r"\s*=\s*\d")


def typed_numbers(text: str, problem: str = "") -> str:
    """The text with times signs and decimal points, and what is worked out below one another in one line."""
    whole = f"{text}\n{problem}"
    if all(_TIMES.match(whole, each.start()) for each in _X.finditer(whole)):
        text = _SPACED_TIMES.sub(" * ", text)
    if _WORKED_WITH.search(text) and not re.search(r"\d\.\d", text):
        text = _DECIMAL.sub(r"\1.\2", text)
    return "\n".join(_in_one_line(text.split("\n")))


def _in_one_line(lines: list[str]) -> list[str]:
    """347, + 288 and = 635 on three lines as 347 + 288 = 635 on the last of them."""
    made = list(lines)
    for start, line in enumerate(lines):
        if not _NUMBER.fullmatch(line):
            continue
        end = start + 1
        while end < len(lines) and (_BELOW.fullmatch(lines[end]) or RULE.fullmatch(lines[end])):
            end += 1
        if end > start + 1 and end < len(lines) and _RESULT.match(lines[end]):
            parts = [each for each in lines[start : end + 1] if not RULE.fullmatch(each)]
            made[start:end] = [""] * (end - start)
            made[end] = " ".join(each.strip() for each in parts)
    return made
