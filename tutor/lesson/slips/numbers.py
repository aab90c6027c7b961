"""What a tree is worth where its letters have given values: quick, to tell at once what can't be equal.

Exact for fractions, else in floating point. Whatever agrees here is compared by the checker afterwards.
"""

import cmath
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction as Exact
from functools import reduce
from operator import mul
from typing import Final

from sympy import Rational
from sympy.core.function import AppliedUndef

from tutor.check.expressions import UnbuildableError, expression, is_unfinished, worked
from tutor.check.reading.tree import (
    AbsoluteValue,
    Binomial,
    Call,
    Constant,
    ConstantName,
    Decimal,
    Degrees,
    Factorial,
    Fraction,
    FunctionName,
    Integer,
    Matrix,
    MixedNumber,
    Negation,
    Node,
    Percent,
    Power,
    Product,
    Quantity,
    Ratio,
    RepeatingDecimal,
    Root,
    Sum,
    Symbol,
)
from tutor.check.trees import contains


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of a matrix."""

    rows: "tuple[tuple[Exact | complex, ...], ...]"

    def __add__(self, other: object) -> "Table":
        if not isinstance(other, Table):
            return self if other == 0 else NotImplemented  # 0 begins a sum
        return Table(
            tuple(
                tuple(a + b for a, b in zip(row, more, strict=True))
                for row, more in zip(self.rows, other.rows, strict=True)
            )
        )

    __radd__ = __add__

    def __neg__(self) -> "Table":
        return self * Exact(-1)

    def __mul__(self, other: object) -> "Table":
        if isinstance(other, Table):
            columns = list(zip(*other.rows, strict=True))
            return Table(
                tuple(
                    tuple(
                        sum((a * b for a, b in zip(row, column, strict=True)), Exact(0)) for column in columns
                    )
                    for row in self.rows
                )
            )
        if isinstance(other, Exact | complex):
            return Table(tuple(tuple(entry * other for entry in row) for row in self.rows))
        return NotImplemented

    def __rmul__(self, other: object) -> "Table":
        return self * other


Number = Exact | complex | Table
Point = Mapping[str, Exact | complex]

_LARGEST_EXPONENT: Final = 200
_LARGEST_FACTORIAL: Final = 60
_CONSTANTS: Final = {ConstantName.PI: math.pi, ConstantName.E: math.e, ConstantName.I: 1j}
_CALLS: Final[dict[FunctionName, Callable[[complex], complex]]] = {
    FunctionName.SIN: cmath.sin,
    FunctionName.COS: cmath.cos,
    FunctionName.TAN: cmath.tan,
    FunctionName.ARCSIN: cmath.asin,
    FunctionName.ARCCOS: cmath.acos,
    FunctionName.ARCTAN: cmath.atan,
    FunctionName.EXP: cmath.exp,
    FunctionName.LN: cmath.log,
}
_CALLED: Final = frozenset({*_CALLS, FunctionName.MOD, FunctionName.LOG})


class UnvaluedError(Exception):
    """A tree has no value here."""


def value(node: Node, at: Point) -> Number:
    """The value of a tree. Raises UnvaluedError."""
    try:
        return _value(node, at)
    except (ArithmeticError, ValueError, TypeError) as error:
        raise UnvaluedError(str(error)) from error


def same(one: Number, other: Number) -> bool:
    """Equal; in floating point to nine digits."""
    if isinstance(one, Table) or isinstance(other, Table):
        return _same_tables(one, other)
    if isinstance(one, Exact) and isinstance(other, Exact):
        return one == other
    try:
        first, second = complex(one), complex(other)
        return abs(first - second) <= 1e-9 * max(1e-6, abs(first), abs(second))
    except OverflowError:
        return False


def _same_tables(one: Number, other: Number) -> bool:
    if not (isinstance(one, Table) and isinstance(other, Table)):
        return False
    if [len(row) for row in one.rows] != [len(row) for row in other.rows]:
        return False
    return all(
        same(a, b)
        for row, more in zip(one.rows, other.rows, strict=True)
        for a, b in zip(row, more, strict=True)
    )


def _value(node: Node, at: Point) -> Number:  # noqa: C901, PLR0911, PLR0912 - one line a kind of node
    match node:
        case Integer(value=whole):
            return Exact(whole)
        case Symbol(name=name):
            if name not in at:
                raise UnvaluedError(name)
            return at[name]
        case Sum(terms=terms):
            return sum((_value(term, at) for term in terms), start=Exact(0))
        case Negation(operand=operand):
            return -_value(operand, at)
        case Product(factors=factors):
            return reduce(mul, (_value(factor, at) for factor in factors))
        case Fraction(numerator=top, denominator=bottom):
            return _divided(_value(top, at), _value(bottom, at))
        case Ratio(parts=(first, second)):
            return _divided(_value(first, at), _value(second, at))
        case Power(base=base, exponent=exponent):
            return _power(_value(base, at), _value(exponent, at))
        case Root(radicand=radicand, index=index):
            return _power(_value(radicand, at), _divided(Exact(1), _value(index, at)))
        case Decimal(continues=False) | RepeatingDecimal():
            return node.value
        case MixedNumber(whole=whole, numerator=over, denominator=under):
            return whole + Exact(over, under)
        case Percent(value=inner):
            return _divided(_value(inner, at), Exact(100))
        case Degrees(value=inner):
            return complex(_scalar(_value(inner, at))) * math.pi / 180
        case Quantity(value=inner):
            return _value(inner, at)
        case Constant(name=name) if name in _CONSTANTS:
            return complex(_CONSTANTS[name])
        case AbsoluteValue(operand=operand):
            found = _scalar(_value(operand, at))
            return abs(found) if isinstance(found, Exact) else complex(abs(found))
        case Factorial(operand=operand, step=1):
            return Exact(math.factorial(_small(_value(operand, at))))
        case Binomial(upper=upper, lower=lower):
            return Exact(math.comb(_small(_value(upper, at)), _small(_value(lower, at))))
        case Matrix(rows=rows):
            return Table(tuple(tuple(_scalar(_value(entry, at)) for entry in row) for row in rows))
        case Call(function=function, arguments=arguments) if function in _CALLED and not contains(
            node, Matrix
        ):
            return _called(function, [_value(each, at) for each in arguments])
    return _by_sympy(node, at)


def _scalar(number: Number) -> Exact | complex:
    if isinstance(number, Table):
        raise UnvaluedError("a table inside a table")
    return number


def _called(function: FunctionName, values: list[Number]) -> Number:
    arguments = [_scalar(each) for each in values]
    if function is FunctionName.MOD and all(isinstance(each, Exact) for each in arguments):
        return arguments[0] % arguments[1]  # type: ignore[operator]
    if function is FunctionName.LOG:
        base = complex(arguments[1]) if len(arguments) == 2 else 10
        return cmath.log(complex(arguments[0])) / cmath.log(base)
    if function in _CALLS:
        return _CALLS[function](complex(arguments[0]))
    raise UnvaluedError(function)


def _divided(top: Number, bottom: Number) -> Number:
    if isinstance(top, Exact) and isinstance(bottom, Exact):
        return top / bottom
    if isinstance(top, Table):
        return top * (1 / _scalar(bottom))
    return complex(_scalar(top)) / complex(_scalar(bottom))


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(exponent, Exact) and exponent.denominator == 1:
        if abs(exponent) > _LARGEST_EXPONENT:
            raise UnvaluedError("too large")
        power = int(exponent)
        if isinstance(base, Table):
            if power < 1:
                raise UnvaluedError("an inverse")
            return reduce(mul, [base] * power)
        return base**power if isinstance(base, Exact) else complex(base) ** power
    found = complex(_scalar(base)) ** complex(_scalar(exponent))
    if isinstance(base, Exact) and isinstance(exponent, Exact) and base > 0:
        return _exactly(base, exponent, found)
    return found


def _exactly(base: Exact, exponent: Exact, found: complex) -> Number:
    """The root of a square as a fraction, where it is one."""
    guess = Exact(round(found.real * base.denominator), base.denominator)
    return guess if guess**exponent.denominator == base**exponent.numerator else found


def _small(number: Number) -> int:
    if isinstance(number, Exact) and number.denominator == 1 and 0 <= number <= _LARGEST_FACTORIAL:
        return int(number)
    raise UnvaluedError("no small whole number")


def _by_sympy(node: Node, at: Point) -> Number:
    """Derivatives, integrals, sums and limits are worked out first."""
    try:
        found = worked(expression(node))
    except UnbuildableError as error:
        raise UnvaluedError(error.detail) from error
    if is_unfinished(found) or found.has(AppliedUndef):
        raise UnvaluedError("not worked out")
    for symbol in found.free_symbols:
        if symbol.name not in at:
            raise UnvaluedError(symbol.name)
    put = found.subs({symbol: _sympy(at[symbol.name]) for symbol in found.free_symbols})
    if put.is_Rational:
        return Exact(int(put.p), int(put.q))
    try:
        return complex(put.evalf())
    except TypeError as error:
        raise UnvaluedError("no number") from error


def _sympy(number: Number) -> object:
    return Rational(number.numerator, number.denominator) if isinstance(number, Exact) else number
