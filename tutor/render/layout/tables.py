"""Matrices, cases and aligned equations: cells in columns."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from tutor.render.latex.environments import BRACKETS, CASES
from tutor.render.latex.forms import Pieces, Table
from tutor.render.latex.pieces import Kind, join, spread
from tutor.render.layout.block import (
    EMPTY,
    MAX_HEIGHT,
    Block,
    TooLarge,
    beside,
    blank,
    heightened,
    stacked,
    widened,
)
from tutor.render.layout.fences import fenced
from tutor.render.layout.helps import stacking_helps

if TYPE_CHECKING:
    from tutor.render.layout.printer import Printer

Cells = list[list[Block]]
_LEFT, _MIDDLE, _RIGHT = 0.0, 0.5, 1.0
_ALIGNS = {"l": _LEFT, "c": _MIDDLE, "r": _RIGHT}
_NUMBER = re.compile(r"[−+]?\d[\d.,/]*")
_COLUMN = re.compile(r"[lcr|]")
_BRACED = re.compile(r"[@!>*pm]?\{[^{}]*\}")
_BARE = frozenset({"array", "tabular", "matrix", "smallmatrix"})
_CENTRED = frozenset({"gather", "gathered", "multline"})
_MAX_CELLS = 400


def table(printer: "Printer", form: Table) -> Block:
    """The block of an environment, level with the text beside it at its middle row."""
    if len(form.rows) > MAX_HEIGHT or sum(map(len, form.rows)) > _MAX_CELLS:
        raise TooLarge
    if form.name in CASES:
        return _cases(printer, form)
    if form.name in BRACKETS:
        return _matrix(printer, form)
    return _aligned(printer, form)


def _cases(printer: "Printer", form: Table) -> Block:
    cells = [[_cell(printer, cell) for cell in row] for row in form.rows]
    count = max(map(len, cells), default=0)
    inside = _grid(cells, [_LEFT] * count, ["  "] * count, airy=True)
    if form.name == "rcases":
        return fenced(beside([inside, blank(1)]), "", "}", printer.signs)
    return fenced(beside([blank(1), inside]), "{", "", printer.signs)


def _matrix(printer: "Printer", form: Table) -> Block:
    cells = [[_cell(printer, cell) for cell in row] for row in form.rows]
    count = max(map(len, cells), default=0)
    aligns, rules = _columns(form, count)
    gaps = ["  "] * count
    for index in range(count):
        column = [row[index] for row in form.rows if len(row) > index]
        if all(len(cell) == 1 and cell[0].kind is Kind.RELATION for cell in column if cell):
            gaps[index : index + 2] = [" "] * len(gaps[index : index + 2])
    for index in rules & set(range(1, count)):
        gaps[index] = f" {printer.signs.frame.vertical} "
    airy = form.enclosed or form.name not in _BARE
    grid = _grid(cells, aligns, gaps, airy=airy, rules=dict.fromkeys(form.rules, printer.signs.bar))
    if form.name in _BARE:
        return grid
    brackets = BRACKETS[form.name]
    return fenced(grid, brackets[0], brackets[1], printer.signs)


def _columns(form: Table, count: int) -> tuple[list[float], set[int]]:
    """How each column is aligned, and before which ones a rule stands. Numbers stand at the right."""
    aligns: list[float] = []
    rules: set[int] = set()
    for sign in _COLUMN.findall(_BRACED.sub("", form.columns)):
        if sign == "|":
            rules.add(len(aligns))
        else:
            aligns.append(_ALIGNS[sign])
    aligns = (aligns + [_MIDDLE] * count)[:count]
    for index in range(count):
        column = [join(row[index]) for row in form.rows if len(row) > index]
        if aligns[index] == _MIDDLE and all(_NUMBER.fullmatch(cell) for cell in column if cell):
            aligns[index] = _RIGHT
    return aligns, rules


def _aligned(printer: "Printer", form: Table) -> Block:
    cells = [_one_equation(printer, row) for row in form.rows]
    count = max(map(len, cells), default=0)
    aligns, gaps = [_RIGHT, _LEFT] * count, ["", "   "] * count
    gaps = ["", *gaps]
    if form.name == "eqnarray":
        aligns, gaps = [_RIGHT, _MIDDLE, *[_LEFT] * count], [""] * (count + 2)
    elif count == 1:
        aligns = [_MIDDLE if form.name in _CENTRED else _LEFT]
    return _grid(cells, aligns, gaps, airy=False)


def _one_equation(printer: "Printer", row: Sequence[Pieces]) -> list[Block]:
    """The cells of one row, spaced as if they were not cut apart."""
    spaced = spread([piece for cell in row for piece in cell])
    blocks = []
    begin = 0
    for cell in row:
        part = spaced[begin : begin + len(cell)]
        gap = part[0][0] if part and begin else ""
        blocks.append(beside([blank(len(gap)), printer.line(part)]))
        begin += len(cell)
    return blocks


def _cell(printer: "Printer", cell: Pieces) -> Block:
    return printer.row(cell) if stacking_helps(cell) else printer.text(join(cell))


def _grid(
    cells: Cells,
    aligns: Sequence[float],
    gaps: Sequence[str],
    *,
    airy: bool,
    rules: Mapping[int, str] = MappingProxyType({}),
) -> Block:
    """Cells in columns, `gaps[i]` before column i; a row of white space keeps tall rows apart.

    `rules[i]` is what a line over row i is made of.
    """
    if not cells:
        return EMPTY
    count = max(map(len, cells))
    rows = [_level([*row, *[EMPTY] * (count - len(row))]) for row in cells]
    tall = [row[0].height > 1 for row in rows]
    apart = [(airy and len(rows) == 2) or tall[index] or tall[index - 1] for index in range(1, len(rows))]
    columns = []
    for index in range(count):
        column = [rows[0][index]]
        for row, space in zip(rows[1:], apart, strict=True):
            column += [EMPTY, row[index]] if space else [row[index]]
        width = max(block.width for block in column)
        whole = stacked([widened(block, width, aligns[index]) for block in column], 0)
        columns += [_gap(gaps[index], whole.height)] if index else []
        columns.append(Block(whole.rows, whole.width))
    grid = beside(columns)
    lines = [*grid.rows]
    for index in sorted(rules, reverse=True):
        end = sum(row[0].height for row in rows[:index]) + sum(apart[:index])
        begin = end - int(0 < index < len(rows) and apart[index - 1])  # in the place of white space
        lines[begin:end] = [rules[index] * grid.width]
    return Block(tuple(lines), grid.width, (len(lines) - 1) // 2)


def _level(row: list[Block]) -> list[Block]:
    above, below = max(block.above for block in row), max(block.below for block in row)
    return [heightened(block, above, below) for block in row]


def _gap(text: str, height: int) -> Block:
    return Block((text,) * height, len(text))
