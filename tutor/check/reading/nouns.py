"""What a node of the tree is called in a sentence for people."""

from typing import Final

from tutor.check.reading.tree import (
    Branch,
    Cases,
    Choice,
    ClockTime,
    Congruence,
    DivisionWithRemainder,
    Dots,
    Implication,
    Interval,
    Labelled,
    ListOf,
    Matrix,
    NamedSet,
    Node,
    Omitted,
    PlusMinus,
    Qualified,
    Quantity,
    Relation,
    SetBuilder,
    SetOf,
    SetOperation,
    Text,
    TupleOf,
    Unit,
)

_NOUNS: Final[dict[type[Node], str]] = {
    Branch: "a case",
    Cases: "a definition by cases",
    Choice: "a letter of a choice",
    ClockTime: "a time of day",
    Congruence: "a congruence",
    DivisionWithRemainder: "a division with remainder",
    Dots: "dots",
    Implication: "an implication",
    Interval: "an interval",
    Labelled: "a labelled answer",
    ListOf: "a list",
    Matrix: "a matrix",
    NamedSet: "a set",
    Omitted: "something left out",
    PlusMinus: "±",
    Qualified: "a statement with a condition",
    Quantity: "a number with a unit",
    Relation: "a statement",
    SetBuilder: "a set",
    SetOf: "a set",
    SetOperation: "a set",
    Text: "a text",
    TupleOf: "a point",
    Unit: "a unit",
}


def noun(node: Node) -> str:
    """With its article; what is a value like any other is "an expression"."""
    return _NOUNS.get(type(node), "an expression")
