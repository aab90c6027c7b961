"""Numbers, names, operations and functions in sympy."""

from fractions import Fraction as ExactFraction
from typing import Final

import sympy as s

from tutor.check.reading import tree as t
from tutor.check.reading.nouns import noun
from tutor.check.symbolic.build import Builder, builds
from tutor.check.symbolic.outcome import NoMethodError

_CONSTANTS: Final = {
    t.ConstantName.PI: s.pi,
    t.ConstantName.E: s.E,
    t.ConstantName.I: s.I,
    t.ConstantName.INFINITY: s.oo,
}


def rational(value: ExactFraction) -> s.Rational:
    """An exact fraction in sympy."""
    return s.Rational(value.numerator, value.denominator)


@builds(t.Integer, t.BaseLiteral)
def integer(_builder: Builder, node: t.Node) -> s.Basic:
    """A whole number."""
    assert isinstance(node, t.Integer | t.BaseLiteral)
    return s.Integer(node.value)


@builds(t.Decimal, t.RepeatingDecimal)
def decimal(_builder: Builder, node: t.Node) -> s.Basic:
    """The exact value of a decimal."""
    assert isinstance(node, t.Decimal | t.RepeatingDecimal)
    if isinstance(node, t.Decimal) and node.continues:
        raise NoMethodError("a decimal that goes on has no exact value")
    return rational(node.value)


@builds(t.MixedNumber)
def mixed(_builder: Builder, node: t.Node) -> s.Basic:
    """Whole and fraction together."""
    assert isinstance(node, t.MixedNumber)
    return node.whole + s.Rational(node.numerator, node.denominator)


@builds(t.Percent)
def percent(builder: Builder, node: t.Node) -> s.Basic:
    """Hundredths."""
    assert isinstance(node, t.Percent)
    return builder.expression(node.value) / 100


@builds(t.Degrees)
def degrees(builder: Builder, node: t.Node) -> s.Basic:
    """An angle in radians."""
    assert isinstance(node, t.Degrees)
    return builder.expression(node.value) * s.pi / 180


@builds(t.Constant)
def constant(_builder: Builder, node: t.Node) -> s.Basic:
    """π, e, i, ∞."""
    assert isinstance(node, t.Constant)
    return _CONSTANTS[node.name]


@builds(t.Symbol)
def symbol(builder: Builder, node: t.Node) -> s.Basic:
    """A symbol under the builder's assumptions."""
    assert isinstance(node, t.Symbol)
    return builder.symbol(node.name)


@builds(t.Text)
def text(builder: Builder, node: t.Node) -> s.Basic:
    """Words in a formula name a quantity."""
    assert isinstance(node, t.Text)
    return builder.symbol(node.text)


@builds(t.Negation)
def negation(builder: Builder, node: t.Node) -> s.Basic:
    """-x."""
    assert isinstance(node, t.Negation)
    return -builder.expression(node.operand)


@builds(t.Sum)
def addition(builder: Builder, node: t.Node) -> s.Basic:
    """A sum; of matrices too."""
    assert isinstance(node, t.Sum)
    built = [builder.build(_positive(term)) for term in node.terms]
    signs = [-1 if isinstance(term, t.Negation) else 1 for term in node.terms]
    if any(isinstance(part, s.MatrixBase) for part in built):
        return _matrix_sum([sign * part for sign, part in zip(signs, built, strict=True)])
    return s.Add(
        *[sign * builder.expression(_positive(term)) for sign, term in zip(signs, node.terms, strict=True)]
    )


def _positive(term: t.Node) -> t.Node:
    return term.operand if isinstance(term, t.Negation) else term


def _matrix_sum(parts: list[s.Basic]) -> s.Basic:
    first, *others = parts
    if not all(isinstance(part, s.MatrixBase) and part.shape == first.shape for part in parts):
        raise NoMethodError("matrices of different shapes")
    for part in others:
        first = first + part
    return first


@builds(t.Product)
def multiplication(builder: Builder, node: t.Node) -> s.Basic:
    """A product; of matrices in the order written."""
    assert isinstance(node, t.Product)
    built = [builder.build(factor) for factor in node.factors]
    if any(isinstance(part, s.MatrixBase) for part in built):
        return _matrix_product(built)
    return s.Mul(*builder.expressions(node.factors))


def _matrix_product(parts: list[s.Basic]) -> s.Basic:
    result = parts[0]
    for part in parts[1:]:
        both = isinstance(result, s.MatrixBase) and isinstance(part, s.MatrixBase)
        if both and result.shape[1] != part.shape[0]:
            raise NoMethodError("matrices that can't be multiplied")
        if not isinstance(part, s.Expr | s.MatrixBase):
            raise NoMethodError("no factor of a matrix")
        result = result * part
    return result


