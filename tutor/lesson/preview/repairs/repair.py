"""A change of a formula. The reader tries it before anyone sees it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """A changed formula. `cost`: 1 for what is nearly always meant, more for a guess."""

    source: str
    change: str
    cost: int = 1


Repairer = Callable[[str], Iterator[Repair]]


def replaced(source: str, start: int, end: int, new: str, change: str, cost: int = 1) -> Repair:
    """The formula with one stretch of it replaced."""
    return Repair(source[:start] + new + source[end:], change, cost)
