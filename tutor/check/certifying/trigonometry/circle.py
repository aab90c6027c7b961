"""A trigonometric equation as a polynomial on the unit circle, with the points where it has no value.

Every sin, cos, tan, … of a multiple of one angle θ becomes a quotient of polynomials in c = cos θ and
s = sin θ. Nothing is cancelled: what has no value as it is written has none in the end either.
"""

from dataclasses import dataclass
from math import gcd
from typing import Final

from sympy import Expr, Poly, Rational, S, Symbol, chebyshevt, chebyshevu, cos, expand, ilcm, pi, sin
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.proofs import is_expandable
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Call,
    Fraction,
    FunctionName,
    Negation,
    Node,
    Power,
    Product,
    Relation,
    Sum,
)
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import letters, signed_integer, walk

COSINE: Final = Symbol("c", real=True)
SINE: Final = Symbol("s", real=True)

_FUNCTIONS: Final = {
    FunctionName.SIN: (SINE, S.One),
    FunctionName.COS: (COSINE, S.One),
    FunctionName.TAN: (SINE, COSINE),
    FunctionName.COT: (COSINE, SINE),
    FunctionName.SEC: (S.One, COSINE),
    FunctionName.CSC: (S.One, SINE),
}
_HIGHEST_MULTIPLE: Final = 8
_HIGHEST_POWER: Final = 8
_LIKELY_DEGREES: Final = 10
_PARTS_OF_HALF_TURN: Final = 12  # the shifts whose sines are sums of square roots


