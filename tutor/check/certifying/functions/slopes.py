"""Where a function rises, turns and bends: polynomials and their quotients, by signs of derivatives."""

from dataclasses import dataclass

from sympy import Expr, FiniteSet, Intersection, Poly, Set, Symbol, Union, diff, fraction, together
from sympy.polys.polyerrors import BasePolynomialError

from tutor.check.certifying.functions.asked import Function
from tutor.check.certifying.functions.natural_domain import HIGHEST_DEGREE, natural_domain
from tutor.check.certifying.functions.tangents import is_smooth
from tutor.check.certifying.roots import real_solutions
from tutor.check.comparing.proofs import is_expandable
from tutor.check.comparing.sign_chart import numbers_where
from tutor.check.expressions import expression
from tutor.check.reading.tree import Power, RelationOperator, Root
from tutor.check.reading.tree import Symbol as Letter
from tutor.check.trees import contains, letters, walk

_MOST_OPERATIONS = 120
_DIGITS = 30


@dataclass(frozen=True, slots=True)
class Curve:
    """The graph of a function without corners, over the numbers where it is defined as it is written."""

    body: Expr
    variable: Symbol
    domain: Set

    def height(self, place: Expr) -> Expr:
        """The value at a place."""
        return self.body.subs(self.variable, place)

    def zeros(self, order: int) -> tuple[Expr, ...] | None:
        """All places of the domain where a derivative vanishes, from left to right."""
        found = real_solutions(diff(self.body, self.variable, order), self.variable)
        if found is None or found.everything:
            return None
        inside = [self.domain.contains(place) for place in found.real]
        if any(each not in (True, False) for each in inside):
            return None
        kept = [place for place, is_inside in zip(found.real, inside, strict=True) if is_inside]
        return tuple(sorted(kept, key=lambda place: place.evalf(_DIGITS)))

    def where(self, order: int, operator: RelationOperator) -> Set | None:
        """The numbers where a derivative is positive, or negative."""
        real = Symbol(self.variable.name, real=True)
        derivative = diff(self.body, self.variable, order).subs(self.variable, real)
        found = numbers_where(derivative, operator, real) if derivative.has(real) else None
        return None if found is None else Intersection(found, self.domain)

    def joined(self, order: int, operator: RelationOperator) -> Set | None:
        """As `where`, with the single zeros in its midst: x³ rises everywhere."""
        found, zeros = self.where(order, operator), self.zeros(order)
        if found is None or zeros is None:
            return None
        starts, ends = (
            (set(side) for side in zip(*_pieces(found), strict=True)) if _pieces(found) else ((), ())
        )
        return Union(found, FiniteSet(*(zero for zero in zeros if zero in starts and zero in ends)))

    def changes(self, order: int) -> dict[Expr, int] | None:
        """The zeros of a derivative where its sign changes: 1 from minus to plus, -1 from plus to minus."""
        zeros = self.zeros(order)
        sides = [self.where(order, sign) for sign in (RelationOperator.GREATER, RelationOperator.LESS)]
        if zeros is None or sides[0] is None or sides[1] is None:
            return None
        rising, falling = ({end for piece in _pieces(side) for end in piece} for side in sides)
        starts = {piece[0] for piece in _pieces(sides[0])}
        both = rising & falling
        return {zero: 1 if zero in starts else -1 for zero in zeros if zero in both}


def _pieces(found: Set) -> list[tuple[Expr, Expr]]:
    parts = found.args if found.is_Union else (found,)
    return [(part.start, part.end) for part in parts if part.is_Interval]


def curve_of(function: Function | None) -> Curve | None:
    """The graph, where it has no corner and its derivatives exist wherever it does."""
    if function is None or not is_smooth(function.body) or contains(function.body, Root):
        return None
    powers = [node for node in walk(function.body) if isinstance(node, Power) and letters(node.base)]
    if not all(expression(power.exponent).is_Integer for power in powers):
        return None
    body, domain = expression(function.body), natural_domain(function.body, function.variable)
    variable = expression(Letter(function.variable))
    if (
        domain is None
        or not body.has(variable)
        or body.count_ops() > _MOST_OPERATIONS
        or not is_expandable(body)
    ):
        return None
    return Curve(body, variable, domain) if _is_low(body, variable) else None


def _is_low(body: Expr, variable: Symbol) -> bool:
    """Whether the zeros of its derivatives can be given at all, where it is a quotient of polynomials."""
    try:
        degrees = [Poly(part, variable).degree() for part in fraction(together(body))]
    except BasePolynomialError:
        return True
    return bool(max(degrees) <= HIGHEST_DEGREE)
