"""Exact ways to show that an expression vanishes identically, each with a bound on its cost."""

import math
from math import comb, prod

from sympy import Expr, Integer, Pow, cancel, exp, expand, expand_func, expand_log, powsimp, together
from sympy.functions import factorial, gamma
from sympy.functions.combinatorial.factorials import binomial
from sympy.functions.elementary.hyperbolic import HyperbolicFunction
from sympy.functions.elementary.trigonometric import TrigonometricFunction
from sympy.polys.polyerrors import BasePolynomialError
from sympy.simplify.combsimp import combsimp

_EXPANDABLE_OPERATIONS = 400
_REWRITABLE_OPERATIONS = 60
_MOST_TERMS = 1500


def is_expandable(expression: Expr) -> bool:
    """Whether expanding makes a bounded number of terms."""
    return expression.count_ops() <= _EXPANDABLE_OPERATIONS and _terms(expression) <= _MOST_TERMS


def _terms(expression: Expr) -> float:
    """An upper bound on the number of terms after multiplying out, inside every function too."""
    inside = [_terms(part) for part in expression.args]
    if expression.is_Add:
        return sum(inside)
    if expression.is_Mul:
        return prod(inside)
    if isinstance(expression, Pow) and isinstance(expression.exp, Integer) and inside[0] > 1:
        power = abs(int(expression.exp))
        return math.inf if inside[0] * power > _MOST_TERMS else float(comb(int(inside[0]) + power - 1, power))
    return max(inside, default=1)


def is_zero(expression: Expr) -> bool:
    """Whether exact algebra shows the expression to be identically zero; False says nothing."""
    if not is_expandable(expression):
        return False
    attempts = (_expands_to_zero, _cancels_to_zero, _rewrites_to_zero, _combines_to_zero)
    try:
        return any(attempt(expression) for attempt in attempts)
    except (BasePolynomialError, NotImplementedError, ValueError, TypeError, ZeroDivisionError):
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
