"""Environments: matrices, determinants, cases, systems of equations."""

from typing import Final

from tutor.check.reading import notation as n
from tutor.check.reading.cursor import Cursor, prefix
from tutor.check.reading.statements import alternatives, relation
from tutor.check.reading.tree import (
    AbsoluteValue,
    Branch,
    Call,
    Cases,
    FunctionName,
    Joint,
    ListOf,
    Matrix,
    Node,
    Relation,
    Text,
)

_MATRICES: Final = frozenset(["matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array"])
_IF: Final = frozenset({"if", "for", "when", "where", "if and only if"})
_OTHERWISE: Final = frozenset({"otherwise", "else", "elsewhere", "if otherwise"})


@prefix(n.BEGIN)
def environment(cursor: Cursor) -> Node:
    """An environment up to its \\end."""
    name = cursor.advance().text
    if name in {"cases", "dcases", "rcases"}:
        node = _cases(cursor.inside(_case_rows), cursor)
    elif name in _MATRICES or name in {"vmatrix", "Vmatrix"}:
        node = _matrix(name, cursor.inside(_rows), cursor)
    else:
        raise cursor.unread(f"an unknown environment {name}")
    if cursor.token.text != name:
        raise cursor.unread(f"the end of {name} expected")
    cursor.expect(n.FINISH)
    return node


def _rows(cursor: Cursor) -> list[list[Node]]:
    rows = [_row(cursor)]
    while cursor.accept(n.ROW):
        if cursor.token.kind == n.FINISH:
            break
        rows.append(_row(cursor))
    return rows


def _row(cursor: Cursor) -> list[Node]:
    cells = [relation(cursor)]
    while cursor.accept("&"):
        if cursor.token.kind in {"&", n.ROW, n.FINISH}:  # an empty cell only aligns
            continue
        cells.append(relation(cursor))
    return cells


def _matrix(name: str, rows: list[list[Node]], cursor: Cursor) -> Node:
    if name == "array" and all(isinstance(row[0], Relation) for row in rows):
        return _cases([(row[0], None) for row in rows], cursor)
    if len({len(row) for row in rows}) != 1:
        raise cursor.unread("rows of one length expected")
    matrix = Matrix(tuple(tuple(row) for row in rows))
    if name == "vmatrix":
        return Call(FunctionName.DET, (matrix,))
    return AbsoluteValue(matrix) if name == "Vmatrix" else matrix


Row = tuple[Node, Node | None]


def _case_rows(cursor: Cursor) -> list[Row]:
    rows = [_case_row(cursor)]
    while cursor.accept(n.ROW):
        if cursor.token.kind == n.FINISH:
            break
        rows.append(_case_row(cursor))
    return rows


def _case_row(cursor: Cursor) -> Row:
    value = relation(cursor)
    separated = False
    while cursor.token.kind in {",", "&", n.SPACE}:
        cursor.advance()
        separated = True
    condition: Node | None = None
    token = cursor.token
    words = token.text.strip(" ,:").lower()
    if token.kind == n.TEXT and words in _OTHERWISE:
        cursor.advance()
        condition = Text("otherwise")
    elif token.kind == n.TEXT and words in _IF:
        cursor.advance()
        condition = alternatives(cursor)
    elif separated and token.kind not in {n.ROW, n.FINISH}:
        condition = alternatives(cursor)
    while cursor.token.kind in {",", ";", "."}:
        cursor.advance()
    return value, condition


def _cases(rows: list[Row], cursor: Cursor) -> Node:
    """Rows without conditions are a system of equations."""
    if all(condition is None for _, condition in rows):
        if not all(isinstance(value, Relation) for value, _ in rows):
            raise cursor.unread("conditions expected")
        return ListOf(tuple(value for value, _ in rows), Joint.AND) if len(rows) > 1 else rows[0][0]
    return Cases(tuple(_branch(value, condition) for value, condition in rows))


def _branch(value: Node, condition: Node | None) -> Branch:
    return Branch(value, None if condition == Text("otherwise") else condition)