@builds(t.Fraction)
def division(builder: Builder, node: t.Node) -> s.Basic:
    """A quotient with a denominator that is not zero."""
    assert isinstance(node, t.Fraction)
    numerator, denominator = builder.build(node.numerator), builder.expression(node.denominator)
    if denominator.is_zero:
        raise NoMethodError("division by zero")
    if isinstance(numerator, s.MatrixBase):
        return numerator / denominator
    return builder.expression(node.numerator) / denominator


@builds(t.Ratio)
def ratio(builder: Builder, node: t.Node) -> s.Basic:
    """A ratio of two is a quotient."""
    assert isinstance(node, t.Ratio)
    if len(node.parts) != 2:
        raise NoMethodError("a ratio of more than two parts")
    return division(builder, t.Fraction(*node.parts))


@builds(t.Power)
def power(builder: Builder, node: t.Node) -> s.Basic:
    """A power; of a square matrix to a whole number too."""
    assert isinstance(node, t.Power)
    base, exponent = builder.build(node.base), builder.expression(node.exponent)
    if isinstance(base, s.MatrixBase):
        return _matrix_power(base, exponent)
    if not isinstance(base, s.Expr):
        raise NoMethodError(f"a power of {noun(node.base)}")
    if base.is_zero and exponent.is_nonpositive:
        raise NoMethodError("0 to a power that is not positive")
    return s.Pow(base, exponent)


def _matrix_power(base: s.Basic, exponent: s.Expr) -> s.Basic:
    if base.shape[0] != base.shape[1] or not exponent.is_Integer or not -50 <= exponent <= 50:
        raise NoMethodError("a power of a matrix")
    if exponent < 0 and base.det() == 0:
        raise NoMethodError("a singular matrix has no inverse")
    return base**exponent


@builds(t.Root)
def root(builder: Builder, node: t.Node) -> s.Basic:
    """The principal root; an odd root is the real one, of a negative number the negative one."""
    assert isinstance(node, t.Root)
    radicand, index = builder.expression(node.radicand), builder.expression(node.index)
    if index.is_zero:
        raise NoMethodError("a root of index 0")
    if index.is_Integer and index.is_odd and index.is_positive:
        return _odd_root(radicand, int(index))
    return s.Pow(radicand, 1 / index)


def _odd_root(radicand: s.Expr, index: int) -> s.Expr:
    """With whole powers taken out: over the reals the fifth root of p⁵ is p, whatever its sign."""
    outside: s.Expr = s.S.One
    if radicand.is_negative or radicand.as_coeff_Mul()[0].is_negative:
        outside, radicand = s.S.NegativeOne, -radicand
    inside: s.Expr = s.S.One
    for factor in s.Mul.make_args(radicand):
        base, exponent = factor.as_base_exp()
        times = int(exponent / index) if exponent.is_Integer and not factor.is_number else 0
        outside *= base**times
        inside *= factor / base ** (times * index)
    return outside * s.Pow(inside, s.Rational(1, index))


@builds(t.Factorial)
def factorial(builder: Builder, node: t.Node) -> s.Basic:
    """n! and n!!."""
    assert isinstance(node, t.Factorial)
    operand = builder.expression(node.operand)
    return s.factorial(operand) if node.step == 1 else s.factorial2(operand)


@builds(t.Binomial)
def binomial(builder: Builder, node: t.Node) -> s.Basic:
    """n choose k."""
    assert isinstance(node, t.Binomial)
    return s.binomial(builder.expression(node.upper), builder.expression(node.lower))


@builds(t.AbsoluteValue)
def absolute(builder: Builder, node: t.Node) -> s.Basic:
    """|x|, or the length of a vector."""
    assert isinstance(node, t.AbsoluteValue)
    inner = builder.build(node.operand)
    if isinstance(inner, s.Tuple):
        return s.sqrt(s.Add(*[s.Abs(part) ** 2 for part in inner]))
    if isinstance(inner, s.MatrixBase):
        if 1 not in inner.shape:
            raise NoMethodError("the norm of a matrix")
        return inner.norm()
    return s.Abs(builder.expression(node.operand))


