"""Text to a tree ready for mathematics: read, then freed of what only notation needs."""

import re
from functools import lru_cache

from tutor.check.reading.outcome import Parsed, Reading
from tutor.check.reading.read import read
from tutor.check.reading.tree import (
    AbsoluteValue,
    Decimal,
    Fraction,
    Negation,
    Node,
    Power,
    Product,
    RepeatingDecimal,
    Root,
    SetOf,
    Sum,
)
from tutor.check.trees import rebuilt, with_children

_GROUPING_PARENTS = (AbsoluteValue, Fraction, Negation, Power, Product, Root, Sum)
_UNION = re.compile(r"([)\]])\s*U\s*([(\[])")
_EXCEPT = re.compile(
    r"^\s*(?:[a-z] (?:is|can be) )?(?:the set of )?(?:all|any) (?:the )?reals?(?: numbers?)?(?: [a-z])?,?"
    r" (?:except|other than|excluding|but)(?: for| when| where)*:? (.+)$",
    re.IGNORECASE,
)
_SUCH_THAT = re.compile(
    r"^\s*(?:the set of )?all (?:the )?(?:reals?(?: numbers?)?|numbers?)(?: [a-z])?,?"
    r" (?:such that|for which|where|with) (?=.*[<>≤≥≠\\])",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"^(\d*\.\d*?)(\d{1,6}?)\2+$")
_SHORTEST_REPETITION = 3


@lru_cache(maxsize=4096)
def understood(text: str) -> Reading:
    """As `read`, with braces around an operand dropped, 0.333… as a repeating decimal, ℝ "except" as ℝ∖."""
    reading = read(_UNION.sub(r"\1 \\cup \2", _SUCH_THAT.sub("", _EXCEPT.sub(_without, text))))
    return Parsed(rebuilt(reading.tree, _tidied)) if isinstance(reading, Parsed) else reading


def _without(found: re.Match[str]) -> str:
    """The numbers after "all real numbers except", as a set that is taken away; with a letter, as x ≠ 2."""
    text = re.sub(r"\$|\\[()]", "", found.group(1).rstrip(" ."))
    values = [value for value in re.split(r",? (?:and|or) |, ", text) if value]
    named = [re.fullmatch(r"([A-Za-z]) ?= ?(.+)", value) for value in values]
    if named[:1] == [None]:
        return f"\\mathbb{{R}} \\setminus \\{{{', '.join(values)}\\}}"
    letter = next(each.group(1) for each in named if each)
    parts = (
        each.expand(r"\1 \\neq \2") if each else f"{letter} \\neq {value}"
        for each, value in zip(named, values, strict=True)
    )
    return " and ".join(parts)


def _tidied(node: Node) -> Node:
    if isinstance(node, Decimal) and node.continues:
        return _repeating(node) or node
    return with_children(node, _ungrouped) if isinstance(node, _GROUPING_PARENTS) else node


def _ungrouped(node: Node) -> Node:
    return node.elements[0] if isinstance(node, SetOf) and len(node.elements) == 1 else node


def _repeating(node: Decimal) -> Node | None:
    """The shortest period that is written out often enough to be meant."""
    found = _PERIOD.match(node.digits)
    if found is None:
        return None
    head, period = found.groups()
    repeated = node.digits[len(head) :]
    if len(repeated) < max(_SHORTEST_REPETITION, 2 * len(period)):
        return None
    return RepeatingDecimal(head, period)
