"""Where delimited mathematics stands in a text: `$…$`, `$$…$$`, `\\(…\\)`, `\\[…\\]`, environments."""

import re
from dataclasses import dataclass

LONGEST_SPAN = 3000  # characters; an opening without an end within them is no opening

# Environments that are mathematics by themselves; where one is all there is, its rows are lines of their own.
ROW_ENVIRONMENTS = frozenset(
    {
        *("align", "aligned", "alignat", "alignedat", "displaymath", "eqnarray", "equation"),
        *("flalign", "gather", "gathered", "multline", "split", "cases"),
    }
)

_OPENING = re.compile(r"\\\\|\\[$()\[\]]|\$\$|\$|\\begin\{(?P<name>[A-Za-z]+\*?)\}")
_CLOSING = {
    r"\(": re.compile(r"\\\\|\\\)|(?P<again>\\[(\[]|\n[ \t]*\n)"),
    r"\[": re.compile(r"\\\\|\\\]|(?P<again>\\\[)"),
    "$$": re.compile(r"\\\\|\\\$|\$\$"),
    "$": re.compile(r"\\\\|\\\$|\$|(?P<again>\n[ \t]*\n)"),
}
_CODE = re.compile(r"(?ms)^[ \t]*(```|~~~)[^`\n]*(?:\n.*?(?:^[ \t]*\1[ \t]*$|\Z)|\Z)|`[^`\n]+`")
_PROSE_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}(?![A-Za-z])")
_TEXT_COMMAND = re.compile(r"\\(?:text|mathrm|mbox|operatorname|textbf|boxed|begin|end)\w*\s*\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Span:
    """Delimited mathematics: offsets with the delimiters, and of what lies between them."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    display: bool


def mask_code(text: str) -> str:
    """The text with fenced and inline code blanked out by `\\0`, offsets unchanged."""
    return _CODE.sub(lambda match: "\0" * len(match[0]), text) if "`" in text or "~~~" in text else text


def find_spans(text: str) -> list[Span]:
    """The delimited mathematics of a text, in order, not overlapping."""
    spans: list[Span] = []
    place = 0
    while match := _OPENING.search(text, place):
        span = _span_from(text, match)
        if span:
            spans.append(span)
        place = span.end if span else match.end()
    return spans


def _span_from(text: str, opening: re.Match[str]) -> Span | None:
    if opening["name"]:
        return _environment(text, opening)
    closing = _CLOSING.get(opening[0])
    if closing is None:
        return None
    end = _find_end(text, opening, closing)
    if end is None or not text[opening.end() : end.start()].strip():
        return None
    if opening[0] == "$" and not _is_dollar_math(text, opening.end(), end):
        return None
    display = opening[0] in (r"\[", "$$")
    return Span(opening.start(), end.end(), opening.end(), end.start(), display)


def _find_end(text: str, opening: re.Match[str], closing: re.Pattern[str]) -> re.Match[str] | None:
    for match in closing.finditer(text, opening.end(), opening.end() + LONGEST_SPAN):
        if match.groupdict().get("again"):
            return None
        if match[0] not in ("\\\\", r"\$"):
            return match
    return None


def _environment(text: str, opening: re.Match[str]) -> Span | None:
    name = opening["name"]
    if name.rstrip("*") not in ROW_ENVIRONMENTS | {"array", "math"} and not name.endswith("matrix"):
        return None
    closer = f"\\end{{{name}}}"
    end = text.find(closer, opening.end(), opening.end() + LONGEST_SPAN)
    if end < 0:
        return None
    return Span(opening.start(), end + len(closer), opening.start(), end + len(closer), display=True)


def _is_dollar_math(text: str, start: int, end: re.Match[str]) -> bool:
    """Pandoc's rule against amounts of money, and no prose between the two signs."""
    if text[start].isspace() and text[end.start() - 1].isspace():
        return "=" in text[start : end.start()] and _has_little_prose(text[start : end.start()])
    if text[start].isspace() or text[end.start() - 1].isspace() or text[end.end() : end.end() + 1].isdigit():
        return False
    return _has_little_prose(text[start : end.start()])


def _has_little_prose(text: str) -> bool:
    return len(_PROSE_WORD.findall(_TEXT_COMMAND.sub("", text))) < 2
