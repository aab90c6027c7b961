"""Exact ways to show that an expression vanishes identically, each with a bound on its cost."""

from sympy import Expr, Integer, Pow, cancel, exp, expand, expand_func, expand_log, powsimp, together
from sympy.functions import factorial, gamma
from sympy.functions.combinatorial.factorials import binomial
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import TrigonometricFunction
from sympy.polys.polyerrors import PolynomialError
from sympy.simplify.combsimp import combsimp

_EXPANDABLE_OPERATIONS = 400
_REWRITABLE_OPERATIONS = 60
_HIGHEST_EXPANDED_POWER = 60


def is_expandable(expression: Expr) -> bool:
    """Whether expanding makes a bounded number of terms."""
    return expression.count_ops() <= _EXPANDABLE_OPERATIONS and not any(
        isinstance(power.exp, Integer) and abs(power.exp) > _HIGHEST_EXPANDED_POWER and power.base.is_Add
        for power in expression.atoms(Pow)
    )


def is_zero(expression: Expr) -> bool:
    """Whether exact algebra shows the expression to be identically zero; False says nothing."""
    if not is_expandable(expression):
        return False
    attempts = (_expands_to_zero, _cancels_to_zero, _rewrites_to_zero, _combines_to_zero)
    try:
        return any(attempt(expression) for attempt in attempts)
    except (PolynomialError, NotImplementedError, ValueError, TypeError, ZeroDivisionError):
        return False  # sympy's ways to say that a method does not apply


def _expands_to_zero(expression: Expr) -> bool:
    return bool(expand(expression) == 0)


def _cancels_to_zero(expression: Expr) -> bool:
    numerator, _ = together(expression).as_numer_denom()
    if expand(numerator) == 0:
        return True
    return bool(expression.is_rational_function() and cancel(expression) == 0)


def _rewrites_to_zero(expression: Expr) -> bool:
    """Trigonometric identities through exponentials; logarithms are left whole (branches)."""
    if expression.count_ops() > _REWRITABLE_OPERATIONS:
        return False
    if expression.has(TrigonometricFunction, HyperbolicFunction):
        numerator, _ = together(expression.rewrite(exp)).as_numer_denom()
        merged = powsimp(expand(numerator))
        return bool(merged == 0) or bool(expand(powsimp(expand(merged))) == 0)
    return bool(expand(powsimp(expand_log(expand(expression)))) == 0)


def _combines_to_zero(expression: Expr) -> bool:
    if not expression.has(factorial, binomial, gamma):
        return False
    if expression.count_ops() > _REWRITABLE_OPERATIONS:
        return False
    return bool(expand(expand_func(expression)) == 0) or bool(combsimp(expression) == 0)
