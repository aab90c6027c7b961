"""Trees changed by way of sympy: an expression out of a tree, and a tree out of what it became."""

from collections.abc import Callable

import sympy
from sympy import Expr

from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.outcome import Parsed
from tutor.check.reading.tree import Node
from tutor.check.understanding import understood
from tutor.lesson.slips.setting import tex


def reworked(node: Node, change: Callable[[Expr], Expr]) -> Node | None:
    """What `change` makes of a tree's expression, as a tree again; None where that can't be told."""
    try:
        changed = change(expression(node))
    except (UnbuildableError, ArithmeticError, TypeError, ValueError):
        return None
    if changed.has(sympy.nan, sympy.zoo, sympy.oo):
        return None
    reading = understood(tex(changed))
    return reading.tree if isinstance(reading, Parsed) else None
