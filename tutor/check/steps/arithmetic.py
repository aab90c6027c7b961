"""Links without letters: worked out exactly, rounded decimals judged to the digits given."""

from sympy import Expr, Rational, oo, zoo

from tutor.check.comparing.outcome import is_different
from tutor.check.comparing.rounding import written
from tutor.check.comparing.sampling import sample
from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import UnbuildableError, expression, worked
from tutor.check.reading.tree import (
    Call,
    Constant,
    ConstantName,
    Decimal,
    DivisionWithRemainder,
    Dots,
    Fraction,
    FunctionName,
    Integer,
    Limit,
    Node,
    PlusMinus,
    RelationOperator,
    Root,
)
from tutor.check.steps.findings import breaks, holds, unsure
from tutor.check.steps.links import Link
from tutor.check.steps.readings import is_ambiguous, other_readings, without_units
from tutor.check.steps.remainders import judge_remainder
from tutor.check.steps.rounded import rounding_explains
from tutor.check.trees import contains, walk
from tutor.vocabulary.verdict import Verdict, VerdictStatus

_CLOSE = Rational(1, 100)
_WRITTEN_EXACTLY = (1, 2, 4, 5, 8)
_ROUGH = Rational(1, 20)
_FEW_PLACES = 1000
_BETWEEN_ONES = frozenset({FunctionName.ARCSIN, FunctionName.ARCCOS})


def judge_arithmetic(
    link: Link, settled: frozenset[ConstantName] = frozenset(), exact: frozenset[Decimal] = frozenset()
) -> Verdict:
    """A link between two members without free letters.

    `settled` are the constants that are no letters here: i is the imaginary unit.
    `exact` are the decimals that are known not to be rounded.
    """
    if isinstance(link.right, DivisionWithRemainder):
        return judge_remainder(link.left, link.right)
    if any(contains(side, Dots, PlusMinus) for side in (link.left, link.right)):
        return unsure("what the dots or ± leave open is not checked")
    if link.is_equality and _is_of_nothing(link):
        return breaks("0/0 has no value")
    first = _judge(link, exact)
    if _is_false_with_imaginary(link, settled):
        return breaks(f"{shown(expression(link.left))} ≠ {shown(expression(link.right))}")
    if first.status is not VerdictStatus.BREAKS:
        return first
    doubt = is_ambiguous(link, settled)
    for reading in other_readings(link):
        verdict = _judge(reading.link, exact)
        if verdict.status is VerdictStatus.HOLDS and reading.note:
            return holds(f"{verdict.detail} {reading.note}")
        doubt = doubt or verdict.status is not VerdictStatus.BREAKS
    return unsure(f"{first.detail}, unless it is meant otherwise") if doubt else first


def could_be_rounded(link: Link) -> bool:
    """Whether one of two unequal sides may be the other rounded, perhaps coarsely."""
    if link.letters or link.has_words:
        return False
    try:
        left, right = (worked(expression(without_units(side))) for side in (link.left, link.right))
    except UnbuildableError:
        return False
    if not _are_real(left, right):
        return False
    return bool(left != right and 2 * abs(left - right) <= max(_coarsest(left), _coarsest(right)))


def _coarsest(value: Expr) -> Rational:
    """The worth of the last digit of a whole number that is not zero: 100 of 4900."""
    if not value.is_Integer or value == 0:
        return Rational(0)
    text = str(abs(int(value)))
    return Rational(10) ** (len(text) - len(text.rstrip("0")))


def _is_false_with_imaginary(link: Link, settled: frozenset[ConstantName]) -> bool:
    """Whether the sides are different complex numbers, where i is the imaginary unit."""
    if ConstantName.I not in settled or not link.is_equality:
        return False
    if any(contains(side, Decimal) for side in (link.left, link.right)):
        return False
    try:
        left, right = (worked(expression(side)) for side in (link.left, link.right))
    except UnbuildableError:
        return False
    finite = left.is_finite and right.is_finite
    return bool(finite and not _are_real(left, right) and is_different(compare_values(left, right)))


def _judge(link: Link, exact: frozenset[Decimal]) -> Verdict:
    bare = Link(without_units(link.left), link.operator, without_units(link.right))
    try:
        left, right = worked(expression(bare.left)), worked(expression(bare.right))
    except UnbuildableError as error:
        return unsure(error.detail, error.reason)
    if link.operator is RelationOperator.APPROXIMATELY:
        return _judge_approximation(bare, left, right)
    if link.is_equality:
        return _judge_equality(bare, left, right, exact)
    return _judge_order(link.operator, left, right)


def _judge_equality(link: Link, left: Expr, right: Expr, exact: frozenset[Decimal]) -> Verdict:
    result = compare_values(left, right)
    if result.equal:
        return holds(f"both sides are {shown(right)}")
    if _has_no_such_limit(link, left, right) or _leaves_the_domain(link):
        return breaks(f"{_value(left)} ≠ {_value(right)}")
    if not is_different(result) or not _are_real(left, right):
        return unsure(result.detail)
    if _is_rounded(link, left, right):
        if _is_cut_short(link, left, right):
            return unsure(f"{_witness(left, right)}, perhaps rounded")
        return holds(f"{_decimal(left)}, equal to the digits written")
    if _is_too_precise(link, left, right):
        return breaks(_witness(left, right))
    near = _is_nearly(link, left, right) or (_is_close(left, right) and not _is_exact(link))
    if near and rounding_explains(link, left, right, exact):
        return unsure(f"{_witness(left, right)}, perhaps rounded")
    return breaks(_witness(left, right))


