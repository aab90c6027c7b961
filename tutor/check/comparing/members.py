"""Answers of several parts: lists, sets, ±, tuples, vectors, parts with names."""

import re
from collections.abc import Callable, Sequence

from tutor.check.comparing.labels import Label, split_label, with_arguments
from tutor.check.comparing.outcome import conjunction, different, matching, undecided
from tutor.check.reading.tree import (
    ListOf,
    Matrix,
    Negation,
    Node,
    PlusMinus,
    Relation,
    SetOf,
    SetOperation,
    SetOperator,
    TupleOf,
)
from tutor.check.trees import contains, rewritten
from tutor.vocabulary.verdict import Comparison

Compare = Callable[[Node, Node], Comparison]

_GREATEST_LIST = 200
_FEW = 6
_SPELLED = re.compile(r"[A-Za-z]{2,}")


def members(node: Node) -> list[Node] | None:
    """The parts of an unordered answer, labels of solutions dropped; None for a single value."""
    match node:
        case SetOf(elements=elements):
            return _flat(elements)
        case ListOf(items=items):
            return _flat(_unlabelled(items))
        case SetOperation(operator=SetOperator.UNION, operands=operands) if all(
            isinstance(operand, SetOf) for operand in operands
        ):
            return _flat(operands)
        case Relation():
            named = split_label(node)
            return members(named.value) if named.label else None
    if contains(node, PlusMinus):
        return [_with_sign(node, upper=True), _with_sign(node, upper=False)]
    return None


def compare_members(
    expected: list[Node], given: list[Node], compare: Compare, copies_count: bool = True
) -> Comparison:
    """In any order. Copies may count in lists, never in sets: data keep theirs, roots do not."""
    if max(len(expected), len(given)) > _GREATEST_LIST:
        return undecided("too many members")
    sides = _distinct(expected, compare), _distinct(given, compare)
    result = matching(sides[0], sides[1], compare)
    several = min(len(side) for side in sides) > 1
    if copies_count and several and result.equal and len(expected) != len(given):
        return undecided("copies of a member on one side only")
    return result


def ordered_items(node: Node) -> tuple[Node, ...] | None:
    """The entries of a tuple, a row or a column."""
    if isinstance(node, TupleOf):
        return node.items
    if isinstance(node, Matrix):
        if all(len(row) == 1 for row in node.rows):
            return tuple(row[0] for row in node.rows)
        if len(node.rows) == 1:
            return node.rows[0]
    return None


def compare_in_order(expected: Sequence[Node], given: Sequence[Node], compare: Compare) -> Comparison:
    """Entry by entry."""
    if len(expected) != len(given):
        return different(f"{len(expected)} entries expected, {len(given)} given")
    return conjunction([compare(left, right) for left, right in zip(expected, given, strict=True)])


def compare_matrices(expected: Matrix, given: Matrix, compare: Compare) -> Comparison:
    """Entry by entry, of the same shape."""
    shapes = [(len(matrix.rows), len(matrix.rows[0])) for matrix in (expected, given)]
    if shapes[0] != shapes[1]:
        return different(f"{shapes[0][0]}×{shapes[0][1]} expected, {shapes[1][0]}×{shapes[1][1]} given")
    entries = [[entry for row in matrix.rows for entry in row] for matrix in (expected, given)]
    return compare_in_order(entries[0], entries[1], compare)


def _unlabelled(items: Sequence[Node]) -> list[Node]:
    """`x = 1 or x = -3` and `n = 2, 3, 4` without the letter; items with different names stay as they are."""
    named = [split_label(item) for item in items]
    families = {one.label.family for one in named if one.label}
    if len(families) != 1 or named[0].label is None:
        return list(items)
    label: Label = named[0].label
    return [with_arguments(one, label) for one in named]


def _flat(items: Sequence[Node]) -> list[Node]:
    """Lists in lists and ± opened."""
    found: list[Node] = []
    for item in items:
        inner = (
            members(item)
            if not isinstance(item, SetOf) or (len(items) > 1 and isinstance(item, ListOf))
            else None
        )
        found += inner if inner is not None else [item]
    return found


def _distinct(items: list[Node], compare: Compare) -> list[Node]:
    """The first of equal members: ±0 is one number."""
    kept: list[Node] = []
    for item in dict.fromkeys(items):
        if len(items) > _FEW or not any(compare(item, known).equal for known in kept):
            kept.append(item)
    return kept


def _with_sign(node: Node, upper: bool) -> Node:
    """All ± of a text read as + when `upper`, as − otherwise."""

    def choose(inner: Node) -> Node | None:
        if isinstance(inner, PlusMinus):
            operand = _with_sign(inner.operand, upper)
            return operand if upper != inner.minus_first else Negation(operand)
        return None

    return rewritten(node, choose)
