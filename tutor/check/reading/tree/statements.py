"""Relations, lists, conditions, words, quantities: what is said about values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tutor.check.reading.tree.node import Node


class RelationOperator(StrEnum):
    """What stands between the members of a chain."""

    EQUAL = "="
    NOT_EQUAL = "≠"
    LESS = "<"
    LESS_EQUAL = "≤"
    GREATER = ">"
    GREATER_EQUAL = "≥"
    APPROXIMATELY = "≈"
    IDENTICAL = "≡"
    IN = "∈"
    NOT_IN = "∉"
    SUBSET = "⊂"
    SUBSET_EQUAL = "⊆"
    DIVIDES = "∣"
    NOT_DIVIDES = "∤"
    SIMILAR = "∼"
    CONGRUENT = "≅"
    PROPORTIONAL = "∝"
    PARALLEL = "∥"
    PERPENDICULAR = "⊥"
    TENDS_TO = "→"


ORDERS: Final = frozenset(
    {
        RelationOperator.LESS,
        RelationOperator.LESS_EQUAL,
        RelationOperator.GREATER,
        RelationOperator.GREATER_EQUAL,
    }
)
"""The signs of inequalities."""


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """A chain a = b < c: one more operand than operators. Operands may be `Text`, the first `Omitted`."""

    operands: tuple[Node, ...]
    operators: tuple[RelationOperator, ...]


@dataclass(frozen=True, slots=True)
class Congruence(Node):
    """a ≡ b ≡ … (mod n)."""

    operands: tuple[Node, ...]
    modulus: Node


class Arrow(StrEnum):
    """How one statement leads to the next."""

    IMPLIES = "⇒"
    EQUIVALENT = "⇔"


@dataclass(frozen=True, slots=True)
class Implication(Node):
    """Statements joined by arrows."""

    statements: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


class Joint(StrEnum):
    """What joins the items of a list: a comma says neither "and" nor "or"."""

    COMMA = ","
    AND = "and"
    OR = "or"


@dataclass(frozen=True, slots=True)
class ListOf(Node):
    """Items without brackets: solutions, a system of equations (AND), alternatives (OR)."""

    items: tuple[Node, ...]
    joint: Joint = Joint.COMMA


@dataclass(frozen=True, slots=True)
class Branch(Node):
    """One line of `Cases`; no condition means otherwise."""

    value: Node
    condition: Node | None


@dataclass(frozen=True, slots=True)
class Cases(Node):
    """A piecewise value."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Qualified(Node):
    """Mathematics with a condition in words: "n for all positive integers n"."""

    body: Node
    condition: str


@dataclass(frozen=True, slots=True)
class Labelled(Node):
    """Words before mathematics, with a colon or as in "let x = 3": "Paolo: 18"."""

    label: str
    body: Node


@dataclass(frozen=True, slots=True)
class Choice(Node):
    """(B): the letter of a choice, upper case."""

    letter: str


@dataclass(frozen=True, slots=True)
class Text(Node):
    """Words, one space between them: "Tuesday". In a chain or a formula it names a quantity."""

    text: str


@dataclass(frozen=True, slots=True)
class ClockTime(Node):
    """4:30 p.m.; `half` is "am", "pm" or empty for a 24-hour clock with seconds or a bare hour."""

    hours: int
    minutes: int
    half: str


@dataclass(frozen=True, slots=True)
class Unit(Node):
    """A product of powers of units by their canonical names (see `units`), in the order written.

    Words that are no unit of measure count things: ("chair", 1).
    """

    factors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Quantity(Node):
    """A value with a unit; money has the unit "dollar", "euro", …."""

    value: Node
    unit: Unit
