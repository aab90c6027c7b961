"""Answers announced in words: "the answer is …", "**Final answer:** …", "#### 42", `<answer>42</answer>`."""

import re
from collections.abc import Iterator

from tutor.trace.plain import is_math
from tutor.trace.spans import Span, find_spans
from tutor.trace.tidy import is_empty, tidy
from tutor.trace.words import BAD_UNITS, WORD_ANSWERS

LONGEST_VALUE = 600  # characters

_ANNOUNCED = re.compile(
    r"(?P<final>\bfinal\s+)?\banswers?\b(?:\s+(?:to|for|of)\s+[^.:\n]{1,80}?)?[\s*_]*"
    r"(?:\b(?:is|are|would be|should be|must be|will be|has to be|equals|comes out (?:to|as))\b|=|:)[\s*_]*"
    r"(?:(?:simply|just|then|therefore|indeed|also|thus|still|now|equal to|choice|option)\b[\s,]*|[:=]\s*)*",
    re.IGNORECASE,
)
_FINAL_HEADING = re.compile(r"(?m)^[#\s]*(?:\*\*|__)?Final Answer(?:\*\*|__)?\s*\n\s*", re.IGNORECASE)
_HASHES = re.compile(r"(?m)^\s*####\s+(?=[-\d$\\(.])(?!\d+[.)]\s)")
_TAG = re.compile(r"<(?:final[_ ])?answer>\s*", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[^.\n!?]|\.(?=[\d.]|[a-z]\.))*")
_NUMBER_AND_UNIT = re.compile(r"\\?\$?\s*([-−]?\$?[\d,]*\.?\d+(?:\s*/\s*\d+)?%?)((?:\s+[^\W\d]+[,;:]?)+)")
_CHOICE = re.compile(r"\(?([A-H])\)(?!\w)|([A-H])(?=[.:,]?\s*$|[.:]\s)")
_CONNECTION = re.compile(r"\s*(?:,|,?\s*(?:and|or))\s*")
_NOTHING_BEFORE = re.compile(r"[\s*]*")
_DENIAL = re.compile(r"(?:not|n't)\b")


def last_phrase(text: str) -> str | None:
    """The value of the last announcement that has one."""
    found = [
        (match.end(), value)
        for match, strong in _announcements(text)
        if (value := _value(text, match, strong))
    ]
    return max(found)[1] if found else None


def _announcements(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Matches that end where a value begins, and whether any short text after them is one."""
    for pattern in (_FINAL_HEADING, _HASHES, _TAG):
        for match in pattern.finditer(text):
            yield match, True
    for match in _ANNOUNCED.finditer(text):
        if not _DENIAL.match(text, match.end()):
            yield match, match["final"] is not None


def _value(text: str, match: re.Match[str], strong: bool) -> str | None:
    rest = text[match.end() : match.end() + LONGEST_VALUE].lstrip()
    rest = rest.split("</", 1)[0]
    value = _delimited(rest) or _bold(rest) or _plain(rest, strong)
    return value if value and not is_empty(value) else None


def _delimited(rest: str) -> str | None:
    """Mathematics at the very beginning, with what "and", "or" or a comma add to it."""
    values: list[str] = []
    place = 0
    for span in find_spans(rest):
        between = rest[place : span.start]
        if not (_CONNECTION if values else _NOTHING_BEFORE).fullmatch(between):
            break
        values.append(tidy(_inner(rest, span)))
        place = span.end
    return ", ".join(dict.fromkeys(values)) or None


def _inner(text: str, span: Span) -> str:
    return text[span.inner_start : span.inner_end]


def _bold(rest: str) -> str | None:
    match = re.match(r"(\*\*|__)(.{1,200}?)\1", rest)
    return tidy(match[2]) if match else None


def _plain(rest: str, strong: bool) -> str | None:
    sentence = _SENTENCE.match(rest)
    clause = sentence[0].strip(" \t*_") if sentence else ""
    if not clause or "\\boxed" in clause:
        return None
    if match := _CHOICE.match(clause):
        return match[1] or match[2]
    if all(is_math(side) for side in re.split(r"[=<>≤≥≈]|\bor\b|\band\b|,\s", clause)):
        return tidy(clause)
    if match := _NUMBER_AND_UNIT.fullmatch(clause.rstrip(".,")):
        return tidy(match[1] if match[2].split()[0].lower() not in BAD_UNITS else clause)
    if clause.lower() == "no" or clause.lower().startswith(WORD_ANSWERS):
        return tidy(clause)
    return tidy(clause) if strong and len(clause) <= 60 and len(clause.split()) <= 6 else None
