"""Whether two expressions, or two equations, say the same: quickly by numbers, then by the checker."""

from collections.abc import Iterable
from fractions import Fraction as Exact
from functools import lru_cache
from typing import Final

from tutor.check.comparing.equations import compare_equations
from tutor.check.comparing.outcome import is_different
from tutor.check.expressions import UnbuildableError
from tutor.check.reading.tree import Matrix, Negation, Node, Relation, RelationOperator, Sum, Symbol
from tutor.check.steps.identities import compare_sides
from tutor.check.steps.links import Link
from tutor.check.trees import contains, letters, signed_integer
from tutor.lesson.slips.numbers import Number, Point, UnvaluedError, same, value
from tutor.lesson.slips.sides import both_ways, from_the_right
from tutor.lesson.slips.terms import sum_of, terms_of

_PRIMES: Final = (7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43)
_POINTS: Final = 3
_CONSTANT: Final = ("C", "c", "K", "k")

Values = tuple[Number, ...]


def points_for(names: Iterable[str]) -> tuple[Point, ...]:
    """A few places at which to look: positive fractions, another for each letter."""
    named = sorted(set(names))
    return tuple(
        {name: Exact(_PRIMES[(place + 4 * at) % len(_PRIMES)], 3 + at) for place, name in enumerate(named)}
        for at in range(_POINTS)
    )


@lru_cache(maxsize=4096)
def _values(node: Node, names: tuple[str, ...]) -> Values | None:
    try:
        return tuple(value(node, at) for at in points_for(names))
    except UnvaluedError:
        return None


def values_of(node: Node, names: Iterable[str]) -> Values | None:
    """The values of an expression at the points for some letters."""
    return _values(node, tuple(sorted(set(names))))


def same_terms(one: Node, other: Node) -> bool:
    """Whether two expressions are equal."""
    names = letters(one) | letters(other)
    first, second = values_of(one, names), values_of(other, names)
    if first is None or second is None or not all(map(same, first, second)):
        return False
    if contains(one, Matrix) or contains(other, Matrix):
        return True
    result = compare_sides(Link(one, RelationOperator.EQUAL, other))
    return result is None or not is_different(result)


def same_term_by_term(one: Node, other: Node) -> bool:
    """Whether two sums of several terms have equal terms in the same order."""
    first, second = terms_of(one), terms_of(other)
    return len(first) == len(second) > 1 and all(map(same_terms, first, second))


def same_sides(one: Link, other: Link) -> bool:
    """Whether two links have equal sides, in this or the other order."""
    return any(
        one.operator is each.operator
        and same_terms(one.left, each.left)
        and same_terms(one.right, each.right)
        for each in both_ways(other)
    )


def same_statement(one: Link, other: Link) -> bool:
    """Whether one equation is a multiple of the other; of inequalities, a positive one."""
    if one.is_equality != other.is_equality:
        return False
    other = _directed(other, one)
    if one.operator is not other.operator or one.letters != other.letters:
        return False
    names = one.letters
    first, second = (values_of(_difference(link), names) for link in (one, other))
    if first is None or second is None:
        return False
    ratio = _ratio(first, second)
    if ratio is None:
        return False
    if not one.is_equality:
        return ratio > 0
    try:
        result = compare_equations(
            *(Relation((link.left, link.right), (link.operator,)) for link in (one, other))
        )
    except UnbuildableError:
        return True
    return not is_different(result)


def solves(solved: Link, equation: Link) -> bool:
    """Whether `x = 3` states a solution of an equation in x."""
    if not isinstance(solved.left, Symbol) or letters(solved.right) or equation.letters != {solved.left.name}:
        return False
    try:
        at = {solved.left.name: value(solved.right, {})}
        return same(value(equation.left, at), value(equation.right, at))  # type: ignore[arg-type]
    except UnvaluedError:
        return False


def without_constant(node: Node) -> Node:
    """An antiderivative without its constant."""
    if not isinstance(node, Sum):
        return node
    kept = tuple(term for term in node.terms if not (isinstance(term, Symbol) and term.name in _CONSTANT))
    if len(kept) == len(node.terms) or not kept:
        return node
    return sum_of(kept)


def _difference(link: Link) -> Node:
    if signed_integer(link.right) == 0:
        return link.left
    return Sum((link.left, Negation(link.right)))


def _directed(link: Link, like: Link) -> Link:
    """The link read from the right, where its sign then points as the other's does."""
    turned = from_the_right(link)
    if link.is_equality or turned is None or turned.operator is not like.operator:
        return link
    return turned


def _ratio(first: Values, second: Values) -> float | None:
    """The one number other than 0 that all values of the first are multiples of the second by."""
    found: list[complex] = []
    for one, other in zip(first, second, strict=True):
        if not isinstance(one, Exact | complex) or not isinstance(other, Exact | complex):
            return None
        first_value, second_value = complex(one), complex(other)
        if abs(first_value) < 1e-12 or abs(second_value) < 1e-12:
            return None
        found.append(first_value / second_value)
    if abs(found[0].imag) > 1e-9 or not all(same(found[0], each) for each in found[1:]):
        return None
    return float(found[0].real)
