"""Equations that follow from those before: the same one, the same solutions, or implied by several.

Nothing here ever breaks: an equation with unknowns may be new information.
"""

from collections.abc import Sequence

from sympy import Expr, linsolve

from tutor.check.comparing.equations import compare_equations
from tutor.check.comparing.outcome import matching
from tutor.check.comparing.proofs import is_expandable, is_zero
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import Relation, RelationOperator
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.solving import Roots
from tutor.check.steps.calls import in_its_call
from tutor.check.steps.differences import difference_of, linear_difference
from tutor.check.steps.facts import Facts
from tutor.check.steps.findings import follows, holds, unsure
from tutor.check.steps.links import Link
from tutor.check.steps.roots import roots_of
from tutor.vocabulary.verdict import Verdict

_EQUATIONS_TRIED = 10
_SYSTEM_SIZE = 6


def judge_following(link: Link, facts: Facts) -> Verdict:
    """An equation with unknowns against the equations in force, the latest first."""
    in_force = facts.in_force()
    earlier = [known for known in reversed(in_force) if known.letters & link.letters]
    earlier = [known for known in earlier if known != link][:_EQUATIONS_TRIED]
    for method in (_same_equation, _same_roots, _linear_consequence):
        verdict = method(link, earlier)
        if verdict is not None:
            return verdict
    if (in_call := in_its_call(link)) is not None:
        found = [each for known in earlier if (each := in_its_call(known)) is not None]
        if (verdict := _same_roots(in_call, found)) is not None:
            return verdict
    if link in in_force or (_is_solved(link) and link in facts.equations):
        return follows("as stated before")
    return unsure(
        "there is no line before to compare it with" if not earlier else "the lines before do not tell"
    )


def _same_equation(link: Link, earlier: Sequence[Link]) -> Verdict | None:
    """A nonzero multiple of an earlier equation."""
    for known in earlier:
        if known.letters != link.letters:
            continue
        try:
            result = compare_equations(_relation(known), _relation(link))
        except UnbuildableError:
            continue
        if result.equal:
            return holds("the same equation, written another way")
    return None


def _same_roots(link: Link, earlier: Sequence[Link]) -> Verdict | None:
    """In one letter: the solutions of an earlier equation all satisfy this one."""
    if len(link.letters) != 1:
        return None
    for known in earlier:
        if known.letters != link.letters:
            continue
        before = roots_of(known)
        if before is None or not before.real + before.complex:
            continue
        after = roots_of(link)
        verdict = _compare_roots(before, after, link)
        if verdict is not None:
            return verdict
    return None


def _compare_roots(before: Roots, after: Roots | None, link: Link) -> Verdict | None:
    if after is not None:
        if matching(before.real, after.real, compare_values).equal:
            return holds("the same solutions as before")
        if after.real and all(_is_among(root, before.real) for root in after.real) and _is_solved(link):
            return follows("one of the solutions")
    if all(_satisfies(root, link) for root in before.real + before.complex):
        return follows("true for the solutions of an equation before")
    return None


def _linear_consequence(link: Link, earlier: Sequence[Link]) -> Verdict | None:
    """In several letters: zero on every solution of the linear equations before."""
    target = difference_of(link)
    if target is None or not is_expandable(target):
        return None
    system = [found for known in earlier if (found := linear_difference(known)) is not None][:_SYSTEM_SIZE]
    symbols = sorted({symbol for one in system for symbol in one.free_symbols}, key=str)
    if not symbols or not target.free_symbols <= set(symbols):
        return None
    for chosen in _subsystems(system):
        solutions = list(linsolve(chosen, symbols))
        if not solutions:
            continue
        values = dict(zip(symbols, solutions[0], strict=True))
        if is_zero(target.subs(values, simultaneous=True)):
            return follows("it follows from the equations before")
    return None


def _subsystems(system: list[Expr]) -> list[list[Expr]]:
    """The latest two, then three, …: an earlier case may contradict a later one."""
    return [system[:count] for count in range(1, len(system) + 1)]


def _satisfies(root: Expr, link: Link) -> bool:
    try:
        sides = [expression(side) for side in (link.left, link.right)]
    except UnbuildableError:
        return False
    symbols = set().union(*(side.free_symbols for side in sides))
    if len(symbols) != 1:
        return False
    unknown = symbols.pop()
    left, right = (side.subs(unknown, root) for side in sides)
    return compare_values(left, right).equal


def _is_among(root: Expr, roots: Sequence[Expr]) -> bool:
    return any(compare_values(root, other).equal for other in roots)


def _is_solved(link: Link) -> bool:
    """x = 5: the letter alone on the left."""
    return isinstance(link.left, Letter)


def _relation(link: Link) -> Relation:
    return Relation((link.left, link.right), (RelationOperator.EQUAL,))
