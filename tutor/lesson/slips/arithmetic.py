"""Slips of arithmetic: the order of operations, two signs in a row, terms that change places."""

from collections.abc import Iterator
from math import prod
from typing import Final

from tutor.check.reading.tree import (
    Binomial,
    Call,
    Factorial,
    Fraction,
    FunctionName,
    Integer,
    Negation,
    Node,
    Power,
    Product,
    Sum,
)
from tutor.check.trees import signed_integer
from tutor.lesson.slips.rule import Rewriting
from tutor.lesson.slips.terms import (
    bare,
    factors_of,
    is_negative,
    negative,
    product_of,
    quotient_of,
    replaced,
    signed_like,
    sum_of,
    without,
)


def _left_to_right(node: Node) -> Iterator[Node]:
    """3 + 4 · 2 as 7 · 2, and 3 · 4 + 2 as 3 · 6."""
    if not isinstance(node, Sum):
        return
    terms = node.terms
    for place, term in enumerate(terms):
        inner = bare(term)
        if isinstance(inner, Product):
            first, *rest = inner.factors
            *others, last = inner.factors
            if place > 0:
                start = Sum((*terms[:place], signed_like(term, first)))
                yield sum_of((product_of((start, *rest)), *terms[place + 1 :]))
            if place + 1 < len(terms):
                joined = product_of((*others, Sum((last, terms[place + 1]))))
                yield sum_of((*terms[:place], signed_like(term, joined), *terms[place + 2 :]))
        if isinstance(inner, Fraction) and place > 0:
            start = Sum((*terms[:place], signed_like(term, inner.numerator)))
            yield sum_of((Fraction(start, inner.denominator), *terms[place + 1 :]))


def _factor_before_power(node: Node) -> Iterator[Node]:
    """2 · 3² as 6²."""
    if not isinstance(node, Product):
        return
    for place, factor in enumerate(node.factors):
        if isinstance(factor, Power) and place > 0:
            base = Product((node.factors[place - 1], factor.base))
            yield product_of(
                (*node.factors[: place - 1], Power(base, factor.exponent), *node.factors[place + 1 :])
            )


def _minus_before_power(node: Node) -> Iterator[Node]:
    """(-3)² as -3²."""
    if isinstance(node, Power) and is_negative(node.base):
        even = isinstance(node.exponent, Integer) and node.exponent.value % 2 == 0
        power = Power(bare(node.base), node.exponent)
        yield Negation(power) if even else power


def _two_minuses(node: Node) -> Iterator[Node]:
    """a - (-b) as a - b, (-a)(-b) as -ab."""
    if isinstance(node, Negation) and isinstance(node.operand, Negation):
        yield node.operand
    signs, plain = _without_signs(node)
    if plain is not None and signs >= 2:
        yield Negation(plain) if signs % 2 == 0 else plain


def _minus_times_plus(node: Node) -> Iterator[Node]:
    """(-a) · b as ab."""
    signs, plain = _without_signs(node)
    if plain is not None and signs == 1:
        yield plain


def _without_signs(node: Node) -> tuple[int, Node | None]:
    """How many minus signs a product or a quotient has with its factors, and what is left without them."""
    inner = bare(node)
    if isinstance(inner, Product):
        parts: tuple[Node, ...] = inner.factors
        plain: Node = Product(tuple(map(bare, parts)))
    elif isinstance(inner, Fraction):
        parts = (inner.numerator, inner.denominator)
        plain = Fraction(*map(bare, parts))
    else:
        return 0, None
    return sum(map(is_negative, parts)) + is_negative(node), plain


def _grouped_from_the_right(node: Node) -> Iterator[Node]:
    """a - b + c as a - (b + c), a : b · c as a : (bc)."""
    if isinstance(node, Sum):
        for place, term in enumerate(node.terms[:-1]):
            if is_negative(term) and place > 0:
                grouped = Sum((bare(term), *node.terms[place + 1 :]))
                yield sum_of((*node.terms[:place], Negation(grouped)))
    if isinstance(node, Product):
        parts = quotient_of(node.factors[0])
        if parts is not None:
            yield Fraction(parts[0], product_of((parts[1], *node.factors[1:])))


