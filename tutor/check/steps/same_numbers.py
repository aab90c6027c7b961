"""Inequalities in one letter that the same numbers satisfy as one before: they are solved by equivalent ones.

Nothing here ever breaks; `ordering` looks for the number that satisfies only one of two.
"""

from collections.abc import Sequence
from functools import lru_cache

from sympy import oo

from tutor.check.comparing.inequalities import solution_set
from tutor.check.comparing.regions import Region, compare_regions, region_from, region_of
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.tree import ORDERS, Joint, ListOf, Node, Relation, RelationOperator, Text
from tutor.check.steps.findings import holds
from tutor.check.steps.inequalities import inequalities_before, inequalities_in, signs_in
from tutor.check.steps.surroundings import Remark
from tutor.check.trees import contains, letters
from tutor.vocabulary.verdict import Verdict


def same_numbers(claim: Node, said: Sequence[Remark], givens: Sequence[str]) -> Verdict | None:
    """`holds` where an inequality before, the latest first, has the same solutions, neither none nor all."""
    here = _numbers(claim) if _is_about_order(claim) else None
    if here is None or _says_nothing(here):
        return None
    for known in reversed((*inequalities_in(givens), *inequalities_before(said))):
        alike = _is_about_order(known) and letters(known) == letters(claim)
        before = _numbers(known) if alike else None
        if before is not None and compare_regions(before, here).equal:
            return holds("an inequality before has the same solutions")
    return None


def _is_about_order(claim: Node) -> bool:
    """Whether it is an inequality in one letter, or several in the same."""
    signs = signs_in(claim) & {*ORDERS, RelationOperator.IN}
    return bool(signs) and len(letters(claim)) == 1 and not contains(claim, Text)


def _says_nothing(region: Region) -> bool:
    """Whether no number or every number is in it: then any two such lines would agree."""
    return not region.pieces or any(piece.lower == -oo and piece.upper == oo for piece in region.pieces)


@lru_cache(maxsize=128)
def _numbers(claim: Node) -> Region | None:
    """The real numbers that satisfy it; None without a method."""
    try:
        if isinstance(claim, Relation) and set(claim.operators) <= ORDERS:
            solved = solution_set(claim)
            return None if solved is None else region_from(solved)
        if isinstance(claim, ListOf) and claim.joint is Joint.OR:
            parts = [_numbers(item) for item in claim.items]
            return None if None in parts else Region(tuple(p for part in parts if part for p in part.pieces))
    except (UnbuildableError, NotImplementedError):
        return None
    return region_of(claim)
