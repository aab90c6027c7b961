"""Wrong lines as a student would write them: each side worked out and set as LaTeX."""

import sympy
from sympy import Expr, latex

from tutor.check.expressions import UnbuildableError, expression, worked
from tutor.check.reading.tree import Matrix, Node, RelationOperator
from tutor.check.steps.links import Link
from tutor.check.symbolic.build import build
from tutor.check.symbolic.outcome import BuildError
from tutor.check.trees import contains

SIGNS = {
    RelationOperator.EQUAL: "=",
    RelationOperator.LESS: "<",
    RelationOperator.LESS_EQUAL: r"\le",
    RelationOperator.GREATER: ">",
    RelationOperator.GREATER_EQUAL: r"\ge",
}
_LONGEST = 120


class UnsetError(Exception):
    """It can't be written as a line."""


def set_term(node: Node, like: Node) -> str:
    """An expression as LaTeX, multiplied out where the one it stands for is. Raises UnsetError."""
    try:
        if contains(node, Matrix):
            return _short(str(latex(build(node))))
        found, model = worked(expression(node)), worked(expression(like))
    except (UnbuildableError, BuildError, ArithmeticError, TypeError, ValueError) as error:
        raise UnsetError(str(error)) from error
    if found.has(sympy.zoo, sympy.nan, sympy.oo, sympy.I) and not model.has(sympy.I):
        raise UnsetError("no value")
    return _short(tex(found.expand() if model == model.expand() else found))


def set_link(link: Link, like: Link) -> str:
    """An equation or inequality as LaTeX. Raises UnsetError."""
    if link.operator not in SIGNS:
        raise UnsetError(link.operator)
    return f"{set_term(link.left, like.left)} {SIGNS[link.operator]} {set_term(link.right, like.right)}"


def tex(found: Expr) -> str:
    """An expression as LaTeX, as it is written in school: natural logarithms are `ln`."""
    return str(latex(found, ln_notation=True))


def _short(text: str) -> str:
    if len(text) > _LONGEST:
        raise UnsetError("too long")
    return text
