"""Angles that repeat: of x = π/6 + 2πn and x = 5π/6 + 2πn neither contradicts the other."""

from collections.abc import Sequence
from typing import Final

from tutor.check.comparing.families import has_pi
from tutor.check.reading.tree import Degrees, Symbol
from tutor.check.steps.links import Link
from tutor.check.trees import contains, free_letters

_WHOLE_NUMBERS: Final = frozenset("klmn")


def without_other_families(link: Link, known: Sequence[Link]) -> list[Link]:
    """What a family of angles may contradict: of the families before it only the one that it solves."""
    if not is_family(link):
        return list(known)
    families = [one for one in known if is_family(one)]
    last = families[-1] if families else None
    solved = last is not None and isinstance(link.left, Symbol) and not isinstance(last.left, Symbol)
    return [one for one in known if one not in families or (solved and one == last)]


def is_family(link: Link) -> bool:
    """Whether its right side is an angle with a letter for whole numbers that its left side has not."""
    own = free_letters(link.right) - free_letters(link.left)
    if not link.is_equality or len(own) != 1 or not own <= _WHOLE_NUMBERS or not free_letters(link.left):
        return False
    return contains(link.right, Degrees) or has_pi(link.right)
