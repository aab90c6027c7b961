"""From a comparison with what was worked out to a certificate."""

from collections.abc import Iterable

from sympy import Expr

from tutor.check.certifying.verdicts import proved, refuted, supported, unchecked
from tutor.check.reading.tree import Decimal, Node
from tutor.check.trees import contains
from tutor.vocabulary.verdict import Certificate, Comparison, Equality, Method


def judged(result: Comparison, shows: str, method: Method = Method.EVALUATED) -> Certificate:
    """Equal is right, different is wrong; what shows it is the right value."""
    match result.equality:
        case Equality.PROVED:
            return proved(method, shows)
        case Equality.NUMERIC:
            return supported(Method.COMPARED, shows)
        case Equality.DIFFERENT:
            return refuted(method, shows)
    return unchecked(result.detail)


def may_be_rounded(answer: Node, values: Iterable[Expr]) -> bool:
    """Whether decimals are given for what has no finite decimal: they are near at best."""
    return contains(answer, Decimal) and not all(_ends(value) for value in values)


def _ends(value: Expr) -> bool:
    if not value.is_Rational:
        return bool(value.is_infinite)
    rest = int(value.q)
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
