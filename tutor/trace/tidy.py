"""An answer freed of what wraps it: delimiters, bold, a closing period. The mathematics stays as it is."""

import re

_WRAPPINGS = (
    re.compile(r"\$\$(.+)\$\$", re.DOTALL),
    re.compile(r"\$([^$]+)\$", re.DOTALL),
    re.compile(r"\\\((.+)\\\)", re.DOTALL),
    re.compile(r"\\\[(.+)\\\]", re.DOTALL),
    re.compile(r"\*\*(.+)\*\*", re.DOTALL),
    re.compile(r"__(.+)__", re.DOTALL),
    re.compile(r"`([^`]+)`"),
    re.compile(r"\\(?:boxed|fbox|displaystyle|text|textbf|mbox)\s*\{([^{}]*)\}"),
    re.compile(r"\\(?:boxed|fbox)\s*\{(.*)\}", re.DOTALL),
)
_EDGE_SPACE = re.compile(r"^(?:\\[,;:! ]|\\q?quad\b|\\displaystyle\b|~|\s)+|(?:\\[,;:! ]|\\q?quad\b|~|\s)+$")
_LEAD_TEXT = re.compile(r"\\text\{[^{}]*\b(?:is|are|:)\s*\}\s*:?\s*(?=\S)")
_MONEY = re.compile(r"\\?\$\s*(?=[-\d.])")
_ABBREVIATION = re.compile(r"(?:\b[A-Za-z]\.[A-Za-z]\.|\.\.\.)$")
_NOTHING = re.compile(
    r"\\[hv]?phantom\{[^{}]*\}|\\(?:text|quad|qquad|ldots|cdots|dots|square|underline)\b|\\.|[\s{}$.,_?…]"
)


def tidy(text: str) -> str:
    """The answer without wrappings around the whole of it."""
    before = ""
    while text != before:
        before = text
        text = _unwrap(_without_end_marks(_EDGE_SPACE.sub("", text)))
    return re.sub(r"\s*\n\s*", " ", text)


def is_empty(value: str) -> bool:
    """Whether a box holds nothing but blanks, a phantom or dots."""
    return not _NOTHING.sub("", value)


def _unwrap(text: str) -> str:
    for wrapping in _WRAPPINGS:
        match = wrapping.fullmatch(text)
        if match and _is_balanced(match[1]):
            return match[1]
    text = _LEAD_TEXT.sub("", text, count=1) if _LEAD_TEXT.match(text) else text
    return _MONEY.sub("", text) if text.count("$") - text.count(r"\$") != 2 else text


def _without_end_marks(text: str) -> str:
    while text.endswith((".", ",", ";")) and not _ABBREVIATION.search(text) and not text.endswith("\\,"):
        text = text[:-1].rstrip()
    return text


def _is_balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"\\.|[{}]", text):
        depth += (brace == "{") - (brace == "}")
        if depth < 0:
            return False
    return depth == 0
