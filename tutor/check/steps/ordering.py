"""Inequalities that don't follow from those before: a number that satisfies one of them and not the other.

Inequalities are solved by equivalent ones. Only one letter and no division by it; after products and
absolute values a simple inequality may be the condition of a case and is left alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from sympy import Expr, Integer, Poly, Rational, Symbol
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.comparing.shown import shown
from tutor.check.expressions import UnbuildableError, expression
from tutor.check.reading.tree import (
    ORDERS,
    Call,
    Decimal,
    Fraction,
    Joint,
    ListOf,
    Node,
    Power,
    Relation,
    RelationOperator,
    Root,
)
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.solving import all_roots
from tutor.check.steps.findings import breaks
from tutor.check.steps.inequalities import inequalities_before
from tutor.check.steps.links import Link, claims, links
from tutor.check.steps.surroundings import Remark, derives
from tutor.check.trees import contains, letters, walk
from tutor.vocabulary.verdict import Verdict

_FURTHEST = 30
_ROUNDED = Rational(1, 100)


def order_contradiction(
    claim: Node, remark: Remark, said: Sequence[Remark], over_reals: bool = False
) -> Verdict | None:
    """A break with its witness where the inequalities before agree with each other and not with this one.

    Without `over_reals` whole numbers alone may be meant.
    """
    if not said or not is_order_claim(claim) or not derives(remark, said[-1].statement):
        return None
    earlier = [known for known in _order_claims(said) if letters(known) == letters(claim)]
    if not earlier or (not _is_linear(earlier[0]) and _is_linear(claim)):
        return None
    try:
        points = _between({*_points(earlier[-1]), *_points(claim)}, over_reals)
        truths = [_truths(known, points) for known in (*earlier, claim)]
    except UnbuildableError:
        return None
    *before, now = truths
    if None in truths or now is None or before[0] is None or any(one != before[0] for one in before):
        return None
    exact = over_reals or contains(claim, Fraction, Decimal)
    for point, was, here in zip(points, before[0], now, strict=True):
        if was != here and (exact or point.is_Integer) and not _is_rounded_border(point, claim):
            (name,) = letters(claim)
            words = (
                "fits the line before but not this one" if was else "fits this line but not the line before"
            )
            return breaks(f"{name} = {shown(point)} {words}")
    return None


def _is_rounded_border(point: Rational, claim: Node) -> bool:
    """Whether it lies beside a decimal that the border may have been rounded to."""
    decimals = [abs(expression(node)) for node in walk(claim) if isinstance(node, Decimal)]
    return any(abs(abs(point) - each) <= _ROUNDED * max(1, each) for each in decimals)


def _between(points: set[Rational], over_reals: bool) -> tuple[Rational, ...]:
    """In order, over the reals also one between any two neighbours."""
    ordered = sorted(points)
    middle = [(one + other) / 2 for one, other in pairwise(ordered)] if over_reals else []
    return tuple(sorted([*ordered, *middle]))


def border_contradiction(claim: Node, remark: Remark, said: Sequence[Remark]) -> Verdict | None:
    """A break where what follows a polynomial inequality changes at a number that is no border of it.

    That is the equation for the borders, and the sign of one factor; x < 3 alone may be a case of any kind.
    """
    if not said or not isinstance(claim, Relation) or len(letters(claim)) != 1:
        return None
    stated = links(claim)
    earlier = [known for known in _order_claims(said) if letters(known) == letters(claim)]
    if len(stated) != 1 or not _order_claims(said[-1:]) or not derives(remark, said[-1].statement):
        return None
    try:
        before = [_polynomial(link) for known in earlier for part in _parts(known) for link in part]
        here = _polynomial(stated[0])
    except (UnbuildableError, BasePolynomialError):
        return None
    if not before or before[-1].degree() < 2:
        return None
    of_a_factor = is_order_claim(claim) and here.degree() == 1 and not isinstance(stated[0].left, Letter)
    of_borders = stated[0].is_equality and here.degree() == before[-1].degree()
    found = all_roots(here.as_expr(), here.gen) if of_a_factor or of_borders else None
    for root in found.real if found else ():
        if root.is_Rational and all(known.eval(root) != 0 for known in before):
            (name,) = letters(claim)
            return breaks(f"{name} = {shown(root)} is a border here but not in the line before")
    return None


def _polynomial(link: Link) -> Poly:
    difference = _difference(link)
    return Poly(difference, *difference.free_symbols)


def is_order_claim(claim: Node) -> bool:
    """Whether it is an inequality in one letter, a chain of them, or alternatives, without division by it."""
    parts = _parts(claim)
    if not parts or len(letters(claim)) != 1:
        return False
    return not any(
        isinstance(node, Call | Root)
        or (isinstance(node, Fraction) and letters(node.denominator))
        or (isinstance(node, Power) and letters(node.exponent))
        for node in walk(claim)
    )


def _parts(claim: Node) -> list[list[Link]]:
    """Alternatives, each of them links that hold together."""
    items = claim.items if isinstance(claim, ListOf) and claim.joint is Joint.OR else (claim,)
    found = [links(item) for item in items if isinstance(item, Relation)]
    if len(found) != len(items) or not all(link.operator in ORDERS for each in found for link in each):
        return []
    return found


def _order_claims(said: Sequence[Remark]) -> list[Node]:
    return [claim for tree in inequalities_before(said) for claim in claims(tree) if is_order_claim(claim)]


def _is_linear(claim: Node) -> bool:
    """Whether it is a single inequality of the first degree."""
    parts = _parts(claim)
    if len(parts) != 1 or len(parts[0]) != 1:
        return False
    try:
        difference = _difference(parts[0][0])
        return bool(Poly(difference, *difference.free_symbols).total_degree() == 1)
    except (UnbuildableError, BasePolynomialError):
        return False


def _difference(link: Link) -> Expr:
    return expression(link.left) - expression(link.right)


@lru_cache(maxsize=64)
def _points(claim: Node) -> tuple[Rational, ...]:
    """Where to look: whole numbers around zero, and on, between and beside the places where it changes."""
    edges: set[Rational] = set()
    for part in _parts(claim):
        for link in part:
            difference = _difference(link)
            if len(difference.free_symbols) != 1:
                continue
            found = all_roots(difference, next(iter(difference.free_symbols)))
            edges |= {root for root in found.real if root.is_Rational} if found else set()
    beside = {edge.floor() + shift for edge in edges for shift in (-1, 0, 1, 2)}
    middle = {(one + other) / 2 for one in edges for other in edges}
    return tuple({*map(Integer, range(-_FURTHEST, _FURTHEST + 1)), *edges, *beside, *middle})


@lru_cache(maxsize=64)
def _truths(claim: Node, points: tuple[Rational, ...]) -> tuple[bool, ...] | None:
    """Whether it holds at each point; None where that can't be told."""
    parts = [[(_difference(link), link.operator) for link in part] for part in _parts(claim)]
    symbols: set[Symbol] = {symbol for part in parts for found, _ in part for symbol in found.free_symbols}
    if len(symbols) != 1:
        return None
    (symbol,) = symbols
    truths: list[bool] = []
    for point in points:
        values = [[(found.subs(symbol, point), operator) for found, operator in part] for part in parts]
        if not all(value.is_Rational for part in values for value, _ in part):
            return None
        truths.append(any(all(_holds(value, operator) for value, operator in part) for part in values))
    return tuple(truths)


def _holds(value: Expr, operator: RelationOperator) -> bool:
    match operator:
        case RelationOperator.LESS:
            return bool(value < 0)
        case RelationOperator.LESS_EQUAL:
            return bool(value <= 0)
        case RelationOperator.GREATER:
            return bool(value > 0)
        case _:
            return bool(value >= 0)
