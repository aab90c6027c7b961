"""Congruences and divisions with a remainder."""

from collections.abc import Iterable

from tutor.check.comparing.shown import shown
from tutor.check.comparing.values import compare_values
from tutor.check.expressions import expression
from tutor.check.reading.tree import (
    Call,
    Constant,
    Decimal,
    DivisionWithRemainder,
    Fraction,
    FunctionName,
    Integer,
    Node,
    Product,
    Root,
    Sum,
)
from tutor.check.steps.findings import breaks, holds, unsure
from tutor.check.steps.links import Link
from tutor.check.trees import walk
from tutor.vocabulary.verdict import Verdict


def judge_congruence(members: Iterable[Node], modulus: Node) -> Verdict:
    """a ≡ b (mod n) of whole numbers; in x ≡ 27 ≡ 5 those that are known must agree."""
    values = [expression(member) for member in members]
    divisor = expression(modulus)
    if not divisor.is_Integer or divisor == 0:
        return unsure("in a congruence only whole numbers are checked")
    residues = [int(value) % abs(int(divisor)) for value in values if value.is_Integer]
    if len(set(residues)) > 1:
        return breaks(f"the remainders modulo {shown(divisor)} are {', '.join(map(str, residues))}")
    if len(residues) < len(values):
        return unsure("in a congruence only whole numbers are checked")
    return holds(f"all leave the remainder {residues[0]} modulo {shown(divisor)}")


def could_be_of_remainders(link: Link) -> bool:
    """Whether it may be true of remainders: whole numbers or their quotient, not 73 = 4 · 18 + 1 in full.

    -7 mod 5 = -2 is about a remainder and says so itself.
    """
    if link.letters or link.has_words or _is_division_written_out(link):
        return False
    inner = [node for side in (link.left, link.right) for node in walk(side)]
    if any(isinstance(node, Call) and node.function is FunctionName.MOD for node in inner):
        return False
    return not any(isinstance(node, Constant | Root | Decimal) for node in inner)


def judge_remainder(dividend: Node, result: DivisionWithRemainder) -> Verdict:
    """12 : 5 = 2 remainder 2."""
    if not isinstance(dividend, Fraction):
        return unsure("a remainder without a division")
    top, bottom, quotient, rest = (
        expression(node)
        for node in (dividend.numerator, dividend.denominator, result.quotient, result.remainder)
    )
    worked = bottom * quotient + rest
    detail = f"{shown(bottom)} · {shown(quotient)} + {shown(rest)} = {shown(worked)}"
    return holds(detail) if compare_values(worked, top).equal else breaks(detail)


def _is_division_written_out(link: Link) -> bool:
    return any(
        isinstance(whole, Integer) and isinstance(parts, Sum) and _is_multiple_and_rest(parts, whole.value)
        for whole, parts in ((link.left, link.right), (link.right, link.left))
    )


def _is_multiple_and_rest(parts: Sum, whole: int) -> bool:
    if len(parts.terms) != 2:
        return False
    multiple, rest = parts.terms
    if not isinstance(multiple, Product) or not isinstance(rest, Integer):
        return False
    factors = [factor.value for factor in multiple.factors if isinstance(factor, Integer)]
    return len(factors) == len(multiple.factors) and rest.value < max(factors) < whole
