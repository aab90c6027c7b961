"""Slips that exchange base and exponent: 2³ as 9, log₂ x = 3 as x = 9."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tutor.check.reading.tree import Call, FunctionName, Integer, Node, Power
from tutor.check.steps.links import Link
from tutor.check.trees import letters, signed_integer
from tutor.lesson.slips.rule import Moving, Rewriting
from tutor.lesson.slips.sides import both_ways

_TEN: Final = Integer(10)


def _turned(node: Node) -> Iterator[Node]:
    """2³ as 3²."""
    if isinstance(node, Power):
        base, exponent = signed_integer(node.base), signed_integer(node.exponent)
        if base is not None and exponent is not None and min(base, exponent) > 1 and base != exponent:
            yield Power(node.exponent, node.base)


def _base_raised_to(link: Link) -> Iterator[Link]:
    """log₂ x = 3 as x = 3²."""
    for one in both_ways(link):
        call = one.left
        if not one.is_equality or not isinstance(call, Call) or call.function is not FunctionName.LOG:
            continue
        base = call.arguments[1] if len(call.arguments) > 1 else _TEN
        if letters(call.arguments[0]) and not letters(one.right):
            yield replace(one, left=call.arguments[0], right=Power(one.right, base))


RULES: Final = (
    Rewriting(
        "power-turned",
        "Base and exponent were swapped: 2³ is 2 · 2 · 2, not 3 · 3.",
        _turned,
    ),
    Moving(
        "log-base-turned",
        "Base and exponent were swapped: log₂ x = 3 means x = 2³, not 3².",
        _base_raised_to,
    ),
)
