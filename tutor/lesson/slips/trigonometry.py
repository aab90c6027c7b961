"""Slips with trigonometric functions."""

from collections.abc import Iterator
from typing import Final

from tutor.check.reading.tree import Call, FunctionName, Integer, Negation, Node, Power, Product, Sum
from tutor.lesson.slips.rule import Rewriting
from tutor.lesson.slips.terms import bare, factors_of, product_of, signed_like, sum_of, terms_of

_FUNCTIONS: Final = frozenset({FunctionName.SIN, FunctionName.COS, FunctionName.TAN})


def _multiple_of_angle(node: Node) -> Iterator[Node]:
    """sin 2x as 2 sin x."""
    if isinstance(node, Call) and node.function in _FUNCTIONS:
        first, *rest = factors_of(node.arguments[0])
        if rest and isinstance(first, Integer):
            yield Product((first, Call(node.function, (product_of(rest),))))


def _of_sum(node: Node) -> Iterator[Node]:
    """sin(a + b) as sin a + sin b."""
    if isinstance(node, Call) and node.function in _FUNCTIONS:
        terms = terms_of(node.arguments[0])
        if len(terms) > 1:
            yield sum_of([signed_like(term, Call(node.function, (bare(term),))) for term in terms])


def _double_angle_sign(node: Node) -> Iterator[Node]:
    """cos 2x as sin² x - cos² x, or sin 2x as sin x cos x."""
    if not isinstance(node, Call) or node.function not in _FUNCTIONS:
        return
    first, *rest = factors_of(node.arguments[0])
    if first != Integer(2) or not rest:
        return
    half = product_of(rest)
    sine, cosine = (Call(each, (half,)) for each in (FunctionName.SIN, FunctionName.COS))
    if node.function is FunctionName.SIN:
        yield Product((sine, cosine))
    if node.function is FunctionName.COS:
        yield Sum((Power(sine, Integer(2)), Negation(Power(cosine, Integer(2)))))


def _swapped(node: Node) -> Iterator[Node]:
    """sin for cos."""
    other = {FunctionName.SIN: FunctionName.COS, FunctionName.COS: FunctionName.SIN}
    if isinstance(node, Call) and node.function in other:
        yield Call(other[node.function], node.arguments)


RULES: Final = (
    Rewriting(
        "multiple-angle",
        "The factor was taken out of the function; sin 2x is not 2 sin x.",
        _multiple_of_angle,
    ),
    Rewriting(
        "function-of-sum",
        "The function was applied to each term of the sum; sin(a + b) is not sin a + sin b.",
        _of_sum,
    ),
    Rewriting(
        "double-angle",
        "The formula for the double angle is wrong: sin 2x = 2 sin x cos x and cos 2x = cos² x − sin² x.",
        _double_angle_sign,
    ),
    Rewriting("sine-for-cosine", "Sine and cosine were mixed up.", _swapped),
)