def _difference_turned(node: Node) -> Iterator[Node]:
    """a - b as b - a."""
    if isinstance(node, Sum) and len(node.terms) == 2 and is_negative(node.terms[1]):
        yield Sum((bare(node.terms[1]), negative(node.terms[0])))


def _minus_read_as_plus(node: Node) -> Iterator[Node]:
    """a - b as a + b, a + b as a - b: one sign of a sum."""
    if isinstance(node, Sum):
        for place, term in enumerate(node.terms):
            yield Sum(replaced(node.terms, place, negative(term)))


def _one_place_further(node: Node) -> Iterator[Node]:
    """n - 1 as n."""
    if isinstance(node, Sum):
        for place, term in enumerate(node.terms):
            if signed_integer(term) == -1:
                yield sum_of(without(node.terms, place))


def _remainder_of_negative(node: Node) -> Iterator[Node]:
    """-7 mod 5 as 7 mod 5, or as -2."""
    if isinstance(node, Call) and node.function is FunctionName.MOD and is_negative(node.arguments[0]):
        positive = Call(FunctionName.MOD, (bare(node.arguments[0]), node.arguments[1]))
        yield positive
        yield Negation(positive)


def _order_counted(node: Node) -> Iterator[Node]:
    """10 choose 3 as 10 · 9 · 8, or as 10³."""
    if isinstance(node, Binomial):
        upper, lower = signed_integer(node.upper), signed_integer(node.lower)
        if upper is not None and lower is not None and 0 < lower <= upper:
            yield Integer(prod(range(upper - lower + 1, upper + 1)))
            yield Power(node.upper, node.lower)


def _factorials_divided(node: Node) -> Iterator[Node]:
    """8!/4! as 2!."""
    parts = quotient_of(node)
    if parts is not None and all(isinstance(part, Factorial) for part in parts):
        top, bottom = (part.operand for part in parts if isinstance(part, Factorial))
        upper, lower = signed_integer(top), signed_integer(bottom)
        if upper and lower and upper % lower == 0:
            yield Factorial(Integer(upper // lower))


def _product_as_sum(node: Node) -> Iterator[Node]:
    """a · b as a + b."""
    factors = factors_of(node)
    if len(factors) == 2:
        yield Sum(factors)


ORDER: Final = (
    Rewriting(
        "order-of-operations",
        "The sum was worked out before the product; multiplication and division come first.",
        _left_to_right,
    ),
    Rewriting(
        "power-after-product",
        "The factor was multiplied before the power was taken; the power comes first.",
        _factor_before_power,
    ),
    Rewriting(
        "square-of-negative",
        "The power of the negative number has the wrong sign: the minus is multiplied with itself as well.",
        _minus_before_power,
    ),
    Rewriting(
        "two-minuses",
        "Two minus signs came together and gave a minus; they give a plus.",
        _two_minuses,
    ),
    Rewriting(
        "grouped-from-right",
        "The operations were worked out from the right; those of the same rank go from left to right.",
        _grouped_from_the_right,
    ),
    Rewriting(
        "remainder-of-negative",
        "The remainder of the negative number was taken as that of the positive one; "
        "a remainder is never negative.",
        _remainder_of_negative,
    ),
    Rewriting(
        "order-counted",
        "The order was counted as well; a choice without order is divided by the number of orders.",
        _order_counted,
    ),
    Rewriting(
        "factorials-divided",
        "The numbers before the factorial signs were divided; "
        "a factorial is the product of all numbers up to it.",
        _factorials_divided,
    ),
    Rewriting(
        "one-place-further",
        "One step too many was counted: from the first to the n-th there are n − 1 steps.",
        _one_place_further,
    ),
)

SIGNS: Final = (
    Rewriting(
        "minus-times-plus",
        "The minus sign of one factor was lost; minus times plus gives a minus.",
        _minus_times_plus,
    ),
    Rewriting(
        "difference-turned",
        "The difference was taken the other way round.",
        _difference_turned,
    ),
    Rewriting(
        "sign-in-sum",
        "One term was added instead of subtracted, or the other way round.",
        _minus_read_as_plus,
    ),
    Rewriting(
        "added-for-multiplied",
        "The two numbers were added; they are to be multiplied.",
        _product_as_sum,
    ),
)
