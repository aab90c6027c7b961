"""Expressions of one letter as functions of floats, without any text being evaluated as code.

Real mathematics as in school: odd roots of negative numbers are real.
"""

import math
from collections.abc import Callable, Mapping
from typing import Final

import sympy
from sympy import Expr, Rational, Symbol

Function = Callable[[float], float | None]
"""The value at a place; None where there is none."""

_Raw = Callable[[float], float]
_DIGITS = 17


class _NoNumberError(Exception):
    """Something in the expression has no value in floats."""


def compiled(found: Expr, variable: Symbol) -> Function | None:
    """The expression as a function of its letter; None when something in it can't be computed."""
    try:
        raw = _made(found, variable)
    except _NoNumberError:
        return None

    def value(place: float) -> float | None:
        try:
            height = raw(place)
        except (ArithmeticError, ValueError):
            return None
        return height if math.isfinite(height) else None

    return value


def number(found: Expr) -> float | None:
    """A closed expression as a finite float; None for what is not real."""
    value = compiled(found, Symbol("no_letter"))
    if value is not None:
        return value(0.0)
    try:
        worth = float(found.evalf(_DIGITS))
    except (TypeError, ValueError, OverflowError):
        return None
    return worth if math.isfinite(worth) else None


def _made(found: Expr, variable: Symbol) -> _Raw:
    if found == variable:
        return lambda place: place
    if isinstance(found, sympy.Add | sympy.Mul):
        parts = [_made(part, variable) for part in found.args]
        return _total(parts) if isinstance(found, sympy.Add) else _product(parts)
    if isinstance(found, sympy.Pow):
        return _power(found, variable)
    if found.is_number and not found.args:
        return _constant(found)
    simple = _FUNCTIONS.get(found.func)
    if simple is None:
        raise _NoNumberError
    return _applied(simple, [_made(part, variable) for part in found.args])


def _constant(found: Expr) -> _Raw:
    try:
        value = float(found)
    except (TypeError, OverflowError) as error:
        raise _NoNumberError from error
    return lambda _: value


def _total(parts: list[_Raw]) -> _Raw:
    if len(parts) == 2:
        one, other = parts
        return lambda place: one(place) + other(place)
    return lambda place: math.fsum(part(place) for part in parts)


def _product(parts: list[_Raw]) -> _Raw:
    if len(parts) == 2:
        one, other = parts
        return lambda place: one(place) * other(place)
    return lambda place: math.prod(part(place) for part in parts)


def _power(found: sympy.Pow, variable: Symbol) -> _Raw:
    base, exponent = found.args
    inner = _made(base, variable)
    if isinstance(exponent, sympy.Integer) and abs(int(exponent)) < 10**9:
        whole = int(exponent)
        return lambda place: inner(place) ** whole
    if isinstance(exponent, Rational) and exponent.q % 2:
        return _odd_root(inner, float(exponent), -1.0 if exponent.p % 2 else 1.0)
    outer = _made(exponent, variable)
    return lambda place: math.pow(inner(place), outer(place))


def _odd_root(inner: _Raw, exponent: float, sign: float) -> _Raw:
    def value(place: float) -> float:
        base = inner(place)
        return sign * math.pow(-base, exponent) if base < 0 else math.pow(base, exponent)

    return value


def _applied(function: Callable[..., float], parts: list[_Raw]) -> _Raw:
    if len(parts) == 1:
        (part,) = parts
        return lambda place: function(part(place))
    return lambda place: function(*(part(place) for part in parts))


def _sign(value: float) -> float:
    return float((value > 0) - (value < 0))


def _factorial(value: float) -> float:
    return math.gamma(value + 1)


def _floor(value: float) -> float:
    return float(math.floor(value))


def _ceiling(value: float) -> float:
    return float(math.ceil(value))


_FUNCTIONS: Final[Mapping[type, Callable[..., float]]] = {
    sympy.exp: math.exp,
    sympy.log: math.log,
    sympy.Abs: abs,
    sympy.sign: _sign,
    sympy.floor: _floor,
    sympy.ceiling: _ceiling,
    sympy.Min: min,
    sympy.Max: max,
    sympy.Mod: lambda one, other: one % other,
    sympy.factorial: _factorial,
    sympy.gamma: math.gamma,
    sympy.sin: math.sin,
    sympy.cos: math.cos,
    sympy.tan: math.tan,
    sympy.cot: lambda angle: 1 / math.tan(angle),
    sympy.sec: lambda angle: 1 / math.cos(angle),
    sympy.csc: lambda angle: 1 / math.sin(angle),
    sympy.asin: math.asin,
    sympy.acos: math.acos,
    sympy.atan: math.atan,
    sympy.sinh: math.sinh,
    sympy.cosh: math.cosh,
    sympy.tanh: math.tanh,
    sympy.coth: lambda value: 1 / math.tanh(value),
    sympy.asinh: math.asinh,
    sympy.acosh: math.acosh,
    sympy.atanh: math.atanh,
}
