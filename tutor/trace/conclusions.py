"""What a sentence like "Therefore, the total is 15." or "So the product is:" with a display concludes."""

import re
from collections.abc import Iterator, Sequence

from tutor.trace.plain import find_plain
from tutor.trace.results import value_of
from tutor.trace.spans import Span, find_spans
from tutor.trace.tidy import tidy

_LEAD = re.compile(
    r"(?:^|[\n.!?:]\s*)[\s*_\-\d.)]*(?P<lead>(?:Therefore|Thus|Hence|So|In (?:conclusion|total|summary)|"
    r"Finally|Overall|As a result|Consequently|Conclusion|We conclude|This (?:confirms|means|shows|gives)|"
    r"(?:Putting|Combining)\b[^.\n,]*,|The (?:final |total |correct )?"
    r"(?:solutions?|results?|values?|total|difference|sum|product|probability)\b[^.\n]{0,80}? (?:is|are)))\b"
)
_END = re.compile(r"[.!?](?=[\s*_]|$)|(?<!:)\n\s*\n")
_VERB = re.compile(
    r"(?:\b(?:is|are|was|were|equals?|be|to|as|have|has|get|gives?|us|find|obtain|that|so|therefore|thus|"
    r"hence|with|simply|exactly|indeed|approximately|about|conclude)|[:=,])[\s*_(]*$",
    re.IGNORECASE,
)
_AND = re.compile(r"[\s*_]*(?:,|,?\s*(?:and|or)\b)[\s*_]*")
_NUMBER = re.compile(
    r"(?:\b(?:is|are|was|were|equals?|be|to|has|have|had)|[:=])\s+"
    r"(?:(?:a total of|exactly|approximately|about|only|indeed|now|still|left with)\s+)?[*_]*"
    r"(?P<value>\\?\$?[-−]?\d[\d,]*(?:\.\d+)?(?:/\d+)?%?)(?![\w/]|[.,]\d)"
)
_ANY_NUMBER = re.compile(r"(?<![\w.])\\?\$?[-−]?\d[\d,]*(?:\.\d+)?(?:/\d+)?%?(?![\w/]|[.,]\d)")


def last_conclusion(text: str) -> tuple[str, int] | None:
    """The value of the last concluding sentence that has one, and where that sentence ends."""
    spans = find_spans(text)
    masked = text
    for span in spans:
        masked = masked[: span.start] + "\0" * (span.end - span.start) + masked[span.end :]
    for start, end in _sentences(masked):
        if value := _concluded(text, masked, start, end, spans):
            return value, end
    return None


def _sentences(masked: str) -> Iterator[tuple[int, int]]:
    """The concluding sentences, last first."""
    for lead in reversed(list(_LEAD.finditer(masked))):
        end = _END.search(masked, lead.end())
        yield lead.start("lead"), end.start() if end else len(masked)


def _concluded(text: str, masked: str, start: int, end: int, spans: Sequence[Span]) -> str | None:
    sentence = masked[start:end]
    group = _last_group(masked, [span for span in spans if start <= span.start and span.end <= end])
    if group and _VERB.search(masked[start : group[0].start]):
        whole = re.search(
            r"\b(?:equation|inequality|function|formula)\b", masked[start : group[0].start].rsplit(",", 1)[-1]
        )
        return _join(text, group, bool(whole))
    clauses = find_plain(sentence.split("\n", 1)[0])
    if clauses and (value := value_of(clauses[-1].text)):
        return value
    numbers = list(_NUMBER.finditer(sentence))
    if numbers:
        return tidy(numbers[-1]["value"])
    alone = _ANY_NUMBER.findall(sentence)
    return tidy(alone[0]) if len(alone) == 1 and not group else None


def _last_group(masked: str, spans: Sequence[Span]) -> list[Span]:
    """The last span and those before it that "and", "or" or a comma joins to it."""
    group = list(spans[-1:])
    for span in reversed(spans[:-1]):
        if not _AND.fullmatch(masked[span.end : group[0].start]):
            break
        group.insert(0, span)
    return group


def _join(text: str, group: Sequence[Span], whole: bool) -> str:
    sources = [tidy(text[span.inner_start : span.inner_end]) for span in group]
    return ", ".join(source if whole else value_of(source) or source for source in sources)
