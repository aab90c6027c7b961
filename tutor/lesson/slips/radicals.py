"""Slips with equations that hold a root."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tutor.check.reading.tree import Integer, Power, Root
from tutor.check.steps.links import Link
from tutor.lesson.slips.brackets import power_termwise
from tutor.lesson.slips.rule import Moving
from tutor.lesson.slips.sides import both_ways


def _squared_termwise(link: Link) -> Iterator[Link]:
    """√(x + 1) = x - 1 as x + 1 = x² + 1, or as x + 1 = x² - 1."""
    for one in both_ways(link):
        if one.is_equality and isinstance(one.left, Root) and one.left.index == Integer(2):
            for right in power_termwise(Power(one.right, Integer(2))):
                yield replace(one, left=one.left.radicand, right=right)


RULES: Final = (
    Moving(
        "side-squared-termwise",
        "The side was squared term by term; (a + b)² is a² + 2ab + b².",
        _squared_termwise,
    ),
)
