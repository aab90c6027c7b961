"""Values and derivatives that were worked out wrong of what the problem or a line before defines."""

from sympy import Expr

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression, is_unfinished, worked
from tutor.check.reading.tree import Application, Derivative, Node, Symbol
from tutor.check.steps.arithmetic import judge_arithmetic
from tutor.check.steps.facts import Facts, differ, put_in
from tutor.check.steps.findings import breaks
from tutor.check.steps.identities import compare_sides
from tutor.check.steps.links import Link
from tutor.check.trees import applied, free_letters, letters
from tutor.vocabulary.verdict import Verdict, VerdictStatus


def misworked_value(link: Link, facts: Facts) -> Verdict | None:
    """A break where a value or a derivative of the problem's own function is another than is said.

    A line that defines it once more defines the same.
    """
    head = link.left
    if not isinstance(head, Application) or head.inverse or not link.is_equality:
        return None
    defined = [known for known in facts.equations if _defines(known, head.name)]
    if not defined or defined[0] not in facts.given or defined[0] == link:
        return None
    if any(known.left != defined[0].left or differ(known.right, defined[0].right) for known in defined):
        return None
    found = put_in(head, facts, skip=free_letters(head))
    if applied(found) or applied(link.right) or found == head:
        return None
    replaced = Link(found, link.operator, link.right)
    if not replaced.letters:
        verdict = judge_arithmetic(replaced)
        return verdict if verdict.status is VerdictStatus.BREAKS else None
    if free_letters(found) != free_letters(head) or not (head.order or _is_worked_out(link, facts)):
        return None
    result = compare_sides(replaced)
    return breaks(result.detail) if result is not None and is_different(result) else None


def _is_worked_out(link: Link, facts: Facts) -> bool:
    """Whether f(a + 1) = ... can't be an equation: the problem sets nothing of f equal to anything."""
    head = link.left
    if not isinstance(head, Application) or any(isinstance(each, Symbol) for each in head.arguments):
        return False
    named = [known for known in facts.given if head.name in applied(known.left) | applied(known.right)]
    return len(named) == 1 and free_letters(link.right) == free_letters(head)


def misderived_letter(link: Link, facts: Facts, results_only: bool) -> Verdict | None:
    """A break where the derivative of a letter with one known value is another than is said.

    A prime may also tell one letter from another, where no derivative is asked for (`results_only`).
    """
    head = link.left
    if not isinstance(head, Derivative) or not isinstance(head.expression, Symbol) or not link.is_equality:
        return None
    said = [known.right for known in facts.equations if known.left == head.expression]
    if not (head.variable or results_only) or not said:
        return None
    kept = frozenset({head.variable}) if head.variable else free_letters(said[0])
    bodies = [put_in(one, facts, skip=kept) for one in said]
    if any(differ(bodies[0], one) for one in bodies):
        return None
    if len(kept) != 1:
        return None
    sides = [put_in(side, facts, skip=kept) for side in (link.left, link.right)]
    if any(applied(side) or not letters(side) <= kept for side in sides):
        return None
    return _unlike(*sides)


def _unlike(left: Node, right: Node) -> Verdict | None:
    """A break between two derivatives; one that is set equal to a number may be an equation."""
    try:
        derived, given = _worth(left), _worth(right)
    except UnbuildableError:
        return None
    if any(map(is_unfinished, (derived, given))) or (derived.free_symbols and not given.free_symbols):
        return None
    result = compare_values(derived, given)
    return breaks(f"it is {shown(derived)}; {result.detail}") if is_different(result) else None


def _worth(side: Node) -> Expr:
    return worked(expression(side))


def _defines(known: Link, name: str) -> bool:
    head = known.left
    return isinstance(head, Application) and head.name == name and not head.order and _is_general(head)


def _is_general(head: Application) -> bool:
    """f(x), not f(2)."""
    return all(isinstance(each, Symbol) for each in head.arguments)
