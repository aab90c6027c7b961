"""Inequalities in one letter: solved independently, compared as sets of numbers."""

from tutor.check.certifying.problems.tasks import SolveInequality
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.inequalities import solution_set
from tutor.check.comparing.regions import compare_regions, open_interval, region_from, region_of
from tutor.check.comparing.shown_regions import shown_region
from tutor.check.reading.tree import Node
from tutor.vocabulary.verdict import Certificate, Equality, Method


def certify_inequality(task: SolveInequality, answer: Node) -> Certificate:
    """The numbers for which the inequality holds, as a region of the real line."""
    given = region_of(open_interval(answer))
    if given is None:
        return unchecked("the answer is no set of real numbers in solved form")
    if given.variable not in (None, task.unknown):
        return unchecked(f"the answer is about {given.variable}, not {task.unknown}")
    solved = solution_set(task.inequality)
    expected = None if solved is None else region_from(solved)
    if solved is None or expected is None:
        return unchecked("the inequality could not be solved")
    result = compare_regions(expected, given)
    shows = f"the solutions: {shown_region(expected, task.unknown)}"
    if result.equality is Equality.PROVED:
        return proved(Method.SOLVED, shows)
    if result.equality is Equality.NUMERIC:
        return supported(Method.COMPARED, shows)
    return (
        refuted(Method.SOLVED, shows) if result.equality is Equality.DIFFERENT else unchecked(result.detail)
    )
