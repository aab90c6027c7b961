"""Solutions of several equations: each point substituted back, then none may be missing."""

from sympy import Expr, Poly, S, Symbol, linsolve, solve
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.claims import claimed_points
from tutor.check.certifying.problems.tasks import SolveSystem
from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import Node
from tutor.check.reading.tree import Symbol as Letter
from tutor.vocabulary.verdict import Certificate, Equality, Method

Point = dict[Symbol, Expr]

_MOST_UNKNOWNS = 4
_HIGHEST_DEGREE = 4


def certify_system(task: SolveSystem, answer: Node) -> Certificate:
    """All common solutions and nothing else."""
    claimed = claimed_points(answer, task.unknowns)
    if claimed is None:
        return unchecked(f"the answer is no value for each of {', '.join(task.unknowns)}")
    symbols = [expression(Letter(name)) for name in task.unknowns]
    points = [{expression(Letter(name)): expression(value) for name, value in one.items()} for one in claimed]
    if any(value.free_symbols for point in points for value in point.values()):
        return unchecked("the answer has letters of its own")
    sides = [[expression(side) for side in equation.operands] for equation in task.equations]
    exact = True
    for point in points:
        for left, right in sides:
            check = compare_values(left.subs(point), right.subs(point))
            if is_different(check):
                return refuted(
                    Method.SUBSTITUTED, f"{_place(point)}: {check.detail} in {shown(left)} = {shown(right)}"
                )
            if not check.equal:
                return unchecked(check.detail)
            exact = exact and check.equality is Equality.PROVED
    return _judge_completeness([left - right for left, right in sides], symbols, points, exact)


def _judge_completeness(
    system: list[Expr], symbols: list[Symbol], points: list[Point], exact: bool
) -> Certificate:
    if _are_linear(system, symbols):
        return _judge_linear(system, symbols, points, exact)
    shows = "substituted back; others were not excluded"
    others = _polynomial_solutions(system, symbols)
    if others is None or not exact:
        return (
            supported(Method.SUBSTITUTED, shows)
            if points
            else unchecked("the solutions could not be worked out")
        )
    for point in others:
        if not any(_same(point, known) for known in points):
            return refuted(Method.SOLVED, f"{_place(point)} is also a solution")
    if len(others) != len(points):
        return supported(Method.SUBSTITUTED, shows)
    return proved(Method.SUBSTITUTED, f"{len(points)} solutions substituted back; solving gives no others")


def _judge_linear(system: list[Expr], symbols: list[Symbol], points: list[Point], exact: bool) -> Certificate:
    found = linsolve(system, symbols)
    if found is S.EmptySet:
        return (
            refuted(Method.SOLVED, "there is no solution") if points else proved(Method.SOLVED, "no solution")
        )
    (solution,) = found
    if any(value.free_symbols for value in solution):
        return refuted(Method.SOLVED, "there are infinitely many solutions")
    if not points:
        return refuted(Method.SOLVED, f"{_place(dict(zip(symbols, solution, strict=True)))} is a solution")
    if not exact:
        return supported(Method.COMPARED, "substituted back in numbers")
    return proved(Method.SUBSTITUTED, "substituted back; the equations have no other common solution")


def _are_linear(system: list[Expr], symbols: list[Symbol]) -> bool:
    return all(_degree(one, symbols) in (0, 1) for one in system)


def _degree(one: Expr, symbols: list[Symbol]) -> int | None:
    try:
        return int(Poly(one, *symbols).total_degree())
    except BasePolynomialError:
        return None


def _polynomial_solutions(system: list[Expr], symbols: list[Symbol]) -> list[Point] | None:
    """All real solutions of a small polynomial system, or None."""
    degrees = [_degree(one, symbols) for one in system]
    small = len(symbols) <= _MOST_UNKNOWNS and all(is_expandable(one) for one in system)
    if not small or any(degree is None or degree > _HIGHEST_DEGREE for degree in degrees):
        return None
    try:
        found = solve(system, symbols, dict=True)
    except NotImplementedError:
        return None
    if any(set(point) != set(symbols) or any(v.free_symbols for v in point.values()) for point in found):
        return None
    if any(value.is_real is None for point in found for value in point.values()):
        return None
    return [point for point in found if all(value.is_real for value in point.values())]


def _same(point: Point, other: Point) -> bool:
    return all(compare_values(value, other[symbol]).equal for symbol, value in point.items())


def _place(point: Point) -> str:
    return ", ".join(
        f"{symbol} = {shown(value)}" for symbol, value in sorted(point.items(), key=lambda i: str(i[0]))
    )
