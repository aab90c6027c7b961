"""Slips with the laws of exponents and of logarithms."""

from collections.abc import Iterator
from typing import Final, TypeGuard

from tutor.check.reading.tree import (
    Call,
    Fraction,
    FunctionName,
    Integer,
    Negation,
    Node,
    Power,
    Product,
    Sum,
)
from tutor.lesson.slips.rule import Rewriting
from tutor.lesson.slips.terms import (
    bare,
    factors_of,
    is_negative,
    negative,
    pairs,
    power_of,
    product_of,
    quotient_of,
    replaced,
    signed_like,
    sum_of,
    terms_of,
)

_MINUS_TWO: Final = Negation(Integer(2))
_LOGARITHMS: Final = frozenset({FunctionName.LN, FunctionName.LOG})


def _exponents_multiplied(node: Node) -> Iterator[Node]:
    """a^m · a^n as a^(mn)."""
    for one, other, rest in _two_powers(node):
        if one[0] == other[0]:
            yield product_of((*rest, Power(one[0], Product((one[1], other[1])))))


def _bases_multiplied(node: Node) -> Iterator[Node]:
    """2³ · 2⁴ as 4⁷."""
    for one, other, rest in _two_powers(node):
        if one[0] == other[0]:
            yield product_of((*rest, Power(Product((one[0], other[0])), Sum((one[1], other[1])))))


def _exponents_divided(node: Node) -> Iterator[Node]:
    """a^m / a^n as a^(m/n)."""
    parts = quotient_of(node)
    if parts is not None:
        (base, m), (other, n) = (power_of(part) for part in parts)
        if base == other and (m, n) != (Integer(1), Integer(1)):
            yield Power(base, Fraction(m, n))


def _exponents_added(node: Node) -> Iterator[Node]:
    """(a^m)^n as a^(m+n)."""
    if isinstance(node, Power) and isinstance(node.base, Power):
        yield Power(node.base.base, Sum((node.base.exponent, node.exponent)))


def _sign_for_reciprocal(node: Node) -> Iterator[Node]:
    """a^(-n) as -a^n."""
    if isinstance(node, Power) and is_negative(node.exponent):
        yield Negation(Power(node.base, negative(node.exponent)))


def _minus_in_exponent_lost(node: Node) -> Iterator[Node]:
    """a^(-n) as a^n."""
    if isinstance(node, Power) and is_negative(node.exponent):
        yield Power(node.base, negative(node.exponent))


def _one_factor_raised(node: Node) -> Iterator[Node]:
    """(ab)^n as a b^n, or as a^n b."""
    if not isinstance(node, Power):
        return
    inner = bare(node.base)
    if isinstance(inner, Fraction):
        yield Fraction(Power(inner.numerator, node.exponent), inner.denominator)
        yield Fraction(inner.numerator, Power(inner.denominator, node.exponent))
    if not isinstance(inner, Product):
        return
    even = isinstance(node.exponent, Integer) and node.exponent.value % 2 == 0
    raised = [Power(factor, node.exponent) for factor in inner.factors]
    for place, factor in enumerate(inner.factors):
        lone = replaced(raised, place, factor)
        yield product_of(lone) if even or not is_negative(node.base) else Negation(product_of(lone))


def _zero_power(node: Node) -> Iterator[Node]:
    """a⁰ as 0, or as a."""
    if isinstance(node, Power) and node.exponent == Integer(0):
        yield Integer(0)
        yield node.base


def _exponent_as_factor(node: Node) -> Iterator[Node]:
    """2³ as 2 · 3; that (-2)² is taken for -4 has a likelier cause."""
    if isinstance(node, Power) and not is_negative(node.exponent) and node.base != _MINUS_TWO:
        yield Product((node.base, node.exponent))


def _denominator_as_divisor(node: Node) -> Iterator[Node]:
    """a^(m/n) as a^m / n."""
    if isinstance(node, Power) and isinstance(node.exponent, Fraction):
        yield Fraction(Power(node.base, node.exponent.numerator), node.exponent.denominator)


def _fractional_exponent_turned(node: Node) -> Iterator[Node]:
    """a^(m/n) as the m-th root of a^n."""
    if isinstance(node, Power) and isinstance(node.exponent, Fraction):
        yield Power(node.base, Fraction(node.exponent.denominator, node.exponent.numerator))


def _logarithm_of_sum(node: Node) -> Iterator[Node]:
    """log(a + b) as log a + log b, or as log a · log b."""
    if not _is_logarithm(node):
        return
    terms = terms_of(node.arguments[0])
    if len(terms) == 2:
        logs = [_with_argument(node, bare(term)) for term in terms]
        yield Sum((logs[0], signed_like(terms[1], logs[1])))
        yield Fraction(*logs) if is_negative(terms[1]) else product_of(logs)


def _quotient_of_logarithms(node: Node) -> Iterator[Node]:
    """log a / log b as log(a/b) or log a - log b, which are the same."""
    parts = quotient_of(node)
    if parts is not None and _alike(*parts):
        one, other = parts
        yield _with_argument(one, Fraction(one.arguments[0], other.arguments[0]))  # type: ignore[attr-defined]


