"""What a generator makes: a problem, its right answer, and answers that are wrong in a plausible way.

Whether a wrong answer is wrong is decided here by comparing exact values, never by
the checker that these problems measure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Value = TypeVar("Value")

_MOST_WRONG = 4


class Mutation(StrEnum):
    """How a wrong answer went wrong."""

    SIGN = "sign"
    OFF_BY_ONE = "off by one"
    INVERSE = "inverse"
    MISSING = "missing member"
    EXTRA = "extra member"
    FACTOR = "forgotten factor"
    CONSTANT = "forgotten constant"
    SWAPPED = "swapped"
    DIRECTION = "direction"
    ENDPOINT = "endpoint"
    OPERATION = "wrong operation"
    RESTATED = "not transformed"


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that is wrong, and how it came about."""

    text: str
    mutation: Mutation


@dataclass(frozen=True, slots=True)
class Draft:
    """A problem before its family is known."""

    problem: str
    answer: str
    wrong: tuple[WrongAnswer, ...]


@dataclass(frozen=True, slots=True)
class Generated:
    """A problem of a family, with its right answer and wrong ones."""

    problem: str
    answer: str
    family: str
    wrong: tuple[WrongAnswer, ...]


def draft(
    problem: str,
    right: Value,
    wrong: Iterable[tuple[Value, Mutation]],
    show: Callable[[Value], str],
) -> Draft:
    """A problem with its values shown, without wrong values that equal the right one or each other.

    Values must be canonical: equal exactly when they answer alike.
    """
    kept: list[tuple[Value, Mutation]] = []
    for value, mutation in wrong:
        if value != right and all(value != other for other, _ in kept):
            kept.append((value, mutation))
    answers = tuple(WrongAnswer(show(value), mutation) for value, mutation in kept[:_MOST_WRONG])
    return Draft(problem, show(right), answers)
