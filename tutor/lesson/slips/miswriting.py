"""A number written wrong, where nothing else explains a line: said only where that is sure.

Whatever is wrong for any reason may be off by one by chance. So a number counts as miswritten where at most
one step lies between it and what it was made from; the result of a longer computation is left without a name.
"""

from collections.abc import Iterator
from typing import Final

from tutor.check.reading.tree import (
    AbsoluteValue,
    Binomial,
    Call,
    Factorial,
    Fraction,
    Integer,
    MixedNumber,
    Negation,
    Node,
    Percent,
    Power,
    Product,
    Root,
    Sum,
    Symbol,
)
from tutor.check.reading.tree import Decimal as Decimals
from tutor.check.steps.links import Link
from tutor.check.trees import walk
from tutor.lesson.slips.rule import Miswriting

_SINGLE: Final = (AbsoluteValue, Binomial, Call, Factorial, Fraction, Power, Root)
_PLAIN: Final = (Decimals, Integer, MixedNumber, Negation, Percent, Symbol)
_LONG: Final = 100


def is_one_step(source: Node | Link, made: Node | Link) -> bool:
    """Whether at most one operation was worked out on the way."""
    return _operations(source) - _operations(made) <= 1


def _operations(node: Node | Link) -> int:
    """How many operations are written in it; many where it holds more than school arithmetic."""
    sides = (node.left, node.right) if isinstance(node, Link) else (node,)
    return sum(_operation(inner) for side in sides for inner in walk(side))


def _operation(inner: Node) -> int:
    match inner:
        case Sum(terms=parts) | Product(factors=parts):
            return len(parts) - 1
        case _ if isinstance(inner, _SINGLE):
            return 1
        case _ if isinstance(inner, _PLAIN):
            return 0
    return _LONG


def _swapped(value: int) -> Iterator[int]:
    """57 as 75."""
    digits = str(abs(value))
    for place in range(len(digits) - 1):
        turned = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        if turned != digits and turned[0] != "0":
            yield int(turned) if value > 0 else -int(turned)


def _by_one(value: int) -> Iterator[int]:
    yield from (value + 1, value - 1)


def _by_ten(value: int) -> Iterator[int]:
    """52 as 42: the ten that is carried."""
    yield value + 10
    if value >= 10:
        yield value - 10


def _sign_changed(value: int) -> Iterator[int]:
    if value:
        yield -value


RULES: Final = (
    Miswriting("sign-wrong", "One number has the wrong sign.", _sign_changed, any_steps=True),
    Miswriting("off-by-one", "One number differs by one from the right one.", _by_one),
    Miswriting("digits-swapped", "Two digits of one number are swapped.", _swapped),
    Miswriting(
        "off-by-ten", "One number differs by ten from the right one: look at what was carried.", _by_ten
    ),
)