def _logarithm_split_wrong(node: Node) -> Iterator[Node]:
    """log(ab) as log a · log b, log(a/b) as log a / log b."""
    if not _is_logarithm(node):
        return
    argument = node.arguments[0]
    if isinstance(argument, Product):
        yield product_of([_with_argument(node, factor) for factor in argument.factors])
    if isinstance(argument, Fraction):
        yield Fraction(_with_argument(node, argument.numerator), _with_argument(node, argument.denominator))


def _logarithms_joined_wrong(node: Node) -> Iterator[Node]:
    """log a + log b as log(a + b), log a - log b as log(a - b) or log a / log b."""
    if not isinstance(node, Sum):
        return
    terms = terms_of(node)
    for i, j in pairs(terms):
        one, other = terms[i], bare(terms[j])
        if not _alike(one, other):
            continue
        rest = tuple(term for place, term in enumerate(terms) if place not in (i, j))
        minus = is_negative(terms[j])
        second = other.arguments[0]  # type: ignore[attr-defined]
        inside = Sum((one.arguments[0], negative(second) if minus else second))  # type: ignore[attr-defined]
        yield sum_of((_with_argument(one, inside), *rest))
        yield sum_of((Fraction(one, other) if minus else Product((one, other)), *rest))


def _logarithm_of_power(node: Node) -> Iterator[Node]:
    """log(a^n) as (log a)^n."""
    if _is_logarithm(node) and isinstance(node.arguments[0], Power):
        inner = node.arguments[0]
        yield Power(_with_argument(node, inner.base), inner.exponent)


def _logarithm_as_quotient(node: Node) -> Iterator[Node]:
    """log_2 8 as 8/2."""
    if _is_logarithm(node) and len(node.arguments) == 2:
        yield Fraction(*node.arguments)


def _is_logarithm(node: Node) -> TypeGuard[Call]:
    return isinstance(node, Call) and node.function in _LOGARITHMS


def _alike(one: Node, other: Node) -> bool:
    """Whether both are logarithms to the same base."""
    if not (_is_logarithm(one) and _is_logarithm(other)):
        return False
    return one.function is other.function and one.arguments[1:] == other.arguments[1:]


def _with_argument(node: Node, argument: Node) -> Node:
    assert isinstance(node, Call)
    return Call(node.function, (argument, *node.arguments[1:]))


def _two_powers(node: Node) -> Iterator[tuple[tuple[Node, Node], tuple[Node, Node], tuple[Node, ...]]]:
    """Each two factors of a product as powers, at least one of them written as such."""
    factors = factors_of(node)
    for i, j in pairs(factors):
        if isinstance(factors[i], Power) or isinstance(factors[j], Power):
            rest = tuple(factor for place, factor in enumerate(factors) if place not in (i, j))
            yield power_of(factors[i]), power_of(factors[j]), rest


RULES: Final = (
    Rewriting(
        "exponents-multiplied",
        "The exponents were multiplied; in a product of powers of the same base they are added.",
        _exponents_multiplied,
    ),
    Rewriting(
        "exponents-added",
        "The exponents were added; in a power of a power they are multiplied.",
        _exponents_added,
    ),
    Rewriting(
        "exponents-divided",
        "The exponents were divided; in a quotient of powers of the same base they are subtracted.",
        _exponents_divided,
    ),
    Rewriting(
        "bases-multiplied",
        "The equal bases were multiplied with each other; only the exponents are added.",
        _bases_multiplied,
    ),
    Rewriting(
        "negative-exponent-sign",
        "The minus sign of the exponent was put before the power; it means one over the power.",
        _sign_for_reciprocal,
    ),
    Rewriting(
        "negative-exponent-lost",
        "The minus sign of the exponent was lost; it means one over the power.",
        _minus_in_exponent_lost,
    ),
    Rewriting(
        "one-factor-raised",
        "The power was applied to one factor only; it belongs to every factor in the bracket.",
        _one_factor_raised,
    ),
    Rewriting(
        "zero-exponent",
        "A power with exponent 0 was not taken as 1.",
        _zero_power,
    ),
    Rewriting(
        "fractional-exponent-turned",
        "The fraction in the exponent was turned over: its denominator is the root.",
        _fractional_exponent_turned,
    ),
    Rewriting(
        "root-as-division",
        "The denominator of the exponent was used to divide; it means a root.",
        _denominator_as_divisor,
    ),
    Rewriting(
        "log-of-sum",
        "The logarithm of the sum was split into logarithms of its terms; that works for products only.",
        _logarithm_of_sum,
    ),
    Rewriting(
        "log-quotient",
        "The quotient of two logarithms was taken for the logarithm of a quotient.",
        _quotient_of_logarithms,
    ),
    Rewriting(
        "log-split",
        "The logarithm was split with the wrong operation: "
        "of a product it is a sum of logarithms, of a quotient a difference.",
        _logarithm_split_wrong,
    ),
    Rewriting(
        "log-joined",
        "The logarithms were joined with the wrong operation: a sum of them is the logarithm of the product, "
        "a difference that of the quotient.",
        _logarithms_joined_wrong,
    ),
    Rewriting(
        "log-of-power",
        "The exponent inside the logarithm was put on the logarithm; it becomes a factor before it.",
        _logarithm_of_power,
    ),
    Rewriting(
        "log-as-division",
        "The number was divided by the base; a logarithm asks for the exponent.",
        _logarithm_as_quotient,
    ),
    Rewriting(
        "exponent-as-factor",
        "The base was multiplied by the exponent; a power multiplies the base with itself.",
        _exponent_as_factor,
    ),
)
