"""Rows and cells of matrices, cases and aligned equations on one line, or on one line a row."""

import re
from collections.abc import Collection, Sequence

from tutor.render.latex.forms import Table
from tutor.render.latex.pieces import Kind, Piece, join

Cell = list[Piece]
Row = list[Cell]

WITH_COLUMN_ARGUMENT = frozenset({"array", "tabular", "alignedat", "alignat"})
BRACKETS = {
    "matrix": "[]",
    "smallmatrix": "[]",
    "array": "[]",
    "tabular": "[]",
    "bmatrix": "[]",
    "pmatrix": "()",
    "Bmatrix": "{}",
    "vmatrix": "||",
    "Vmatrix": "‖‖",
}
CASES = frozenset({"cases", "dcases", "rcases"})
_CONDITION = re.compile(r"(?:if|for|when|where|otherwise|else|and|or)\b")


def lay_out(name: str, columns: str, rows: Sequence[Row], *, enclosed: bool, ruled: Collection[int]) -> Piece:
    """An environment as a piece; `enclosed` says that brackets stand round it already.

    `ruled` are the rows, empty ones counted, with a line over them.
    """
    rules = frozenset(sum(map(any, rows[:index])) for index in ruled)
    rows = [row for row in rows if any(row)]
    form = Table(name, rows, columns, enclosed, rules)
    if name in CASES:
        return Piece("{" + "; ".join(_case(row) for row in rows) + "}", Kind.ORDINARY, form=form)
    if name in BRACKETS:
        brackets = BRACKETS[name]
        matrix = _matrix(rows)
        bare = enclosed and brackets == "[]"
        return Piece(matrix if bare else brackets[0] + matrix + brackets[1], Kind.ORDINARY, form=form)
    lines = [join([piece for cell in row for piece in cell]) for row in rows]
    return Piece("\n".join(line for line in lines if line), Kind.ROWS, form=form)


def _matrix(rows: Sequence[Row]) -> str:
    cells = [[join(cell) for cell in row] for row in rows]
    plain = all(" " not in cell for row in cells for cell in row)
    return "; ".join((" " if plain else ", ").join(row) for row in cells)


def _case(row: Row) -> str:
    value, *conditions = [join(cell) for cell in row]
    for condition in filter(None, conditions):
        apart = " " if value.endswith(",") or _CONDITION.match(condition) else ", "
        value += apart + condition
    return value