_ONE_ARGUMENT: Final = {
    t.FunctionName.SIN: s.sin,
    t.FunctionName.COS: s.cos,
    t.FunctionName.TAN: s.tan,
    t.FunctionName.COT: s.cot,
    t.FunctionName.SEC: s.sec,
    t.FunctionName.CSC: s.csc,
    t.FunctionName.ARCSIN: s.asin,
    t.FunctionName.ARCCOS: s.acos,
    t.FunctionName.ARCTAN: s.atan,
    t.FunctionName.ARCCOT: s.acot,
    t.FunctionName.ARCSEC: s.asec,
    t.FunctionName.ARCCSC: s.acsc,
    t.FunctionName.SINH: s.sinh,
    t.FunctionName.COSH: s.cosh,
    t.FunctionName.TANH: s.tanh,
    t.FunctionName.COTH: s.coth,
    t.FunctionName.SECH: s.sech,
    t.FunctionName.CSCH: s.csch,
    t.FunctionName.ARSINH: s.asinh,
    t.FunctionName.ARCOSH: s.acosh,
    t.FunctionName.ARTANH: s.atanh,
    t.FunctionName.LN: s.log,
    t.FunctionName.EXP: s.exp,
    t.FunctionName.FLOOR: s.floor,
    t.FunctionName.CEIL: s.ceiling,
    t.FunctionName.SGN: s.sign,
    t.FunctionName.RE: s.re,
    t.FunctionName.IM: s.im,
    t.FunctionName.ARG: s.arg,
    t.FunctionName.CONJUGATE: s.conjugate,
}
_MATRIX_FUNCTIONS: Final = {
    t.FunctionName.DET: s.MatrixBase.det,
    t.FunctionName.TRACE: s.MatrixBase.trace,
    t.FunctionName.TRANSPOSE: s.MatrixBase.transpose,
}
_EXTREMES: Final = {t.FunctionName.MIN: s.Min, t.FunctionName.MAX: s.Max}
_DIVISORS: Final = {t.FunctionName.GCD: s.igcd, t.FunctionName.LCM: s.ilcm}


@builds(t.Call)
def call(builder: Builder, node: t.Node) -> s.Basic:
    """A known function of its arguments."""
    assert isinstance(node, t.Call)
    name = node.function
    if name is t.FunctionName.LOG:
        return _logarithm(builder, node)
    if name is t.FunctionName.MOD:
        return _modulo(builder, *node.arguments)
    if name in _MATRIX_FUNCTIONS:
        return _of_matrix(builder, node)
    arguments = builder.expressions(node.arguments)
    if name in _EXTREMES:
        return _extreme(name, arguments)
    if name in _DIVISORS:
        if not all(argument.is_Integer for argument in arguments):
            raise NoMethodError(f"{name} of what are no whole numbers")
        return s.Integer(_DIVISORS[name](*arguments))
    value = _ONE_ARGUMENT[name](*arguments)
    if value.has(s.zoo, s.nan):
        raise NoMethodError(f"{name} is not defined there")
    return value


def _extreme(name: t.FunctionName, arguments: list[s.Expr]) -> s.Basic:
    if any(argument.is_extended_real is False for argument in arguments):
        raise NoMethodError("only real numbers are ordered")
    try:
        return _EXTREMES[name](*arguments)
    except ValueError as error:  # sympy's answer to arguments it can't compare
        raise NoMethodError("arguments without order") from error


def _logarithm(builder: Builder, node: t.Call) -> s.Basic:
    argument = builder.expression(node.arguments[0])
    base = builder.expression(node.arguments[1]) if len(node.arguments) > 1 else builder.assumptions.log_base
    if argument.is_zero or (base is not None and base in {0, 1}):
        raise NoMethodError("a logarithm that is not defined")
    return s.log(argument) if base is None else s.log(argument, base)


def _modulo(builder: Builder, dividend: t.Node, divisor: t.Node) -> s.Basic:
    modulus = builder.expression(divisor)
    if modulus.is_zero:
        raise NoMethodError("division by zero")
    if isinstance(dividend, t.Power):
        base, exponent = builder.expression(dividend.base), builder.expression(dividend.exponent)
        if base.is_Integer and exponent.is_Integer and exponent >= 0 and modulus.is_Integer:
            return s.Integer(pow(int(base), int(exponent), int(modulus)))
    return s.Mod(builder.expression(dividend), modulus)


def _of_matrix(builder: Builder, node: t.Call) -> s.Basic:
    matrix = builder.build(node.arguments[0])
    if not isinstance(matrix, s.MatrixBase):
        raise NoMethodError(f"{node.function} of what is no matrix")
    if node.function is not t.FunctionName.TRANSPOSE and matrix.shape[0] != matrix.shape[1]:
        raise NoMethodError(f"{node.function} of a matrix that is not square")
    return _MATRIX_FUNCTIONS[node.function](matrix)


@builds(t.Application)
def application(builder: Builder, node: t.Node) -> s.Basic:
    """An unknown function of its arguments; its primes are derivatives."""
    assert isinstance(node, t.Application)
    if node.inverse:
        raise NoMethodError("the inverse of an unknown function")
    name = builder.symbol(node.name).name
    arguments = builder.expressions(node.arguments)
    if not node.order:
        return s.Function(name)(*arguments)
    if len(arguments) != 1:
        raise NoMethodError("primes on a function of several variables")
    variable = s.Dummy("x")
    derivative = s.Derivative(s.Function(name)(variable), (variable, node.order))
    return s.Subs(derivative, variable, arguments[0])
