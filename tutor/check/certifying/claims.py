"""What an answer claims: the values for an unknown, or the points for several."""

from dataclasses import dataclass

from tutor.check.comparing.labels import bindings, split_label
from tutor.check.comparing.members import members, ordered_items
from tutor.check.reading.tree import (
    Joint,
    ListOf,
    NamedSet,
    Node,
    Relation,
    RelationOperator,
    SetName,
    TupleOf,
)
from tutor.check.trees import letters


@dataclass(frozen=True, slots=True)
class Claim:
    """Values of one unknown; `everything` when all numbers are claimed."""

    values: tuple[Node, ...]
    everything: bool = False


def claimed_values(answer: Node, unknown: str) -> Claim | None:
    """The values claimed for the unknown, or None when the answer is about something else."""
    match answer:
        case NamedSet(name=SetName.EMPTY):
            return Claim(())
        case NamedSet(name=SetName.REALS, part=""):
            return Claim((), everything=True)
        case Relation(operands=(_, NamedSet() as inner), operators=(RelationOperator.IN,)):
            return claimed_values(inner, unknown)
    parts = members(answer) or [answer]
    values: list[Node] = []
    for part in parts:
        named = split_label(part)
        if named.label and unknown not in (named.label.family, named.label.name):
            return None
        if isinstance(named.value, Relation | TupleOf | ListOf) or unknown in letters(named.value):
            return None
        values.append(named.value)
    return Claim(tuple(values)) if _labels_fit(answer, unknown) else None


def claimed_points(answer: Node, unknowns: tuple[str, ...]) -> list[dict[str, Node]] | None:
    """Points as values by unknown: "x = 4, y = 2", (4, 2), {(0, 0), (1, 1)}; tuples go alphabetically."""
    if answer == NamedSet(SetName.EMPTY):
        return []
    bound = bindings(answer)
    if bound:
        point = {one.label.name: one.value for one in bound if one.label}
        return [point] if set(point) == set(unknowns) else None
    items = ordered_items(answer)
    if items is not None and not any(isinstance(item, TupleOf) for item in items):
        return [dict(zip(unknowns, items, strict=True))] if len(items) == len(unknowns) else None
    if (
        isinstance(answer, ListOf)
        and answer.joint is Joint.OR
        and all(bindings(item) for item in answer.items)
    ):
        parts: list[Node] | None = list(answer.items)
    else:
        parts = members(answer)
    if not parts or parts == [answer]:
        return None
    found = [claimed_points(part, unknowns) for part in parts]
    return None if any(not part for part in found) else [point for part in found if part for point in part]


def _labels_fit(answer: Node, unknown: str) -> bool:
    """A list whose labels `members` dropped must have been about the unknown."""
    items = answer.items if isinstance(answer, ListOf) else (answer,)
    named = [split_label(item).label for item in items]
    return all(label is None or unknown in (label.family, label.name) for label in named)
