"""Where an expression has a real value, as it is written: what cancels still has to be defined.

None wherever a part is not known, or has no one meaning for negative numbers (odd roots as powers).
"""

from collections.abc import Iterator

from sympy import Complement, FiniteSet, Intersection, Poly, Reals, Set, Symbol
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.roots import real_solutions
from tutor.check.comparing.inequalities import solution_set
from tutor.check.comparing.sign_chart import real_roots
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    AbsoluteValue,
    Call,
    Constant,
    ConstantName,
    Decimal,
    Fraction,
    FunctionName,
    Integer,
    MixedNumber,
    Negation,
    Node,
    Power,
    Product,
    Relation,
    RelationOperator,
    Root,
    Sum,
)
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import letters, walk

_HARMLESS = (AbsoluteValue, Decimal, Integer, Letter, MixedNumber, Negation, Product, Sum)
_EVERYWHERE = frozenset(
    {
        FunctionName.SIN,
        FunctionName.COS,
        FunctionName.ARCTAN,
        FunctionName.EXP,
        FunctionName.SINH,
        FunctionName.COSH,
        FunctionName.TANH,
    }
)
HIGHEST_DEGREE = 12
_CONSTANTS = (ConstantName.PI, ConstantName.E)
_ZERO = Integer(0)


class _UnknownError(Exception):
    """A part whose domain is not known."""


def natural_domain(body: Node, variable: str) -> Set | None:
    """The real numbers at which every part is defined. Raises UnbuildableError."""
    real = Symbol(variable, real=True)
    try:
        parts = [_where(condition, variable, real) for condition in _conditions(body)]
    except _UnknownError:
        return None
    return Intersection(Reals, *parts)


def _conditions(body: Node) -> Iterator[Relation]:
    for node in walk(body):
        if letters(node) or not isinstance(node, _HARMLESS):
            yield from _condition(node)


def _condition(node: Node) -> Iterator[Relation]:
    match node:
        case Fraction(denominator=bottom):
            yield _stands(bottom, RelationOperator.NOT_EQUAL)
        case Root(radicand=inside, index=Integer(value=index)):
            if index % 2 == 0:
                yield _stands(inside, RelationOperator.GREATER_EQUAL)
        case Power(base=base, exponent=exponent):
            yield from _of_power(base, exponent)
        case Call(function=function, arguments=(argument, *rest)):
            yield from _of_call(function, argument, rest)
        case Constant(name=name) if name in _CONSTANTS:
            return
        case _ if not isinstance(node, _HARMLESS):
            raise _UnknownError


def _of_power(base: Node, exponent: Node) -> Iterator[Relation]:
    if letters(exponent):
        if letters(base) or not expression(base).is_positive:
            raise _UnknownError
        return
    power = expression(exponent)
    if power.is_Integer and power != 0:
        if power < 0:
            yield _stands(base, RelationOperator.NOT_EQUAL)
    elif power.is_Rational and power.q % 2 == 0:
        yield _stands(base, RelationOperator.GREATER if power < 0 else RelationOperator.GREATER_EQUAL)
    else:
        raise _UnknownError


def _of_call(function: FunctionName, argument: Node, rest: list[Node]) -> Iterator[Relation]:
    if function in (FunctionName.LN, FunctionName.LOG):
        base = expression(rest[0]) if rest else None
        if base is not None and not (base.is_positive and base != 1):
            raise _UnknownError
        yield _stands(argument, RelationOperator.GREATER)
    elif function in (FunctionName.ARCSIN, FunctionName.ARCCOS):
        yield Relation((Negation(Integer(1)), argument, Integer(1)), (RelationOperator.LESS_EQUAL,) * 2)
    elif function not in _EVERYWHERE:
        raise _UnknownError


def _stands(node: Node, operator: RelationOperator) -> Relation:
    return Relation((node, _ZERO), (operator,))


def _where(condition: Relation, variable: str, real: Symbol) -> Set:
    """The numbers that satisfy a condition."""
    if not letters(condition):
        return _constant(condition)
    if condition.operators == (RelationOperator.NOT_EQUAL,):
        return Complement(Reals, _zeros(condition.operands[0], variable, real))
    found = solution_set(condition)
    if found is None:
        raise _UnknownError
    return found


def _constant(condition: Relation) -> Set:
    value = expression(condition.operands[0])
    holds = {
        RelationOperator.NOT_EQUAL: value.is_nonzero,
        RelationOperator.GREATER: value.is_positive,
        RelationOperator.GREATER_EQUAL: value.is_nonnegative,
    }.get(condition.operators[0])
    if not holds:
        raise _UnknownError
    return Reals


def _zeros(node: Node, variable: str, real: Symbol) -> Set:
    unknown = expression(Letter(variable))
    found = expression(node)
    try:
        polynomial = Poly(found.subs(unknown, real), real)
        zeros = real_roots(polynomial)
    except BasePolynomialError:
        polynomial, zeros = None, None
    if polynomial is not None and polynomial.degree() > HIGHEST_DEGREE:
        raise _UnknownError
    if zeros is None:
        solutions = real_solutions(found, unknown)
        if solutions is None or solutions.everything:
            raise _UnknownError
        zeros = solutions.real
    return FiniteSet(*zeros)
