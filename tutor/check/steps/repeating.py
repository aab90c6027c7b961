"""The same alternative written twice where another stood: x = 2 or x = 2 after x = 1 or x = 2."""

from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import ListOf, Node, Relation
from tutor.check.steps.contradicting import is_assignment
from tutor.check.steps.facts import tree_of
from tutor.check.steps.findings import breaks
from tutor.check.steps.links import Link, claims, links
from tutor.vocabulary.verdict import Verdict


def lost_by_repeating(claim: ListOf, previous: str) -> Verdict | None:
    """A break with the value that is missing; None where nothing is repeated or nothing is lost."""
    now, tree = _assigned(claim), tree_of(previous) if previous else ""
    before = [] if isinstance(tree, str) else [each for part in claims(tree) for each in _assigned(part)]
    if not now or not before or {each.letters for each in (*now, *before)} != {now[0].letters}:
        return None
    try:
        if not any(_same(one, other) for place, one in enumerate(now) for other in now[:place]):
            return None
        lost = [each for each in before if not any(_same(each, one) for one in now)]
        (name,) = now[0].letters
        return breaks(f"{name} = {shown(expression(lost[0].right))} is missing") if lost else None
    except UnbuildableError:
        return None


def _assigned(claim: Node) -> list[Link]:
    """x = 1 and x = 2 of alternatives that are nothing else."""
    if not isinstance(claim, ListOf):
        return []
    found = [link for item in claim.items if isinstance(item, Relation) for link in links(item)]
    return found if len(found) == len(claim.items) and all(map(is_assignment, found)) else []


def _same(one: Link, other: Link) -> bool:
    return compare_values(expression(one.right), expression(other.right)).equal
