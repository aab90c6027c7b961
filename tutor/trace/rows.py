"""The rows of a display formula, and the chains that rows starting with a relation continue."""

import re
from dataclasses import dataclass

from tutor.trace.spans import ROW_ENVIRONMENTS

_WRAPPED = re.compile(
    r"\s*\\begin\{(?P<name>[A-Za-z]+)(?P<star>\*?)\}(?:\[[a-z]\]|\{\d+\})?(?P<body>.*)\\end\{(?P=name)(?P=star)\}"
    r"[\s.,;]*\Z",
    re.DOTALL,
)
_TOKEN = re.compile(r"\\\\(?:\[[^\]\n]{0,12}\])?|\\(?:begin|end)\{[^{}]*\}|\\[{}&]|[{}&]")
_NOISE = re.compile(r"\\(?:nonumber|notag|displaystyle)\b|\\(?:tag|label)\*?\{[^{}]*\}|\\hline\b")
_REMARK = re.compile(
    r"(?:\\q?quad\s*)+\(?\\text(?:rm)?\{[^{}]*\}\)?\s*$"
    r"|\\text(?:rm)?\{\s*(?:\(|by |since |because |from |using |as )[^{}]*\}\s*$"
)
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
    """The statements of a display; a row starting with a relation or an operator continues the last."""
    start, end = _body(source)
    statements: list[Row] = []
    for cells in _split(source, start, end):
        for row in _join_cells(source, cells):
            if statements and _continues(statements[-1].text, row.text):
                before = statements.pop()
                statements.append(Row(f"{before.text} {row.text}", before.start, row.end))
            else:
                statements.append(Row(_without_arrow(row.text), row.start, row.end))
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


def _split(source: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """Rows of cells between the `\\\\` and `&` that no brace or inner environment holds, as offsets."""
    rows: list[list[tuple[int, int]]] = [[]]
    depth, place = 0, start
    for match in _TOKEN.finditer(source, start, end):
        mark = match[0]
        depth += mark.startswith(("{", r"\begin")) - mark.startswith(("}", r"\end"))
        if depth <= 0 and (mark == "&" or mark.startswith("\\\\")):
            rows[-1].append((place, match.start()))
            place = match.end()
            if mark != "&":
                rows.append([])
    rows[-1].append((place, end))
    return rows


def _join_cells(source: str, cells: list[tuple[int, int]]) -> list[Row]:
    """One statement a row; further columns that hold equations of their own are statements too."""
    rows: list[Row] = []
    for number, (start, end) in enumerate(cells):
        cell = Row(source[start:end], start, end)
        with_next = source[start : cells[min(number + 1, len(cells) - 1)][1]]
        if rows and not (_is_complete(rows[-1].text) and _is_new_equation(with_next)):
            before = rows.pop()
            cell = Row(f"{before.text} {cell.text}", before.start, end)
        rows.append(cell)
    return [_trimmed(row, source) for row in rows if _clean(row.text)]


def _is_complete(text: str) -> bool:
    return has_relation(text) and not _OPEN_END.search(text)


def _is_new_equation(text: str) -> bool:
    return text.strip() != "" and not starts_with_relation(text) and has_relation(text)


def _without_arrow(text: str) -> str:
    return _ARROW.sub("", text, count=1) if _ARROW.match(text) else text


def _trimmed(row: Row, source: str) -> Row:
    piece = source[row.start : row.end]
    return Row(
        _clean(row.text), row.start + len(piece) - len(piece.lstrip()), row.start + len(piece.rstrip())
    )


def _clean(text: str) -> str:
    text = _REMARK.sub("", _NOISE.sub("", text))
    return re.sub(r"\s+", " ", text).strip().rstrip(",;").rstrip()
