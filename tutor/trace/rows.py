"""The rows of a display formula, and the chains that rows starting with a relation continue."""

import re
from dataclasses import dataclass

from tutor.trace.spans import ROW_ENVIRONMENTS

_WRAPPED = re.compile(
    r"\s*\\begin\{(?P<name>[A-Za-z]+)(?P<star>\*?)\}(?:\[[a-z]\]|\{\d+\})?(?P<body>.*)\\end\{(?P=name)(?P=star)\}"
    r"[\s.,;]*\Z",
    re.DOTALL,
)
_TOKEN = re.compile(r"\\\\(?:\[[^\]\n]{0,12}\])?|\\begin\{|\\end\{|\\[{}&]|[{}&]")
_NOISE = re.compile(r"\\(?:nonumber|notag|displaystyle)\b|\\(?:tag|label)\*?\{[^{}]*\}|\\hline\b")
_REMARK = re.compile(r"(?:\\q?quad\s*|\\;\s*|\\,\s*)+\\?\(?\\text(?:rm)?\{\s*\(?[^{}]*\}\)?\s*$")
_ARROW = re.compile(
    r"\s*\\(?:implies|Rightarrow|Longrightarrow|iff|Leftrightarrow|therefore|to|rightarrow)\b\s*"
)
_RELATION = re.compile(
    r"\s*(?:[=<>≤≥≈≠]|\\(?:le|ge|leq|geq|neq|ne|approx|equiv|lt|gt|leqslant|geqslant|sim|simeq|cong)(?![A-Za-z]))"
)
_OPERATOR = re.compile(r"\s*(?:[-+*/×÷·−±]|\\(?:cdot|times|div|pm|mp)(?![A-Za-z]))")
_OPEN_END = re.compile(r"(?:[=<>+*/×÷·−-]|\\(?:cdot|times|div|leq?|geq?|approx))\s*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of a display: its source without `&`, and where its rows stand in the display."""

    text: str
    start: int
    end: int


def starts_with_relation(text: str) -> bool:
    """Whether a piece continues the left side before it, like "= 49"."""
    return _RELATION.match(text) is not None


def has_relation(text: str) -> bool:
    """Whether a relation sign stands anywhere in the text."""
    return _RELATION.search(text) is not None


def read_rows(source: str) -> list[Row]:
    """The statements of a display; a row that starts with a relation or an operator continues the one before."""
    start, end = _body(source)
    statements: list[Row] = []
    for row in _split(source, start, end):
        text = _clean(row.text)
        if not text:
            continue
        if statements and _continues(statements[-1].text, text):
            before = statements.pop()
            statements.append(Row(f"{before.text} {text}", before.start, row.end))
        else:
            statements.append(
                Row(_ARROW.sub("", text, count=1) if _ARROW.match(text) else text, row.start, row.end)
            )
    return [row for row in statements if row.text]


def _continues(before: str, text: str) -> bool:
    if starts_with_relation(text) or _OPEN_END.search(before):
        return True
    return _OPERATOR.match(text) is not None and has_relation(before) and not has_relation(text)


def _body(source: str) -> tuple[int, int]:
    """What lies within the row environments that wrap the whole formula."""
    start, end = 0, len(source)
    while (match := _WRAPPED.match(source[start:end])) and match["name"] in ROW_ENVIRONMENTS:
        start, end = start + match.start("body"), start + match.end("body")
    return start, end


def _split(source: str, start: int, end: int) -> list[Row]:
    """Rows between the line breaks that no brace or inner environment holds; `&` at that level is blanked."""
    rows: list[Row] = []
    kept: list[str] = []
    depth, row_start, place = 0, start, start
    for match in _TOKEN.finditer(source, start, end):
        token = match[0]
        depth += (token in ("{", r"\begin{")) - (token in ("}", r"\end{"))
        if token.startswith("\\\\") and depth <= 0:
            rows.append(Row("".join(kept) + source[place : match.start()], row_start, match.start()))
            kept, row_start, place = [], match.end(), match.end()
        elif token == "&" and depth <= 0:
            kept += [source[place : match.start()], " "]
            place = match.end()
    rows.append(Row("".join(kept) + source[place:end], row_start, end))
    return [_trimmed(row, source) for row in rows]


def _trimmed(row: Row, source: str) -> Row:
    piece = source[row.start : row.end]
    lead = len(piece) - len(piece.lstrip())
    return Row(row.text, row.start + lead, max(row.start + lead, row.start + len(piece.rstrip())))


def _clean(text: str) -> str:
    text = _REMARK.sub("", _NOISE.sub("", text))
    return re.sub(r"\s+", " ", text).strip().rstrip(",;").rstrip()
