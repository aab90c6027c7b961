"""Alternatives as the equations they are made of: x = 3 or x = -1, x = 1 ± 2, x = 3, -1."""

import re

from sympy import Expr

from tutor.check.comparing.outcome import matching
from tutor.check.comparing.values import compare_values
from tutor.check.reading.tree import Joint, ListOf, Negation, Node, PlusMinus, Relation, RelationOperator
from tutor.check.steps.calls import in_its_call
from tutor.check.steps.differences import difference_of
from tutor.check.steps.facts import Facts
from tutor.check.steps.findings import follows, holds
from tutor.check.steps.links import Link, links
from tutor.check.steps.roots import roots_of
from tutor.check.trees import contains, free_letters, letters, rewritten
from tutor.vocabulary.verdict import Verdict

_DECIMAL_COMMA = re.compile(r"\d,\d")


def signs_apart(relation: Relation) -> ListOf | None:
    """An equation with ± as two alternatives; None without one."""
    if not contains(relation, PlusMinus) or set(relation.operators) != {RelationOperator.EQUAL}:
        return None
    return ListOf((_signed(relation, plus=True), _signed(relation, plus=False)), Joint.OR)


def _signed(relation: Relation, *, plus: bool) -> Relation:
    def change(inner: Node) -> Node | None:
        if not isinstance(inner, PlusMinus):
            return None
        return inner.operand if plus is not inner.minus_first else Negation(inner.operand)

    return Relation(tuple(rewritten(each, change) for each in relation.operands), relation.operators)


def values_apart(tree: Node) -> ListOf | None:
    """x = 2, 3 as x = 2 or x = 3."""
    if not isinstance(tree, ListOf) or tree.joint is not Joint.COMMA or len(tree.items) < 2:
        return None
    first, *others = tree.items
    if not isinstance(first, Relation) or len(first.operands) != 2 or free_letters(first.operands[1]):
        return None
    if any(isinstance(each, Relation) or letters(each) for each in others):
        return None
    named = [Relation((first.operands[0], each), first.operators) for each in others]
    return ListOf((first, *named), Joint.OR)


def may_be_decimal(statement: str) -> bool:
    """Whether a comma between digits may be meant as a point."""
    return _DECIMAL_COMMA.search(statement) is not None


def equations_of(claim: ListOf) -> tuple[Link, ...]:
    """The alternatives in one and the same letter; empty for others."""
    found = [links(item) for item in claim.items if isinstance(item, Relation)]
    heads = tuple(Link(each[0].left, each[0].operator, each[-1].right) for each in found)
    same = len(found) == len(claim.items) and len({each.letters for each in heads}) == 1
    return heads if same and all(_is_in_one_letter(each) for each in heads) else ()


def _is_in_one_letter(link: Link) -> bool:
    return link.is_equality and not link.has_words and len(link.letters) == 1


def has_solutions(equation: Link) -> bool:
    """Whether it has any; of |x - 1| = |x + 3| the case x - 1 = x + 3 has none and is no mistake."""
    difference = difference_of(equation)
    if difference is not None and difference.expand().is_Rational:
        return bool(difference.expand() == 0)
    found = _all_roots((equation,))
    return found is None or bool(found)


def judge_together(equations: tuple[Link, ...], facts: Facts) -> Verdict | None:
    """Whether all their solutions together are those of an equation in force, the latest first."""
    own = _all_roots(equations)
    if not own:
        return None
    for known in reversed(facts.in_force()):
        roots = _all_roots((_like(known, equations[0]),)) if known.letters == equations[0].letters else None
        if not roots:
            continue
        if matching(roots, own, compare_values).equal:
            return holds("the same solutions as before")
        if all(any(compare_values(root, one).equal for one in own) for root in roots):
            return follows("true for the solutions of an equation before")
    return None


def _like(known: Link, equation: Link) -> Link:
    """An equation in a function, where the alternatives are."""
    return (in_its_call(known) or known) if in_its_call(equation) else known


def _all_roots(equations: tuple[Link, ...]) -> tuple[Expr, ...] | None:
    """Each solution once; None where an equation has none that are known."""
    found: list[Expr] = []
    for equation in equations:
        roots = roots_of(equation) or roots_of(in_its_call(equation) or equation)
        if roots is None:
            return None
        for root in roots.real + roots.complex:
            if not any(compare_values(root, one).equal for one in found):
                found.append(root)
    return tuple(found)
