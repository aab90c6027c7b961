"""Equations in two letters as curves: solved for the upright letter, by the quadratic formula at most."""

from sympy import Expr, Poly, Symbol, sqrt
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.proofs import is_expandable
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.graphing.subjects import Line, real
from tutor.check.reading.show import show
from tutor.check.reading.tree import Relation
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import applied, letters
from tutor.vocabulary.verdict import Reason

Lines = tuple[Line, ...]


def explicit_lines(equations: tuple[Relation, ...], across: str, up: str) -> tuple[Lines, Lines]:
    """The curves of all equations, and the vertical lines among them. Raises UnbuildableError."""
    lines: list[Line] = []
    uprights: list[Line] = []
    for number, equation in enumerate(equations):
        if not letters(equation) <= {across, up} or applied(equation) or len(equation.operands) != 2:
            raise UnbuildableError(Reason.NO_METHOD, "other letters in it")
        label, target = show(equation), lines
        height = real(up)
        left, right = (_in_reals(expression(side), across, up) for side in equation.operands)
        if height in (left, right):
            found = [right if left == height else left]
            if height in found[0].free_symbols:
                found = _solved(left - right, height)
        elif up in letters(equation):
            found = _solved(left - right, height)
        else:
            found, target = _solved(left - right, real(across)), uprights
        target += [Line(label, one, source=number) for one in found]
    return tuple(lines), tuple(uprights)


def _in_reals(found: Expr, *names: str) -> Expr:
    return found.subs({expression(Letter(name)): real(name) for name in names})


def _solved(difference: Expr, letter: Symbol) -> list[Expr]:
    """The solutions for a letter of degree one or two."""
    if not is_expandable(difference):
        return []
    try:
        coefficients = Poly(difference, letter).all_coeffs()
    except BasePolynomialError:
        return []
    if len(coefficients) == 2:
        return [-coefficients[1] / coefficients[0]]
    if len(coefficients) != 3:
        return []
    a, b, c = coefficients
    root = sqrt((b**2 - 4 * a * c).expand())
    return [(-b + root) / (2 * a), (-b - root) / (2 * a)]