def _judge_approximation(link: Link, left: Expr, right: Expr) -> Verdict:
    if not _are_real(left, right):
        return unsure("these are no real numbers")
    if _is_rounded(link, left, right) or compare_values(left, right).equal:
        return holds(f"{_decimal(left)}, equal to the digits written")
    if _is_nearly(link, left, right) or abs(left - right) <= _ROUGH * abs(left):
        return unsure(f"{_witness(left, right)}, roughly equal")
    return breaks(_witness(left, right))


def _judge_order(operator: RelationOperator, left: Expr, right: Expr) -> Verdict:
    if not _are_real(left, right):
        return unsure("these are no real numbers")
    equal = compare_values(left, right).equal
    found = sample(left, right, {})
    if found is None or (not equal and found.agree):
        return unsure("too close to tell which is larger")
    less = not equal and found.left.real < found.right.real
    truth: dict[RelationOperator, bool] = {
        RelationOperator.LESS: less,
        RelationOperator.LESS_EQUAL: less or equal,
        RelationOperator.GREATER: not less and not equal,
        RelationOperator.GREATER_EQUAL: not less,
        RelationOperator.NOT_EQUAL: not equal,
    }
    if operator not in truth:
        return unsure(f"what the sign {operator} says is not checked")
    sign = "=" if equal else "<" if less else ">"
    detail = f"{shown(left)} {sign} {shown(right)}"
    return holds(detail) if truth[operator] else breaks(detail)


def _is_of_nothing(link: Link) -> bool:
    """Whether 0/0 is said to be a number."""
    return any(
        one == Fraction(Integer(0), Integer(0)) and isinstance(other, Integer | Decimal)
        for one, other in ((link.left, link.right), (link.right, link.left))
    )


def _has_no_such_limit(link: Link, left: Expr, right: Expr) -> bool:
    """Whether a limit is infinite on one side only, or positive there and negative here."""
    if not any(contains(side, Limit) for side in (link.left, link.right)):
        return False
    if {left, right} == {oo, -oo}:
        return True
    return any(one in (oo, -oo, zoo) and _are_real(other) for one, other in ((left, right), (right, left)))


def _leaves_the_domain(link: Link) -> bool:
    """Whether an arc sine or an arc cosine is taken of a number beyond 1."""
    calls = [node for side in (link.left, link.right) for node in walk(side) if isinstance(node, Call)]
    values = [
        expression(call.arguments[0])
        for call in calls
        if call.function in _BETWEEN_ONES and len(call.arguments) == 1
    ]
    return any(value.is_Rational and abs(value) > 1 for value in values)


def _value(value: Expr) -> str:
    if value == zoo:
        return "no finite limit"
    return shown(value) if value.is_extended_real else "no real value"


def _are_real(*values: Expr) -> bool:
    return all(value.is_extended_real and value.is_finite for value in values)


def _is_rounded(link: Link, left: Expr, right: Expr) -> bool:
    """Whether one side is the other rounded or cut off at the last place it is written to."""
    approximate = link.operator is RelationOperator.APPROXIMATELY
    for node, value, other in ((link.left, left, right), (link.right, right, left)):
        place = _place(node, approximate)
        if place is None:
            continue
        cut = abs(value) <= abs(other) and abs(other) - abs(value) < place
        if abs(left - right) <= place / 2 or (cut and value * other >= 0):
            return True
    return False


def _is_cut_short(link: Link, left: Expr, right: Expr) -> bool:
    """Whether a single digit stands for a number that few more would write out: 0.2 for 0.25."""
    for node, other in ((link.left, right), (link.right, left)):
        form = written(node)
        if form is not None and form.decimal and form.digits <= 1 and (_FEW_PLACES * other).is_Integer:
            return True
    return False


def _is_nearly(link: Link, left: Expr, right: Expr) -> bool:
    """Whether they differ by one in the last place of a decimal."""
    approximate = link.operator is RelationOperator.APPROXIMATELY
    places = [_place(side, approximate) for side in (link.left, link.right)]
    return any(place is not None and bool(abs(left - right) <= place) for place in places)


def _place(node: Node, approximate: bool) -> Rational | None:
    form = written(node)
    if form is None or not (form.decimal or approximate):
        return None
    return Rational(form.place.numerator, form.place.denominator)


def _is_too_precise(link: Link, left: Expr, right: Expr) -> bool:
    """Whether whole numbers differ that come of halves, quarters and eighths: 24 · 25.5 is 612 and no other.

    0.333 · 3000 may be meant to be 1000.
    """
    if not (left.is_Integer and right.is_Integer):
        return False
    inner = [node for side in (link.left, link.right) for node in walk(side)]
    if any(isinstance(node, Root | Call | Constant) for node in inner):
        return False
    return all((8 * expression(node)).is_Integer for node in inner if isinstance(node, Decimal))


def _is_exact(link: Link) -> bool:
    """Whether nothing in it can be rounded; halves, quarters, fifths and eighths are written out exactly."""
    return not any(
        isinstance(inner, Root | Call)
        or inner == Constant(ConstantName.PI)
        or (isinstance(inner, Decimal) and inner.value.denominator not in _WRITTEN_EXACTLY)
        for side in (link.left, link.right)
        for inner in walk(side)
    )


def _is_close(left: Expr, right: Expr) -> bool:
    return bool(abs(left - right) <= _CLOSE * max(abs(left), abs(right)))


def _witness(left: Expr, right: Expr) -> str:
    return f"the left side is {_worth(left)}, the right side is {_worth(right)}"


def _decimal(value: Expr) -> str:
    return shown(value) if value.is_Integer else shown(value.evalf(10))


def _worth(value: Expr) -> str:
    exact = shown(value)
    return (
        exact
        if value.is_Rational or (len(exact) < 20 and value.is_Integer)
        else f"{exact} ≈ {shown(value.evalf(8))}"
    )
