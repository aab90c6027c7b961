"""Sets of real numbers however they are written: intervals, inequalities, unions, set-builders.

A region is a tuple of pieces; an end is a sympy expression, numeric or with letters.
Inequalities count when they are solved: the letter alone on one side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sympy import Expr, FiniteSet, Interval, S, Set, Union, oo
from sympy.sets.sets import Complement, Intersection

from tutor.check.comparing.outcome import PROVED, conjunction, different, matching, undecided
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading import tree
from tutor.check.reading.tree import Joint, Node, RelationOperator, SetName, SetOperator
from tutor.check.trees import letters
from tutor.vocabulary.verdict import Comparison

_MIRRORED = {
    RelationOperator.LESS: RelationOperator.GREATER,
    RelationOperator.LESS_EQUAL: RelationOperator.GREATER_EQUAL,
    RelationOperator.GREATER: RelationOperator.LESS,
    RelationOperator.GREATER_EQUAL: RelationOperator.LESS_EQUAL,
    RelationOperator.EQUAL: RelationOperator.EQUAL,
    RelationOperator.NOT_EQUAL: RelationOperator.NOT_EQUAL,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """An interval; a point when both ends are the same closed one."""

    lower: Expr
    upper: Expr
    lower_open: bool
    upper_open: bool


@dataclass(frozen=True, slots=True)
class Region:
    """A union of pieces of the real line; `variable` is the letter it restricts, where one is named."""

    pieces: tuple[Piece, ...]
    variable: str | None = None


def region_of(node: Node) -> Region | None:
    """The region a tree describes, or None when it describes no region or not in solved form."""
    try:
        return _region(node)
    except UnbuildableError:
        return None


def compare_regions(expected: Region, given: Region) -> Comparison:
    """Equal as sets of numbers; the letter's name matters only when both name one."""
    if expected.variable and given.variable and expected.variable != given.variable:
        return undecided(f"for {given.variable} instead of {expected.variable}")
    left, right = _merged(expected.pieces), _merged(given.pieces)
    if not left and not right:
        return PROVED
    return matching(left, right, _compare_pieces)


def _compare_pieces(left: Piece, right: Piece) -> Comparison:
    ends = conjunction([compare_values(left.lower, right.lower), compare_values(left.upper, right.upper)])
    brackets = (left.lower_open, left.upper_open) == (right.lower_open, right.upper_open)
    if ends.equal and not brackets:
        return different("an end point is included on one side only")
    return ends


def _region(node: Node) -> Region | None:  # noqa: PLR0911 - one line a form
    match node:
        case tree.Interval():
            ends = expression(node.lower), expression(node.upper)
            return Region((_piece(*ends, node.lower_open, node.upper_open),))
        case tree.NamedSet(name=SetName.REALS, part=part):
            return _named(part)
        case tree.NamedSet(name=SetName.EMPTY):
            return Region(())
        case tree.SetOf(elements=elements):
            return _points(elements)
        case tree.SetOperation():
            return _operation(node)
        case tree.SetBuilder(element=element, conditions=conditions):
            return _set_builder(element, conditions)
        case tree.ListOf(items=items, joint=joint):
            return _list(items, joint)
        case tree.Relation():
            return _relation(node)
    return None


def _piece(lower: Expr, upper: Expr, lower_open: bool, upper_open: bool) -> Piece:
    return Piece(lower, upper, lower_open or lower == -oo, upper_open or upper == oo)


def _named(part: str) -> Region | None:
    ends = {"": (-oo, oo), "+": (S.Zero, oo), "-": (-oo, S.Zero)}.get(part)
    return None if ends is None else Region((Piece(*ends, lower_open=True, upper_open=True),))


def _points(elements: Sequence[Node]) -> Region:
    values = [expression(element) for element in elements]
    return Region(tuple(Piece(value, value, lower_open=False, upper_open=False) for value in values))


def _operation(node: tree.SetOperation) -> Region | None:
    parts = [_region(open_interval(operand)) for operand in node.operands]
    if any(part is None for part in parts):
        return None
    found = [part.pieces for part in parts if part is not None]
    if node.operator is SetOperator.UNION:
        return Region(tuple(piece for pieces in found for piece in pieces))
    sets = [_as_set(pieces) for pieces in found]
    if any(one is None for one in sets):
        return None
    return region_from(
        Intersection(*sets) if node.operator is SetOperator.INTERSECTION else Complement(*sets[:2])
    )


def _set_builder(element: Node, conditions: Sequence[Node]) -> Region | None:
    variable, parts = _element(element)
    if variable is None:
        return None
    parts += [_region(condition) for condition in conditions]
    found = _intersection(parts, variable)
    return None if found is None else replace(found, variable=None)


def _element(element: Node) -> tuple[str | None, list[Region | None]]:
    """The letter of a set-builder, and the region of its domain where one is written."""
    match element:
        case tree.Symbol(name=name):
            return name, []
        case tree.Relation(operands=(tree.Symbol(name=name), domain), operators=(RelationOperator.IN,)):
            return name, [_region(domain)]
    return None, []


