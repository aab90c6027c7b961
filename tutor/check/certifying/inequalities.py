"""Inequalities in one letter: solved independently, compared as sets of numbers."""

from sympy import Intersection, S, Set, Symbol, solve_univariate_inequality
from sympy.core.relational import Relational

from tutor.check.certifying.tasks import SolveInequality
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.regions import compare_regions, open_interval, region_from, region_of
from tutor.check.comparing.shown import shown
from tutor.check.expressions import expression
from tutor.check.reading.tree import Node, RelationOperator
from tutor.check.reading.tree import Symbol as Letter
from tutor.vocabulary.verdict import Certificate, Equality, Method

_SIGNS = {
    RelationOperator.LESS: "<",
    RelationOperator.LESS_EQUAL: "<=",
    RelationOperator.GREATER: ">",
    RelationOperator.GREATER_EQUAL: ">=",
}


def certify_inequality(task: SolveInequality, answer: Node) -> Certificate:
    """The numbers for which the inequality holds, as a region of the real line."""
    given = region_of(open_interval(answer))
    if given is None:
        return unchecked("the answer is no set of real numbers in solved form")
    if given.variable not in (None, task.unknown):
        return unchecked(f"the answer is about {given.variable}, not {task.unknown}")
    solved = _solved(task)
    expected = None if solved is None else region_from(solved)
    if solved is None or expected is None:
        return unchecked("the inequality could not be solved")
    result = compare_regions(expected, given)
    shows = f"the solutions are {shown(solved)}"
    if result.equality is Equality.PROVED:
        return proved(Method.SOLVED, shows)
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, shows)
    return (
        refuted(Method.SOLVED, shows) if result.equality is Equality.DIFFERENT else unchecked(result.detail)
    )


def _solved(task: SolveInequality) -> Set | None:
    members = [expression(member) for member in task.inequality.operands]
    unknown = expression(Letter(task.unknown))
    if any(member.free_symbols - {unknown} for member in members):
        return None
    real = Symbol(unknown.name, real=True)
    members = [member.subs(unknown, real) for member in members]
    parts: list[Set] = []
    for left, operator, right in zip(members[:-1], task.inequality.operators, members[1:], strict=True):
        if operator not in _SIGNS:
            return None
        relation = Relational(left, right, _SIGNS[operator])
        try:
            parts.append(_solution_set(relation, real))
        except (NotImplementedError, ValueError, TypeError):
            return None
    return Intersection(*parts)


def _solution_set(relation: Relational, real: Symbol) -> Set:
    if relation in {True, False}:
        return S.Reals if relation else S.EmptySet
    return solve_univariate_inequality(relation, real, relational=False)
