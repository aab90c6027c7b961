"""Links without letters: worked out exactly, rounded decimals judged to the digits given.

What is false by exact arithmetic is still no mistake when a percent sign, a degree
sign, a unit, a base or the base of a logarithm may have been left out.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction as Exact
from math import prod

from sympy import Expr, Rational

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.rounding import Written, written
from tutor.check.comparing.sampling import sample
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import (
    BaseLiteral,
    Call,
    Constant,
    ConstantName,
    Decimal,
    Degrees,
    DivisionWithRemainder,
    Dots,
    Fraction,
    FunctionName,
    Integer,
    MixedNumber,
    Node,
    PlusMinus,
    Quantity,
    Ratio,
    RelationOperator,
    Root,
)
from tutor.check.reading.units import MEASURES
from tutor.check.steps.findings import breaks, holds, unsure
from tutor.check.steps.links import Link
from tutor.check.trees import contains, product, rewritten, walk
from tutor.vocabulary.verdict import Verdict, VerdictStatus

_CLOSE = Rational(1, 100)
_TRIGONOMETRIC = frozenset({FunctionName.SIN, FunctionName.COS, FunctionName.TAN})
_LOG_BASES = (10, 2)


def judge_arithmetic(link: Link) -> Verdict:
    """A link between two letter-free members."""
    if isinstance(link.right, DivisionWithRemainder):
        return _judge_remainder(link.left, link.right)
    if any(contains(side, Dots, PlusMinus) for side in (link.left, link.right)):
        return unsure("something is left out")
    first = _judge(link)
    if first.status is not VerdictStatus.BREAKS:
        return first
    if _judge(_with(link, _in_base_units)).status is VerdictStatus.HOLDS:
        return holds("equal once the units are converted")
    for reading in _other_readings(link):
        if reading is None or _judge(reading).status is not VerdictStatus.BREAKS:
            return unsure(f"{first.detail}, unless it is meant otherwise")
    return first


def judge_congruence(members: Iterable[Node], modulus: Node) -> Verdict:
    """a ≡ b (mod n) of whole numbers."""
    values = [expression(member) for member in members]
    divisor = expression(modulus)
    if not divisor.is_Integer or divisor == 0 or not all(value.is_Integer for value in values):
        return unsure("a congruence that is not of whole numbers")
    residues = [int(value) % abs(int(divisor)) for value in values]
    if len(set(residues)) == 1:
        return holds(f"both leave {residues[0]} modulo {shown(divisor)}")
    return breaks(f"the residues modulo {shown(divisor)} are {', '.join(map(str, residues))}")


def _judge(link: Link) -> Verdict:
    bare = Link(_without_units(link.left), link.operator, _without_units(link.right))
    try:
        left, right = expression(bare.left), expression(bare.right)
    except UnbuildableError as error:
        return unsure(error.detail, error.reason)
    if link.operator is RelationOperator.APPROXIMATELY:
        return _judge_approximation(bare, left, right)
    if link.is_equality:
        return _judge_equality(bare, left, right)
    return _judge_order(link.operator, left, right)


def _judge_equality(link: Link, left: Expr, right: Expr) -> Verdict:
    result = compare_values(left, right)
    if result.equal:
        return holds(f"both sides are {shown(right)}")
    if not is_different(result) or not _are_real(left, right):
        return unsure(result.detail)
    if _within_last_place(link, left, right):
        return holds(f"{shown(right)} to the digits given")
    if _is_close(left, right) and not _is_exact(link):
        return unsure(f"{_witness(left, right)}, perhaps rounded")
    return breaks(_witness(left, right))


def _judge_approximation(link: Link, left: Expr, right: Expr) -> Verdict:
    if not _are_real(left, right):
        return unsure("no real values")
    if _within_last_place(link, left, right):
        return holds(f"{shown(left.evalf(10))} to the digits given")
    if abs(left - right) <= _CLOSE * 5 * abs(left):
        return unsure(f"{_witness(left, right)}, roughly equal")
    return breaks(_witness(left, right))


def _judge_order(operator: RelationOperator, left: Expr, right: Expr) -> Verdict:
    if not _are_real(left, right):
        return unsure("no real values to order")
    equal = compare_values(left, right).equal
    found = sample(left, right, {})
    if found is None or (not equal and found.agree):
        return unsure("too close to order")
    less = not equal and found.left.real < found.right.real
    truth: dict[RelationOperator, bool] = {
        RelationOperator.LESS: less,
        RelationOperator.LESS_EQUAL: less or equal,
        RelationOperator.GREATER: not less and not equal,
        RelationOperator.GREATER_EQUAL: not less,
        RelationOperator.NOT_EQUAL: not equal,
    }
    if operator not in truth:
        return unsure(f"{operator} is not judged")
    sign = "=" if equal else "<" if less else ">"
    detail = f"{shown(left)} {sign} {shown(right)}"
    return holds(detail) if truth[operator] else breaks(detail)


def _judge_remainder(dividend: Node, result: DivisionWithRemainder) -> Verdict:
    if not isinstance(dividend, Fraction):
        return unsure("a remainder without a division")
    top, bottom, quotient, rest = (
        expression(node)
        for node in (dividend.numerator, dividend.denominator, result.quotient, result.remainder)
    )
    worked = bottom * quotient + rest
    detail = f"{shown(bottom)} · {shown(quotient)} + {shown(rest)} = {shown(worked)}"
    return holds(detail) if compare_values(worked, top).equal else breaks(detail)


def _other_readings(link: Link) -> list[Link | None]:
    """What the link may have been meant as; None where too many readings are possible to break it."""
    sides = (link.left, link.right)
    if any(contains(side, Ratio, BaseLiteral) for side in sides):
        return [None]
    if _has_named_constant(link) or not _units_are_plain(link):
        return [None]
    return [
        Link(_degrees_dropped(link.left), link.operator, _degrees_dropped(link.right)),
        *(_with_log_base(link, base) for base in _LOG_BASES if _has_bare_log(link)),
        _with(link, _in_degrees),
        _with(link, _mixed_as_product),
        *_scaled(link),
    ]


def _scaled(link: Link) -> list[Link]:
    """A percent sign or ° may be missing on one side."""
    factors: tuple[Node, ...] = (Integer(100), Fraction(Integer(180), Constant(ConstantName.PI)))
    return (
        [
            reading
            for factor in factors
            for reading in (
                Link(product(factor, link.left), link.operator, link.right),
                Link(link.left, link.operator, product(factor, link.right)),
            )
        ]
        if link.is_equality or link.operator is RelationOperator.APPROXIMATELY
        else []
    )


def _with(link: Link, change: Callable[[Node], Node | None]) -> Link:
    return Link(rewritten(link.left, change), link.operator, rewritten(link.right, change))


def _degrees_dropped(node: Node) -> Node:
    return rewritten(node, lambda inner: inner.value if isinstance(inner, Degrees) else None)


def _in_degrees(node: Node) -> Node | None:
    """sin 30 for sin 30°."""
    if isinstance(node, Call) and node.function in _TRIGONOMETRIC and not contains(node, Degrees):
        return Call(node.function, tuple(Degrees(argument) for argument in node.arguments))
    return None


def _mixed_as_product(node: Node) -> Node | None:
    if isinstance(node, MixedNumber):
        return product(Integer(node.whole), Fraction(Integer(node.numerator), Integer(node.denominator)))
    return None


def _has_bare_log(link: Link) -> bool:
    return any(
        isinstance(inner, Call) and inner.function is FunctionName.LOG and len(inner.arguments) == 1
        for side in (link.left, link.right)
        for inner in walk(side)
    )


def _with_log_base(link: Link, base: int) -> Link:
    def change(node: Node) -> Node | None:
        if isinstance(node, Call) and node.function is FunctionName.LOG and len(node.arguments) == 1:
            return Call(FunctionName.LOG, (*node.arguments, Integer(base)))
        return None

    return _with(link, change)


def _has_named_constant(link: Link) -> bool:
    """e and i may be letters after all."""
    letters = (Constant(ConstantName.E), Constant(ConstantName.I))
    return any(inner in letters for side in (link.left, link.right) for inner in walk(side))


def _without_units(node: Node) -> Node:
    return rewritten(node, lambda inner: _without_units(inner.value) if isinstance(inner, Quantity) else None)


def _in_base_units(node: Node) -> Node | None:
    """5 m as 5 and 500 cm as 500/100; counted things stay as they are."""
    if not isinstance(node, Quantity) or any(name not in MEASURES for name, _ in node.unit.factors):
        return None
    factor = prod((MEASURES[name].factor ** power for name, power in node.unit.factors), start=Exact(1))
    value = rewritten(node.value, _in_base_units)
    return product(value, Fraction(Integer(factor.numerator), Integer(factor.denominator)))


def _units_are_plain(link: Link) -> bool:
    """Whether no two units in it could be converted into each other."""
    sides = (link.left, link.right)
    units = [inner.unit for side in sides for inner in walk(side) if isinstance(inner, Quantity)]
    names = {name for unit in units for name, _ in unit.factors}
    if not names:
        return True
    dimensions = [MEASURES[name].dimension for name in names if name in MEASURES]
    counted = [name for name in names if name not in MEASURES]
    flat = [dimension for one in dimensions for dimension, _ in one]
    return len(flat) == len(set(flat)) and len(counted) <= 1


def _are_real(*values: Expr) -> bool:
    return all(value.is_extended_real and value.is_finite for value in values)


def _within_last_place(link: Link, left: Expr, right: Expr) -> bool:
    """Whether one side is the other rounded or cut off at the last place it is written to."""
    approximate = link.operator is RelationOperator.APPROXIMATELY
    places = [_place(written(side), approximate) for side in (link.left, link.right)]
    return any(place is not None and bool(abs(left - right) <= place) for place in places)


def _place(form: Written | None, approximate: bool) -> Rational | None:
    if form is None or not (form.decimal or approximate):
        return None
    return Rational(form.place.numerator, form.place.denominator)


def _is_exact(link: Link) -> bool:
    """Whether nothing in it can be rounded."""
    return not any(
        isinstance(inner, Decimal | Root | Call) or inner == Constant(ConstantName.PI)
        for side in (link.left, link.right)
        for inner in walk(side)
    )


def _is_close(left: Expr, right: Expr) -> bool:
    return bool(abs(left - right) <= _CLOSE * max(abs(left), abs(right)))


def _witness(left: Expr, right: Expr) -> str:
    return f"the left side is {_worth(left)}, the right side is {_worth(right)}"


def _worth(value: Expr) -> str:
    exact = shown(value)
    return (
        exact
        if value.is_Rational or (len(exact) < 20 and value.is_Integer)
        else f"{exact} ≈ {shown(value.evalf(8))}"
    )