@dataclass(frozen=True, slots=True)
class Circle:
    """`top` = 0 at θ = speed·x + start, where none of `poles` is 0.

    `leaves_unit_open` where degrees may be meant without their sign, as in sin(x + 30) and sin(30t).
    """

    top: Expr
    poles: tuple[Expr, ...]
    speed: Expr
    start: Expr
    leaves_unit_open: bool = False

    def turns(self, value: Expr) -> Expr:
        """The angle that belongs to a value of the unknown, in full turns."""
        return expand((self.speed * value + self.start) / (2 * pi))

    def value(self, turns: Expr) -> Expr:
        """The value of the unknown that belongs to an angle in full turns."""
        return expand((2 * pi * turns - self.start) / self.speed)


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A value, and what must not vanish for it to exist."""

    top: Expr
    bottom: Expr = S.One
    poles: tuple[Expr, ...] = ()


class _NoFormError(Exception):
    """Something that is no quotient of polynomials in c and s."""


def on_circle(equation: Relation, unknown: str) -> Circle | None:
    """The equation in that form; None where the unknown stands anywhere but in sines and their like."""
    calls = {node for node in walk(equation) if isinstance(node, Call) and unknown in letters(node)}
    lines = {call: _line(call, expression(Letter(unknown))) for call in calls}
    found = {call: line for call, line in lines.items() if line is not None}
    if not found or len(found) < len(lines):
        return None
    speed = _common_speed([line[0] for line in found.values()])
    if speed is None:
        return None
    multiples = {call: int(line[0] / speed) for call, line in found.items()}
    slowest = min(found, key=lambda call: (abs(multiples[call]), str(call)))
    start = expand(found[slowest][1] / multiples[slowest])
    angles = {call: (multiples[call], expand(found[call][1] - multiples[call] * start)) for call in found}
    try:
        left, right = (_value(side, unknown, angles) for side in equation.operands)
    except _NoFormError:
        return None
    top = _reduced(left.top * right.bottom - right.top * left.bottom)
    poles = tuple(dict.fromkeys(pole for pole in (*left.poles, *right.poles) if pole != 1))
    return Circle(top, poles, speed, start, any(_may_be_degrees(*line) for line in found.values()))


def _line(call: Call, unknown: Symbol) -> tuple[Expr, Expr] | None:
    """a and b of sin(ax + b)."""
    if call.function not in _FUNCTIONS or len(call.arguments) != 1:
        return None
    try:
        line = Poly(expression(call.arguments[0]), unknown)
    except BasePolynomialError:
        return None
    if line.degree() != 1:
        return None
    slope, start = line.all_coeffs()
    is_known = not (slope.free_symbols or start.free_symbols) and slope.is_real and start.is_real
    return (slope, start) if is_known else None


def _may_be_degrees(slope: Expr, start: Expr) -> bool:
    bare = start.is_Rational and start != 0
    return bool(not slope.has(pi) and (bare or abs(slope) >= _LIKELY_DEGREES))


def _common_speed(slopes: list[Expr]) -> Expr | None:
    """The greatest speed of which all are whole multiples."""
    unit = pi if slopes[0].has(pi) else S.One
    ratios = [slope / unit for slope in slopes]
    if not all(ratio.is_Rational for ratio in ratios):
        return None
    bottom = ilcm(*[ratio.q for ratio in ratios], 1)
    common = Rational(gcd(*[int(ratio * bottom) for ratio in ratios]), bottom)
    return None if any(abs(ratio / common) > _HIGHEST_MULTIPLE for ratio in ratios) else common * unit


_Angles = dict[Call, tuple[int, Expr]]


def _value(node: Node, unknown: str, angles: _Angles) -> _Quotient:
    if unknown not in letters(node):
        return _Quotient(_constant(node))
    match node:
        case Negation(operand=inner):
            value = _value(inner, unknown, angles)
            return _Quotient(-value.top, value.bottom, value.poles)
        case Sum(terms=terms):
            return _sum([_value(term, unknown, angles) for term in terms])
        case Product(factors=factors):
            return _product([_value(factor, unknown, angles) for factor in factors])
        case Fraction(numerator=top, denominator=bottom):
            return _product([_value(top, unknown, angles), _inverse(_value(bottom, unknown, angles))])
        case Power(base=base, exponent=exponent):
            return _power(_value(base, unknown, angles), signed_integer(exponent))
        case Call() if node in angles:
            return _call(node.function, *angles[node])
    raise _NoFormError


def _constant(node: Node) -> Expr:
    value = expression(node)
    if value.free_symbols or not value.is_real:
        raise _NoFormError
    return value


def _sum(parts: list[_Quotient]) -> _Quotient:
    total = parts[0]
    for part in parts[1:]:
        poles = (*total.poles, *part.poles)
        if part.bottom == total.bottom:
            total = _Quotient(_reduced(total.top + part.top), total.bottom, poles)
        else:
            top = _reduced(total.top * part.bottom + part.top * total.bottom)
            total = _Quotient(top, _reduced(total.bottom * part.bottom), poles)
    return total


def _product(parts: list[_Quotient]) -> _Quotient:
    whole = _Quotient(S.One)
    for part in parts:
        top, bottom = _reduced(whole.top * part.top), _reduced(whole.bottom * part.bottom)
        whole = _Quotient(top, bottom, (*whole.poles, *part.poles))
    return whole


def _inverse(value: _Quotient) -> _Quotient:
    return _Quotient(value.bottom, value.top, (*value.poles, value.top))


def _power(value: _Quotient, exponent: int | None) -> _Quotient:
    if exponent is None or not 0 < abs(exponent) <= _HIGHEST_POWER:
        raise _NoFormError
    return _product([value if exponent > 0 else _inverse(value)] * abs(exponent))


def _call(function: FunctionName, multiple: int, shift: Expr) -> _Quotient:
    """A function of multiple·θ + shift."""
    if not (shift * _PARTS_OF_HALF_TURN / pi).is_Integer:
        raise _NoFormError
    size, sign = abs(multiple), 1 if multiple > 0 else -1
    along = chebyshevt(size, COSINE)
    across = sign * SINE * chebyshevu(size - 1, COSINE)
    turned = {
        COSINE: along * cos(shift) - across * sin(shift),
        SINE: across * cos(shift) + along * sin(shift),
    }
    top, bottom = (_reduced(part.xreplace(turned)) for part in _FUNCTIONS[function])
    return _Quotient(top, bottom, (bottom,))


def _reduced(value: Expr) -> Expr:
    """Multiplied out, with 1 - c² for s²."""
    if not is_expandable(value):
        raise _NoFormError
    total: Expr = S.Zero
    for (power,), factor in Poly(value, SINE).terms():
        total += factor * SINE ** (power % 2) * (1 - COSINE**2) ** (power // 2)
    return expand(total)