def _list(items: Sequence[Node], joint: Joint) -> Region | None:
    """Solved inequalities joined by "or", "and" or a comma."""
    if not any(isinstance(item, tree.Relation | tree.Interval | tree.SetOperation) for item in items):
        return None
    parts = [_region(item) for item in items]
    names = {part.variable for part in parts if part is not None}
    if any(part is None for part in parts) or len(names) != 1:
        return None
    variable = names.pop()
    union = Region(tuple(piece for part in parts if part for piece in part.pieces), variable)
    if joint is Joint.AND:
        return _intersection(parts, variable)
    if joint is Joint.OR or not any(isinstance(item, tree.Relation) for item in items):
        return union
    return _meant_by_comma(_intersection(parts, variable), union)


def _meant_by_comma(common: Region | None, union: Region) -> Region | None:
    """`x > 1, x < 5` means both, `x < 1, x > 5` means either; None where neither is plain."""
    if common is None or _as_set(union.pieces) is None:
        return None
    if not common.pieces:
        return union
    return common if _as_set(union.pieces) == S.Reals else None


def _intersection(parts: Sequence[Region | None], variable: str | None) -> Region | None:
    found = [part for part in parts if part is not None and part.variable in (None, variable)]
    if not found or len(found) != len(parts):
        return None
    if len(found) == 1:
        return replace(found[0], variable=variable)
    sets = [_as_set(part.pieces) for part in found]
    if any(one is None for one in sets):
        return _half_lines(found, variable)
    merged = region_from(Intersection(*sets))
    return None if merged is None else replace(merged, variable=variable)


def _half_lines(parts: Sequence[Region], variable: str | None) -> Region | None:
    """x > a and x < b with letters for ends."""
    pieces = [piece for part in parts for piece in part.pieces]
    lowers = [piece for piece in pieces if piece.upper == oo]
    uppers = [piece for piece in pieces if piece.lower == -oo]
    if len(pieces) != 2 or len(lowers) != 1 or len(uppers) != 1:
        return None
    ends = lowers[0].lower, uppers[0].upper
    return Region((Piece(*ends, lowers[0].lower_open, uppers[0].upper_open),), variable)


def _relation(node: tree.Relation) -> Region | None:
    """x ∈ A, a < x ≤ b, x > a, x ≠ a."""
    if node.operators == (RelationOperator.IN,) and isinstance(node.operands[0], tree.Symbol):
        inner = _region(open_interval(node.operands[1]))
        return None if inner is None else replace(inner, variable=node.operands[0].name)
    if any(operator not in _MIRRORED for operator in node.operators):
        return None
    names = [operand.name for operand in node.operands if isinstance(operand, tree.Symbol)]
    alone = [name for name in names if sum(name in letters(operand) for operand in node.operands) == 1]
    if len(alone) != 1:
        return None
    return _solved(node, alone[0])


def _solved(node: tree.Relation, variable: str) -> Region | None:
    """The intersection of the half-lines on both sides of the letter."""
    position = node.operands.index(tree.Symbol(variable))
    if len(node.operands) > 3 or (len(node.operands) == 3 and position != 1):
        return None
    halves: list[Region | None] = []
    if position > 0:
        halves.append(_half(_MIRRORED[node.operators[position - 1]], node.operands[position - 1]))
    if position < len(node.operators):
        halves.append(_half(node.operators[position], node.operands[position + 1]))
    if len(halves) == 2 and None not in halves and _as_set(halves[0].pieces + halves[1].pieces) is None:  # type: ignore[union-attr]
        return _half_lines([half for half in halves if half], variable)
    return _intersection(halves, variable)


def _half(operator: RelationOperator, bound: Node) -> Region | None:
    end = expression(bound)
    match operator:
        case RelationOperator.LESS | RelationOperator.LESS_EQUAL:
            return Region((_piece(-oo, end, True, operator is RelationOperator.LESS),))
        case RelationOperator.GREATER | RelationOperator.GREATER_EQUAL:
            return Region((_piece(end, oo, operator is RelationOperator.GREATER, True),))
        case RelationOperator.EQUAL:
            return Region((Piece(end, end, lower_open=False, upper_open=False),))
        case RelationOperator.NOT_EQUAL:
            return Region((_piece(-oo, end, True, True), _piece(end, oo, True, True)))
    return None


def open_interval(node: Node) -> Node:
    """(a, b) among sets is an interval."""
    if isinstance(node, tree.TupleOf) and len(node.items) == 2:
        return tree.Interval(node.items[0], node.items[1], lower_open=True, upper_open=True)
    return node


def _as_set(pieces: Sequence[Piece]) -> Set | None:
    """The sympy set, or None when an end is not a real number."""
    sets = []
    for piece in pieces:
        ends = piece.lower, piece.upper
        if any(end.free_symbols or not end.is_extended_real for end in ends):
            return None
        sets.append(
            FiniteSet(ends[0]) if ends[0] == ends[1] else Interval(*ends, piece.lower_open, piece.upper_open)
        )
    return Union(*sets)


def region_from(found: Set) -> Region | None:
    """A finite union of intervals and points as a region; None for other sets."""
    parts = found.args if isinstance(found, Union) else (found,)
    pieces: list[Piece] = []
    for part in parts:
        if isinstance(part, Interval):
            pieces.append(Piece(part.start, part.end, bool(part.left_open), bool(part.right_open)))
        elif isinstance(part, FiniteSet):
            pieces += [Piece(value, value, lower_open=False, upper_open=False) for value in part.args]
        elif part is not S.EmptySet:
            return None
    return Region(tuple(pieces))


def _merged(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Overlapping and touching pieces joined, where the ends are numbers."""
    whole = _as_set(pieces)
    merged = None if whole is None else region_from(whole)
    return pieces if merged is None else merged.pieces
